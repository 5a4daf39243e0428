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
    left = count_days_left(han, today_of(desk), desk.calendar)
    return HanChu(say_days(left), _class_of(left, desk.rules.dong_ho.sap_den_han), han)


def say_days(left: int | None) -> str:
    """Return the words for working days left; below 0: late by so many."""
    match left:
        case None:
            return "chưa tính được, thiếu lịch nghỉ"
        case 0:
            return "hết hạn hôm nay"
        case int() if left < 0:
            return f"quá hạn {-left} ngày làm việc"
    return f"còn {left} ngày làm việc"


def today_of(desk: Desk) -> date:
    """Return today's date in Vietnam."""
    return to_vietnam(desk.clock()).date()


def _class_of(left: int | None, soon: int) -> str:
    if left is None:
        return ""
    if left < 0:
        return "loi"
    return "canh-bao" if left <= soon else "tot"
