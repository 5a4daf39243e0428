"""Faults under load, with the real process: sudden death, a locked database, a database server that goes away.

``CCHC_KILLS`` and ``CCHC_LOCK_SECONDS`` make the drills longer than CI has time for; ``scripts/bench faults`` runs the
same drills and prints what they counted.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedback.postgresql import Cluster, find_binaries, run_cluster
from web.citizens import ANSWERS, QUESTIONS, Sort
from web.faults import hold_the_lock, kill_again_and_again, stop_the_server

pytestmark = pytest.mark.slow

_KILLS = int(os.environ.get("CCHC_KILLS", "12"))
_FEWER = max(2, _KILLS // 3)
_LOCK_SECONDS = float(os.environ.get("CCHC_LOCK_SECONDS", "3"))


@pytest.fixture(params=[QUESTIONS, ANSWERS], ids=lambda sort: sort.name)
def sort(request: pytest.FixtureRequest) -> Sort:
    """What is sent."""
    found: Sort = request.param
    return found


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server that may be killed."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server is installed")
    with run_cluster(binaries) as running:
        yield running


def test_a_service_killed_again_and_again_has_kept_all_it_acknowledged(root: Path, sort: Sort) -> None:
    """After each kill -9 under load, every fourth time with a locked database, all that was acknowledged is kept."""
    tally = kill_again_and_again(root, sort, _KILLS if sort is QUESTIONS else _FEWER)
    assert tally.is_sound, tally


def test_a_long_lock_is_bridged(root: Path, sort: Sort) -> None:
    """While another process holds the lock for many seconds sendings go on being acknowledged, and come in later."""
    tally = hold_the_lock(root, sort, _LOCK_SECONDS)
    assert tally.is_sound, tally


@pytest.mark.postgresql
def test_a_database_server_that_dies_is_bridged(root: Path, sort: Sort, cluster: Cluster) -> None:
    """PostgreSQL is killed and started again, and its connections are cut: nothing acknowledged is lost or doubled."""
    tally = stop_the_server(root, sort, cluster)
    assert tally.is_sound, tally


@pytest.mark.postgresql
def test_services_beside_each_other_may_die_one_by_one(root: Path, cluster: Cluster) -> None:
    """Three services on one cluster and one second path: one is killed, the forms it held go to the others."""
    tally = kill_again_and_again(root, QUESTIONS, _FEWER, database=cluster.address, services=3)
    assert tally.is_sound, tally
