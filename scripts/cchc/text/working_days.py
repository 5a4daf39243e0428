"""When a time limit ends: working days, days, months and hours over a calendar that is given as data.

Civil Code 2015: the first day is not counted (article 147, clause 2), a month ends on the day of the same number or on
the month's last day (148.3), and an end on a day off moves to the next working day (148.5).
The reading side in the browser is ``assets/js/ngay-lam-viec.js``; both run the same cases.
"""

import calendar
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

_DAY = timedelta(days=1)
_HOURS_A_SESSION = 4
_LONGEST = 20_000
"""No time limit is longer than this many days; a larger number in the source is a slip."""


class Buoi(StrEnum):
    """Half of a working day: four hours each."""

    SANG = "sang"
    CHIEU = "chieu"


@dataclass(frozen=True)
class LichLamViec:
    """Which years are known, which of their days are off beside the weekends, which weekend days are worked."""

    nam: frozenset[int] = frozenset()
    nghi: Mapping[date, str] = field(default_factory=dict)
    lam_bu: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NgayTra:
    """The last moment of a time limit and how it was found.

    ``buoi`` is empty when the whole day counts; ``tiep_nhan`` is day 0; ``nghi`` are the holidays passed over with
    their names, ``cuoi_tuan`` how many weekend days were passed over, ``lam_bu`` the weekend days that were counted.
    """

    ngay: date
    tiep_nhan: date
    buoi: Buoi | None = None
    nghi: tuple[tuple[date, str], ...] = ()
    cuoi_tuan: int = 0
    lam_bu: tuple[date, ...] = ()


class UnknownYear(Exception):
    """The calendar says nothing about a year: a date in it is not guessed."""

    def __init__(self, nam: int) -> None:
        super().__init__(f"no calendar of days off for {nam}")
        self.nam = nam


def is_working_day(day: date, lich: LichLamViec) -> bool:
    """Tell whether agencies work on a day; raise UnknownYear if the calendar does not hold its year."""
    if day.year not in lich.nam:
        raise UnknownYear(day.year)
    return day in lich.lam_bu or (day.weekday() < calendar.SATURDAY and day not in lich.nghi)


def find_working_day(day: date, lich: LichLamViec) -> date:
    """Return the day itself if it is a working day, else the next one; raise UnknownYear."""
    while not is_working_day(day, lich):
        day += _DAY
    return day


def add_working_days(filed: date, so: Decimal | int, lich: LichLamViec) -> NgayTra:
    """Add working days; half a day or less beyond whole ones ends at noon. Raise UnknownYear.

    A dossier that comes on a day off is received on the next working day.
    """
    whole = _count(so)
    half = 0 < Decimal(so) % 1 <= Decimal("0.5")
    start = find_working_day(filed, lich)
    end, left = start, whole
    while left:
        end += _DAY
        left -= is_working_day(end, lich)
    return _explain(start, end, Buoi.SANG if half else None, lich)


def add_days(filed: date, so: Decimal | int, lich: LichLamViec) -> NgayTra:
    """Add calendar days; an end on a day off moves to the next working day. Raise UnknownYear."""
    count = _count(so)
    return _roll(filed, lambda start: start + count * _DAY, lich)


def add_months(filed: date, so: Decimal | int, lich: LichLamViec) -> NgayTra:
    """Add months; the end is the day of the same number, or the month's last day. Raise UnknownYear."""
    count = _count(so)
    return _roll(filed, lambda start: _same_day(start, count), lich)


def add_hours(filed: date, buoi: Buoi, so: Decimal | int, lich: LichLamViec) -> NgayTra:
    """Add hours of work, eight a day, counted in half days from the one in which the dossier came. Raise UnknownYear.

    Half days are as fine as a promise to a citizen can be: the minute of receipt is on the receipt, not here.
    """
    _count(so)
    start = find_working_day(filed, lich)
    first = buoi if start == filed else Buoi.SANG
    sessions = math.ceil(Decimal(so) / _HOURS_A_SESSION) + (first is Buoi.CHIEU)
    end, left = start, sessions // 2
    while left:
        end += _DAY
        left -= is_working_day(end, lich)
    return _explain(start, end, Buoi.CHIEU if sessions % 2 else Buoi.SANG, lich)


def _count(so: Decimal | int) -> int:
    count = math.ceil(Decimal(so))
    if not 0 <= count <= _LONGEST:
        raise ValueError(f"a time limit of {so} is no time limit")
    return count


def _same_day(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _roll(filed: date, add: Callable[[date], date], lich: LichLamViec) -> NgayTra:
    start = find_working_day(filed, lich)
    last = add(start)
    end = find_working_day(last, lich)
    found = _explain(last - _DAY, end, None, lich)
    return NgayTra(ngay=end, tiep_nhan=start, nghi=found.nghi, cuoi_tuan=found.cuoi_tuan)


def _explain(start: date, end: date, buoi: Buoi | None, lich: LichLamViec) -> NgayTra:
    passed = list(_days(start + _DAY, end))
    return NgayTra(
        ngay=end,
        tiep_nhan=start,
        buoi=buoi,
        nghi=tuple((day, lich.nghi[day]) for day in passed if _is_named(day, lich)),
        cuoi_tuan=sum(1 for day in passed if day.weekday() >= calendar.SATURDAY and day not in lich.lam_bu),
        lam_bu=tuple(day for day in passed if day in lich.lam_bu),
    )


def _is_named(day: date, lich: LichLamViec) -> bool:
    return day in lich.nghi and day.weekday() < calendar.SATURDAY and day not in lich.lam_bu


def _days(first: date, last: date) -> Iterator[date]:
    return (first + index * _DAY for index in range((last - first).days + 1))
