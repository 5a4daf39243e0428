"""Connections to the two engines, set up so that a commit that returns is durable and no call waits for ever."""

import logging
import os
import sqlite3
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from cchc.feedback.durable import make_folder
from cchc.feedback.store import StoreUnavailable

log = logging.getLogger(__name__)

LOCK_SECONDS = 2
_STATEMENT_SECONDS = 5
# https://sqlite.org/wal.html, section "The WAL-Reset Bug": two connections that write and checkpoint at once.
WAL_RESET_FIXED = (3, 51, 3)


def parse_url(text: str) -> URL:
    """Parse a database address; ``postgresql://`` means psycopg 3. Raise ValueError on other engines, or without it."""
    url = make_url(text)
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        if find_spec("psycopg") is None:
            raise ValueError("PostgreSQL needs a package that is not installed: pip install 'psycopg[binary]>=3.2'")
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return url
    raise ValueError("the database must be a SQLite file (sqlite:///…) or PostgreSQL (postgresql://…)")


def make_writer(url: URL) -> Engine:
    """Return an engine with one connection that writes durably; a new SQLite file gets mode 0600."""
    if url.get_backend_name() == "postgresql":
        return _postgresql(url, "-c synchronous_commit=on", size=1)
    path = _sqlite_path(url)
    _claim(path)
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None, check_same_thread=False),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    # The write lock is taken before the first statement; asking for it later can fail half-way.
    event.listen(engine, "begin", _begin_immediate)
    return engine


def make_reader(url: URL) -> Engine:
    """Return an engine whose connections cannot write. Raise StoreUnavailable if the SQLite file does not exist."""
    if url.get_backend_name() == "postgresql":
        return _postgresql(url, "-c default_transaction_read_only=on", size=4)
    path = _sqlite_path(url)
    if not path.is_file():
        raise StoreUnavailable(f"{path} does not exist")
    address = f"file:{quote(str(path))}?mode=ro"
    return create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True, timeout=LOCK_SECONDS, check_same_thread=False),
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,
    )


def _postgresql(url: URL, options: str, *, size: int) -> Engine:
    limits = (
        f"-c statement_timeout={_STATEMENT_SECONDS}s -c lock_timeout={LOCK_SECONDS}s "
        # Or a server that did not hear us go keeps what we had begun locked for hours, also against ourselves.
        f"-c idle_in_transaction_session_timeout={_STATEMENT_SECONDS}s"
    )
    return create_engine(
        url,
        connect_args={
            "options": f"{limits} {options}",
            "connect_timeout": _STATEMENT_SECONDS,
            # Without it a server that vanished from the network is noticed after many minutes.
            "tcp_user_timeout": _STATEMENT_SECONDS * 1000,
        },
        pool_pre_ping=True,
        pool_size=size,
        pool_timeout=_STATEMENT_SECONDS,
        hide_parameters=True,
    )


def _sqlite_path(url: URL) -> Path:
    return Path(url.database or "").absolute()


def _claim(path: Path) -> None:
    # SQLite gives its -wal and -shm files the mode of the database file.
    make_folder(path.parent)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
    if sqlite3.sqlite_version_info < WAL_RESET_FIXED:
        log.warning(
            "SQLite %s can corrupt a database that two processes write at once; run one service only, or update SQLite",
            sqlite3.sqlite_version,
        )


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    _switch_to_wal(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _switch_to_wal(cursor: DBAPICursor) -> None:
    # SQLite does not wait for others here, whatever the timeout: two first starts at once would refuse one of them.
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
