"""What time does to items: those kept for as long as their kind's rules say are erased, a tombstone stays (PDP-06)."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from cchc.feedback.apply_privacy import FINISHED
from cchc.feedback.changes import Purge, PurgeSurveys
from cchc.feedback.clock import Clock
from cchc.feedback.records import InboxFilter
from cchc.feedback.rules import QuyTac
from cchc.feedback.shelf import remove
from cchc.feedback.store import DeskReader, Store
from cchc.model.feedback import LoaiGopY, TrangThaiGopY
from cchc.text import VIETNAM, to_vietnam

_WAIT = 30.0
_GRACE = timedelta(days=2)
"""The service erases once a day."""
_AT_ONCE = 200
"""Erased in one change, so that nobody who sends something meanwhile waits long."""


def purge_due(store: Store, rules: QuyTac, clock: Clock, files: Path | None = None) -> Mapping[LoaiGopY, int]:
    """Erase what has been kept for its time, with its files; return how many of each kind. Raise StoreUnavailable.

    What still waits for an answer, or stands on the site, stays however old it is.
    """
    now = clock()
    limits = dict(_limits(rules, now))
    done = {kind: sum(_purge(store, Purge(kind, before, now, _AT_ONCE), files)) for kind, before in limits.items()}
    if LoaiGopY.KHAO_SAT in rules.loai:
        before = months_before(to_vietnam(now).date(), rules.loai[LoaiGopY.KHAO_SAT].luu_thang)
        store.apply(PurgeSurveys(before)).result(_WAIT)
    return {kind: count for kind, count in done.items() if count}


def count_overdue(reader: DeskReader, rules: QuyTac, now: datetime) -> int:
    """Return how many items should have been erased two days ago or earlier. Raise StoreUnavailable."""
    return sum(
        reader.count_inbox(InboxFilter(kinds=(kind,), states=_states(kind), until=before - _GRACE))
        for kind, before in _limits(rules, now)
    )


def _limits(rules: QuyTac, now: datetime) -> Iterator[tuple[LoaiGopY, datetime]]:
    today = to_vietnam(now).date()
    for kind, rule in rules.loai.items():
        if kind is not LoaiGopY.KHAO_SAT:
            yield kind, datetime.combine(months_before(today, rule.luu_thang), time(), VIETNAM)


def _purge(store: Store, change: Purge, files: Path | None) -> Iterator[int]:
    while True:
        done = store.apply(replace(change, finished_only=bool(_states(change.kind)))).result(_WAIT)
        remove(files, done.files)
        erased = len(done.references)
        yield erased
        if erased < _AT_ONCE:
            return


def _states(kind: LoaiGopY) -> tuple[TrangThaiGopY, ...]:
    # Remarks on pages get no answer: they are finished as they come.
    return () if kind is LoaiGopY.GOP_Y_TRANG else FINISHED


def months_before(day: date, months: int) -> date:
    """Return the day so many months ago; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
