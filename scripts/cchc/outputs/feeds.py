"""The feeds of the site: news, all and by class; decisions; changes of procedures, all, by field and one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from cchc.catalogue import Catalogue, ThuTucItem, TinItem, urls
from cchc.catalogue.events import BienDong, find_events, find_events_of
from cchc.model.site import Site
from cchc.outputs.artefact import Artefact
from cchc.outputs.calendars import has_calendar, lich_of_thu_tuc, list_calendars
from cchc.outputs.change_feeds import entries_of_decisions, entry_of_event, feed_of_thu_tuc, feeds_of_changes, has_feed
from cchc.outputs.feed import NEWEST, Feed, MucTin, absolute, make_feed
from cchc.outputs.icalendar import Lich
from cchc.outputs.khung import GOC


def feeds_of_news(catalogue: Catalogue) -> tuple[Feed, ...]:
    """Return the feeds of news in the order in which they are shown to readers."""
    everything = Feed(
        urls.feed_url("tin-tuc"), "Tất cả tin tức", "Mọi tin, bài mới của chuyên mục", urls.TIN_TUC, len(catalogue.tin)
    )
    classes = (
        Feed(urls.feed_url(muc.ma), muc.ten, f"Tin, bài về nội dung “{muc.ten}”", muc.url, muc.so_luong)
        for muc in catalogue.noi_dung_cchc.values()
    )
    return (everything, *classes)


def group_feeds(catalogue: Catalogue) -> tuple[tuple[str, tuple[Feed | Lich, ...]], ...]:
    """Return feeds and calendars under the headings of the page that lists them, empty groups left out."""
    events = find_events(catalogue)
    groups: tuple[tuple[str, tuple[Feed | Lich, ...]], ...] = (
        ("Tin tức", feeds_of_news(catalogue)),
        ("Thủ tục hành chính", feeds_of_changes(catalogue, events)),
        ("Lịch ngày hiệu lực (iCalendar)", list_calendars(catalogue, events)),
    )
    return tuple((ten, found) for ten, found in groups if found)


def announced(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return title and address of the feeds that the landing page announces to feed readers."""
    changes = feeds_of_changes(catalogue, find_events(catalogue))
    whole = [feed for feed in changes if feed.trang in (urls.QUYET_DINH, urls.THU_TUC)]
    return tuple((feed.ten, feed.url) for feed in (*feeds_of_news(catalogue), *whole))


def feed_of_list(list_url: str) -> str:
    """Return the address of the feed that holds the items of a list page, or an empty text."""
    if list_url == urls.TIN_TUC:
        return urls.feed_url("tin-tuc")
    prefix = urls.noi_dung_cchc_url("").rstrip("/") + "/"
    if list_url.startswith(prefix) and list_url != prefix:
        return urls.feed_url(list_url.removeprefix(prefix).strip("/"))
    return ""


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


def make_feeds(
    catalogue: Catalogue, site: Site, render: Callable[[str], str], sizes: Mapping[str, int]
) -> Iterator[Artefact]:
    """Make all feeds; ``render`` turns Markdown into HTML, ``sizes`` gives the bytes of published pictures by path."""
    for feed in feeds_of_news(catalogue):
        items = catalogue.tin if feed.trang == urls.TIN_TUC else _of_class(catalogue, feed)
        yield make_feed(feed, [_entry(item, site, render, sizes) for item in items[:NEWEST]], site)
    yield from _make_change_feeds(catalogue, site)


def _make_change_feeds(catalogue: Catalogue, site: Site) -> Iterator[Artefact]:
    events = find_events(catalogue)
    for feed in feeds_of_changes(catalogue, events):
        if feed.trang == urls.QUYET_DINH:
            yield make_feed(feed, entries_of_decisions(catalogue)[:NEWEST], site)
        else:
            found = (event for event in events if feed.trang in (urls.THU_TUC, event.thu_tuc.linh_vuc.url))
            yield make_feed(feed, [entry_of_event(event) for event, _ in zip(found, range(NEWEST), strict=False)], site)
    for feed, own in _by_thu_tuc(events):
        yield make_feed(feed, [entry_of_event(event) for event in own], site)


def _by_thu_tuc(events: Sequence[BienDong]) -> Iterator[tuple[Feed, list[BienDong]]]:
    by_ma: dict[str, list[BienDong]] = {}
    for event in events:
        by_ma.setdefault(event.thu_tuc.record.ma, []).append(event)
    for own in by_ma.values():
        if has_feed(own):
            yield feed_of_thu_tuc(own[0].thu_tuc, len(own)), own


def _of_class(catalogue: Catalogue, feed: Feed) -> Sequence[TinItem]:
    return [item for item in catalogue.tin if any(muc.url == feed.trang for muc in item.noi_dung_cchc)]


def _entry(item: TinItem, site: Site, render: Callable[[str], str], sizes: Mapping[str, int]) -> MucTin:
    tin = item.record
    size = sizes.get(item.path_anh) if item.path_anh else None
    return MucTin(
        tieu_de=tin.tieu_de,
        url=item.url,
        dinh_danh=item.url,
        ngay=tin.ngay_dang,
        cap_nhat=tin.cap_nhat,
        tom_tat=tin.tom_tat,
        noi_dung=render(tin.noi_dung).replace(GOC, absolute(site, "/")),
        the=tuple(muc.ten for muc in item.noi_dung_cchc),
        tac_gia=item.don_vi.record.ten if item.don_vi else "",
        anh=(item.anh_url, size) if size else None,
    )
