"""A lock on the database as another process would hold it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, text


@contextmanager
def hold_lock(address: str) -> Iterator[None]:
    """Hold the lock that keeps every other connection from writing."""
    engine = create_engine(address)
    lock = "BEGIN IMMEDIATE" if address.startswith("sqlite") else "LOCK TABLE item IN ACCESS EXCLUSIVE MODE"
    try:
        with engine.connect() as connection:
            connection.execute(text(lock))
            yield
            connection.rollback()
    finally:
        engine.dispose()
