"""The citizen's sheet of a procedure: when the result is due, shown by an example that needs no script."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cchc.catalogue import Catalogue, ThuTucItem
from cchc.catalogue.lifecycle import is_ended
from cchc.model.ngay_tra import can_count, find_effective, find_ngay_tra
from cchc.model.nhan import nhan
from cchc.model.phan_loai import DonViThoiGian, Kenh
from cchc.model.thanh_phan import Phi, ThoiHan
from cchc.model.thu_tuc import ThuTuc
from cchc.text import format_date, to_vietnam
from cchc.text.working_days import Buoi, LichLamViec, UnknownYear, find_working_day

_THU = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_ONE_LINE = 120
_BUOI = {Buoi.SANG: "buổi sáng", Buoi.CHIEU: "buổi chiều"}


@dataclass(frozen=True)
class HangNgayTra:
    """One time limit with the channels to which it applies, and the day on which the example's result is due."""

    kenh: tuple[Kenh, ...]
    thoi_han: ThoiHan
    ngay_tra: str

    @property
    def ten_kenh(self) -> str:
        """The channels in words."""
        return ", ".join(nhan(kenh) for kenh in self.kenh) or "Mọi hình thức nộp"

    @property
    def so(self) -> str:
        """The number as scripts read it."""
        return f"{self.thoi_han.so or 0:f}"


@dataclass(frozen=True)
class Phieu:
    """What the page of a procedure adds for its citizen: the example's filing day and the limits."""

    vi_du: date
    hang: tuple[HangNgayTra, ...]

    @property
    def co_gio(self) -> bool:
        """Tell whether a limit is counted in hours, so that the half day of filing matters."""
        return any(hang.thoi_han.don_vi is DonViThoiGian.GIO for hang in self.hang)


def make_phieu(catalogue: Catalogue, item: ThuTucItem) -> Phieu | None:
    """Make the sheet; None when nobody can file any more or no time limit of the procedure gives a date.

    The example is filed on the first working day of the current month, so that pages stay the same for a month.
    """
    if is_ended(item.trang_thai):
        return None
    lich = catalogue.lich_lam_viec
    filed = _example_day(catalogue.now, lich)
    groups: defaultdict[ThoiHan, list[Kenh]] = defaultdict(list)
    for kenh, limit in _limits(item.record):
        if can_count(find_effective(limit)):
            known = groups[_bare(limit)]
            known += [each for each in kenh if each not in known]
    rows = tuple(HangNgayTra(tuple(kenh), limit, word_ngay_tra(filed, limit, lich)) for limit, kenh in groups.items())
    return Phieu(filed, rows) if rows else None


def find_valid(charges: Sequence[Phi], today: date) -> list[Phi]:
    """Return the charges that are due on a day, those without dates among them."""
    return [
        phi
        for phi in charges
        if (phi.hieu_luc_tu is None or phi.hieu_luc_tu <= today)
        and (phi.hieu_luc_den is None or phi.hieu_luc_den >= today)
    ]


def word_ngay_tra(filed: date, thoi_han: ThoiHan, lich: LichLamViec) -> str:
    """Word the last day of a limit: "Thứ Hai, 16/11/2026", "… (buổi sáng)", or that the year is not known yet."""
    try:
        found = find_ngay_tra(filed, thoi_han, lich)
    except UnknownYear as unknown:
        return f"Chưa tính được: chưa có lịch nghỉ chính thức của năm {unknown.nam}"
    day = f"{_THU[found.ngay.weekday()]}, {format_date(found.ngay)}"
    return f"{day} ({_BUOI[found.buoi]})" if found.buoi else day


def _limits(thu_tuc: ThuTuc) -> Iterator[tuple[tuple[Kenh, ...], ThoiHan]]:
    for cach in thu_tuc.cach_thuc:
        limit = cach.thoi_han or thu_tuc.thoi_han
        if limit:
            yield (cach.kenh,), limit
    if thu_tuc.thoi_han and not thu_tuc.cach_thuc:
        yield (), thu_tuc.thoi_han


def _bare(thoi_han: ThoiHan) -> ThoiHan:
    """Return the limit that binds with the case it is for, where the source says that in one line."""
    effective = find_effective(thoi_han)
    case = thoi_han.mo_ta if len(thoi_han.mo_ta) <= _ONE_LINE and "\n" not in thoi_han.mo_ta else ""
    return ThoiHan(so=effective.so, don_vi=effective.don_vi, mo_ta=case)


def _example_day(now: datetime, lich: LichLamViec) -> date:
    first = to_vietnam(now).date().replace(day=1)
    try:
        return find_working_day(first, lich)
    except UnknownYear:
        return first
