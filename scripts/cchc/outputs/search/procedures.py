"""Procedures in columns: what is fetched whole before the first result, and the texts that follow on demand."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from enum import StrEnum

from cchc.catalogue import ThuTucItem
from cchc.model.nhan import nhan
from cchc.model.phan_loai import CapThucHien, DoiTuong, Kenh, MucDoDvc, TrangThai
from cchc.model.values import parse_ma
from cchc.outputs.search.facets import MUC_PHI, MUC_THOI_GIAN, muc_phi, muc_thoi_gian
from cchc.outputs.wording import word_phi, word_thoi_han
from cchc.text import shorten

PHIEN_BAN = 2
"""The shape of the index; it changes together with the engine that reads it."""

_LINE = 72
"""A card shows one line; sentences that the law gives instead of a number are cut there and stand whole on the page."""

_AGENCIES = 3

HO_SO, BIEU_MAU, KET_QUA, TRINH_TU, DIEU_KIEN, CAN_CU, KHAC = range(7)
"""The parts of a procedure's full text, best first: a word that stands in several counts for the first."""


def describe(items: Sequence[ThuTucItem], folder: str, *, brief: bool = False) -> dict[str, object]:
    """Describe procedures in columns; ``brief`` leaves out what only filters and cards need.

    Raise ValueError if an address cannot be told from the code.
    """
    linh_vuc = sorted({(item.linh_vuc.ma, item.linh_vuc.ten) for item in items})
    index: dict[str, object] = {
        "phien_ban": PHIEN_BAN,
        "dia_chi": _address_pattern(items, folder),
        "danh_muc": {"linh_vuc": linh_vuc, "cap": _labels(CapThucHien), "trang_thai": _labels(TrangThai)},
        "ma": [item.record.ma for item in items],
        "ten": [" ".join(item.record.ten.split()) for item in items],
        "linh_vuc": _positions([(item.linh_vuc.ma, item.linh_vuc.ten) for item in items], linh_vuc),
        "cap": [_bits(item.record.cap_thuc_hien, CapThucHien) for item in items],
        "trang_thai": _positions([item.trang_thai for item in items], list(TrangThai)),
        "ten_goi_khac": _sparse(item.record.ten_goi_khac for item in items),
        "tu_khoa": _sparse(item.record.tu_khoa for item in items),
        "ma_khac": _sparse(tuple(_other_codes(item)) for item in items),
    }
    if brief:
        return index
    danh_muc, columns = _facets(items)
    return index | columns | {"danh_muc": {**_as_dict(index["danh_muc"]), **danh_muc}}


def _facets(items: Sequence[ThuTucItem]) -> tuple[dict[str, object], dict[str, object]]:
    thoi_han = [_summarise(map(word_thoi_han, item.thoi_han)) for item in items]
    phi = [_summarise(map(word_phi, item.phi)) for item in items]
    agencies = [_agencies(item) for item in items]
    co_quan = sorted({ten for names in agencies for ten in names})
    place = {ten: number for number, ten in enumerate(co_quan)}
    levels = list(MucDoDvc)
    danh_muc: dict[str, object] = {
        "doi_tuong": _labels(DoiTuong),
        "kenh": _labels(Kenh),
        "muc_do": _labels(MucDoDvc),
        "muc_phi": MUC_PHI,
        "thoi_gian": MUC_THOI_GIAN,
        "co_quan": co_quan,
        "thoi_han": sorted(set(thoi_han)),
        "phi": sorted(set(phi)),
    }
    columns: dict[str, object] = {
        "doi_tuong": [_bits(item.record.doi_tuong, DoiTuong) for item in items],
        "kenh": [_bits((cach.kenh for cach in item.record.cach_thuc), Kenh) for item in items],
        "muc_do": [levels.index(item.record.muc_do_dvc) if item.record.muc_do_dvc else -1 for item in items],
        "muc_phi": [muc_phi(item) for item in items],
        "thoi_gian": [muc_thoi_gian(item) for item in items],
        "co_quan": [[place[ten] for ten in names] for names in agencies],
        "thoi_han": _positions(thoi_han, sorted(set(thoi_han))),
        "phi": _positions(phi, sorted(set(phi))),
    }
    return danh_muc, columns


def texts_of(item: ThuTucItem) -> tuple[Mapping[int, list[str]], list[str]]:
    """Return the texts of a procedure by their part, and the numbers of its legal texts and decisions."""
    record = item.record
    papers = [giay_to for truong_hop in record.thanh_phan_ho_so for giay_to in truong_hop.giay_to]
    texts = {
        HO_SO: [giay_to.ten for giay_to in papers],
        BIEU_MAU: [tep.ten for giay_to in papers for tep in giay_to.tep_nguon],
        KET_QUA: [ket_qua.ten for ket_qua in record.ket_qua],
        TRINH_TU: [text for buoc in record.trinh_tu for text in (buoc.ten, buoc.noi_dung)],
        DIEU_KIEN: [record.yeu_cau_dieu_kien],
        CAN_CU: [can_cu.trich_yeu for can_cu in record.can_cu_phap_ly],
        KHAC: [record.mo_ta, *record.doi_tuong_khac, *record.co_quan.thuc_hien, *record.co_quan.tham_quyen],
    }
    texts[KHAC] += [nhan(who) for who in record.doi_tuong] + [record.noi_dung]
    numbers = [can_cu.so_ky_hieu for can_cu in record.can_cu_phap_ly]
    return texts, [*numbers, *(quyet_dinh.so for quyet_dinh in record.quyet_dinh)]


def _address_pattern(items: Sequence[ThuTucItem], folder: str) -> str:
    """Return the address of a procedure relative to the index, so that the site may stand under any path."""
    patterns = {item.url.replace(item.record.ma, "{ma}") for item in items}
    if len(patterns) > 1 or any("{ma}" not in pattern for pattern in patterns):
        raise ValueError(f"addresses of procedures follow no single pattern with the code: {sorted(patterns)[:3]}")
    return "../" * (folder.count("/") + 1) + next(iter(patterns), "").lstrip("/")


def _as_dict(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, dict) else {}


def _labels(enum: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, nhan(value)) for value in enum]


def _agencies(item: ThuTucItem) -> tuple[str, ...]:
    co_quan = item.record.co_quan
    names = co_quan.thuc_hien or co_quan.tham_quyen
    return tuple(dict.fromkeys(" ".join(ten.split()) for ten in names))[:_AGENCIES]


def _summarise(texts: Iterable[str]) -> str:
    """Return the first text in one short line, and how many different ones there are besides."""
    different = list(dict.fromkeys(" ".join(text.split()) for text in texts if text))
    if not different:
        return ""
    others = f" (và {len(different) - 1} mức khác)" if len(different) > 1 else ""
    return shorten(different[0], _LINE) + others


def _positions(values: Iterable[Hashable], listed: Sequence[Hashable]) -> list[int]:
    position = {value: index for index, value in enumerate(listed)}
    return [position[value] for value in values]


def _bits(values: Iterable[StrEnum], enum: type[StrEnum]) -> int:
    """Return one bit for each value, the first of the enum lowest."""
    present = set(values)
    return sum(1 << index for index, value in enumerate(enum) if value in present)


def _sparse(column: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {str(row): texts for row, texts in enumerate(column) if texts}


def _other_codes(item: ThuTucItem) -> Iterable[str]:
    """Yield the former base codes; a suffix alone makes no other code, the browser cuts it off."""
    for text in item.record.ma_day_du:
        try:
            ma = parse_ma(text)
        except ValueError:
            ma = text
        if ma != item.record.ma:
            yield ma
