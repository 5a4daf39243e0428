"""Ways of filing of the national portal: channels, time limits, fees."""

import re
from decimal import Decimal

from cchc.importers.dvcqg_shape import Fee, Method
from cchc.importers.markdown_text import to_markdown
from cchc.importers.plain_text import clean_line
from cchc.model.phan_loai import DonViThoiGian, Kenh, LoaiPhi
from cchc.model.thanh_phan import CachThuc, Phi, TepNguon, ThoiHan
from cchc.text import fold

_KENH = {"DIRECT": Kenh.TRUC_TIEP, "ONLINE": Kenh.TRUC_TUYEN, "POSTAL": Kenh.BUU_CHINH}
_DON_VI = {
    "HOUR": DonViThoiGian.GIO,
    "DAY": DonViThoiGian.NGAY,
    "WORKING_DAY": DonViThoiGian.NGAY_LAM_VIEC,
    "MONTH": DonViThoiGian.THANG,
    "YEAR": DonViThoiGian.NAM,
}
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
_FREE = re.compile(
    r"(?:khong(?: co| thu| mat)?(?: phi| le phi| phi,? le phi| phi va le phi)?|mien(?: phi| le phi| phi,? le phi)?"
    r"|0(?: d| dong| vnd)?)"
)
_DONG = {"", "viet nam dong", "vnd", "dong"}


def map_cach_thuc(method: Method) -> CachThuc:
    """Map one way of filing; raise ValueError on a channel that the portal does not have."""
    if method.channel not in _KENH:
        raise ValueError(f"hình thức nộp “{method.channel}” không có trong danh mục")
    return CachThuc(
        kenh=_KENH[method.channel],
        thoi_han=_map_thoi_han(method),
        phi=tuple(_map_phi(fee) for fee in method.fees),
        mo_ta=to_markdown(method.description),
    )


def find_common_thoi_han(cach_thuc: tuple[CachThuc, ...]) -> ThoiHan | None:
    """Return the time limit of the procedure: the one that every way of filing has, if they agree."""
    limits = {cach.thoi_han for cach in cach_thuc}
    return limits.pop() if len(limits) == 1 else None


def _map_thoi_han(method: Method) -> ThoiHan | None:
    """Map the time; the unit OTHER says that the real time is in the description, 0 is then only a placeholder."""
    don_vi = _DON_VI.get(method.unit, DonViThoiGian.KHAC)
    number, words = _parse_time(method.time)
    if words and fold(words) == "khong quy dinh":
        return ThoiHan(don_vi=DonViThoiGian.KHONG_QUY_DINH)
    if words and fold(words) != "theo mo ta":
        return ThoiHan(mo_ta=words)
    if number and don_vi is not DonViThoiGian.KHAC:
        return ThoiHan(so=number, don_vi=don_vi)
    if number or method.description.strip():
        return ThoiHan(so=number or None, don_vi=DonViThoiGian.KHAC)
    return None


def _parse_time(time: float | str | None) -> tuple[Decimal | None, str]:
    if isinstance(time, str):
        words = clean_line(time)
        return (Decimal(words.replace(",", ".")), "") if _NUMBER.fullmatch(words) else (None, words)
    return (None if time is None else Decimal(str(time))), ""


def _map_phi(fee: Fee) -> Phi:
    """Map one fee row.

    The portal prints no difference between its kinds FEE, SERVICE_FEE and PRICE_LEVEL, and agencies mix phí and lệ phí
    in all of them: only the row's own first word tells them apart, or the label that the old portal printed. Zero with
    a text: the text has the tariff.
    """
    words = clean_line(fee.description)
    tep = (
        (TepNguon(id=fee.attachment.id, ten=clean_line(fee.attachment.name)),)
        if fee.attachment and fee.attachment.id
        else ()
    )
    if _is_free(fee, words) and not tep:
        return Phi(loai=LoaiPhi.KHONG_THU, so_tien=Decimal(0), mo_ta=words)
    currency = fold(clean_line(fee.currency))
    if currency not in _DONG and not re.fullmatch(r"[a-z]{3}", currency):
        raise ValueError(f"đơn vị tiền tệ “{fee.currency}” không đọc được")
    return Phi(
        loai=_find_loai(fee.label + " : " if fee.label else words),
        so_tien=Decimal(str(fee.value)) if fee.value else None,
        tien_te="VND" if currency in _DONG else currency.upper(),
        mo_ta=words,
        tep_nguon=tep,
    )


def _is_free(fee: Fee, words: str) -> bool:
    if fee.value:
        return False
    return _FREE.fullmatch(fold(words).strip(" .;-")) is not None if words else fee.value == 0


def _find_loai(words: str) -> LoaiPhi:
    folded = fold(words).lstrip(" -+*(")
    if folded.startswith("le phi") and "phi" not in folded.replace("le phi", ""):
        return LoaiPhi.LE_PHI
    if folded.startswith("phi ") and "le phi" not in folded:
        return LoaiPhi.PHI
    if folded.startswith("gia dich vu"):
        return LoaiPhi.GIA_DICH_VU
    return LoaiPhi.CHUA_PHAN_LOAI
