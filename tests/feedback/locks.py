"""A lock on the database as another process would hold it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, text


@contextmanager
def hold_lock(address: str, table: str = "item") -> Iterator[None]:
    """Hold the lock that keeps every other connection from writing: all of SQLite, one table of PostgreSQL."""
    engine = create_engine(address)
    lock = "BEGIN IMMEDIATE" if address.startswith("sqlite") else f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"
    try:
        with engine.connect() as connection:
            connection.execute(text(lock))
            yield
            connection.rollback()
    finally:
        engine.dispose()
