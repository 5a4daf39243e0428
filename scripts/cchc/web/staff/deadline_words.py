"""Deadlines in words, with the class of their colour: the word alone is enough."""

from dataclasses import dataclass
from datetime import date

from cchc.feedback.deadlines import count_days_left
from cchc.feedback.desk import Desk
from cchc.text import to_vietnam


@dataclass(frozen=True)
class HanChu:
    """A deadline as the desk reads it: words, class, day."""

    chu: str
    lop: str
    ngay: date


def say_deadline(desk: Desk, han: date | None) -> HanChu | None:
    """Return the words for a deadline as of today; None if nothing is due."""
    if han is None:
        return None
    today = today_of(desk)
    left = count_days_left(han, today, desk.calendar)
    late = han < today
    return HanChu(say_days(left, late=late), _class_of(left, late, desk.rules.dong_ho.sap_den_han), han)


def say_days(left: int | None, *, late: bool) -> str:
    """Return the words for working days left; below 0: late by so many. None: the calendar does not know."""
    if left is None:
        return f"{'đã quá hạn' if late else 'chưa đến hạn'}, chưa tính được số ngày vì thiếu lịch nghỉ"
    if late:
        # A deadline on Friday is over on Saturday, before any working day has passed.
        return f"quá hạn {-left} ngày làm việc" if left else "vừa quá hạn"
    return f"còn {left} ngày làm việc" if left else "hết hạn hôm nay"


def today_of(desk: Desk) -> date:
    """Return today's date in Vietnam."""
    return to_vietnam(desk.clock()).date()


def _class_of(left: int | None, late: bool, soon: int) -> str:
    if late:
        return "loi"
    if left is None:
        return ""
    return "canh-bao" if left <= soon else "tot"
