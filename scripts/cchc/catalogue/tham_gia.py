"""Which units take part: posts by unit and month, shares, and units that have been silent (NEWS-10, NEWS-11)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cchc.catalogue.catalogue import Catalogue
from cchc.catalogue.items import DonViItem, TinItem
from cchc.model.don_vi import DonVi, is_active
from cchc.text import to_vietnam

FRESH = 31
"""A unit is silent after so many days without a post: the plans of the departments ask for one a month."""

Thang = tuple[int, int]
"""A month: year and number, from 1."""


@dataclass(frozen=True)
class HangThamGia:
    """One unit: its posts in each month (None where it did not exist), their sum and the day of its newest post."""

    don_vi: DonViItem
    so_tin: tuple[int | None, ...]
    tong: int
    tin_moi_nhat: date | None


@dataclass(frozen=True)
class BangThamGia:
    """The table units × months. ``co_tin`` of the units that existed in the months have at least one post."""

    thang: tuple[Thang, ...]
    hang: tuple[HangThamGia, ...]

    @property
    def co_tin(self) -> int:
        """How many units have posted at least once."""
        return sum(1 for hang in self.hang if hang.tong)

    @property
    def phan_tram(self) -> int:
        """The share of units with a post, in whole per cent, rounded down: 100 means all of them."""
        return self.co_tin * 100 // len(self.hang) if self.hang else 0

    @property
    def tong_thang(self) -> tuple[int, ...]:
        """The posts of all units in each month."""
        return tuple(sum(hang.so_tin[place] or 0 for hang in self.hang) for place in range(len(self.thang)))


def months_until(last: date, count: int) -> tuple[Thang, ...]:
    """Return the ``count`` months that end with that of a day, oldest first."""
    index = last.year * 12 + last.month - 1
    return tuple((place // 12, place % 12 + 1) for place in range(index - count + 1, index + 1))


def months_between(first: date, last: date) -> tuple[Thang, ...]:
    """Return the months that two days and what lies between them touch."""
    return months_until(last, (last.year - first.year) * 12 + last.month - first.month + 1)


def join_tham_gia(
    catalogue: Catalogue,
    thang: Sequence[Thang],
    *,
    tin: Iterable[TinItem] | None = None,
    trong: tuple[date, date] | None = None,
) -> BangThamGia:
    """Count posts by unit and month; units that existed in none of the months are left out.

    For a reporting period, which does not begin with a month, ``tin`` are the posts that count and ``trong`` the first
    and last day on which a unit must have existed.
    """
    posts = list(catalogue.tin if tin is None else tin)
    counts = Counter((item.record.don_vi, _month(item)) for item in posts)
    newest: dict[str, date] = {}
    for item in posts:
        day = day_of(item)
        newest[item.record.don_vi] = max(day, newest.get(item.record.don_vi, day))
    rows = []
    for ma, don_vi in catalogue.don_vi.items():
        so_tin = tuple(_count(don_vi.record, month, counts[ma, month]) for month in thang)
        existed = trong is None or is_active(don_vi.record, *trong)
        if any(so_tin) or (existed and any(so is not None for so in so_tin)):
            rows.append(HangThamGia(don_vi, so_tin, sum(so or 0 for so in so_tin), newest.get(ma)))
    return BangThamGia(tuple(thang), tuple(rows))


def find_silent(catalogue: Catalogue, days: int = FRESH) -> tuple[tuple[DonViItem, date | None], ...]:
    """Return the active units without a post in the last ``days`` days, longest silence first, with their last post."""
    today = to_vietnam(catalogue.now).date()
    last: dict[str, date] = {}
    for item in catalogue.tin:
        last.setdefault(item.record.don_vi, day_of(item))
    silent = [
        (don_vi, last.get(ma))
        for ma, don_vi in catalogue.don_vi.items()
        if is_active(don_vi.record, today) and last.get(ma, date.min) < today - timedelta(days)
    ]
    return tuple(sorted(silent, key=lambda pair: pair[1] or date.min))


def day_of(item: TinItem) -> date:
    """Return the day of Vietnam on which a post was published."""
    return to_vietnam(item.record.ngay_dang).date()


def _month(item: TinItem) -> Thang:
    day = day_of(item)
    return day.year, day.month


def _count(don_vi: DonVi, month: Thang, count: int) -> int | None:
    first = date(*month, 1)
    last = date(*months_until(first + timedelta(31), 1)[0], 1) - timedelta(1)
    return count if count or is_active(don_vi, first, last) else None
