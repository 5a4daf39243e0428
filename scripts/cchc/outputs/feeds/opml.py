"""The list of all feeds as OPML 2.0: one file that a feed reader imports to subscribe to many feeds at once."""

from collections.abc import Iterable

from lxml import etree

from cchc.catalogue import urls
from cchc.model.site import Site
from cchc.outputs.artefact import Artefact
from cchc.outputs.feed import Feed, absolute, clean

OPML_URL = f"{urls.RSS}danh-sach.opml"


def make_opml(groups: Iterable[tuple[str, Iterable[object]]], site: Site) -> Artefact:
    """Make the list; ``groups`` are the headings of the page of feeds, of which calendars are left out.

    Without dates, so that the file changes only when the feeds do.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = clean(f"Nguồn tin của {site.ten_co_quan}")
    etree.SubElement(head, "ownerName").text = clean(site.ten_co_quan)
    body = etree.SubElement(root, "body")
    for ten, found in groups:
        feeds = [feed for feed in found if isinstance(feed, Feed)]
        if feeds:
            group = etree.SubElement(body, "outline", text=clean(ten))
            group.extend(_outline(feed, site) for feed in feeds)
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Artefact(OPML_URL.lstrip("/"), data)


def _outline(feed: Feed, site: Site) -> etree._Element:
    return etree.Element(
        "outline",
        type="rss",
        version="RSS2",
        text=clean(feed.ten),
        title=clean(feed.ten),
        description=clean(feed.mo_ta),
        language="vi",
        xmlUrl=absolute(site, feed.url),
        htmlUrl=absolute(site, feed.trang),
    )
