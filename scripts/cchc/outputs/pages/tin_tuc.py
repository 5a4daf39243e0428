"""News: lists by class, rubric, unit and month with their pages, and each item with the items related to it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cchc.catalogue import Catalogue, DonViItem, MucItem, QuyetDinhItem, TinItem, urls
from cchc.catalogue.related import relate
from cchc.model.phan_tin import Anh
from cchc.outputs.feeds import feed_of_list
from cchc.outputs.page import Crumb, Page
from cchc.outputs.pages.paging import count_pages, make_paging
from cchc.text import to_vietnam

PER_PAGE = 12
_TIN_TUC: Crumb = ("Tin tức", urls.TIN_TUC)


def make_tin_tuc(catalogue: Catalogue) -> Iterator[Page]:
    """Describe all pages of news."""
    side = _Side.of(catalogue)
    yield from _list(side, urls.TIN_TUC, "Tin tức cải cách hành chính", catalogue.tin, ())
    for muc in side.chuyen_muc:
        items = [item for item in catalogue.tin if item.record.chuyen_muc == muc.ma]
        yield from _list(side, muc.url, muc.ten, items, (_TIN_TUC,), mo_ta=muc.mo_ta)
    for muc in side.noi_dung_cchc:
        items = [item for item in catalogue.tin if muc.ma in item.record.noi_dung_cchc]
        yield from _list(side, muc.url, muc.ten, items, (_TIN_TUC,), mo_ta=muc.mo_ta)
    for don_vi in side.don_vi:
        items = [item for item in catalogue.tin if item.record.don_vi == don_vi.record.ma]
        yield from _list(side, don_vi.tin_url, f"Tin từ {don_vi.record.ten}", items, (_TIN_TUC,))
    for muc in side.luu_tru:
        items = [item for item in catalogue.tin if _month(item.record.ngay_dang) == muc.ma]
        yield from _list(side, muc.url, f"Tin {muc.ten[0].lower()}{muc.ten[1:]}", items, (_TIN_TUC,))
    related = relate(catalogue.tin)
    for item in catalogue.tin:
        yield _article(catalogue, item, related[item.url])


@dataclass(frozen=True)
class _Side:
    """The links beside every list of news; computed once, since they are the same on all of them."""

    chuyen_muc: tuple[MucItem, ...]
    noi_dung_cchc: tuple[MucItem, ...]
    luu_tru: tuple[MucItem, ...]
    don_vi: tuple[DonViItem, ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "_Side":
        # Every rubric, class and unit has its page, so that feeds and menus never lead nowhere.
        return cls(
            chuyen_muc=tuple(catalogue.chuyen_muc.values()),
            noi_dung_cchc=tuple(catalogue.noi_dung_cchc.values()),
            luu_tru=_months(catalogue.tin),
            don_vi=tuple(catalogue.don_vi.values()),
        )


def _months(items: Sequence[TinItem]) -> tuple[MucItem, ...]:
    counts = Counter(_month(item.record.ngay_dang) for item in items)
    return tuple(
        MucItem(ma, f"Tháng {ma[5:]}/{ma[:4]}", urls.luu_tru_url(int(ma[:4]), int(ma[5:])), so_luong=counts[ma])
        for ma in sorted(counts, reverse=True)
    )


def _month(moment: datetime) -> str:
    return f"{to_vietnam(moment):%Y-%m}"


def _list(
    side: _Side, url: str, tieu_de: str, items: Sequence[TinItem], above: tuple[Crumb, ...], *, mo_ta: str = ""
) -> Iterator[Page]:
    total = count_pages(len(items), PER_PAGE)
    feed = feed_of_list(url)
    title = f"Tin, bài: {tieu_de}" if above else tieu_de  # a guide and a rubric may have the same name
    for number in range(1, total + 1):
        suffix = f" – trang {number}" if number > 1 else ""
        yield Page(
            url=urls.trang_url(url, number),
            template="danh-sach-tin.html",
            tieu_de=title + suffix,
            muc=urls.TIN_TUC,
            mo_ta=mo_ta or f"{tieu_de}: danh sách tin, bài mới nhất{suffix}.",
            duong_dan=(*above, (tieu_de + suffix, "")),
            context={
                "tieu_de": tieu_de,
                "mo_ta": mo_ta,
                "tin": items[(number - 1) * PER_PAGE : number * PER_PAGE],
                "phan_trang": make_paging(url, number, total),
                "chuyen_muc": [muc for muc in side.chuyen_muc if muc.so_luong],
                "noi_dung_cchc": side.noi_dung_cchc,
                "luu_tru": side.luu_tru,
                "don_vi": [don_vi for don_vi in side.don_vi if don_vi.so_tin],
                "dang_chon": url,
                "rss_url": feed,
            },
            rss=((tieu_de, feed),) if feed else (),
        )


def _article(catalogue: Catalogue, item: TinItem, related: tuple[TinItem, ...]) -> Page:
    tin = item.record
    return Page(
        url=item.url,
        template="tin.html",
        tieu_de=tin.tieu_de,
        muc=urls.TIN_TUC,
        mo_ta=tin.tom_tat,
        duong_dan=(_TIN_TUC, (item.chuyen_muc.ten, item.chuyen_muc.url), (tin.tieu_de, "")),
        context={
            "tin": item,
            "thu_tuc": catalogue.find_thu_tuc(tin.tthc),
            "quyet_dinh": _decisions(catalogue, item),
            "tin_khac": related,
        },
        cap_nhat=tin.cap_nhat or tin.ngay_dang,
        anh_url=item.anh_url if isinstance(tin.anh, Anh) and not tin.anh.tep.endswith(".svg") else "",
        loai="article",
        don_vi=item.don_vi.record.ten if item.don_vi else "",
    )


def _decisions(catalogue: Catalogue, item: TinItem) -> list[QuyetDinhItem]:
    found = (catalogue.find_quyet_dinh(so) for so in item.record.quyet_dinh)
    return [decision for decision in found if decision]
