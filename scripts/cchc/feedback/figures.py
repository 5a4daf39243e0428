"""Figures of a period from the courses of items: what came, what became of it, in time or late (QA-04)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cchc.feedback.deadlines import BEGINNINGS, find_deadline
from cchc.feedback.records import Course, CourseStep, Tombstone
from cchc.feedback.rules import QuyTac
from cchc.model.feedback import HanhDong, LoaiGopY, TrangThaiGopY
from cchc.model.gop_y_ky import DemGopY, GopYTrongKy, add_rows
from cchc.model.ky_bao_cao import KhoangBaoCao
from cchc.text import collation_key, to_vietnam
from cchc.text.working_days import LichLamViec

_S = TrangThaiGopY
_PENDING = frozenset({_S.MOI, _S.DA_TIEP_NHAN, _S.YEU_CAU_BO_SUNG, _S.DANG_XU_LY})
_NO_UNIT = "Chưa phân công đơn vị"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Measure:
    """By what items are measured: rules, calendar, names of units, and the day until which a running period counts."""

    rules: QuyTac
    calendar: LichLamViec
    units: Mapping[str, str]
    today: date


@dataclass(frozen=True)
class _Standing:
    """Where an item stands: since when its time runs, its last day (None: none, or unknown), when it was done."""

    state: TrangThaiGopY
    start: datetime
    due: date | None
    done: date | None = None


def count_period(
    courses: Iterable[Course], graves: Sequence[Tombstone], khoang: KhoangBaoCao, measure: Measure
) -> GopYTrongKy:
    """Return the figures of a period; what was erased since is not among them, for a tombstone knows no day."""
    rules, last = measure.rules, min(khoang.den, measure.today)
    by_kind: dict[LoaiGopY, list[DemGopY]] = {kind: [] for kind, rule in rules.loai.items() if rule.thoi_han}
    by_unit: defaultdict[str, list[DemGopY]] = defaultdict(list)
    unanswered = Counter[LoaiGopY]()
    for course in courses:
        if course.kind not in by_kind:
            unanswered[course.kind] += khoang.tu <= _day(course.received_at) <= last
        elif row := _count(course, khoang.tu, last, measure):
            by_kind[course.kind].append(row)
            by_unit[measure.units.get(course.don_vi or "", course.don_vi or _NO_UNIT)].append(row)
    return GopYTrongKy(
        khoang=khoang,
        theo_loai=tuple(add_rows(kind.label, rows) for kind, rows in by_kind.items()),
        theo_don_vi=tuple(add_rows(ten, by_unit[ten]) for ten in sorted(by_unit, key=_last_without_unit)),
        khong_tra_loi=tuple((kind.label, count) for kind, count in unanswered.items() if count),
        can_cu=tuple((kind.label, rules.loai[kind].thoi_han or 0, rules.loai[kind].can_cu) for kind in by_kind),
        can_cu_cac_buoc=rules.dong_ho.can_cu,
        da_xoa=sum(khoang.tu <= _day(grave.erased_at) <= last for grave in graves),
        da_het_ky=khoang.den < measure.today,
    )


def _count(course: Course, first: date, last: date, measure: Measure) -> DemGopY | None:
    """Return an item as a row of ones, None if there was nothing to do with it in these days."""
    before, after = (_stand(course, day, measure) for day in (first - _DAY, last))
    if after is None:
        return None
    carried = before is not None and before.state in _PENDING
    if before is not None and not carried and not _was_reopened(course, first, last):
        return None
    row = DemGopY("", ky_truoc=int(carried), moi=int(not carried))
    if after.done is None:
        return replace(row, dang_xu_ly=1, qua_han=int(after.due is not None and after.due < last))
    if after.state is _S.RUT_LAI:
        return replace(row, rut_lai=1)
    if after.due is None:
        return replace(row, chua_ro=1)
    return replace(row, dung_han=1) if after.done <= after.due else replace(row, cham_han=1)


def _was_reopened(course: Course, first: date, last: date) -> bool:
    return any(step.action is HanhDong.MO_LAI and first <= _day(step.at) <= last for step in course.steps)


def _stand(course: Course, day: date, measure: Measure) -> _Standing | None:
    """Return where an item stood at the end of a day, None before it came."""
    if _day(course.received_at) > day:
        return None
    now = _Standing(_S.MOI, course.received_at, None)
    for step in course.steps:
        if _day(step.at) > day:
            break
        now = _advance(now, step, course.kind, measure)
    return replace(now, due=_due(now, None, course.kind, measure)) if now.done is None else now


def _advance(now: _Standing, step: CourseStep, kind: LoaiGopY, measure: Measure) -> _Standing:
    start = step.at if step.action in BEGINNINGS else now.start
    if step.state in _PENDING:
        return _Standing(step.state, start, None)
    if now.done is not None:
        # Publishing, or an answer that follows after the item was handed on: it is done already.
        return replace(now, state=step.state)
    return _Standing(step.state, start, _due(now, step.action, kind, measure), _day(step.at))


def _due(now: _Standing, action: HanhDong | None, kind: LoaiGopY, measure: Measure) -> date | None:
    """Return the last day of the limit that the desk saw for this step: the same as in ``deadlines.list_deadlines``."""
    clocks = measure.rules.dong_ho
    days = measure.rules.loai[kind].thoi_han
    if now.state is _S.YEU_CAU_BO_SUNG and action is None:
        return None
    if action is HanhDong.CHUYEN and now.state in (_S.MOI, _S.DA_TIEP_NHAN):
        days = clocks.chuyen
    elif now.state is _S.MOI and action in (HanhDong.TU_CHOI, None):
        days = clocks.tu_choi
    return None if days is None else find_deadline(now.start, days, measure.calendar)


def _day(moment: datetime) -> date:
    return to_vietnam(moment).date()


def _last_without_unit(ten: str) -> tuple[bool, object]:
    return ten == _NO_UNIT, collation_key(ten)
