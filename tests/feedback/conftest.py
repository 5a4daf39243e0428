"""Stores for the contract suite: the fake, a SQLite file, a real PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cchc.feedback.sql_store import open_store
from cchc.feedback.store import Store
from feedback.fakes import MemoryStore
from feedback.postgresql import find_binaries, fresh_database, run_cluster

SQL = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Yield the address of a server on which databases may be made."""
    if address := os.environ.get("CCHC_TEST_POSTGRES_URL"):
        yield address
        return
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL: CCHC_TEST_POSTGRES_URL is not set and no server is installed")
    with run_cluster(binaries) as cluster:
        yield cluster.address


@pytest.fixture
def postgresql_database(postgresql_server: str) -> Iterator[str]:
    """Yield the address of an empty database of PostgreSQL."""
    with fresh_database(postgresql_server) as address:
        yield address


@pytest.fixture(params=SQL)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the address of an empty database of each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'var' / 'gop-y.sqlite3'}"
        return
    with fresh_database(request.getfixturevalue("postgresql_server")) as address:
        yield address


@pytest.fixture(params=["memory", *SQL])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Yield an empty store of each kind."""
    makers: dict[str, Callable[[], Store]] = {
        "memory": MemoryStore,
        "sqlite": lambda: open_store(f"sqlite:///{tmp_path / 'gop-y.sqlite3'}"),
    }
    if request.param in makers:
        with closing(makers[request.param]()) as opened:
            yield opened
        return
    with (
        fresh_database(request.getfixturevalue("postgresql_server")) as address,
        closing(open_store(address)) as opened,
    ):
        yield opened
