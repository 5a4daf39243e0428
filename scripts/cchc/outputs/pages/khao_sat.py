"""Surveys: their list, the page of each with its figures as bars and table, and the ratings of pages (SUR-06)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cchc.catalogue import Catalogue, urls
from cchc.catalogue.khao_sat import KhaoSatItem, group_by_yeu_to
from cchc.model.ket_qua import DanhGiaTrang, percent
from cchc.outputs.page import Crumb, Page

_LIST: Crumb = ("Khảo sát hài lòng", urls.KHAO_SAT)
_CLEAR = 4
"""From this step on a reader found the page clear."""


def has_khao_sat(catalogue: Catalogue) -> bool:
    """Tell whether the site has the list of surveys."""
    return bool(catalogue.khao_sat or catalogue.danh_gia) or urls.KHAO_SAT in catalogue.loi_dan


def make_khao_sat(catalogue: Catalogue) -> Iterator[Page]:
    """Describe the list of surveys, the page of each, and the ratings of pages where there are figures."""
    if not has_khao_sat(catalogue):
        return
    intro = catalogue.loi_dan.get(urls.KHAO_SAT)
    yield Page(
        url=urls.KHAO_SAT,
        template="danh-sach-khao-sat.html",
        tieu_de=intro.title if intro else "Khảo sát hài lòng",
        mo_ta=intro.description if intro else "Các khảo sát đang mở và kết quả đã công bố.",
        duong_dan=((_LIST[0], ""),),
        context={
            "tieu_de": intro.title if intro else "Khảo sát hài lòng",
            "loi_dan": intro.noi_dung if intro else "",
            "khao_sat": catalogue.khao_sat,
            "co_danh_gia": catalogue.danh_gia is not None,
        },
    )
    for item in catalogue.khao_sat:
        yield _survey(item)
    if catalogue.danh_gia:
        yield _ratings(catalogue.danh_gia)


def _survey(item: KhaoSatItem) -> Page:
    record = item.record
    return Page(
        url=item.url,
        template="khao-sat.html",
        tieu_de=record.ten,
        mo_ta=f"{record.ten}: thời gian, cách trả lời và kết quả.",
        duong_dan=(_LIST, (record.ten, "")),
        context={"khao_sat": item, "yeu_to": group_by_yeu_to(item)},
    )


@dataclass(frozen=True)
class HangDanhGia:
    """One row of ratings: words, link, how many rated, the numbers of the five steps, the share of clear ones."""

    ten: str
    url: str
    n: int
    muc: tuple[int, ...]
    ro_rang: Decimal


def _row(ten: str, muc: tuple[int, ...], url: str = "") -> HangDanhGia:
    return HangDanhGia(ten, url, sum(muc), muc, percent(sum(muc[_CLEAR - 1 :]), sum(muc)))


def _ratings(danh_gia: DanhGiaTrang) -> Page:
    months = [_row(f"Tháng {row.thang[5:]}/{row.thang[:4]}", row.muc) for row in danh_gia.thang]
    pages = [_row(row.trang, row.muc, row.trang) for row in danh_gia.trang]
    return Page(
        url=urls.DANH_GIA,
        template="danh-gia-trang.html",
        tieu_de="Bạn đọc đánh giá độ rõ ràng của trang",
        mo_ta="Số lượt đánh giá từng mức theo tháng và theo trang.",
        duong_dan=(_LIST, ("Đánh giá trang", "")),
        context={
            "danh_gia": danh_gia,
            "thang": [row for row in months if row.n >= danh_gia.nguong],
            "trang": sorted((row for row in pages if row.n >= danh_gia.nguong), key=lambda row: (row.ro_rang, row.ten)),
        },
    )
