"""Deadlines in words: the number, the colour, and what is said when the calendar does not know the year."""

from datetime import date

import pytest

from cchc.feedback.desk import Desk
from cchc.feedback.rules import read_rules
from cchc.text.working_days import LichLamViec
from cchc.web.staff.deadline_words import say_deadline
from feedback.fakes import MemoryStore, TurnedClock


@pytest.mark.parametrize(
    ("day", "words", "colour"),
    [
        (date(2026, 11, 18), "quá hạn 2 ngày làm việc", "loi"),
        # Friday's deadline on Sunday: over, though no working day has passed.
        (date(2026, 11, 20), "vừa quá hạn", "loi"),
        (date(2026, 11, 22), "hết hạn hôm nay", "canh-bao"),
        (date(2026, 11, 25), "còn 3 ngày làm việc", "canh-bao"),
        (date(2026, 11, 26), "còn 4 ngày làm việc", "tot"),
        (date(2027, 1, 5), "chưa đến hạn, chưa tính được số ngày vì thiếu lịch nghỉ", ""),
    ],
)
def test_a_deadline_is_said_as_people_say_it(day: date, words: str, colour: str) -> None:
    """As of Sunday 22 November 2026."""
    desk = Desk(MemoryStore(), read_rules(), LichLamViec(frozenset({2026}), {}), TurnedClock())
    said = say_deadline(desk, day)
    assert said is not None
    assert (said.chu, said.lop) == (words, colour)
    assert say_deadline(desk, None) is None
