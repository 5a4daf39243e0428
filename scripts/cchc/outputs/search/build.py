"""All files of the search: the index of procedures, that of suggestions, full text in shards, lists of the rest."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

from cchc.catalogue import Catalogue, ThuTucItem
from cchc.outputs.artefact import Artefact
from cchc.outputs.search.documents import TaiLieu, gather
from cchc.outputs.search.full_text import FullText
from cchc.outputs.search.procedures import describe, texts_of
from cchc.outputs.search.suggestions import choose

FOLDER = "tra-cuu"

_DOCUMENTS_A_FILE = 64
"""Lists of titles are fetched for the few best hits only: small files, though not one a hit."""


def make_search(catalogue: Catalogue, hand_written: Iterable[TaiLieu] = ()) -> Iterator[Artefact]:
    """Make the index of all public procedures, in the catalogue's order, and the full text of everything published.

    Raise ValueError if the address of a procedure cannot be told from its code.
    """
    items = catalogue.cong_khai
    documents = [*gather(catalogue), *hand_written]
    groups = [[list(nhom.tu), list(nhom.nghia)] for nhom in catalogue.danh_muc.tu_dong_nghia]
    edition = _edition(items, documents)
    full_text = _index_texts(items, documents)
    rest = {
        "phien": edition,
        "so_manh": full_text.shards,
        "so_tai_lieu": len(documents),
        "moi_tep": _DOCUMENTS_A_FILE,
    }
    yield _json("chi-muc.json", describe(items, FOLDER) | {"tu_dong_nghia": groups, "toan_van": rest})
    yield _json("goi-y.json", describe(choose(items), FOLDER, brief=True) | {"tu_dong_nghia": groups})
    for name, shard in full_text.make_shards():
        yield _json(f"toan-van/{name}.json", {"phien": edition, "tu": shard})
    for start in range(0, len(documents), _DOCUMENTS_A_FILE):
        part = [_entry(document) for document in documents[start : start + _DOCUMENTS_A_FILE]]
        yield _json(f"tai-lieu/{start // _DOCUMENTS_A_FILE}.json", {"phien": edition, "tai_lieu": part})


def _index_texts(items: Sequence[ThuTucItem], documents: Sequence[TaiLieu]) -> FullText:
    full_text = FullText(len(items) + len(documents))
    for row, item in enumerate(items):
        full_text.add(row, *texts_of(item))
    for row, document in enumerate(documents, len(items)):
        full_text.add(row, document.van_ban, document.so_hieu)
    return full_text


def _edition(items: Sequence[ThuTucItem], documents: Sequence[TaiLieu]) -> str:
    """Name the order of rows: shards of another edition, kept by some cache, number other procedures."""
    order = "\n".join([*(item.record.ma for item in items), *(document.url for document in documents)])
    return hashlib.sha256(order.encode()).hexdigest()[:8]


def _entry(document: TaiLieu) -> list[str]:
    return [document.loai, document.tieu_de, document.url.lstrip("/"), document.ngay, document.tom_tat]


def _json(name: str, value: object) -> Artefact:
    return Artefact(f"{FOLDER}/{name}", json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
