"""What changed between two versions of a procedure, part by part, in Vietnamese sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cchc.model.nhan import nhan
from cchc.model.phan_loai import BoPhan, Kenh
from cchc.model.thanh_phan import GiayTo, Phi
from cchc.model.thu_tuc import ThuTuc, forms_of
from cchc.outputs.wording import word_phi, word_thoi_han
from cchc.text import fold, shorten

Worded: TypeAlias = Mapping[tuple[str, Kenh | None], str]
"""Values in words by their name and channel; no channel means all of them."""

_TEXT = 120
"""Longest quotation in a sentence, in characters."""


@dataclass(frozen=True)
class ThayDoi:
    """One difference: the official part in which it lies and the whole sentence that tells it."""

    bo_phan: BoPhan
    cau: str


def describe_changes(old: ThuTuc, new: ThuTuc, *, ten_bieu_mau: Mapping[str, str] | None = None) -> tuple[ThayDoi, ...]:
    """Return the differences in the official order of the parts; nothing for two texts that say the same.

    ``ten_bieu_mau`` gives the names of forms by their ids.
    """
    names = ten_bieu_mau or {}
    telling: tuple[tuple[BoPhan, Iterable[str]], ...] = (
        (BoPhan.TEN, _value(nhan(BoPhan.TEN), _quote(old.ten), _quote(new.ten))),
        (BoPhan.TRINH_TU, _trinh_tu(old, new)),
        (BoPhan.CACH_THUC, _cach_thuc(old, new)),
        (BoPhan.THANH_PHAN_HO_SO, _thanh_phan(old, new)),
        (BoPhan.SO_LUONG_HO_SO, _value(nhan(BoPhan.SO_LUONG_HO_SO), _sets(old), _sets(new))),
        (BoPhan.THOI_HAN, _thoi_han(old, new)),
        (BoPhan.DOI_TUONG, _lists(nhan(BoPhan.DOI_TUONG), _doi_tuong(old), _doi_tuong(new))),
        (BoPhan.CO_QUAN, _co_quan(old, new)),
        (BoPhan.KET_QUA, _lists(nhan(BoPhan.KET_QUA), _names(old.ket_qua), _names(new.ket_qua))),
        (BoPhan.PHI_LE_PHI, _phi(old, new)),
        (BoPhan.BIEU_MAU, _lists("Biểu mẫu", _forms(old, names), _forms(new, names))),
        (BoPhan.YEU_CAU_DIEU_KIEN, _text("Yêu cầu, điều kiện", old.yeu_cau_dieu_kien, new.yeu_cau_dieu_kien)),
        (BoPhan.CAN_CU_PHAP_LY, _lists(nhan(BoPhan.CAN_CU_PHAP_LY), _can_cu(old), _can_cu(new))),
    )
    return tuple(ThayDoi(part, f"{cau}.") for part, sentences in telling for cau in sentences)


def _value(label: str, old: str, new: str) -> Iterator[str]:
    if old == new:
        return
    if old and new:
        yield f"{label}: từ {old} thành {new}"
    else:
        yield f"{label}: thêm {new}" if new else f"{label}: bỏ {old}"


def _text(label: str, old: str, new: str) -> Iterator[str]:
    """Tell that a long text changed; the versions' pages show both."""
    if " ".join(old.split()) != " ".join(new.split()):
        yield f"{label}: {'sửa nội dung' if old and new else 'thêm nội dung' if new else 'bỏ nội dung'}"


