"""RSS 2.0: one entry and one document. The head is feedgen's, which also holds what the format demands of it."""

from collections.abc import Sequence
from copy import deepcopy
from email.utils import format_datetime

from feedgen.feed import FeedGenerator
from lxml import etree

from cchc.model.site import Site
from cchc.outputs.feed import DinhKem, Feed, MucTin, absolute, clean, tag_uri
from cchc.outputs.feeds.slices import TaiLieuNguon, address, links_of
from cchc.outputs.feeds.xml_document import ATOM, FH, mark_archive, print_document
from cchc.text import to_vietnam

SUFFIX = ".xml"
MEDIA_TYPE = "application/rss+xml"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_NAMESPACES = {"atom": ATOM, "content": _CONTENT, "dc": _DC, "fh": FH, "media": _MEDIA}


def make_item(entry: MucTin, site: Site) -> etree._Element:
    """Make the element of one entry."""
    item = etree.Element("item", nsmap=_NAMESPACES)
    _add(item, "title", entry.tieu_de)
    _add(item, "link", absolute(site, entry.url))
    _add(item, "guid", tag_uri(site, entry.dinh_danh)).set("isPermaLink", "false")
    _add(item, "pubDate", format_datetime(to_vietnam(entry.ngay)))
    if entry.cap_nhat:
        _add(item, f"{{{ATOM}}}updated", to_vietnam(entry.cap_nhat).isoformat())
    _add(item, "description", entry.tom_tat)
    if entry.noi_dung:
        encoded = etree.SubElement(item, f"{{{_CONTENT}}}encoded")
        encoded.text = _cdata(clean(entry.noi_dung))
    for term in entry.the:
        _add(item, "category", term)
    if entry.tac_gia:
        _add(item, f"{{{_DC}}}creator", entry.tac_gia)
    if entry.nguon_url:
        _add(item, f"{{{_DC}}}source", entry.nguon_url)
    _add_files(item, entry.dinh_kem, site)
    return item


def make_document(feed: Feed, document: TaiLieuNguon, site: Site) -> tuple[str, bytes]:
    """Return the path and the bytes of one document of a feed; its date is that of its last change."""
    path = address(feed, document.so, SUFFIX)
    root = etree.fromstring(_head(feed, document, path, site), etree.XMLParser(remove_blank_text=True))
    root = _with_namespaces(root)
    channel = root[0]
    for rel, target in links_of(feed, document, SUFFIX):
        _link(channel, rel, absolute(site, target))
    if site.hub_websub and not document.so:
        _link(channel, "hub", site.hub_websub)
    mark_archive(channel, complete=document.day_du)
    channel.extend(deepcopy(written.rss) for written in document.muc)
    return path, print_document(root, path)


def _head(feed: Feed, document: TaiLieuNguon, path: str, site: Site) -> bytes:
    generator = FeedGenerator()
    part = f", lưu trữ phần {document.so}" if document.so else ""
    generator.title(f"{feed.ten}{part} – {site.ten_co_quan}")
    generator.description(feed.mo_ta)
    generator.language("vi")
    # feedgen takes the last link for the channel's own: the page must come after the feed itself.
    generator.link(href=absolute(site, path), rel="self", type=MEDIA_TYPE)
    generator.link(href=absolute(site, feed.trang), rel="alternate")
    generator.lastBuildDate(to_vietnam(document.cap_nhat))
    generator.generator("cchc-portal")
    head: bytes = generator.rss_str()
    return head


def _with_namespaces(root: etree._Element) -> etree._Element:
    """Return the root with all prefixes declared on it, so that no entry repeats them."""
    whole = etree.Element(root.tag, nsmap=_NAMESPACES, version="2.0")
    whole.extend(list(root))
    return whole


def _link(channel: etree._Element, rel: str, href: str) -> None:
    link = etree.SubElement(channel, f"{{{ATOM}}}link", rel=rel, href=href)
    if rel != "hub":
        link.set("type", MEDIA_TYPE)


def _add_files(item: etree._Element, files: Sequence[DinhKem], site: Site) -> None:
    """Add the files: RSS allows one enclosure, so that goes to the first document, which readers show nowhere else."""
    first = next((file for file in files if not file.la_anh), files[0] if files else None)
    if first:
        etree.SubElement(
            item, "enclosure", url=absolute(site, first.url), length=str(first.kich_thuoc), type=first.kieu
        )
    for file in files:
        if file is first and not file.la_anh:
            continue
        medium = file.kieu.partition("/")[0]
        content = etree.SubElement(
            item,
            f"{{{_MEDIA}}}content",
            url=absolute(site, file.url),
            fileSize=str(file.kich_thuoc),
            type=file.kieu,
            medium=medium if medium in ("image", "audio", "video") else "document",
        )
        if file.ten:
            _add(content, f"{{{_MEDIA}}}description", file.ten).set("type", "plain")


def _add(parent: etree._Element, tag: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, tag)
    element.text = clean(text)
    return element


def _cdata(html: str) -> "etree.CDATA | str":
    """Return a CDATA section for people who read the source, unless the text itself holds the end of one."""
    return html if "]]>" in html else etree.CDATA(html)
