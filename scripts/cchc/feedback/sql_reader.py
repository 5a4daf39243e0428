"""The reading half of the store over SQLAlchemy Core, on connections that cannot write."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import SQLAlchemyError

from cchc.feedback import reading_desk, reading_rest
from cchc.feedback.records import (
    Account,
    Count,
    Course,
    DeskItem,
    InboxFilter,
    InboxRow,
    Letter,
    Published,
    Rating,
    RegisterRow,
    Session,
    SurveyRow,
    Tombstone,
)
from cchc.feedback.rows import LISTED, parse_item, read_detail
from cchc.feedback.schema import account, item, outbox
from cchc.feedback.store import StoreUnavailable
from cchc.model.feedback import ItemDetail, LoaiGopY, StoredItem, TrangThaiGopY


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

    def list_inbox(self, chosen: InboxFilter, *, limit: int = 50, offset: int = 0) -> Sequence[InboxRow]:
        """Return a page of the desk's list, newest first, or nearest deadline first."""
        with _reading(self._engine) as connection:
            return reading_desk.read_inbox(connection, chosen, limit, offset)

    def count_inbox(self, chosen: InboxFilter) -> int:
        """Return how many items the filter keeps."""
        with _reading(self._engine) as connection:
            return reading_desk.count_inbox(connection, chosen)

    def find_desk(self, reference: str) -> DeskItem | None:
        """Return an item with its answers, files and twins, or None."""
        with _reading(self._engine) as connection:
            return reading_desk.read_desk(connection, reference)

    def list_published(self) -> Sequence[Published]:
        """Return what is public now, oldest publication first."""
        with _reading(self._engine) as connection:
            return reading_desk.read_published(connection)

    def find_account(self, username: str) -> Account | None:
        """Return an account, or None."""
        with _reading(self._engine) as connection:
            return reading_rest.read_account(connection, account.c.username == username)

    def find_oidc_account(self, subject: str) -> Account | None:
        """Return the account of a subject of the identity provider, or None."""
        with _reading(self._engine) as connection:
            return reading_rest.read_account(connection, account.c.oidc_subject == subject)

    def list_accounts(self) -> Sequence[Account]:
        """Return all accounts by name."""
        with _reading(self._engine) as connection:
            return reading_rest.read_accounts(connection)

    def find_session(self, id_hash: str, now: datetime) -> tuple[Session, Account] | None:
        """Return a session that has not expired, with its active account, or None."""
        with _reading(self._engine) as connection:
            return reading_rest.read_session(connection, id_hash, now)

    def list_sessions(self, username: str, now: datetime) -> Sequence[Session]:
        """Return the sessions of an account that have not expired, the newest first."""
        with _reading(self._engine) as connection:
            return reading_rest.read_sessions(connection, username, now)

    def list_outbox(self) -> Sequence[Letter]:
        """Return the messages that wait, oldest first."""
        with _reading(self._engine) as connection:
            return reading_rest.read_letters(connection, outbox.c.sent_at.is_(None), outbox.c.dead_at.is_(None))

    def list_letters(self, numbers: Sequence[int]) -> Sequence[Letter]:
        """Return these messages."""
        with _reading(self._engine) as connection:
            return reading_rest.read_letters(connection, outbox.c.id.in_(numbers))

    def list_dead_letters(self) -> Sequence[Letter]:
        """Return the messages that were given up."""
        with _reading(self._engine) as connection:
            return reading_rest.read_letters(connection, outbox.c.dead_at.is_not(None))

    def count_items(self, since: datetime | None = None, until: datetime | None = None) -> Sequence[Count]:
        """Return figures by kind, state, month and unit, erased items included."""
        with _reading(self._engine) as connection:
            return reading_rest.read_counts(connection, since, until)

    def list_ratings(self, since: datetime | None = None, until: datetime | None = None) -> Sequence[Rating]:
        """Return the ratings of pages, of erased items too (without their reasons)."""
        with _reading(self._engine) as connection:
            return reading_rest.read_ratings(connection, since, until)

    def list_survey(self, khao_sat: str) -> Sequence[SurveyRow]:
        """Return all answers to a survey."""
        with _reading(self._engine) as connection:
            return reading_rest.read_survey(connection, khao_sat)

    def list_tombstones(self, since: datetime | None = None) -> Sequence[Tombstone]:
        """Return what was erased since a moment, oldest first."""
        with _reading(self._engine) as connection:
            return reading_rest.read_tombstones(connection, since)

    def list_register(self, since: datetime, until: datetime) -> Sequence[RegisterRow]:
        """Return what the public register needs of the items received in a time."""
        with _reading(self._engine) as connection:
            return reading_rest.read_register(connection, since, until)

    def list_courses(self, until: datetime) -> Sequence[Course]:
        """Return what became of all items received before a moment, without anything of their senders."""
        with _reading(self._engine) as connection:
            return reading_rest.read_courses(connection, until)

    def list_file_names(self) -> Sequence[str]:
        """Return the stored names of all files that some item has."""
        with _reading(self._engine) as connection:
            return tuple(file.stored_name for file in reading_rest.read_files(connection))

    def check(self) -> None:
        """Raise StoreUnavailable unless the store answers."""
        with _reading(self._engine) as connection:
            connection.execute(select(item.c.reference).limit(1)).first()

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()


@contextmanager
def _reading(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreUnavailable(type(error).__name__) from error
