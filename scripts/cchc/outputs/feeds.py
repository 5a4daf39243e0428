"""RSS feeds of news, made with feedgen: all items, and those of each class of administrative reform."""

import mimetypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from cchc.catalogue import Catalogue, TinItem, urls
from cchc.model.site import Site
from cchc.outputs.artefact import Artefact
from cchc.outputs.khung import GOC
from cchc.text import VIETNAM, to_vietnam

NEWEST = 30
"""Entries a feed holds: a month of the busiest sections, so that a reader who looks weekly misses nothing."""

_EPOCH = datetime(2020, 1, 1, tzinfo=VIETNAM)
"""Date of a feed without entries: a constant, so that an unchanged site gives unchanged bytes."""


@dataclass(frozen=True)
class Feed:
    """One feed: its address, its words and the list page that shows the same items."""

    url: str
    ten: str
    mo_ta: str
    trang: str
    so_luong: int


def list_feeds(catalogue: Catalogue) -> tuple[Feed, ...]:
    """Return all feeds of the site in the order in which they are shown to readers."""
    everything = Feed(
        urls.feed_url("tin-tuc"), "Tất cả tin tức", "Mọi tin, bài mới của chuyên mục", urls.TIN_TUC, len(catalogue.tin)
    )
    classes = (
        Feed(urls.feed_url(muc.ma), muc.ten, f"Tin, bài về nội dung “{muc.ten}”", muc.url, muc.so_luong)
        for muc in catalogue.noi_dung_cchc.values()
    )
    return (everything, *classes)


def announced(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return title and address of the feeds that the landing page announces to feed readers."""
    return tuple((feed.ten, feed.url) for feed in list_feeds(catalogue))


def feed_of_list(list_url: str) -> str:
    """Return the address of the feed that holds the items of a list page, or an empty text."""
    if list_url == urls.TIN_TUC:
        return urls.feed_url("tin-tuc")
    prefix = urls.noi_dung_cchc_url("").rstrip("/") + "/"
    if list_url.startswith(prefix) and list_url != prefix:
        return urls.feed_url(list_url.removeprefix(prefix).strip("/"))
    return ""


def make_feeds(
    catalogue: Catalogue, site: Site, render: Callable[[str], str], sizes: Mapping[str, int]
) -> Iterator[Artefact]:
    """Make all feeds; ``render`` turns Markdown into HTML, ``sizes`` gives the bytes of published pictures by path."""
    for feed in list_feeds(catalogue):
        items = catalogue.tin if feed.trang == urls.TIN_TUC else _of_class(catalogue, feed)
        yield _make_feed(feed, items[:NEWEST], site, render, sizes)


def _of_class(catalogue: Catalogue, feed: Feed) -> Sequence[TinItem]:
    return [item for item in catalogue.tin if any(muc.url == feed.trang for muc in item.noi_dung_cchc)]


def _make_feed(
    feed: Feed, items: Sequence[TinItem], site: Site, render: Callable[[str], str], sizes: Mapping[str, int]
) -> Artefact:
    generator = FeedGenerator()
    generator.load_extension("dc", rss=True, atom=False)
    generator.title(f"{feed.ten} – {site.ten_co_quan}")
    generator.description(feed.mo_ta)
    generator.language("vi")
    # feedgen takes the last link for the channel's own: the page must come after the feed itself.
    generator.link(href=_absolute(site, feed.url), rel="self", type="application/rss+xml")
    generator.link(href=_absolute(site, feed.trang), rel="alternate")
    generator.lastBuildDate(to_vietnam(max((_changed(item) for item in items), default=_EPOCH)))
    generator.generator("cchc-portal")
    for item in items:
        _fill(generator.add_entry(order="append"), item, site, render, sizes)
    return Artefact(feed.url.lstrip("/"), generator.rss_str(pretty=True))


def _fill(entry: FeedEntry, item: TinItem, site: Site, render: Callable[[str], str], sizes: Mapping[str, int]) -> None:
    tin = item.record
    entry.title(tin.tieu_de)
    entry.link(href=_absolute(site, item.url))
    entry.guid(_tag(site, item), permalink=False)
    entry.pubDate(to_vietnam(tin.ngay_dang))
    entry.description(tin.tom_tat)
    entry.content(render(tin.noi_dung).replace(GOC, site.url.rstrip("/") + "/"), type="CDATA")
    for muc in item.noi_dung_cchc:
        entry.category(term=muc.ten)
    if item.don_vi:
        entry.dc.dc_creator(item.don_vi.record.ten)
    size = sizes.get(item.path_anh) if item.path_anh else None
    if size:
        media_type = mimetypes.guess_type(item.anh_url)[0] or "application/octet-stream"
        entry.enclosure(_absolute(site, item.anh_url), str(size), media_type)


def _changed(item: TinItem) -> datetime:
    return item.record.cap_nhat or item.record.ngay_dang


def _absolute(site: Site, path: str) -> str:
    return site.url.rstrip("/") + path


def _tag(site: Site, item: TinItem) -> str:
    """Return the entry's id, a tag URI (RFC 4151): it stays when the site moves to another path or scheme."""
    host = urlsplit(site.url).hostname or "localhost"
    return f"tag:{host},{item.record.ngay_dang:%Y-%m-%d}:{item.url}"
