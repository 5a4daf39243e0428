"""Articles: each news item with its place in its series, what it names and the items related to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cchc.catalogue import Catalogue, MucItem, QuyetDinhItem, TinItem, urls
from cchc.catalogue.related import relate
from cchc.outputs.event_calendars import event_url
from cchc.outputs.feeds import feeds_of_item
from cchc.outputs.nhung.addresses import oembed_url
from cchc.outputs.nhung.oembed import JSON_OEMBED
from cchc.outputs.page import Page
from cchc.outputs.pages.danh_sach_tin import TIN_TUC


@dataclass(frozen=True)
class KyBai:
    """Which article of its series an item is, counted from 1, with the articles before and after it."""

    loat: MucItem
    so: int
    tong: int
    truoc: TinItem | None
    sau: TinItem | None


def make_bai_viet(catalogue: Catalogue) -> Iterator[Page]:
    """Describe the page of every news item."""
    related = relate(catalogue.tin)
    series = _places_in_series(catalogue)
    for item in catalogue.tin:
        yield _article(catalogue, item, related[item.url], series.get(item.url))


def _places_in_series(catalogue: Catalogue) -> Mapping[str, KyBai]:
    found: dict[str, KyBai] = {}
    for loat in catalogue.chuyen_de.values():
        items = catalogue.tin_theo_trang.get(loat.url, ())[::-1]
        for so, (truoc, item, sau) in enumerate(zip((None, *items), items, (*items[1:], None), strict=False), 1):
            found[item.url] = KyBai(loat, so, len(items), truoc, sau)
    return found


def _article(catalogue: Catalogue, item: TinItem, related: tuple[TinItem, ...], ky_bai: KyBai | None) -> Page:
    tin = item.record
    return Page(
        url=item.url,
        template="tin.html",
        tieu_de=tin.tieu_de,
        muc=urls.TIN_TUC,
        mo_ta=tin.tom_tat,
        duong_dan=(TIN_TUC, (item.chuyen_muc.ten, item.chuyen_muc.url), (tin.tieu_de, "")),
        context={
            "tin": item,
            "thu_tuc": catalogue.find_thu_tuc(tin.tthc),
            "quyet_dinh": _decisions(catalogue, item),
            "tin_khac": related,
            "ky_bai": ky_bai,
            "lich_url": event_url(item) if tin.su_kien else "",
            "su_kien_da_qua": bool(tin.su_kien and tin.su_kien.ket_thuc < catalogue.now),
        },
        cap_nhat=tin.cap_nhat or tin.ngay_dang,
        anh_url=item.anh_url if tin.anh and not tin.anh.tep.endswith(".svg") else "",
        loai="article",
        rss=feeds_of_item(item),
        don_vi=item.don_vi.record.ten if item.don_vi else "",
        du_lieu=((JSON_OEMBED, oembed_url(item.url)),),
    )


def _decisions(catalogue: Catalogue, item: TinItem) -> list[QuyetDinhItem]:
    found = (catalogue.find_quyet_dinh(so) for so in item.record.quyet_dinh)
    return [decision for decision in found if decision]
