"""What the search is measured on: the shared catalogue, 5,700 procedures with 4,000 posts, and the queries."""

import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cchc.catalogue import Catalogue, MucItem, ThuTucItem, TinItem
from cchc.catalogue.urls import thu_tuc_url
from cchc.model.post import Tin, TrangThaiTin
from cchc.outputs.artefact import Artefact

NOW = datetime(2026, 11, 22, tzinfo=UTC)
_MUC = MucItem("tin-hoat-dong", "Tin hoạt động", "/tin-tuc/chuyen-muc/tin-hoat-dong/")
_WORDS_A_POST = 450


@dataclass(frozen=True)
class Query:
    """One query: what is typed, the codes of which one must come first or near the top, and how it is written."""

    cau_hoi: str
    ma: tuple[str, ...]
    kieu: str


def read_queries(file: Path) -> list[Query]:
    """Read queries, one JSON object a line."""
    lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Query(line["cau_hoi"], tuple(line["ma"]), line["kieu"]) for line in lines]


def enlarge(catalogue: Catalogue, procedures: int, posts: int) -> Catalogue:
    """Return the catalogue with as many public procedures (real ones again under new codes) and generated posts."""
    items = list(catalogue.cong_khai)
    while len(items) < procedures:
        items.append(_again(items[len(items) - len(catalogue.cong_khai)], len(items)))
    chance = random.Random(1)  # noqa: S311 - a repeatable text, nothing secret
    words = [word for item in items[::40] for buoc in item.record.trinh_tu for word in buoc.noi_dung.split()]
    tin = tuple(_post(number, words, chance) for number in range(posts))
    return replace(catalogue, thu_tuc={item.record.ma: item for item in items}, tin=tin)


def _again(item: ThuTucItem, number: int) -> ThuTucItem:
    ma = f"9.{number:06}"
    return replace(item, record=item.record.model_copy(update={"ma": ma, "ma_day_du": ()}), url=thu_tuc_url(ma))


def _post(number: int, words: list[str], chance: random.Random) -> TinItem:
    start = chance.randrange(len(words) - _WORDS_A_POST)
    text = words[start : start + _WORDS_A_POST]
    tin = Tin(
        tieu_de=" ".join(text[:14]),
        tom_tat=" ".join(text[14:44]),
        ngay_dang=NOW - timedelta(hours=number),
        don_vi="so-y-te",
        noi_dung_cchc=("cai-cach-the-che",),
        chuyen_muc=_MUC.ma,
        trang_thai=TrangThaiTin.DA_DANG,
        noi_dung=" ".join(text[44:]),
    )
    return TinItem(tin, f"/tin-tuc/2026/bai-{number}/", f"posts/2026/bai-{number}.md", None, _MUC, ())


def write_artefacts(artefacts: Iterable[Artefact], folder: Path) -> Path:
    """Write the files of a search below a folder and return it."""
    for artefact in artefacts:
        file = folder / artefact.uri
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artefact.data)
    return folder


def documents_of(catalogue: Catalogue) -> list[Mapping[str, Any]]:
    """Return each procedure as a peer gets it: code, name and the plain text of its page."""
    return [
        {"ma": item.record.ma, "ten": item.record.ten, "noi_dung": " ".join(_texts(item))}
        for item in catalogue.cong_khai
    ]


def _texts(item: ThuTucItem) -> Iterable[str]:
    record = item.record
    yield from (record.ma, item.linh_vuc.ten)
    yield from (text for buoc in record.trinh_tu for text in (buoc.ten, buoc.noi_dung))
    yield from (giay_to.ten for truong_hop in record.thanh_phan_ho_so for giay_to in truong_hop.giay_to)
    yield from (ket_qua.ten for ket_qua in record.ket_qua)
    yield record.yeu_cau_dieu_kien
