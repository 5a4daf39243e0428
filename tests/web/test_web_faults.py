"""Faults under load, with the real process: sudden death, a locked database, a database server that goes away.

``CCHC_KILLS`` and ``CCHC_LOCK_SECONDS`` make the drills longer than CI has time for.
"""

import os
import signal
from contextlib import closing, nullcontext
from pathlib import Path
from threading import Event

import httpx
import pytest
from sqlalchemy import create_engine, text

from cchc.feedback.spool import Spool, count_set_aside
from cchc.feedback.sql_store import open_reader
from feedback.locks import hold_lock
from feedback.oracle import assert_stored
from feedback.postgresql import find_binaries, run_cluster
from web.processes import Citizens, database_of, run_process, until

_KILLS = int(os.environ.get("CCHC_KILLS", "12"))
_LOCK_SECONDS = float(os.environ.get("CCHC_LOCK_SECONDS", "3"))


def _kept(root: Path) -> set[str]:
    """Name what is in the database or on the second path."""
    spool = Spool(root / "var" / "cho-ghi")
    spool.refresh()
    waiting = {new.reference for name in spool.names() for new in spool.read(name)}
    with closing(open_reader(database_of(root))) as reader:
        stored = [item.reference for item in reader.list_items(limit=10**6)]
        assert sorted(row.reference for row in reader.list_outbox()) == sorted(stored)
    return waiting | set(stored)


def _assert_all_is_well(root: Path, database: str, citizens: Citizens) -> None:
    """Start the service once more, send every form again, and compare."""
    with run_process(root, database) as (_, address):
        assert until(lambda: httpx.get(f"{address}/suc-khoe").text == "ok")
        citizens.send_again(address)
        assert until(lambda: httpx.get(f"{address}/suc-khoe").text == "ok")
    with closing(open_reader(database)) as reader:
        assert_stored(reader, citizens.acknowledged.values())
        assert len(reader.list_items(limit=10**6)) == len(set(citizens.acknowledged.values())) == len(citizens.tokens)
    assert count_set_aside(root / "var" / "cho-ghi") == 0


@pytest.mark.slow
def test_a_service_killed_again_and_again_has_kept_all_it_acknowledged(root: Path) -> None:
    """After each kill -9 under load, every fourth time with a locked database, all that was acknowledged is kept."""
    citizens = Citizens()
    for round_ in range(_KILLS):
        enough = 1 + round_ * 37 % 90
        is_locked = round_ % 4 == 3
        with run_process(root) as (process, address):
            lock = hold_lock(database_of(root)) if is_locked else nullcontext()
            with lock, citizens.keep_sending(address):
                citizens.wait_for(enough)
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
        assert set(citizens.acknowledged.values()) <= _kept(root)
    _assert_all_is_well(root, database_of(root), citizens)


@pytest.mark.slow
def test_a_long_lock_is_bridged(root: Path) -> None:
    """While another process holds the lock for many seconds sendings go on being acknowledged, and come in later."""
    citizens = Citizens()
    with run_process(root) as (_, address), citizens.keep_sending(address):
        citizens.wait_for(20)
        with hold_lock(database_of(root)):
            Event().wait(_LOCK_SECONDS)
            citizens.wait_for(200)
        citizens.wait_for(50)
        assert until(lambda: httpx.get(f"{address}/suc-khoe").text == "ok")
    _assert_all_is_well(root, database_of(root), citizens)


@pytest.mark.slow
@pytest.mark.postgresql
def test_a_database_server_that_dies_is_bridged(root: Path) -> None:
    """PostgreSQL is killed and started again, and its connections are cut: nothing acknowledged is lost or doubled."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server is installed")
    citizens = Citizens()
    with run_cluster(binaries) as cluster:
        with run_process(root, cluster.address) as (_, address), citizens.keep_sending(address):
            citizens.wait_for(20)
            _cut_connections(cluster.address)
            citizens.wait_for(20)
            cluster.kill()
            citizens.wait_for(100)
            cluster.start()
            citizens.wait_for(100)
        _assert_all_is_well(root, cluster.address, citizens)


def _cut_connections(address: str) -> None:
    engine = create_engine(address)
    with engine.connect() as connection:
        cut = connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        )
        assert any(cut.scalars())
    engine.dispose()
