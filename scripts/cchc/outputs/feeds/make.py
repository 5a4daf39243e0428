"""Making the documents of all feeds; each entry is rendered and written once and used wherever it appears."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

from cchc.catalogue import Catalogue, urls
from cchc.catalogue.events import BienDong, find_events
from cchc.model.site import Site
from cchc.outputs.artefact import Artefact
from cchc.outputs.feed import NEWEST, Feed, MucTin
from cchc.outputs.feeds import atom, json_feed, rss
from cchc.outputs.feeds.changes import (
    entries_of_decisions,
    entry_of_event,
    feed_of_thu_tuc,
    feeds_of_changes,
    has_feed,
    identify,
)
from cchc.outputs.feeds.lists import group_feeds
from cchc.outputs.feeds.news import entry_of_tin, feeds_of_news, news_of_archive, news_of_feed
from cchc.outputs.feeds.opml import make_opml
from cchc.outputs.feeds.published import entries_of_published, feeds_of_published
from cchc.outputs.feeds.slices import MucDaGhi, cut
from cchc.outputs.feeds.xml_document import STYLESHEET
from cchc.outputs.rendering import Rendering


def make_feeds(catalogue: Catalogue, rendering: Rendering, sizes: Mapping[str, int]) -> Iterator[Artefact]:
    """Make all feeds, their list in OPML and their stylesheet.

    ``sizes`` gives the bytes of published files by their path on the site; a file that is not in it is not enclosed.
    """
    yield from _make_news(catalogue, rendering, sizes)
    yield from _make_changes(catalogue, rendering, sizes)
    yield from _make_published(catalogue, rendering, sizes)
    yield make_opml(group_feeds(catalogue), rendering.site)
    css = resources.files("cchc.outputs").joinpath("assets", "nguon-tin", "nguon-tin.css")
    yield Artefact(STYLESHEET.lstrip("/"), css.read_bytes())


def _make_news(catalogue: Catalogue, rendering: Rendering, sizes: Mapping[str, int]) -> Iterator[Artefact]:
    site = rendering.site
    written = {item.url: _write(entry_of_tin(item, rendering, sizes), site) for item in catalogue.tin}
    for _, feeds in feeds_of_news(catalogue):
        for feed in feeds:
            newest = [written[item.url] for item in news_of_feed(catalogue, feed)[:NEWEST]]
            whole = [written[item.url] for item in news_of_archive(catalogue, feed)]
            yield from _documents(feed, newest, whole, site)


def _make_changes(catalogue: Catalogue, rendering: Rendering, sizes: Mapping[str, int]) -> Iterator[Artefact]:
    site = rendering.site
    events = find_events(catalogue)
    written = {identify(event): _write(entry_of_event(event, rendering), site) for event in events}
    for feed in feeds_of_changes(catalogue, events):
        if feed.trang == urls.QUYET_DINH:
            whole = [_write(entry, site) for entry in entries_of_decisions(catalogue, rendering, sizes)]
            yield from _documents(feed, whole, whole, site)
        elif feed.trang == urls.THU_TUC:
            whole = list(written.values())
            yield from _documents(feed, whole, whole, site)
        else:
            own = [written[identify(event)] for event in events if event.thu_tuc.linh_vuc.url == feed.trang]
            yield from _documents(feed, own, (), site)
    for feed, of_one in _by_thu_tuc(events):
        yield from _documents(feed, [written[identify(event)] for event in of_one], (), site)


def _make_published(catalogue: Catalogue, rendering: Rendering, sizes: Mapping[str, int]) -> Iterator[Artefact]:
    for feed in feeds_of_published(catalogue):
        entries = entries_of_published(catalogue, feed, rendering, sizes)
        whole = [_write(entry, rendering.site) for entry in entries]
        yield from _documents(feed, whole, whole, rendering.site)


def _by_thu_tuc(events: Sequence[BienDong]) -> Iterator[tuple[Feed, list[BienDong]]]:
    by_ma: dict[str, list[BienDong]] = {}
    for event in events:
        by_ma.setdefault(event.thu_tuc.record.ma, []).append(event)
    for own in by_ma.values():
        if has_feed(own):
            yield feed_of_thu_tuc(own[0].thu_tuc, len(own)), own


def _write(entry: MucTin, site: Site) -> MucDaGhi:
    return MucDaGhi(entry, rss.make_item(entry, site), atom.make_entry(entry, site), json_feed.make_item(entry, site))


def _documents(feed: Feed, newest: Sequence[MucDaGhi], whole: Sequence[MucDaGhi], site: Site) -> Iterator[Artefact]:
    for document in cut(newest, whole):
        yield _artefact(rss.make_document(feed, document, site))
        yield _artefact(atom.make_document(feed, document, site))
    yield _artefact(json_feed.make_document(feed, [written.json for written in newest[:NEWEST]], site))


def _artefact(made: tuple[str, bytes]) -> Artefact:
    path, data = made
    return Artefact(path.lstrip("/"), data)
