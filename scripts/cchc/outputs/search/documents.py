"""What is searched besides procedures: forms, decisions, documents, questions, news, units, hand-written pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from cchc.catalogue import Catalogue
from cchc.catalogue.van_ban import ten_goi
from cchc.text import format_date, shorten, to_vietnam

_SUMMARY = 160
_TAG = re.compile(r"<[^>]*>")

TITLE, SUMMARY, BODY = 0, 1, 2
"""The parts of a document, as the full text tells them apart."""


@dataclass(frozen=True)
class TaiLieu:
    """One thing to find: ``loai`` groups it, ``van_ban`` are its texts by part, ``so_hieu`` its legal numbers."""

    loai: str
    tieu_de: str
    url: str
    ngay: str = ""
    tom_tat: str = ""
    van_ban: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    so_hieu: tuple[str, ...] = ()


def make_tai_lieu(loai: str, tieu_de: str, url: str, *, tom_tat: str = "", than: str = "", ngay: str = "") -> TaiLieu:
    """Describe a document from its plain texts; only the beginning of the summary is shown."""
    return TaiLieu(
        loai=loai,
        tieu_de=" ".join(tieu_de.split()),
        url=url,
        ngay=ngay,
        tom_tat=shorten(" ".join(tom_tat.split()), _SUMMARY),
        van_ban={TITLE: (tieu_de,), SUMMARY: (tom_tat,), BODY: (than,)},
    )


def read_html(html: str) -> str:
    """Return the words of an HTML text; what stands in tags is no text."""
    return unescape(_TAG.sub(" ", html))


def gather(catalogue: Catalogue) -> Iterator[TaiLieu]:
    """Yield all documents of the catalogue, kind by kind in the order in which groups of results are shown."""
    yield from _bieu_mau(catalogue)
    yield from _quyet_dinh(catalogue)
    yield from _van_ban(catalogue)
    yield from _hoi_dap(catalogue)
    yield from _tin(catalogue)
    yield from _don_vi(catalogue)


def _bieu_mau(catalogue: Catalogue) -> Iterator[TaiLieu]:
    for item in catalogue.bieu_mau.values():
        record = item.record
        used = "; ".join(thu_tuc.record.ten for thu_tuc in item.thu_tuc)
        summary = f"{record.so_mau}. Dùng cho: {used}" if record.so_mau else f"Dùng cho: {used}"
        yield make_tai_lieu("bieu-mau", record.ten, item.url, tom_tat=summary if used else "", than=record.huong_dan)


def _quyet_dinh(catalogue: Catalogue) -> Iterator[TaiLieu]:
    for item in catalogue.quyet_dinh:
        record = item.record
        named = " ".join(catalogue.thu_tuc[muc.ma].record.ten for muc in record.muc if muc.ma in catalogue.thu_tuc)
        yield TaiLieu(
            loai="quyet-dinh",
            tieu_de=f"Quyết định số {record.so}",
            url=item.url,
            ngay=format_date(record.ngay_ky),
            tom_tat=shorten(record.trich_yeu, _SUMMARY),
            van_ban={TITLE: (f"Quyết định số {record.so}",), SUMMARY: (record.trich_yeu,), BODY: (named,)},
            so_hieu=(record.so, *(van_ban.so_ky_hieu for van_ban in record.van_ban_goc)),
        )


def _van_ban(catalogue: Catalogue) -> Iterator[TaiLieu]:
    for item in catalogue.van_ban:
        record = item.record
        title, summary = ten_goi(record), record.trich_yeu if record.so_ky_hieu else record.co_quan
        yield TaiLieu(
            loai="van-ban",
            tieu_de=title,
            url=item.url,
            ngay=format_date(record.ngay_ban_hanh),
            tom_tat=shorten(summary, _SUMMARY),
            van_ban={TITLE: (title,), SUMMARY: (summary,), BODY: (record.noi_dung, record.co_quan)},
            so_hieu=(record.so_ky_hieu,) if record.so_ky_hieu else (),
        )


def _hoi_dap(catalogue: Catalogue) -> Iterator[TaiLieu]:
    for item in catalogue.hoi_dap:
        record = item.record
        answer = " ".join(record.tra_loi.split())
        yield TaiLieu(
            loai="hoi-dap",
            tieu_de=record.cau_hoi,
            url=item.url,
            ngay=format_date(record.ngay_tra_loi),
            tom_tat=shorten(answer, _SUMMARY),
            van_ban={TITLE: (record.cau_hoi,), SUMMARY: (record.chi_tiet,), BODY: (answer,)},
            so_hieu=record.can_cu,
        )


def _tin(catalogue: Catalogue) -> Iterator[TaiLieu]:
    for item in catalogue.tin:
        record = item.record
        yield make_tai_lieu(
            "tin",
            record.tieu_de,
            item.url,
            tom_tat=record.tom_tat,
            than=" ".join((record.noi_dung, *record.the)),
            ngay=format_date(to_vietnam(record.ngay_dang)),
        )


def _don_vi(catalogue: Catalogue) -> Iterator[TaiLieu]:
    for item in catalogue.don_vi.values():
        record = item.record
        than = " ".join((record.noi_dung, record.dia_chi))
        yield make_tai_lieu("don-vi", record.ten, item.url, tom_tat=record.dia_chi, than=than)
