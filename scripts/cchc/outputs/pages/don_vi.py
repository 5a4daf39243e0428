"""Units: their list by kind, and the page of each with its period of activity and its newest items."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from cchc.catalogue import Catalogue, DonViItem, urls
from cchc.model.don_vi import LoaiDonVi
from cchc.outputs.feeds import feed_of_list
from cchc.outputs.page import Page

_SO_TIN = 6


def make_don_vi(catalogue: Catalogue) -> Iterator[Page]:
    """Describe the list of units and the page of each."""
    yield _list(catalogue)
    predecessors = _predecessors(catalogue)
    for item in catalogue.don_vi.values():
        yield _unit(catalogue, item, predecessors.get(item.record.ma, ()))


def _list(catalogue: Catalogue) -> Page:
    by_kind = {
        loai: [item for item in catalogue.don_vi.values() if item.record.loai is loai and item.con_hoat_dong]
        for loai in LoaiDonVi
    }
    return Page(
        url=urls.DON_VI,
        template="danh-sach-don-vi.html",
        tieu_de="Đơn vị",
        mo_ta="Các đơn vị tham gia chuyên mục, đầu mối liên hệ và tin của từng đơn vị.",
        duong_dan=(("Đơn vị", ""),),
        context={
            "nhom": [(loai, items) for loai, items in by_kind.items() if items],
            "da_dung": [
                (item, _successor(catalogue, item)) for item in catalogue.don_vi.values() if not item.con_hoat_dong
            ],
        },
    )


def _unit(catalogue: Catalogue, item: DonViItem, predecessors: tuple[DonViItem, ...]) -> Page:
    feed = feed_of_list(item.tin_url)
    return Page(
        url=item.url,
        template="don-vi.html",
        tieu_de=item.record.ten,
        mo_ta=f"{item.record.ten}: liên hệ, đầu mối cải cách hành chính và tin mới.",
        duong_dan=(("Đơn vị", urls.DON_VI), (item.record.ten, "")),
        context={
            "don_vi": item,
            "tin": catalogue.tin_theo_trang.get(item.tin_url, ())[:_SO_TIN],
            "ke_thua": _successor(catalogue, item),
            "tien_than": predecessors,
            "rss_url": feed,
        },
        rss=((f"Tin từ {item.record.ten}", feed),) if feed else (),
    )


def _successor(catalogue: Catalogue, item: DonViItem) -> DonViItem | None:
    return catalogue.don_vi.get(item.record.thay_the_boi or "")


def _predecessors(catalogue: Catalogue) -> Mapping[str, tuple[DonViItem, ...]]:
    found: defaultdict[str, tuple[DonViItem, ...]] = defaultdict(tuple)
    for item in catalogue.don_vi.values():
        if item.record.thay_the_boi:
            found[item.record.thay_the_boi] += (item,)
    return found
