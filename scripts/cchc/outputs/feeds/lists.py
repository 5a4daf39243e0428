"""Which feeds there are, under which headings the page of feeds shows them, and which a page announces."""

from collections.abc import Sequence

from cchc.catalogue import Catalogue, ThuTucItem, TinItem, urls
from cchc.catalogue.events import BienDong, find_events, find_events_of
from cchc.outputs.calendars import has_calendar, lich_of_thu_tuc, list_calendars
from cchc.outputs.event_calendars import list_event_calendars
from cchc.outputs.feed import Feed
from cchc.outputs.feeds.changes import feed_of_thu_tuc, feeds_of_changes, has_feed
from cchc.outputs.feeds.news import feed_ma_of_list, feeds_of_news
from cchc.outputs.feeds.published import feeds_of_published
from cchc.outputs.icalendar import Lich

_PUBLISHED = {urls.VAN_BAN: "van-ban", urls.HOI_DAP: "hoi-dap"}


def group_feeds(catalogue: Catalogue) -> tuple[tuple[str, tuple[Feed | Lich, ...]], ...]:
    """Return feeds and calendars under the headings of the page that lists them, empty groups left out."""
    events = find_events(catalogue)
    groups: tuple[tuple[str, tuple[Feed | Lich, ...]], ...] = (
        *feeds_of_news(catalogue),
        ("Văn bản, hỏi đáp", feeds_of_published(catalogue)),
        ("Thủ tục hành chính", feeds_of_changes(catalogue, events)),
        ("Lịch ngày hiệu lực (iCalendar)", list_calendars(catalogue, events)),
        ("Lịch sự kiện (iCalendar)", list_event_calendars(catalogue)),
    )
    return tuple((ten, found) for ten, found in groups if found)


def announced(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return title and address of the feeds that the landing page announces to feed readers."""
    changes = feeds_of_changes(catalogue, find_events(catalogue))
    whole = [feed for feed in changes if feed.trang in (urls.QUYET_DINH, urls.THU_TUC)]
    groups = dict(feeds_of_news(catalogue))
    news = (*groups["Tin tức"], *groups["Nội dung cải cách hành chính"])
    return tuple((feed.ten, feed.url) for feed in (*news, *feeds_of_published(catalogue), *whole))


def feed_of_list(list_url: str) -> str:
    """Return the address of the feed that holds the items of a list page, or an empty text."""
    ma = _PUBLISHED.get(list_url) or feed_ma_of_list(list_url)
    return urls.feed_url(ma) if ma else ""


def feeds_of_item(item: TinItem) -> tuple[tuple[str, str], ...]:
    """Return title and address of the feeds that a news item announces: its series, its rubric, all news."""
    near = (item.chuyen_de,) if item.chuyen_de else ()
    lists = ((muc.ten, feed_of_list(muc.url)) for muc in (*near, item.chuyen_muc))
    return (*((ten, url) for ten, url in lists if url), ("Tất cả tin tức", feed_of_list(urls.TIN_TUC)))


def feed_of_field(catalogue: Catalogue, items: Sequence[ThuTucItem]) -> tuple[tuple[str, str], ...]:
    """Return title and address of the feed of a field, given all its procedures; nothing if nothing is known."""
    if not any(find_events_of(catalogue, item) for item in items):
        return ()
    muc = items[0].linh_vuc
    return ((f"Thay đổi thủ tục lĩnh vực {muc.ten}", urls.feed_url(f"linh-vuc-{muc.ma}")),)


def find_subscriptions(item: ThuTucItem, events: Sequence[BienDong]) -> dict[str, str]:
    """Return the addresses of a procedure's own feed and calendar, where there are such; ``events`` are its own."""
    found = {}
    if has_feed(events):
        found["rss"] = feed_of_thu_tuc(item, len(events)).url
    if not item.record.la_noi_bo and has_calendar(item, events):
        found["lich"] = lich_of_thu_tuc(item).url
    return found
