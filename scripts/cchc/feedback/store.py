"""What the use cases need of a store. Every store passes the same contract suite: memory fake, SQLite, PostgreSQL."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cchc.model.feedback import DongY, ItemDetail, LoaiGopY, StoredItem, Submission, TrangThaiGopY, title_of


class StoreUnavailable(Exception):
    """The store cannot write or read now (locked, full, cut off); the same request may be sent again later."""


class StoreBusy(StoreUnavailable):
    """Too many items wait to be written; the sender should come back in some seconds."""


class ReferenceTaken(Exception):
    """Another item already has this reference; draw a new one."""


@dataclass(frozen=True)
class NewItem:
    """An item on its way into the store; ``key`` makes sending it again harmless."""

    reference: str
    secret_hash: str
    key: str
    received_at: datetime
    submission: Submission
    dong_y: tuple[DongY, ...] = ()


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


@dataclass(frozen=True)
class OutboxRow:
    """A message that waits to be sent; it names the item and the event, never the sender or the words (FB-15)."""

    reference: str
    event: str
    created_at: datetime


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

    def list_outbox(self) -> Sequence[OutboxRow]:
        """Return the messages that wait, oldest first."""

    def check(self) -> None:
        """Raise StoreUnavailable unless the store answers."""

    def close(self) -> None:
        """Give back connections and threads; what was taken over is written first."""


class Store(ItemReader, Protocol):
    """A store that also takes items."""

    def add(self, new: NewItem) -> Future[Added]:
        """Take the item over; the future is done when the item, its consents, history and outbox row are durable.

        Raise StoreBusy at once if too many wait. The future fails with StoreUnavailable, ReferenceTaken, or, for an
        item that no store could hold, with the driver's own error.
        """

    def count_spooled(self) -> int:
        """Return how many items are durable on the second path and wait for the store to recover."""
