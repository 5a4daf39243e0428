"""Reminding the desk of deadlines: one message for each item and each of its steps."""

from datetime import date, timedelta

from cchc.feedback.changes import Enqueue
from cchc.feedback.clock import Clock
from cchc.feedback.letters import NEAR_DEADLINE
from cchc.feedback.records import InboxFilter
from cchc.feedback.store import Store
from cchc.model.feedback import NguoiNhan
from cchc.text import to_vietnam
from cchc.text.working_days import LichLamViec, UnknownYear, is_working_day

_MOST = 500
_WAIT = 10.0


def remind(store: Store, calendar: LichLamViec, clock: Clock, *, days: int) -> int:
    """Put a message into the outbox for every unanswered item whose deadline is at most ``days`` working days ahead.

    Return how many are new: an item is told of once for each of its steps, however often this runs.
    """
    now = clock()
    horizon = find_horizon(to_vietnam(now).date(), days, calendar)
    due = store.list_inbox(InboxFilter(overdue_on=horizon, by_deadline=True), limit=_MOST)
    made = 0
    for row in due:
        change = Enqueue(row.item.reference, NEAR_DEADLINE, NguoiNhan.BAN_XU_LY, now)
        made += store.apply(change).result(_WAIT).done
    return made


def find_horizon(today: date, days: int, calendar: LichLamViec) -> date:
    """Return the first day that is too far ahead: after ``days`` working days; calendar days for an unknown year."""
    day, left = today, days
    try:
        while left:
            day += timedelta(1)
            left -= is_working_day(day, calendar)
    except UnknownYear:
        day = today + timedelta(days)
    return day + timedelta(1)
