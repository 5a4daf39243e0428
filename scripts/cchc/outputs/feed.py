"""One RSS feed from its entries, made with feedgen; which feeds there are, and of what, lives in ``feeds``."""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from cchc.model.site import Site
from cchc.outputs.artefact import Artefact
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


@dataclass(frozen=True)
class MucTin:
    """One entry. ``dinh_danh`` is what stays the same for ever; ``anh`` is a picture's address with its bytes."""

    tieu_de: str
    url: str
    dinh_danh: str
    ngay: datetime
    tom_tat: str
    cap_nhat: datetime | None = None
    noi_dung: str = ""
    the: tuple[str, ...] = ()
    tac_gia: str = ""
    anh: tuple[str, int] | None = None


def make_feed(feed: Feed, entries: Sequence[MucTin], site: Site) -> Artefact:
    """Make the file of a feed; its date is that of its newest entry."""
    generator = FeedGenerator()
    generator.load_extension("dc", rss=True, atom=False)
    generator.title(f"{feed.ten} – {site.ten_co_quan}")
    generator.description(feed.mo_ta)
    generator.language("vi")
    # feedgen takes the last link for the channel's own: the page must come after the feed itself.
    generator.link(href=absolute(site, feed.url), rel="self", type="application/rss+xml")
    generator.link(href=absolute(site, feed.trang), rel="alternate")
    generator.lastBuildDate(to_vietnam(max((entry.cap_nhat or entry.ngay for entry in entries), default=_EPOCH)))
    generator.generator("cchc-portal")
    for entry in entries:
        _fill(generator.add_entry(order="append"), entry, site)
    return Artefact(feed.url.lstrip("/"), generator.rss_str(pretty=True))


def absolute(site: Site, path: str) -> str:
    """Return the absolute address of a path of the site."""
    return site.url.rstrip("/") + path


def host_of(site: Site) -> str:
    """Return the name under which identifiers of this site are unique."""
    return urlsplit(site.url).hostname or "localhost"


def _fill(made: FeedEntry, entry: MucTin, site: Site) -> None:
    made.title(entry.tieu_de)
    made.link(href=absolute(site, entry.url))
    # A tag URI (RFC 4151) stays when the site moves to another path or scheme.
    made.guid(f"tag:{host_of(site)},{entry.ngay:%Y-%m-%d}:{entry.dinh_danh}", permalink=False)
    made.pubDate(to_vietnam(entry.ngay))
    made.description(entry.tom_tat)
    if entry.noi_dung:
        made.content(entry.noi_dung, type="CDATA")
    for term in entry.the:
        made.category(term=term)
    if entry.tac_gia:
        made.dc.dc_creator(entry.tac_gia)
    if entry.anh:
        address, size = entry.anh
        media_type = mimetypes.guess_type(address)[0] or "application/octet-stream"
        made.enclosure(absolute(site, address), str(size), media_type)
