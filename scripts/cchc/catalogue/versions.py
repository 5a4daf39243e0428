"""Versions of a procedure: which one is in force on a day, which parts differ between two of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cchc.catalogue.urls import stem
from cchc.model.content import Entry
from cchc.model.phan_loai import BoPhan
from cchc.model.thanh_phan import PhienBan
from cchc.model.thu_tuc import ThuTuc, forms_of, gather_phi, gather_thoi_han
from cchc.text import slug

_KEPT = ("linh_vuc", "phien_ban", "quyet_dinh", "hieu_luc_tu", "hieu_luc_den", "thay_the_boi", "thay_the_cho")
"""What a procedure says of its whole life and not of one version."""

_PARTS: Mapping[BoPhan, Callable[[ThuTuc], Any]] = {
    BoPhan.TEN: lambda thu_tuc: thu_tuc.ten,
    BoPhan.TRINH_TU: lambda thu_tuc: thu_tuc.trinh_tu,
    BoPhan.CACH_THUC: lambda thu_tuc: (
        [(cach.kenh, cach.mo_ta) for cach in thu_tuc.cach_thuc],
        thu_tuc.muc_do_dvc,
        thu_tuc.ly_do_mot_phan,
    ),
    BoPhan.THANH_PHAN_HO_SO: lambda thu_tuc: thu_tuc.thanh_phan_ho_so,
    BoPhan.SO_LUONG_HO_SO: lambda thu_tuc: (thu_tuc.so_luong_ho_so, thu_tuc.so_luong_ghi_chu),
    BoPhan.THOI_HAN: lambda thu_tuc: (
        gather_thoi_han(thu_tuc),
        {(cach.kenh, cach.thoi_han) for cach in thu_tuc.cach_thuc if cach.thoi_han},
    ),
    BoPhan.DOI_TUONG: lambda thu_tuc: (set(thu_tuc.doi_tuong), thu_tuc.doi_tuong_khac),
    BoPhan.CO_QUAN: lambda thu_tuc: thu_tuc.co_quan,
    BoPhan.KET_QUA: lambda thu_tuc: thu_tuc.ket_qua,
    BoPhan.PHI_LE_PHI: gather_phi,
    BoPhan.BIEU_MAU: forms_of,
    BoPhan.YEU_CAU_DIEU_KIEN: lambda thu_tuc: thu_tuc.yeu_cau_dieu_kien,
    BoPhan.CAN_CU_PHAP_LY: lambda thu_tuc: thu_tuc.can_cu_phap_ly,
}


def changed_parts(old: ThuTuc, new: ThuTuc) -> tuple[BoPhan, ...]:
    """Return the official parts in which two versions differ, in the official order."""
    return tuple(part for part, take in _PARTS.items() if take(old) != take(new))


def archived_by_ma(entries: Iterable[Entry[ThuTuc]]) -> Mapping[str, Mapping[str, ThuTuc]]:
    """Return the earlier versions by code and then by the name of their file, which is the slug of their number."""
    found: defaultdict[str, dict[str, ThuTuc]] = defaultdict(dict)
    for entry in entries:
        found[entry.record.ma][stem(entry.path)] = entry.record
    return found


def text_of(phien_ban: PhienBan, newest: ThuTuc, archived: Mapping[str, ThuTuc]) -> ThuTuc | None:
    """Return the text of a version: the archived one, the procedure's own for the newest, None if it was not kept."""
    kept = archived.get(slug(phien_ban.so))
    if kept is not None:
        return kept
    return newest if newest.phien_ban and phien_ban == newest.phien_ban[-1] else None


def find_current(versions: Sequence[PhienBan], today: date) -> PhienBan | None:
    """Return the version in force on a day: the last one that has begun; the first when none has, None without any."""
    begun = [phien_ban for phien_ban in versions if phien_ban.tu is None or phien_ban.tu <= today]
    return next(iter(begun[-1:] or versions[:1]), None)


def take_current(newest: ThuTuc, archived: Mapping[str, ThuTuc], today: date) -> ThuTuc:
    """Return the text that applies on a day, with what the newest record says of the procedure's whole life.

    An amendment that is signed but not in force leaves the former text standing until its day.
    """
    current = find_current(newest.phien_ban, today)
    text = text_of(current, newest, archived) if current else None
    if text is None or text is newest:
        return newest
    return text.model_copy(update={name: getattr(newest, name) for name in _KEPT})
