"""The moderation workflow driven at random: whatever people try, the promises of the desk hold.

``CCHC_EXAMPLES`` makes the machine try more than CI has time for.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from cchc.feedback.sql_store import open_store
from cchc.feedback.store import Store
from feedback.apart import run_apart
from feedback.fakes import MemoryStore
from feedback.moderation import Moderation
from feedback.postgresql import fresh_database

pytestmark = pytest.mark.slow

_MORE = int(os.environ.get("CCHC_EXAMPLES", "1"))
Open = Callable[[], AbstractContextManager[Store]]


@contextmanager
def _open_sqlite() -> Iterator[Store]:
    with (
        tempfile.TemporaryDirectory(prefix="cchc-desk-") as folder,
        closing(open_store(f"sqlite:///{Path(folder) / 'gop-y.sqlite3'}")) as store,
    ):
        yield store


@contextmanager
def _open_postgresql(server: str) -> Iterator[Store]:
    with fresh_database(server) as address, closing(open_store(address)) as store:
        yield store


def _drive(open_one: Open, examples: int) -> None:
    """Let the machine run so often, each time on an empty store."""

    class OnStore(Moderation):
        def __init__(self) -> None:
            self._opened = open_one()
            super().__init__(self._opened.__enter__())

        def teardown(self) -> None:
            super().teardown()
            self._opened.__exit__(None, None, None)

    patient = settings(
        max_examples=examples * _MORE,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )

    async def apart() -> None:
        await asyncio.to_thread(run_state_machine_as_test, OnStore, settings=patient)

    run_apart(apart())


def test_the_promises_hold_in_memory() -> None:
    """Published ⊆ approved by two and masked, one message a step, history only grows, refused steps change nothing."""
    _drive(lambda: closing(MemoryStore()), 25)


def test_the_promises_hold_on_sqlite() -> None:
    """The same over the real store: writing thread, group commit and savepoints."""
    _drive(_open_sqlite, 5)


@pytest.mark.postgresql
def test_the_promises_hold_on_postgresql(postgresql_server: str) -> None:
    """The same on a server, with its own locks and types."""
    _drive(lambda: _open_postgresql(postgresql_server), 5)
