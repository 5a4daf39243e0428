"""Was each decision made and published in time? Limits, calendar and decisions in, one finding a limit out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cchc.model.quyet_dinh import QuyetDinh, VanBanGoc
from cchc.model.thoi_han_cong_bo import DonViHan, MocHan, ThoiHanCongBo, TruongHopCongBo, ViecCongBo
from cchc.text import format_date
from cchc.text.working_days import LichLamViec, UnknownYear, is_working_day

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class KiemTraHan:
    """One finding. ``dung_han`` is None when it cannot be told, and ``ly_do`` says why."""

    so: str
    viec: ViecCongBo
    theo: str
    ngay: date
    han: date | None
    dung_han: bool | None
    can_cu: str
    ly_do: str = ""


def check_on_time(
    decisions: Iterable[QuyetDinh], limits: Iterable[ThoiHanCongBo], lich: LichLamViec
) -> Iterator[KiemTraHan]:
    """Hold each decision against the limits that apply to it (Decree 63/2010, articles 15 and 24)."""
    known = {(limit.viec, limit.truong_hop): limit for limit in limits}
    for decision in decisions:
        own = TruongHopCongBo.BO if decision.co_quan.startswith("Bộ ") else TruongHopCongBo.TINH
        for van_ban in decision.van_ban_goc:
            limit = known.get((ViecCongBo.CONG_BO, TruongHopCongBo.RUT_GON if van_ban.rut_gon else own))
            if limit:
                yield _made(decision, van_ban, limit, lich)
        short = any(van_ban.rut_gon for van_ban in decision.van_ban_goc)
        limit = known.get((ViecCongBo.CONG_KHAI, TruongHopCongBo.RUT_GON if short else own))
        if limit:
            theo = f"ký ngày {format_date(decision.ngay_ky)}"
            yield _judge(decision, limit, theo, decision.ngay_ky, decision.ngay_cong_khai, lich)


def _made(decision: QuyetDinh, van_ban: VanBanGoc, limit: ThoiHanCongBo, lich: LichLamViec) -> KiemTraHan:
    before = limit.moc is MocHan.TRUOC_HIEU_LUC
    start = van_ban.hieu_luc_tu if before else van_ban.ngay_ban_hanh
    what = "có hiệu lực" if before else "ban hành"
    if start is None:
        reason = f"chưa ghi ngày {what} của văn bản"
        theo = van_ban.so_ky_hieu
        return KiemTraHan(decision.so, limit.viec, theo, decision.ngay_ky, None, None, limit.can_cu, reason)
    theo = f"{van_ban.so_ky_hieu} {what} ngày {format_date(start)}"
    return _judge(decision, limit, theo, start, decision.ngay_ky, lich)


def _judge(
    decision: QuyetDinh, limit: ThoiHanCongBo, theo: str, start: date, done: date, lich: LichLamViec
) -> KiemTraHan:
    try:
        han = find_limit(start, limit, lich)
    except UnknownYear as unknown:
        reason = f"chưa có lịch nghỉ năm {unknown.nam}"
        return KiemTraHan(decision.so, limit.viec, theo, done, None, None, limit.can_cu, reason)
    return KiemTraHan(decision.so, limit.viec, theo, done, han, done <= han, limit.can_cu)


def find_limit(start: date, limit: ThoiHanCongBo, lich: LichLamViec) -> date:
    """Return the last day that is in time; the day from which is counted is not counted itself. Raise UnknownYear."""
    step = -_DAY if limit.moc is MocHan.TRUOC_HIEU_LUC else _DAY
    if limit.don_vi is DonViHan.NGAY:
        return start + limit.so * step
    day, left = start, limit.so
    while left:
        day += step
        left -= is_working_day(day, lich)
    return day
