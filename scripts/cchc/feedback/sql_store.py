"""The store over SQLAlchemy Core: SQLite by default, PostgreSQL by address, one code path for both."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from typing import cast

from sqlalchemy import Engine
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from cchc.feedback.alone import hold
from cchc.feedback.changes import Applied, Change
from cchc.feedback.engines import make_reader, make_writer, parse_url
from cchc.feedback.migrate import migrate
from cchc.feedback.relay import Job, Outcome, Relay, Result
from cchc.feedback.spool import Spool
from cchc.feedback.sql_reader import SqlReader
from cchc.feedback.steps import Step, Watcher, nobody
from cchc.feedback.store import Added, Counted, NewAnswer, NewItem, StoreUnavailable
from cchc.feedback.writer import GroupWriter
from cchc.feedback.writing import write_jobs
from cchc.model.feedback import StoredItem

log = logging.getLogger(__name__)

_TICK = 1.0


class SqlStore(SqlReader):
    """The whole store: a reader, and one thread that writes in groups, to a spool while the database cannot."""

    def __init__(
        self,
        reader: Engine,
        writer: Engine,
        *,
        spool: Spool | None = None,
        retry: float = 5.0,
        watcher: Watcher = nobody,
        release: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(reader)
        self._release = release
        self._writing = writer
        self._spool = spool
        self._watcher = watcher
        if spool is None:
            self._writer = GroupWriter[Job, Result](self._commit)
        else:
            relay = Relay(self._commit, spool, retry=retry, watcher=watcher)
            relay.start()
            self._writer = GroupWriter[Job, Result](relay, tick=min(_TICK, retry))

    def add(self, new: NewItem) -> Future[Added]:
        """Take the item over; the future is done when it is durable."""
        future = self._writer.put(new)
        self._watcher(Step.TAKEN)
        return cast("Future[Added]", future)  # each sort of job has its own sort of result

    def add_answer(self, new: NewAnswer) -> Future[Counted]:
        """Take answers to a survey over, as ``add`` does."""
        return cast("Future[Counted]", self._writer.put(new))  # as above

    def apply(self, change: Change) -> Future[Applied]:
        """Carry a change out; the future is done when it is durable."""
        return cast("Future[Applied]", self._writer.put(change))  # as above

    def find_guarded(self, reference: str, secret_hash: str) -> StoredItem | None:
        """Return the item if the secret part is right, also while it waits in the spool."""
        waiting = self._spool and self._spool.find_guarded(reference, secret_hash)
        return waiting or super().find_guarded(reference, secret_hash)

    def count_spooled(self) -> int:
        """Return how many items wait in the spool."""
        return self._spool.count() if self._spool else 0

    def close(self) -> None:
        """Write what waits, then give back the thread and the connections."""
        self._writer.close()
        super().close()
        # The last connection to close folds the write-ahead log into the file; a reader could not.
        self._writing.dispose()
        self._release()

    def _commit(self, batch: Sequence[Job]) -> Sequence[Outcome]:
        try:
            with self._writing.begin() as connection:
                self._watcher(Step.BEGUN)
                outcomes = write_jobs(connection, batch, self._watcher)
            self._watcher(Step.COMMITTED)
        except (IntegrityError, DataError) as error:
            # One item that no table can hold must not take its neighbours down with it.
            return [error] if len(batch) == 1 else [outcome for job in batch for outcome in self._commit([job])]
        except SQLAlchemyError as error:
            log.error("%d jobs could not be written: %s", len(batch), error)  # parameters are hidden
            self._writing.dispose()
            return [StoreUnavailable(type(error).__name__) for _ in batch]
        return outcomes


def open_store(
    address: str,
    spool_dir: Path | None = None,
    *,
    retry: float = 5.0,
    watcher: Watcher = nobody,
    alone: bool = False,
) -> SqlStore:
    """Open the store for writing, bringing its schema up to date; raise ValueError or StoreUnavailable.

    With ``spool_dir`` what the database cannot take waits there and is tried again every ``retry`` seconds. ``alone``
    is for commands beside the service: on SQLite ServiceRunning is raised while a service has the file open.
    """
    spool = None if spool_dir is None else Spool(spool_dir, watcher=watcher)
    url = parse_url(address)
    with ExitStack() as undo:
        try:
            writer = make_writer(url)
            undo.callback(writer.dispose)
            undo.callback(release := hold(url, alone=alone))
            migrate(writer)
            store = SqlStore(make_reader(url), writer, spool=spool, retry=retry, watcher=watcher, release=release)
        except (SQLAlchemyError, OSError) as error:
            raise StoreUnavailable(str(error)) from error
        undo.pop_all()
    return store


def open_reader(address: str) -> SqlReader:
    """Open an existing store for reading only; raise ValueError or StoreUnavailable."""
    return SqlReader(make_reader(parse_url(address)))
