"""Feeds of news: all, by content of the reform, rubric, series, unit and tag; and the entry of one news item."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cchc.catalogue import Catalogue, MucItem, TinItem, urls
from cchc.model.post import THONG_BAO
from cchc.outputs.feed import DinhKem, Feed, MucTin
from cchc.outputs.feeds.html_text import render_html
from cchc.outputs.pictures import Pictures
from cchc.outputs.rendering import Rendering

_FOLDERS = (
    (urls.noi_dung_cchc_url(""), ""),
    (urls.loat_bai_url(""), "chuyen-de/"),
    (urls.the_url(""), "the/"),
    (urls.tin_don_vi_url(""), "don-vi/"),
)
"""Where the lists of news stand and where their feeds do; those of classes had no folder before there were others."""


def feeds_of_news(catalogue: Catalogue) -> tuple[tuple[str, tuple[Feed, ...]], ...]:
    """Return the feeds of news in groups, in the order in which they are shown to readers."""
    rubrics = [muc for muc in catalogue.chuyen_muc.values() if muc.ma != THONG_BAO]
    units = [
        MucItem(item.record.ma, item.record.ten, item.tin_url, so_luong=item.so_tin)
        for item in catalogue.don_vi.values()
    ]
    return (
        ("Tin tức", tuple(_whole(catalogue))),
        ("Nội dung cải cách hành chính", _feeds(catalogue.noi_dung_cchc.values(), "Tin, bài về nội dung “{}”")),
        ("Chuyên mục", _feeds(rubrics, "Tin, bài của chuyên mục “{}”")),
        ("Chuyên đề", _feeds(catalogue.chuyen_de.values(), "Loạt bài của chuyên đề “{}”")),
        ("Đơn vị", _feeds(units, "Tin, bài của đơn vị {}")),
        ("Thẻ", _feeds(catalogue.the.values(), "Tin, bài gắn thẻ “{}”")),
    )


def feed_ma_of_list(list_url: str) -> str:
    """Return the name of the feed that holds the items of a list of news, or an empty text."""
    if list_url == urls.TIN_TUC:
        return "tin-tuc"
    for prefix, folder in _FOLDERS:
        name = list_url.removeprefix(prefix.rstrip("/") + "/").strip("/")
        if name and f"{prefix.rstrip('/')}/{name}/" == list_url:
            return folder + name
    name = list_url.removeprefix(urls.TIN_TUC).strip("/")
    if urls.chuyen_muc_url(name) != list_url or "/" in name or list_url in (urls.SU_KIEN, urls.LUU_TRU):
        return ""
    return name if name == THONG_BAO else f"chuyen-muc/{name}"


def news_of_feed(catalogue: Catalogue, feed: Feed) -> Sequence[TinItem]:
    """Return the items of a subscription document, the newest first: notices that have run out are left out."""
    return newest_first(catalogue.tin_theo_trang.get(feed.trang, ()))


def news_of_archive(catalogue: Catalogue, feed: Feed) -> Sequence[TinItem]:
    """Return all items of a feed that keeps archives, the newest first; expired notices stay in them.

    All news and the notices keep archives. The other feeds of news are parts of the whole, whose entries name their
    class, rubric, unit and tags: archives of each part would only multiply the same bytes.
    """
    if feed.trang == urls.TIN_TUC:
        return newest_first(catalogue.tin)
    if feed.ma == THONG_BAO:
        return newest_first([item for item in catalogue.tin if item.record.chuyen_muc == THONG_BAO])
    return ()


def newest_first(items: Sequence[TinItem]) -> Sequence[TinItem]:
    """Order items by date; of one moment by identity, which stays when a file is renamed."""
    return sorted(items, key=lambda item: (item.record.ngay_dang, item.dinh_danh), reverse=True)


def entry_of_tin(item: TinItem, rendering: Rendering, sizes: Mapping[str, int]) -> MucTin:
    """Return the entry of a news item; ``sizes`` gives the bytes of the published files by their path on the site.

    The moment of change is that of the last correction or update, never that of the build.
    """
    tin = item.record
    changed = [moment for moment in (tin.cap_nhat, *(dinh_chinh.luc for dinh_chinh in tin.dinh_chinh)) if moment]
    return MucTin(
        tieu_de=tin.tieu_de,
        url=item.url,
        dinh_danh=f"tin/{item.dinh_danh}",
        ngay=tin.ngay_dang,
        cap_nhat=max(changed, default=None),
        tom_tat=tin.tom_tat,
        noi_dung=render_html(rendering, "nguon-tin/tin.html", item.url, tin=item),
        the=tuple(dict.fromkeys(muc.ten for muc in _terms(item))),
        tac_gia=item.don_vi.record.ten if item.don_vi else "",
        dinh_kem=tuple(_files(item, rendering.pictures, sizes)),
        nguon_url=tin.nguon_url,
    )


def _whole(catalogue: Catalogue) -> Iterator[Feed]:
    current = catalogue.tin_theo_trang.get(urls.TIN_TUC, ())
    yield Feed(
        urls.feed_url("tin-tuc"), "Tất cả tin tức", "Mọi tin, bài mới của chuyên mục", urls.TIN_TUC, len(current)
    )
    notices = catalogue.chuyen_muc.get(THONG_BAO)
    if notices:
        yield Feed(urls.feed_url(THONG_BAO), notices.ten, "Thông báo còn hiệu lực", notices.url, notices.so_luong)


def _feeds(lists: Iterable[MucItem], mo_ta: str) -> tuple[Feed, ...]:
    return tuple(
        Feed(urls.feed_url(feed_ma_of_list(muc.url)), muc.ten, mo_ta.format(muc.ten), muc.url, muc.so_luong)
        for muc in lists
    )


def _terms(item: TinItem) -> Iterator[MucItem]:
    yield from item.noi_dung_cchc
    yield item.chuyen_muc
    if item.chuyen_de:
        yield item.chuyen_de
    yield from item.the


def _files(item: TinItem, pictures: Pictures, sizes: Mapping[str, int]) -> Iterator[DinhKem]:
    """Yield pictures and documents whose published bytes are known."""
    tin = item.record
    lead = (tin.anh,) if tin.anh else ()
    shown = ((pictures.find(anh.tep), anh.alt) for anh in (*lead, *tin.thu_vien_anh))
    named = ((picture.url, alt) for picture, alt in shown if picture)
    documents = ((tep.url, tep.ten) for tep in item.tep)
    for url, ten in dict((*named, *documents)).items():
        if url in sizes:
            yield DinhKem(url, sizes[url], ten)
