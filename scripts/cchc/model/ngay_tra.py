"""The date of the result of a time limit: which rule of counting belongs to which unit."""

from datetime import date
from decimal import Decimal

from cchc.model.phan_loai import DonViThoiGian
from cchc.model.thanh_phan import ThoiHan
from cchc.text.working_days import Buoi, LichLamViec, NgayTra, add_days, add_hours, add_months, add_working_days

_WITHOUT_NUMBER = DonViThoiGian.TRONG_NGAY
_COUNTED = {
    DonViThoiGian.GIO,
    DonViThoiGian.NGAY,
    DonViThoiGian.NGAY_LAM_VIEC,
    DonViThoiGian.THANG,
    DonViThoiGian.NAM,
}


def find_effective(thoi_han: ThoiHan) -> ThoiHan:
    """Return the limit that binds the agency: the one shortened by the province where there is one."""
    shortened = thoi_han.thoi_han_cat_giam
    return shortened if shortened and can_count(shortened) else thoi_han


def can_count(thoi_han: ThoiHan) -> bool:
    """Tell whether a date can be computed: a number with a unit, or "within the day"."""
    return thoi_han.don_vi is _WITHOUT_NUMBER or (thoi_han.so is not None and thoi_han.don_vi in _COUNTED)


def find_ngay_tra(filed: date, thoi_han: ThoiHan, lich: LichLamViec, *, buoi: Buoi = Buoi.SANG) -> NgayTra:
    """Return the last day of a limit that ``can_count``; ``buoi`` matters for hours. Raise UnknownYear."""
    so = thoi_han.so or Decimal(0)
    match thoi_han.don_vi:
        case DonViThoiGian.NGAY_LAM_VIEC:
            return add_working_days(filed, so, lich)
        case DonViThoiGian.THANG:
            return add_months(filed, so, lich)
        case DonViThoiGian.NAM:
            return add_months(filed, so * 12, lich)
        case DonViThoiGian.GIO:
            return add_hours(filed, buoi, so, lich)
        case DonViThoiGian.NGAY:
            return add_days(filed, so, lich)
        case DonViThoiGian.TRONG_NGAY:
            return add_days(filed, 0, lich)
    raise ValueError(f"no date can be computed in units of {thoi_han.don_vi}")
