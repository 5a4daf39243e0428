"""The status of a procedure on a given day, derived from its dates and decisions."""

from datetime import date

from cchc.model.phan_loai import HanhDong, TrangThai
from cchc.model.thu_tuc import ThuTuc


def find_trang_thai(thu_tuc: ThuTuc, today: date) -> TrangThai:
    """Derive the status of a procedure on a day (Decree 63/2010, article 14)."""
    if thu_tuc.hieu_luc_tu and thu_tuc.hieu_luc_tu > today:
        return TrangThai.CHUA_HIEU_LUC
    if thu_tuc.hieu_luc_den and thu_tuc.hieu_luc_den < today:
        return TrangThai.BI_THAY_THE if thu_tuc.thay_the_boi else TrangThai.BAI_BO
    in_force = [
        quyet_dinh.hanh_dong
        for quyet_dinh in thu_tuc.quyet_dinh
        if quyet_dinh.hieu_luc_tu is None or quyet_dinh.hieu_luc_tu <= today
    ]
    if HanhDong.BAI_BO in in_force:
        return TrangThai.BAI_BO
    if thu_tuc.thay_the_boi:
        return TrangThai.BI_THAY_THE
    if HanhDong.SUA_DOI_BO_SUNG in in_force:
        return TrangThai.SUA_DOI_BO_SUNG
    return TrangThai.CON_HIEU_LUC


def is_ended(trang_thai: TrangThai) -> bool:
    """Tell whether nobody can file under this procedure any more."""
    return trang_thai in (TrangThai.BI_THAY_THE, TrangThai.BAI_BO)
