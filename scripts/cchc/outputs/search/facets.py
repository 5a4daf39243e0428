"""Classes of the filters that no record states as such: whether there is a charge, how long one waits."""

from decimal import Decimal

from cchc.catalogue import ThuTucItem
from cchc.model.phan_loai import DonViThoiGian, LoaiPhi
from cchc.model.thanh_phan import Phi, ThoiHan

MUC_PHI = (("khong", "Không thu phí, lệ phí"), ("co", "Có thu phí, lệ phí"), ("chua-ro", "Chưa có thông tin"))

MUC_THOI_GIAN = (
    ("trong-ngay", "Trong ngày"),
    ("1-5", "Từ 1 đến 5 ngày"),
    ("6-15", "Từ 6 đến 15 ngày"),
    ("16-30", "Từ 16 đến 30 ngày"),
    ("tren-30", "Trên 30 ngày"),
    ("khac", "Không quy định hoặc tùy trường hợp"),
)

_DAYS = {
    DonViThoiGian.GIO: Decimal(1) / 24,
    # The classes count days as the procedure states them, working days or not.
    DonViThoiGian.NGAY: Decimal(1),
    DonViThoiGian.NGAY_LAM_VIEC: Decimal(1),
    DonViThoiGian.THANG: Decimal(30),
    DonViThoiGian.NAM: Decimal(365),
}
_BOUNDS = (5, 15, 30)


def muc_phi(item: ThuTucItem) -> int:
    """Return the place of the procedure in ``MUC_PHI``: one amount above zero makes it a procedure with a charge."""
    if any(_is_charged(phi) for phi in item.phi):
        return 1
    return 0 if any(_is_free(phi) for phi in item.phi) else 2


def _is_charged(phi: Phi) -> bool:
    return phi.loai is not LoaiPhi.KHONG_THU and bool(phi.so_tien and phi.so_tien > 0)


def _is_free(phi: Phi) -> bool:
    return phi.loai is LoaiPhi.KHONG_THU or phi.so_tien == 0


def muc_thoi_gian(item: ThuTucItem) -> int:
    """Return the place in ``MUC_THOI_GIAN`` of the longest time limit: whoever waits wants to know the worst."""
    days = [count for thoi_han in item.thoi_han if (count := _days(thoi_han)) is not None]
    if not days:
        return len(MUC_THOI_GIAN) - 1
    longest = max(days)
    return 0 if longest < 1 else next((n for n, bound in enumerate(_BOUNDS, 1) if longest <= bound), 4)


def _days(thoi_han: ThoiHan) -> Decimal | None:
    if thoi_han.don_vi is DonViThoiGian.TRONG_NGAY:
        return Decimal(0)
    unit = _DAYS.get(thoi_han.don_vi)
    return None if unit is None or thoi_han.so is None else Decimal(str(thoi_han.so)) * unit
