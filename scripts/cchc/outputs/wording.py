"""How values of records are worded on pages: time limits, charges, sizes, quantities."""

from datetime import date, datetime

from cchc.model.nhan import nhan
from cchc.model.phan_loai import DonViThoiGian, LoaiPhi
from cchc.model.thanh_phan import Phi, ThoiHan
from cchc.text import format_date, format_datetime, format_money, format_size, to_vietnam
from cchc.text.money import format_number

_WITHOUT_NUMBER = {DonViThoiGian.TRONG_NGAY, DonViThoiGian.KHONG_QUY_DINH}


def word_thoi_han(thoi_han: ThoiHan) -> str:
    """Word a time limit with its unit (TTHC-09): "15 ngày làm việc", "Theo mô tả", or the source's own sentence."""
    if thoi_han.don_vi in _WITHOUT_NUMBER:
        return nhan(thoi_han.don_vi)
    if thoi_han.so is not None and thoi_han.don_vi is not DonViThoiGian.KHAC:
        return f"{format_number(thoi_han.so)} {nhan(thoi_han.don_vi)}"
    if thoi_han.mo_ta or thoi_han.so is None:
        return thoi_han.mo_ta or nhan(DonViThoiGian.KHAC)
    return f"{format_number(thoi_han.so)} (nguồn không ghi đơn vị thời gian)"


def word_phi(phi: Phi) -> str:
    """Word a charge: "500.000 đồng", "Không thu", or the source's own sentence where it gives no single amount."""
    if phi.loai is LoaiPhi.KHONG_THU or phi.so_tien == 0:
        return nhan(LoaiPhi.KHONG_THU)
    if phi.so_tien is not None:
        amount = format_money(phi.so_tien, phi.tien_te)
        return f"{amount}/{phi.don_vi_tinh}" if phi.don_vi_tinh else amount
    return phi.mo_ta or "Không có thông tin"


def word_size(size: int) -> str:
    """Word a file's size: "34 KB", "1,2 MB"."""
    return format_size(size)


def word_day(value: date | datetime | None) -> str:
    """Word a day as dd/mm/yyyy; nothing for none."""
    return format_date(value) if value else ""


def word_moment(value: datetime | None) -> str:
    """Word a moment as dd/mm/yyyy HH:MM in Vietnam's zone; nothing for none."""
    return format_datetime(value) if value else ""


def iso(value: date | datetime) -> str:
    """Return the machine-readable form for a time element, in Vietnam's zone."""
    if isinstance(value, datetime):
        return to_vietnam(value).isoformat()
    return value.isoformat()
