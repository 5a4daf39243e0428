"""The store over SQLAlchemy Core: SQLite by default, PostgreSQL by address, one code path for both."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from cchc.feedback.engines import make_reader, make_writer, parse_url
from cchc.feedback.migrate import migrate
from cchc.feedback.relay import Outcome, Relay
from cchc.feedback.rows import LISTED, RowValues, make_dependent_rows, make_item_row, parse_item, read_detail
from cchc.feedback.schema import item, outbox
from cchc.feedback.spool import Spool
from cchc.feedback.steps import Step, Watcher, nobody
from cchc.feedback.store import Added, NewItem, OutboxRow, ReferenceTaken, StoreUnavailable, make_stored
from cchc.feedback.writer import GroupWriter
from cchc.model.feedback import ItemDetail, LoaiGopY, StoredItem, TrangThaiGopY

log = logging.getLogger(__name__)

_TICK = 1.0

_INSERT_ITEM = {
    "sqlite": sqlite.insert(item).on_conflict_do_nothing().returning(item.c.reference),
    "postgresql": postgresql.insert(item).on_conflict_do_nothing().returning(item.c.reference),
}


class SqlReader:
    """The reading half, over connections that cannot write."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, reference: str) -> ItemDetail | None:
        """Return the whole item, or None."""
        with _reading(self._engine) as connection:
            return read_detail(connection, reference)

    def find_guarded(self, reference: str, secret_hash: str) -> StoredItem | None:
        """Return the item if the secret part is right, else None."""
        with _reading(self._engine) as connection:
            rows = connection.execute(
                select(*LISTED).where(item.c.reference == reference, item.c.secret_hash == secret_hash)
            )
            found = rows.mappings().one_or_none()
            return None if found is None else parse_item(found)

    def list_items(
        self, *, kind: LoaiGopY | None = None, state: TrangThaiGopY | None = None, limit: int = 100
    ) -> Sequence[StoredItem]:
        """Return the newest items first."""
        query = select(*LISTED).order_by(item.c.received_at.desc(), item.c.reference).limit(limit)
        if kind is not None:
            query = query.where(item.c.kind == kind.value)
        if state is not None:
            query = query.where(item.c.state == state.value)
        with _reading(self._engine) as connection:
            return tuple(parse_item(row) for row in connection.execute(query).mappings())

    def list_outbox(self) -> Sequence[OutboxRow]:
        """Return the messages that wait, oldest first."""
        query = select(outbox.c.reference, outbox.c.event, outbox.c.created_at)
        with _reading(self._engine) as connection:
            rows = connection.execute(query.where(outbox.c.sent_at.is_(None)).order_by(outbox.c.id))
            return tuple(OutboxRow(row.reference, row.event, row.created_at) for row in rows)

    def check(self) -> None:
        """Raise StoreUnavailable unless the store answers."""
        with _reading(self._engine) as connection:
            connection.execute(select(item.c.reference).limit(1)).first()

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()


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
    ) -> None:
        super().__init__(reader)
        self._writing = writer
        self._spool = spool
        self._watcher = watcher
        if spool is None:
            self._writer = GroupWriter[NewItem, Added](self._commit)
        else:
            relay = Relay(self._commit, spool, retry=retry, watcher=watcher)
            relay.start()
            self._writer = GroupWriter[NewItem, Added](relay, tick=min(_TICK, retry))

    def add(self, new: NewItem) -> Future[Added]:
        """Take the item over; the future is done when it is durable."""
        future = self._writer.put(new)
        self._watcher(Step.TAKEN)
        return future

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

    def _commit(self, batch: Sequence[NewItem]) -> Sequence[Outcome]:
        try:
            with self._writing.begin() as connection:
                self._watcher(Step.BEGUN)
                outcomes = _write(connection, batch, self._watcher)
            self._watcher(Step.COMMITTED)
        except (IntegrityError, DataError) as error:
            # One item that no table can hold must not take its neighbours down with it.
            return [error] if len(batch) == 1 else [outcome for new in batch for outcome in self._commit([new])]
        except SQLAlchemyError as error:
            log.error("%d items could not be written: %s", len(batch), error)  # parameters are hidden
            self._writing.dispose()
            return [StoreUnavailable(type(error).__name__) for _ in batch]
        return outcomes


def open_store(
    address: str, spool_dir: Path | None = None, *, retry: float = 5.0, watcher: Watcher = nobody
) -> SqlStore:
    """Open the store for writing, bringing its schema up to date; raise ValueError or StoreUnavailable.

    With ``spool_dir`` what the database cannot take waits there and is tried again every ``retry`` seconds.
    """
    spool = None if spool_dir is None else Spool(spool_dir, watcher=watcher)
    url = parse_url(address)
    try:
        writer = make_writer(url)
        try:
            migrate(writer)
            return SqlStore(make_reader(url), writer, spool=spool, retry=retry, watcher=watcher)
        except BaseException:
            writer.dispose()
            raise
    except (SQLAlchemyError, OSError) as error:
        raise StoreUnavailable(str(error)) from error


def open_reader(address: str) -> SqlReader:
    """Open an existing store for reading only; raise ValueError or StoreUnavailable."""
    return SqlReader(make_reader(parse_url(address)))


@contextmanager
def _reading(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreUnavailable(type(error).__name__) from error


def _write(connection: Connection, batch: Sequence[NewItem], watcher: Watcher) -> list[Outcome]:
    statement = _INSERT_ITEM[connection.dialect.name]
    # The returned reference tells what was inserted; row counts of inserts differ between drivers.
    created = [connection.execute(statement, make_item_row(new)).scalar() is not None for new in batch]
    watcher(Step.ITEM_WRITTEN)
    dependent: defaultdict[Table, list[RowValues]] = defaultdict(list)
    for new, is_new in zip(batch, created, strict=True):
        for table, row in make_dependent_rows(new) if is_new else ():
            dependent[table].append(row)
    for table, rows in dependent.items():
        connection.execute(insert(table), rows)
        watcher(Step.DEPENDENT_WRITTEN)
    return [
        Added(make_stored(new), created=True, same=True) if is_new else _find_earlier(connection, new)
        for new, is_new in zip(batch, created, strict=True)
    ]


def _find_earlier(connection: Connection, new: NewItem) -> Outcome:
    reference = connection.execute(select(item.c.reference).where(item.c.key == new.key)).scalar_one_or_none()
    earlier = reference and read_detail(connection, reference)
    if not earlier:
        return ReferenceTaken(new.reference)
    return Added(earlier.item, created=False, same=earlier.submission == new.submission)
