"""Stand-ins that keep the contracts of the real things: a store in memory, a clock that a test turns."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cchc.feedback.store import Added, NewItem, OutboxRow, ReferenceTaken, StoreUnavailable, make_stored
from cchc.model.feedback import HistoryEntry, ItemDetail, LoaiGopY, StoredItem, TrangThaiGopY


class TurnedClock:
    """A clock that stands still until a test turns it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)

    def __call__(self) -> datetime:  # noqa: D102 # a clock is called
        return self.now

    def turn(self, **by: float) -> None:
        """Move the moment, for example by ``minutes=5``."""
        self.now += timedelta(**by)


@dataclass(frozen=True)
class _Kept:
    new: NewItem
    detail: ItemDetail


class MemoryStore:
    """The store contract without a database; ``down`` makes it unavailable."""

    def __init__(self) -> None:
        self.down = False
        self._kept: dict[str, _Kept] = {}
        self._by_key: dict[str, str] = {}

    def add(self, new: NewItem) -> Future[Added]:
        """Take the item over at once."""
        future: Future[Added] = Future()
        try:
            future.set_result(self._add(new))
        except (ReferenceTaken, StoreUnavailable) as error:
            future.set_exception(error)
        return future

    def _add(self, new: NewItem) -> Added:
        self.check()
        if new.key in self._by_key:
            earlier = self._kept[self._by_key[new.key]].detail
            return Added(earlier.item, created=False, same=earlier.submission == new.submission)
        if new.reference in self._kept:
            raise ReferenceTaken(new.reference)
        detail = _detail(new)
        self._kept[new.reference] = _Kept(new, detail)
        self._by_key[new.key] = new.reference
        return Added(detail.item, created=True, same=True)

    def find(self, reference: str) -> ItemDetail | None:
        """Return the whole item, or None."""
        self.check()
        kept = self._kept.get(reference)
        return kept.detail if kept else None

    def find_guarded(self, reference: str, secret_hash: str) -> StoredItem | None:
        """Return the item if the secret part is right."""
        self.check()
        kept = self._kept.get(reference)
        return kept.detail.item if kept and kept.new.secret_hash == secret_hash else None

    def list_items(
        self, *, kind: LoaiGopY | None = None, state: TrangThaiGopY | None = None, limit: int = 100
    ) -> Sequence[StoredItem]:
        """Return the newest items first."""
        self.check()
        items = [kept.detail.item for kept in self._kept.values()]
        wanted = [item for item in items if kind in (None, item.kind) and state in (None, item.state)]
        return tuple(sorted(wanted, key=lambda item: (-item.received_at.timestamp(), item.reference))[:limit])

    def list_outbox(self) -> Sequence[OutboxRow]:
        """Return the messages that wait."""
        self.check()
        return tuple(OutboxRow(kept.new.reference, "da-nhan", kept.new.received_at) for kept in self._kept.values())

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


def _detail(new: NewItem) -> ItemDetail:
    item = make_stored(new)
    arrival = HistoryEntry(state=TrangThaiGopY.MOI, at=new.received_at, actor="nguoi-gui")
    dong_y = tuple(sorted(new.dong_y, key=lambda given: given.muc_dich))
    return ItemDetail(item=item, submission=new.submission, dong_y=dong_y, history=(arrival,))
