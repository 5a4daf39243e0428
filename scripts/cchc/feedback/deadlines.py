"""When the next step of an item is due, in working days; a year whose days off are not known is told, never guessed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from cchc.feedback.rules import CachCongKhai, QuyTac
from cchc.model.feedback import HanhDong, ItemDetail, LoaiGopY, TrangThaiGopY
from cchc.model.labelled import Labelled
from cchc.model.ngay_nghi import NamNghi, make_lich
from cchc.text import to_vietnam
from cchc.text.working_days import LichLamViec, UnknownYear, add_working_days, is_working_day

_YEARS = TypeAdapter(tuple[NamNghi, ...])
_DAY = timedelta(days=1)
BEGINNINGS = (HanhDong.BO_SUNG, HanhDong.MO_LAI)
"""Steps with which the time to answer begins anew."""


class BuocXuLy(Labelled):
    """Steps that have a time limit (FB-10)."""

    TIEP_NHAN = "tiep-nhan", "Tiếp nhận hoặc từ chối"
    BO_SUNG = "bo-sung", "Yêu cầu bổ sung (nếu cần)"
    CHUYEN = "chuyen", "Chuyển cơ quan có thẩm quyền (nếu không thuộc thẩm quyền)"
    TRA_LOI = "tra-loi", "Trả lời"
    CONG_KHAI = "cong-khai", "Công khai kết quả"


@dataclass(frozen=True)
class Han:
    """A time limit: the step, its last day, and the working days left (below 0: late by so many).

    ``ngay`` and ``con_lai`` are None if the calendar does not know the year ``nam_chua_biet``.
    """

    buoc: BuocXuLy
    ngay: date | None
    con_lai: int | None
    nam_chua_biet: int | None = None


def read_calendar(path: Path | None) -> LichLamViec:
    """Read ``tthc/danh-muc/ngay-nghi.yml``; without the file no year is known. Raise ValueError if malformed."""
    if path is None or not path.is_file():
        return LichLamViec()
    try:
        return make_lich(_YEARS.validate_python(yaml.safe_load(path.read_text(encoding="utf-8"))))
    except (yaml.YAMLError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error


def find_deadline(start: datetime, days: int, calendar: LichLamViec) -> date | None:
    """Return the last day of a limit of working days; None if the calendar does not know a year of it."""
    try:
        return add_working_days(to_vietnam(start).date(), days, calendar).ngay
    except UnknownYear:
        return None


def first_deadline(kind: LoaiGopY, received_at: datetime, rules: QuyTac, calendar: LichLamViec) -> date | None:
    """Return the deadline with which an item arrives (``NewItem.han``); None for kinds that get no answer."""
    if rules.loai[kind].thoi_han is None:
        return None
    return find_deadline(received_at, rules.dong_ho.tu_choi, calendar)


def next_deadline(
    detail: ItemDetail, state: TrangThaiGopY, now: datetime, rules: QuyTac, calendar: LichLamViec
) -> date | None:
    """Return what is due once a step has led to this state (``Act.han``); None if nothing is."""
    rule = rules.loai[detail.item.kind]
    if state is TrangThaiGopY.DA_TRA_LOI:
        waits = rule.cong_khai is not CachCongKhai.KHONG and detail.item.state is not TrangThaiGopY.DA_CONG_KHAI
        return find_deadline(now, rules.dong_ho.cong_khai, calendar) if waits else None
    if rule.thoi_han is None or state not in (TrangThaiGopY.DA_TIEP_NHAN, TrangThaiGopY.DANG_XU_LY):
        return None
    # What the sender adds, or a reopening, begins the time anew.
    anew = detail.item.state in (TrangThaiGopY.YEU_CAU_BO_SUNG, TrangThaiGopY.DA_TRA_LOI)
    return find_deadline(now if anew else _begin(detail), rule.thoi_han, calendar)


def list_deadlines(detail: ItemDetail, today: date, rules: QuyTac, calendar: LichLamViec) -> tuple[Han, ...]:
    """Return every limit that runs in the item's present state, for its page at the desk."""
    rule, clocks, start = rules.loai[detail.item.kind], rules.dong_ho, _begin(detail)
    if rule.thoi_han is None:
        return ()
    state = detail.item.state
    limits: dict[BuocXuLy, tuple[datetime, int]] = {}
    if state is TrangThaiGopY.MOI:
        limits[BuocXuLy.TIEP_NHAN] = (start, clocks.tu_choi)
    if state is TrangThaiGopY.DA_TIEP_NHAN:
        limits[BuocXuLy.BO_SUNG] = (start, clocks.bo_sung)
    if state in (TrangThaiGopY.MOI, TrangThaiGopY.DA_TIEP_NHAN):
        limits[BuocXuLy.CHUYEN] = (start, clocks.chuyen)
    if state in (TrangThaiGopY.MOI, TrangThaiGopY.DA_TIEP_NHAN, TrangThaiGopY.DANG_XU_LY):
        limits[BuocXuLy.TRA_LOI] = (start, rule.thoi_han)
    if state is TrangThaiGopY.DA_TRA_LOI and rule.cong_khai is not CachCongKhai.KHONG:
        limits[BuocXuLy.CONG_KHAI] = (detail.item.changed_at, clocks.cong_khai)
    return tuple(_measure(step, begun, days, today, calendar) for step, (begun, days) in limits.items())


def count_days_left(deadline: date, today: date, calendar: LichLamViec) -> int | None:
    """Return the working days from today to a deadline, 0 on the day itself, below 0 when late; None if unknown."""
    first, last = sorted((deadline, today))
    try:
        days = sum(is_working_day(first + number * _DAY, calendar) for number in range(1, (last - first).days + 1))
    except UnknownYear:
        return None
    return days if deadline >= today else -days


def _begin(detail: ItemDetail) -> datetime:
    begun = [step.at for step in detail.history if step.action in BEGINNINGS]
    return begun[-1] if begun else detail.item.received_at


def _measure(step: BuocXuLy, start: datetime, days: int, today: date, calendar: LichLamViec) -> Han:
    try:
        last = add_working_days(to_vietnam(start).date(), days, calendar).ngay
    except UnknownYear as unknown:
        return Han(step, None, None, unknown.nam)
    return Han(step, last, count_days_left(last, today, calendar))
