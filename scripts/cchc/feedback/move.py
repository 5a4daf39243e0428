"""All tables of one database into an empty one of the other engine: SQLite to PostgreSQL, and back.

Whatever the schema names is moved, so that a new table cannot be forgotten. Files lie outside and stay where they are:
attachments, the second path, copies.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, Table, func, insert, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from cchc.feedback.alone import ServiceRunning, hold
from cchc.feedback.engines import make_reader, make_writer, parse_url
from cchc.feedback.migrate import find_revision, keep_services_out, list_revisions, migrate
from cchc.feedback.schema import metadata

_AT_ONCE = 1000
_MODULUS = 2**256
_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


class MoveFailed(Exception):
    """The rows were not moved; the source is as it was, and the target as empty as it was."""


@dataclass(frozen=True)
class Seal:
    """How many rows a table has, and a sum of their hashes that no order of rows changes: engines sort differently."""

    rows: int
    mark: str


@dataclass(frozen=True)
class Pair:
    """A table as both databases have it."""

    table: str
    source: Seal
    target: Seal

    @property
    def same(self) -> bool:
        """Tell whether both hold the same rows."""
        return self.source == self.target


Told = Callable[[int, int], object]
"""Is told how many rows have been copied, and how many there are."""


def move(source: str, target: str, told: Told = lambda done, total: None) -> Sequence[Pair]:
    """Copy every table into an empty database of the other engine; return the tables as both have them now.

    It is one transaction at the target, which stands only if both then hold the same: after a failure the same call may
    be made again. Raise MoveFailed, ServiceRunning if anybody else has either database open, StoreUnavailable if the
    source does not exist, ValueError on a malformed address.
    """
    from_url, to_url = _parse(source, target)
    with ExitStack() as held, _telling():
        reading = held.enter_context(_read(from_url))
        held.callback(hold(from_url, alone=True))
        _refuse_company(reading)
        _check_schema(reading, "the source")
        writing = held.enter_context(_write(to_url))
        _refuse_rows(writing)
        _copy_all(reading, writing, told)
        _set_sequences(writing)
        pairs = _compare(reading, writing)
        if different := [pair.table for pair in pairs if not pair.same]:
            raise MoveFailed(f"the copy differs in {', '.join(different)}; nothing of it was kept")
    return pairs


def compare(source: str, target: str) -> Sequence[Pair]:
    """Return every table as both databases have it, without changing either; raise as ``move`` does."""
    from_url, to_url = _parse(source, target)
    with _telling(), _read(from_url) as first, _read(to_url) as second:
        _check_schema(first, "the source")
        _check_schema(second, "the target")
        return _compare(first, second)


def _parse(source: str, target: str) -> tuple[URL, URL]:
    from_url, to_url = parse_url(source), parse_url(target)
    if from_url.get_backend_name() == to_url.get_backend_name():
        raise MoveFailed("both databases are of one engine: use a backup and restore it at the other place")
    return from_url, to_url


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        # Only the first line: what PostgreSQL adds to it may quote the row, and a row holds what a citizen wrote.
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise MoveFailed(f"{type(error).__name__}: {reason}") from None


@contextmanager
def _read(url: URL) -> Iterator[Connection]:
    """Yield a connection that sees one state of the whole database for as long as it is open."""
    engine = make_reader(url)
    try:
        with engine.connect() as connection:
            if url.get_backend_name() == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
                _take_time(connection)
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _write(url: URL) -> Iterator[Connection]:
    """Yield a transaction on a database that has the newest schema; nobody else may write until it ends."""
    engine = make_writer(url)
    try:
        with ExitStack() as held:
            held.callback(hold(url, alone=True))
            with engine.connect() as connection:
                if inspect(connection).get_table_names():
                    _check_schema(connection, "the target")
            migrate(engine)
            with engine.begin() as connection:
                _take_time(connection)
                _refuse_company(connection)
                yield connection
    finally:
        engine.dispose()


def _take_time(connection: Connection) -> None:
    # The limits of the service are for requests that somebody waits for.
    if connection.dialect.name == "postgresql":
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(select(func.set_config(limit, "0", True)))


def _refuse_company(connection: Connection) -> None:
    """Raise ServiceRunning if somebody else is connected to a PostgreSQL database, and let no service start on it."""
    if connection.dialect.name != "postgresql":
        return
    keep_services_out(connection)
    if number := connection.execute(_OTHERS).scalar_one():
        raise ServiceRunning(f"{number} other connections to the database are open")


def _check_schema(connection: Connection, which: str) -> None:
    revision, newest = find_revision(connection), list_revisions()[0]
    if revision is None:
        raise MoveFailed(f"{which} has no tables of this program")
    if revision != newest:
        raise MoveFailed(f"{which} has the schema {revision}, this program {newest}: start the service on it once")


def _refuse_rows(connection: Connection) -> None:
    filled = [table.name for table in metadata.sorted_tables if _count(connection, table)]
    if filled:
        raise MoveFailed(f"the target is not empty: there are rows in {', '.join(filled)}")


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _copy_all(reading: Connection, writing: Connection, told: Told) -> None:
    total, done = sum(_count(reading, table) for table in metadata.sorted_tables), 0
    for table in metadata.sorted_tables:
        rows = reading.execute(select(table), execution_options={"yield_per": _AT_ONCE})
        for part in rows.mappings().partitions(_AT_ONCE):
            values = [dict(row) for row in part]
            _refuse_unfit(table, values)
            writing.execute(insert(table), values)
            done += len(values)
            told(done, total)


def _refuse_unfit(table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Raise MoveFailed on a text that PostgreSQL would refuse; SQLite takes any length, and zero bytes."""
    for column in table.columns:
        longest = getattr(column.type, "length", None)
        for row in rows:
            value = row[column.name]
            if isinstance(value, str) and ("\0" in value or (longest and len(value) > longest)):
                key = ", ".join(str(row[part.name]) for part in table.primary_key.columns)
                raise MoveFailed(f"{table.name} {key}: {column.name} holds a text that does not fit there")


def _set_sequences(connection: Connection) -> None:
    # PostgreSQL counts numbers apart from the rows: the next one must not be one of those that were moved.
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            highest = func.max(column)
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))


def _compare(first: Connection, second: Connection) -> Sequence[Pair]:
    return tuple(Pair(table.name, _seal(first, table), _seal(second, table)) for table in metadata.sorted_tables)


def _seal(connection: Connection, table: Table) -> Seal:
    rows = total = 0
    for row in connection.execute(select(table), execution_options={"yield_per": _AT_ONCE}):
        # Moments come in UTC from both engines; whatever else JSON does not know has this name for its text too.
        words = json.dumps(list(row), ensure_ascii=False, default=lambda value: value.isoformat())
        total += int.from_bytes(hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest())
        rows += 1
    return Seal(rows, f"{total % _MODULUS:064x}")
