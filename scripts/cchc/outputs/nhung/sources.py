"""What can be embedded: the lists of news that have a feed, under the names of their feeds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.catalogue import Catalogue, TinItem, urls
from cchc.outputs.feed import Feed
from cchc.outputs.feeds.news import feed_ma_of_list, feeds_of_news, news_of_feed
from cchc.outputs.nhung.addresses import oembed_url


@dataclass(frozen=True)
class NguonNhung:
    """One list: ``ten`` is the name of its feed, ``nhan`` its words, ``nhom`` the heading it is offered under."""

    ten: str
    nhan: str
    nhom: str
    trang: str
    tin: Sequence[TinItem]


def list_sources(catalogue: Catalogue) -> Iterator[NguonNhung]:
    """Yield what can be embedded in the order in which it is offered.

    Tags are left out: there may be thousands of them, and who wants one reads its feed.
    """
    for nhom, feeds in feeds_of_news(catalogue):
        for feed in feeds:
            if _is_offered(feed.trang):
                yield NguonNhung(feed.ma, _title(feed), nhom, feed.trang, news_of_feed(catalogue, feed))


def find_oembed_of_list(list_url: str) -> str:
    """Return the address of the oEmbed answer of a list page, or an empty text if the list is not offered."""
    return oembed_url(list_url) if feed_ma_of_list(list_url) and _is_offered(list_url) else ""


def _title(feed: Feed) -> str:
    """Return words that say what the list is where nothing around it does."""
    if feed.trang == urls.TIN_TUC:
        return "Tin cải cách hành chính"
    return f"Tin từ {feed.ten}" if feed.trang.startswith(urls.tin_don_vi_url("").rstrip("/") + "/") else feed.ten


def _is_offered(list_url: str) -> bool:
    return not list_url.startswith(urls.THE)
