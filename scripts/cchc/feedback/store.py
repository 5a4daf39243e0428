"""What the use cases need of a store. Every store passes the same contract suite: memory fake, SQLite, PostgreSQL."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from cchc.feedback.changes import Applied, Change
from cchc.feedback.records import (
    Account,
    Attachment,
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
from cchc.model.feedback import (
    DongY,
    ItemDetail,
    LoaiGopY,
    StoredItem,
    Submission,
    TraLoiKhaoSat,
    TrangThaiGopY,
    title_of,
)


class StoreUnavailable(Exception):
    """The store cannot write or read now (locked, full, cut off); the same request may be sent again later."""


class StoreBusy(StoreUnavailable):
    """Too many items wait to be written; the sender should come back in some seconds."""


class ReferenceTaken(Exception):
    """Another item already has this reference; draw a new one."""


class AlreadyAnswered(Exception):
    """This survey has an answer for this dossier already; it stands (SUR-09)."""


class StaleChange(Exception):
    """The item has moved on since its reader looked: show it again and let him decide anew."""


class NotAllowed(Exception):
    """This account may not do this, or not in this state; ``reason`` says why in a word of the code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoSuchThing(Exception):
    """The item, account, answer or message of a change does not exist."""


@dataclass(frozen=True)
class NewItem:
    """An item on its way into the store; ``key`` makes sending it again harmless, ``note`` is for the desk."""

    reference: str
    secret_hash: str
    key: str
    received_at: datetime
    submission: Submission
    dong_y: tuple[DongY, ...] = ()
    han: date | None = None
    attachments: tuple[Attachment, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class NewAnswer:
    """An answer to a survey on its way into the store; ``key`` makes sending it again harmless."""

    key: str
    answer: TraLoiKhaoSat


@dataclass(frozen=True)
class Counted:
    """What is durable after ``add_answer``: these answers, or the earlier ones with the same key (see ``Added``)."""

    created: bool
    same: bool


@dataclass(frozen=True)
class Added:
    """What is durable after ``add``: this item, or the earlier one with the same key.

    ``same`` is False if the earlier one said something else: then the new words are *not* stored.
    """

    item: StoredItem
    created: bool
    same: bool


def make_stored(new: NewItem) -> StoredItem:
    """Return what lists and the status page show of an item that has just arrived."""
    return StoredItem(
        reference=new.reference,
        kind=new.submission.kind,
        state=TrangThaiGopY.MOI,
        received_at=new.received_at,
        changed_at=new.received_at,
        title=title_of(new.submission),
    )


class ItemReader(Protocol):
    """The reading half of a store; every call may raise StoreUnavailable."""

    def find(self, reference: str) -> ItemDetail | None:
        """Return the whole item, or None."""

    def find_guarded(self, reference: str, secret_hash: str) -> StoredItem | None:
        """Return the item if the secret part is right, else None: both mistakes look alike."""

    def list_items(
        self, *, kind: LoaiGopY | None = None, state: TrangThaiGopY | None = None, limit: int = 100
    ) -> Sequence[StoredItem]:
        """Return the newest items first."""

    def list_outbox(self) -> Sequence[Letter]:
        """Return the messages that wait, oldest first."""

    def check(self) -> None:
        """Raise StoreUnavailable unless the store answers."""

    def close(self) -> None:
        """Give back connections and threads; what was taken over is written first."""


class DeskReader(ItemReader, Protocol):
    """What the desk, mail, surveys, privacy and reports read."""

    def list_inbox(self, chosen: InboxFilter, *, limit: int = 50, offset: int = 0) -> Sequence[InboxRow]:
        """Return a page of the desk's list, newest first, or nearest deadline first."""

    def count_inbox(self, chosen: InboxFilter) -> int:
        """Return how many items the filter keeps."""

    def find_desk(self, reference: str) -> DeskItem | None:
        """Return an item with its answers, files and twins, or None."""

    def list_published(self) -> Sequence[Published]:
        """Return what is public now, oldest publication first."""

    def find_account(self, username: str) -> Account | None:
        """Return an account, or None."""

    def find_oidc_account(self, subject: str) -> Account | None:
        """Return the account of a subject of the identity provider, or None."""

    def list_accounts(self) -> Sequence[Account]:
        """Return all accounts by name."""

    def find_session(self, id_hash: str, now: datetime) -> tuple[Session, Account] | None:
        """Return a session that has not expired, with its active account, or None."""

    def list_sessions(self, username: str, now: datetime) -> Sequence[Session]:
        """Return the sessions of an account that have not expired, the newest first."""

    def list_letters(self, numbers: Sequence[int]) -> Sequence[Letter]:
        """Return these messages."""

    def list_dead_letters(self) -> Sequence[Letter]:
        """Return the messages that were given up."""

    def count_items(self, since: datetime | None = None, until: datetime | None = None) -> Sequence[Count]:
        """Return figures by kind, state, month and unit, erased items included."""

    def list_ratings(self, since: datetime | None = None, until: datetime | None = None) -> Sequence[Rating]:
        """Return the ratings of pages, of erased items too (without their reasons)."""

    def list_survey(self, khao_sat: str) -> Sequence[SurveyRow]:
        """Return all answers to a survey."""

    def list_tombstones(self, since: datetime | None = None) -> Sequence[Tombstone]:
        """Return what was erased since a moment, oldest first."""

    def list_register(self, since: datetime, until: datetime) -> Sequence[RegisterRow]:
        """Return what the public register needs of the items received from a moment up to another."""

    def list_courses(self, until: datetime) -> Sequence[Course]:
        """Return what became of all items received before a moment, without anything of their senders."""

    def list_file_names(self) -> Sequence[str]:
        """Return the stored names of all files that some item has."""


class Store(DeskReader, Protocol):
    """A store that also takes items and changes."""

    def add(self, new: NewItem) -> Future[Added]:
        """Take the item over; the future is done when the item, its consents, history and outbox row are durable.

        Raise StoreBusy at once if too many wait. The future fails with StoreUnavailable, ReferenceTaken, or, for an
        item that no store could hold, with the driver's own error.
        """

    def add_answer(self, new: NewAnswer) -> Future[Counted]:
        """Take answers to a survey over, as ``add`` does; the future may also fail with AlreadyAnswered."""

    def apply(self, change: Change) -> Future[Applied]:
        """Carry a change out; the future is done when it is durable.

        Raise StoreBusy at once. The future fails with StoreUnavailable, StaleChange, NotAllowed or NoSuchThing.
        """

    def count_spooled(self) -> int:
        """Return how many items are durable on the second path and wait for the store to recover."""
