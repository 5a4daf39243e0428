"""The feed of a unit's own site (RSS or Atom): bytes in, its entries out. Nothing outside the bytes is read."""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
import nh3

from cchc.text import nfc, shorten, to_vietnam

MOST = 50
"""No more entries of one feed are looked at; a site that publishes more in a day is no unit."""

_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_TITLE, _SUMMARY = 300, 400


class FeedRefused(ValueError):
    """The bytes are no feed that may be read; the message is for the editor, in Vietnamese."""


@dataclass(frozen=True)
class MucNguon:
    """One entry of a feed: its lasting id, its words as text, its address and its HTML as it came."""

    id: str
    tieu_de: str
    tom_tat: str
    url: str
    ngay: datetime | None
    html: str


def parse_feed(data: bytes, address: str) -> tuple[MucNguon, ...]:
    """Return the entries of a feed that lies at ``address``, in its order; raise FeedRefused.

    A document type or an entity declaration is refused before any parser sees it: no feed needs one, and both are
    ways of filling memory or reading files (XML External Entity, "billion laughs").
    """
    # UTF-16 is the one encoding in which the declaration could hide between zero bytes.
    if _DECLARATION.search(data.replace(b"\x00", b"")):
        raise FeedRefused("nguồn tin khai báo DOCTYPE hoặc ENTITY nên không được đọc")
    parsed = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    if not parsed.version:
        raise FeedRefused("địa chỉ này không trả về nguồn tin RSS hoặc Atom")
    return tuple(_entries(parsed.entries[:MOST], address))


def _entries(entries: list[Mapping[str, Any]], address: str) -> Iterator[MucNguon]:
    for entry in entries:
        url = urljoin(address, str(entry.get("link", "")))
        title = _plain(str(entry.get("title", "")), _TITLE)
        # An entry without a title or an address of its own cannot be checked by the editor.
        if title and urlsplit(url).scheme in ("http", "https") and url != address:
            html = _body(entry)
            summary = _plain(str(entry.get("summary", "")) or html, _SUMMARY)
            yield MucNguon(str(entry.get("id") or url), title, summary or title, url, _moment(entry), html)


def _body(entry: Mapping[str, Any]) -> str:
    contents = [str(part.get("value", "")) for part in entry.get("content", ()) if part.get("value")]
    return contents[0] if contents else str(entry.get("summary", ""))


def _plain(html: str, limit: int) -> str:
    words = nh3.clean(re.sub(r"<(br|/p|/li|/h\d)\b[^>]*>", " ", html), tags=set())
    return shorten(" ".join(nfc(_unescape(words)).split()), limit)


def _unescape(text: str) -> str:
    # nh3 writes text for HTML; what is left of its escapes are the three characters that markup reserves.
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(name, char)
    return text


def _moment(entry: Mapping[str, Any]) -> datetime | None:
    parts = entry.get("published_parsed") or entry.get("updated_parsed")
    return to_vietnam(datetime.fromtimestamp(calendar.timegm(parts), UTC)) if parts else None
