"""The lookup's index: the public procedures in columns, small enough to be fetched whole by a cheap phone.

The reading side is ``assets/js/tim-kiem.js``; the two change together with ``PHIEN_BAN``.
"""

import json
from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum

from cchc.catalogue.items import ThuTucItem
from cchc.model.nhan import nhan
from cchc.model.phan_loai import CapThucHien, DoiTuong, TrangThai
from cchc.model.values import parse_ma
from cchc.outputs.artefact import Artefact
from cchc.outputs.wording import word_phi, word_thoi_han
from cchc.text import shorten

PHIEN_BAN = 1
URI = "tra-cuu/chi-muc.json"

# A card shows one line; sentences that the law gives instead of a number are cut there and stand whole on the page.
_LINE = 90


def make_search_index(items: Iterable[ThuTucItem], *, uri: str = URI) -> Artefact:
    """Make the index of all public procedures, in the order given; that order also stands where no query ranks them.

    Procedures between state bodies are left out. Raise ValueError if an address cannot be told from the code.
    """
    public = [item for item in items if not item.record.la_noi_bo]
    linh_vuc = sorted({(item.linh_vuc.ma, item.linh_vuc.ten) for item in public})
    thoi_han = [_summarise(map(word_thoi_han, item.thoi_han)) for item in public]
    phi = [_summarise(map(word_phi, item.phi)) for item in public]
    index = {
        "phien_ban": PHIEN_BAN,
        "dia_chi": _address_pattern(public, uri),
        "danh_muc": {
            "linh_vuc": linh_vuc,
            "cap": _labels(CapThucHien),
            "doi_tuong": _labels(DoiTuong),
            "trang_thai": _labels(TrangThai),
            "thoi_han": sorted(set(thoi_han)),
            "phi": sorted(set(phi)),
        },
        "ma": [item.record.ma for item in public],
        "ten": [" ".join(item.record.ten.split()) for item in public],
        "linh_vuc": _positions([(item.linh_vuc.ma, item.linh_vuc.ten) for item in public], linh_vuc),
        "cap": [_bits(item.record.cap_thuc_hien, CapThucHien) for item in public],
        "doi_tuong": [_bits(item.record.doi_tuong, DoiTuong) for item in public],
        "trang_thai": _positions([item.trang_thai for item in public], list(TrangThai)),
        "thoi_han": _positions(thoi_han, sorted(set(thoi_han))),
        "phi": _positions(phi, sorted(set(phi))),
        "ten_goi_khac": _sparse(item.record.ten_goi_khac for item in public),
        "tu_khoa": _sparse(item.record.tu_khoa for item in public),
        "ma_khac": _sparse(tuple(_other_codes(item)) for item in public),
    }
    return Artefact(uri, json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode())


def _address_pattern(items: Sequence[ThuTucItem], uri: str) -> str:
    """Return the address of a procedure relative to the index, so that the site may stand under any path."""
    patterns = {item.url.replace(item.record.ma, "{ma}") for item in items}
    if len(patterns) > 1 or any("{ma}" not in pattern for pattern in patterns):
        raise ValueError(f"addresses of procedures follow no single pattern with the code: {sorted(patterns)[:3]}")
    return "../" * uri.count("/") + next(iter(patterns), "").lstrip("/")


def _labels(enum: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, nhan(value)) for value in enum]


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
    return sum(1 << index for index, value in enumerate(enum) if value in set(values))


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