def _lists(label: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    before, after = {fold(text): text for text in old}, {fold(text): text for text in new}
    added = [_quote(text) for key, text in after.items() if key not in before]
    removed = [_quote(text) for key, text in before.items() if key not in after]
    if added and removed and len(added) == len(removed) == len(before) == len(after) == 1:
        yield f"{label}: từ {removed[0]} thành {added[0]}"
        return
    if added:
        yield f"{label}: thêm {', '.join(added)}"
    if removed:
        yield f"{label}: bỏ {', '.join(removed)}"


def _quote(text: str) -> str:
    return f"“{shorten(' '.join(text.split()), _TEXT)}”" if text else ""


def _sets(thu_tuc: ThuTuc) -> str:
    return f"{thu_tuc.so_luong_ho_so} bộ" if thu_tuc.so_luong_ho_so is not None else ""


def _doi_tuong(thu_tuc: ThuTuc) -> list[str]:
    return [*(nhan(doi_tuong) for doi_tuong in thu_tuc.doi_tuong), *thu_tuc.doi_tuong_khac]


def _names(results: Iterable[object]) -> list[str]:
    return [str(getattr(result, "ten", result)) for result in results]


def _forms(thu_tuc: ThuTuc, names: Mapping[str, str]) -> list[str]:
    return [names.get(id_, id_) for id_ in forms_of(thu_tuc)]


def _can_cu(thu_tuc: ThuTuc) -> list[str]:
    return [can_cu.so_ky_hieu or can_cu.trich_yeu for can_cu in thu_tuc.can_cu_phap_ly]


def _trinh_tu(old: ThuTuc, new: ThuTuc) -> Iterator[str]:
    label, before, after = nhan(BoPhan.TRINH_TU), old.trinh_tu, new.trinh_tu
    if len(before) != len(after):
        yield f"{label}: từ {len(before)} bước thành {len(after)} bước"
        return
    for number, (was, is_) in enumerate(zip(before, after, strict=True), 1):
        if was != is_:
            yield f"{label}: sửa bước {number}" + (f" {_quote(is_.ten)}" if is_.ten else "")


def _cach_thuc(old: ThuTuc, new: ThuTuc) -> Iterator[str]:
    yield from _lists("Hình thức nộp", _channels(old), _channels(new))
    for kenh in _both(old, new):
        yield from _text(f"Cách nộp {nhan(kenh).lower()}", *(_guides(thu_tuc, kenh) for thu_tuc in (old, new)))
    yield from _value("Mức độ trực tuyến", *(_level(thu_tuc) for thu_tuc in (old, new)))


def _channels(thu_tuc: ThuTuc) -> list[str]:
    return list(dict.fromkeys(nhan(cach.kenh) for cach in thu_tuc.cach_thuc))


def _both(old: ThuTuc, new: ThuTuc) -> list[Kenh]:
    used = ({cach.kenh for cach in thu_tuc.cach_thuc} for thu_tuc in (old, new))
    shared = set.intersection(*used)
    return [kenh for kenh in Kenh if kenh in shared]


def _guides(thu_tuc: ThuTuc, kenh: Kenh) -> str:
    return " ".join(cach.mo_ta for cach in thu_tuc.cach_thuc if cach.kenh is kenh)


def _level(thu_tuc: ThuTuc) -> str:
    return f"“{nhan(thu_tuc.muc_do_dvc)}”" if thu_tuc.muc_do_dvc else ""


def _thanh_phan(old: ThuTuc, new: ThuTuc) -> Iterator[str]:
    label = nhan(BoPhan.THANH_PHAN_HO_SO)
    before, after = _papers(old), _papers(new)
    yield from _lists(label, [paper.ten for paper in before.values()], [paper.ten for paper in after.values()])
    for key, paper in after.items():
        was = before.get(key)
        if was and _copies(was) != _copies(paper):
            yield f"{label}: {_quote(paper.ten)} từ {_copies(was)} thành {_copies(paper)}"


def _papers(thu_tuc: ThuTuc) -> dict[tuple[str, str], GiayTo]:
    return {
        (truong_hop.truong_hop, giay_to.ten): giay_to
        for truong_hop in thu_tuc.thanh_phan_ho_so
        for giay_to in truong_hop.giay_to
        if giay_to.ten and not giay_to.la_ghi_chu
    }


def _copies(giay_to: GiayTo) -> str:
    if giay_to.thay_the_bang_du_lieu:
        return "không phải nộp khi đã có dữ liệu"
    counts = ((giay_to.ban_chinh, "bản chính"), (giay_to.ban_sao, "bản sao"))
    return ", ".join(f"{count} {kind}" for count, kind in counts if count) or "không ghi số bản"


def _thoi_han(old: ThuTuc, new: ThuTuc) -> Iterator[str]:
    return _by_channel(_limits(old), _limits(new))


def _limits(thu_tuc: ThuTuc) -> Worded:
    label = nhan(BoPhan.THOI_HAN)
    limits: dict[tuple[str, Kenh | None], list[str]] = {}
    if thu_tuc.thoi_han:
        limits[label, None] = [word_thoi_han(thu_tuc.thoi_han)]
    for cach in thu_tuc.cach_thuc:
        if cach.thoi_han:
            limits.setdefault((label, cach.kenh), []).append(word_thoi_han(cach.thoi_han))
    return _joined(limits)


def _phi(old: ThuTuc, new: ThuTuc) -> Iterator[str]:
    return _by_channel(_charges(old), _charges(new))


def _charges(thu_tuc: ThuTuc) -> Worded:
    charges: dict[tuple[str, Kenh | None], list[str]] = {}
    for phi in thu_tuc.phi_le_phi:
        for kenh in phi.kenh or (None,):
            charges.setdefault((_charge_name(phi), kenh), []).append(word_phi(phi))
    for cach in thu_tuc.cach_thuc:
        for phi in cach.phi:
            charges.setdefault((_charge_name(phi), cach.kenh), []).append(word_phi(phi))
    return _joined(charges)


def _charge_name(phi: Phi) -> str:
    name = phi.ten or nhan(phi.loai)
    return shorten(f"{name} ({phi.truong_hop})" if phi.truong_hop else name, _TEXT)


def _joined(values: Mapping[tuple[str, Kenh | None], Sequence[str]]) -> Worded:
    return {key: shorten("; ".join(dict.fromkeys(words)), _TEXT) for key, words in values.items()}


def _by_channel(old: Worded, new: Worded) -> Iterator[str]:
    """Tell each difference once, with the channels to which it applies unless it applies to all of them."""
    found: dict[tuple[str, str, str], list[Kenh]] = {}
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key, ""), new.get(key, "")
        if was != now:
            found.setdefault((key[0], was, now), []).extend([key[1]] if key[1] else [])
    for (label, was, now), channels in found.items():
        every = {kenh for name, kenh in (*old, *new) if name == label and kenh}
        names = ", ".join(nhan(kenh).lower() for kenh in channels)
        yield from _value(label if not channels or set(channels) == every else f"{label}, {names}", was, now)


def _co_quan(old: ThuTuc, new: ThuTuc) -> Iterator[str]:
    for name, label in (
        ("tham_quyen", "Cơ quan có thẩm quyền"),
        ("thuc_hien", "Cơ quan thực hiện"),
        ("uy_quyen", "Cơ quan được ủy quyền"),
        ("phoi_hop", "Cơ quan phối hợp"),
    ):
        yield from _lists(label, getattr(old.co_quan, name), getattr(new.co_quan, name))
    yield from _lists("Nơi tiếp nhận hồ sơ", _names(old.co_quan.tiep_nhan), _names(new.co_quan.tiep_nhan))
