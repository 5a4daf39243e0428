"""Stand-ins that keep the contracts of the real things: a store without thread and file, a clock that a test turns."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import TypeVar, cast

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from cchc.feedback.changes import Applied, Change
from cchc.feedback.relay import Job, Result
from cchc.feedback.schema import metadata
from cchc.feedback.sql_reader import SqlReader
from cchc.feedback.steps import nobody
from cchc.feedback.store import Added, Counted, NewAnswer, NewItem, StoreUnavailable
from cchc.feedback.writing import write_jobs

Value = TypeVar("Value")


class TurnedClock:
    """A clock that stands still until a test turns it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)

    def __call__(self) -> datetime:  # noqa: D102 # a clock is called
        return self.now

    def turn(self, **by: float) -> None:
        """Move the moment, for example by ``minutes=5``."""
        self.now += timedelta(**by)


class MemoryStore(SqlReader):
    """The store contract without a thread, a file or a spool; ``down`` makes it unavailable.

    It runs the same statements on a database in memory: a second implementation of every rule would only be a second
    place for mistakes. What the rules are is said by the tests.
    """

    def __init__(self) -> None:
        self.down = False
        # One connection, shared by every thread of a test.
        self._memory = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        event.listen(self._memory, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys=ON"))
        event.listen(self._memory, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
        event.listen(self._memory, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        event.listen(self._memory, "engine_connect", lambda _: self.check())
        metadata.create_all(self._memory)
        super().__init__(self._memory)

    def add(self, new: NewItem) -> Future[Added]:
        """Take the item over at once."""
        return _settle(lambda: cast(Added, self._write(new)))  # an item has this result

    def add_answer(self, new: NewAnswer) -> Future[Counted]:
        """Take answers to a survey over at once."""
        return _settle(lambda: cast(Counted, self._write(new)))  # answers have this result

    def apply(self, change: Change) -> Future[Applied]:
        """Carry a change out at once."""
        return _settle(lambda: cast(Applied, self._write(change)))  # a change has this result

    def _write(self, job: Job) -> Result:
        with self._memory.begin() as connection:
            (outcome,) = write_jobs(connection, [job], nobody)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def count_spooled(self) -> int:
        """Spool nothing."""
        return 0

    def check(self) -> None:
        """Fail while the store is down."""
        if self.down:
            raise StoreUnavailable("down")

    def close(self) -> None:
        """Be down from now on."""
        self.down = True
        self._memory.dispose()


def _settle(act: Callable[[], Value]) -> Future[Value]:
    future: Future[Value] = Future()
    try:
        future.set_result(act())
    except Exception as error:
        future.set_exception(error)
    return future
