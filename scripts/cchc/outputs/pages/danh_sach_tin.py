"""One list of news cut into pages, with the links beside it that are the same on all lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.catalogue import Catalogue, DonViItem, MucItem, TinItem, urls
from cchc.outputs.feeds import feed_of_list
from cchc.outputs.nhung.oembed import JSON_OEMBED
from cchc.outputs.nhung.sources import find_oembed_of_list
from cchc.outputs.page import Crumb, Page
from cchc.outputs.pages.paging import count_pages, make_paging

PER_PAGE = 12
TIN_TUC: Crumb = ("Tin tức", urls.TIN_TUC)
_SO_THANG = 12
_SO_THE = 15


@dataclass(frozen=True)
class DanhSach:
    """One list: its address, its words, its items in the order in which they are shown."""

    url: str
    tieu_de: str
    tin: Sequence[TinItem]
    above: tuple[Crumb, ...] = (TIN_TUC,)
    mo_ta: str = ""
    danh_so: bool = False
    ten_trang: str = ""


@dataclass(frozen=True)
class LoiDi:
    """The links beside every list of news; computed once, and short whatever the number of items."""

    chuyen_muc: tuple[MucItem, ...]
    noi_dung_cchc: tuple[MucItem, ...]
    chuyen_de: tuple[MucItem, ...]
    the: tuple[MucItem, ...]
    luu_tru: tuple[MucItem, ...]
    don_vi: tuple[DonViItem, ...]
    khac: tuple[MucItem, ...]


def make_loi_di(catalogue: Catalogue, months: Sequence[MucItem]) -> LoiDi:
    """Collect the links beside the lists: what holds items, the newest months, the most used tags."""
    most_used = sorted(catalogue.the.values(), key=lambda item: (-item.so_luong, item.ma))[:_SO_THE]
    other = (("Sự kiện", urls.SU_KIEN), ("Thông báo đã hết hạn", urls.HET_HAN))
    counted = ((ten, url, len(catalogue.tin_theo_trang.get(url, ()))) for ten, url in other)
    return LoiDi(
        chuyen_muc=tuple(muc for muc in catalogue.chuyen_muc.values() if muc.so_luong),
        noi_dung_cchc=tuple(catalogue.noi_dung_cchc.values()),
        chuyen_de=tuple(muc for muc in catalogue.chuyen_de.values() if muc.so_luong),
        the=tuple(item for item in catalogue.the.values() if item in most_used),
        luu_tru=tuple(months[:_SO_THANG]),
        don_vi=tuple(don_vi for don_vi in catalogue.don_vi.values() if don_vi.so_tin),
        khac=tuple(MucItem(url, ten, url, so_luong=count) for ten, url, count in counted if count),
    )


def pinned_first(items: Sequence[TinItem]) -> list[TinItem]:
    """Return items with the pinned ones first, else in their order."""
    return sorted(items, key=lambda item: not item.duoc_ghim)


def make_list(listed: DanhSach, loi_di: LoiDi) -> Iterator[Page]:
    """Describe the pages of one list."""
    total = count_pages(len(listed.tin), PER_PAGE)
    feed, oembed = feed_of_list(listed.url), find_oembed_of_list(listed.url)
    # A guide, a rubric, a series and a tag may have the same name; titles tell them apart.
    title = listed.ten_trang or (f"Tin, bài: {listed.tieu_de}" if listed.above else listed.tieu_de)
    for number in range(1, total + 1):
        suffix = f" – trang {number}" if number > 1 else ""
        first = (number - 1) * PER_PAGE
        yield Page(
            url=urls.trang_url(listed.url, number),
            template="danh-sach-tin.html",
            tieu_de=title + suffix,
            muc=urls.TIN_TUC,
            mo_ta=listed.mo_ta or f"{listed.tieu_de}: danh sách tin, bài mới nhất{suffix}.",
            duong_dan=(*listed.above, (listed.tieu_de + suffix, "")),
            context={
                "tieu_de": listed.tieu_de,
                "mo_ta": listed.mo_ta,
                "tin": listed.tin[first : first + PER_PAGE],
                "so_dau": first + 1 if listed.danh_so else 0,
                "phan_trang": make_paging(listed.url, number, total),
                "loi_di": loi_di,
                "dang_chon": listed.url,
                "rss_url": feed,
            },
            rss=((listed.tieu_de, feed),) if feed else (),
            du_lieu=((JSON_OEMBED, oembed),) if oembed else (),
        )
