"""Atom 1.0 (RFC 4287): one entry and one document. The head is feedgen's.

Entries are not: feedgen 1.0 drops the relation, type and length of an entry's links (``FeedEntry.atom_entry``).
"""

import zlib
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from feedgen.feed import FeedGenerator
from lxml import etree

from cchc.model.site import Site
from cchc.outputs.feed import Feed, MucTin, absolute, clean, tag_uri
from cchc.outputs.feeds.slices import TaiLieuNguon, address, links_of
from cchc.outputs.feeds.xml_document import ATOM, FH, mark_archive, print_document
from cchc.text import to_vietnam

SUFFIX = ".atom"
MEDIA_TYPE = "application/atom+xml"
# lxml takes None for the default namespace; its stubs do not know that.
_NAMESPACES: Any = {None: ATOM, "fh": FH}


def make_entry(entry: MucTin, site: Site) -> etree._Element:
    """Make the element of one entry."""
    made = etree.Element(f"{{{ATOM}}}entry", nsmap=_NAMESPACES)
    _add(made, "id", tag_uri(site, entry.dinh_danh))
    _add(made, "title", entry.tieu_de)
    _add(made, "updated", _distinct(entry).isoformat())
    _add(made, "published", to_vietnam(entry.ngay).isoformat())
    if entry.tac_gia:
        _add(etree.SubElement(made, f"{{{ATOM}}}author"), "name", entry.tac_gia)
    _link(made, "alternate", absolute(site, entry.url), "text/html")
    if entry.nguon_url:
        _link(made, "via", entry.nguon_url, "text/html")
    for file in entry.dinh_kem:
        link = _link(made, "enclosure", absolute(site, file.url), file.kieu)
        link.set("length", str(file.kich_thuoc))
        if file.ten:
            link.set("title", clean(file.ten))
    for term in entry.the:
        etree.SubElement(made, f"{{{ATOM}}}category", term=clean(term))
    _add(made, "summary", entry.tom_tat).set("type", "text")
    if entry.noi_dung:
        _add(made, "content", entry.noi_dung).set("type", "html")
    return made


def make_document(feed: Feed, document: TaiLieuNguon, site: Site) -> tuple[str, bytes]:
    """Return the path and the bytes of one document of a feed; its date is that of its last change."""
    path = address(feed, document.so, SUFFIX)
    head = etree.fromstring(_head(feed, document, path, site), etree.XMLParser(remove_blank_text=True))
    root = etree.Element(head.tag, dict(head.items()), nsmap=_NAMESPACES)
    root.extend(list(head))
    for rel, target in links_of(feed, document, SUFFIX):
        _link(root, rel, absolute(site, target), MEDIA_TYPE)
    if site.hub_websub and not document.so:
        etree.SubElement(root, f"{{{ATOM}}}link", rel="hub", href=site.hub_websub)
    mark_archive(root, complete=document.day_du)
    root.extend(deepcopy(written.atom) for written in document.muc)
    return path, print_document(root, path)


def _head(feed: Feed, document: TaiLieuNguon, path: str, site: Site) -> bytes:
    generator = FeedGenerator()
    part = f", lưu trữ phần {document.so}" if document.so else ""
    # All documents of one feed have one identity (RFC 5005, section 4).
    generator.id(tag_uri(site, f"nguon/{feed.ma}"))
    generator.title(f"{feed.ten}{part} – {site.ten_co_quan}")
    generator.subtitle(feed.mo_ta)
    generator.language("vi")
    generator.author(name=site.ten_co_quan)
    generator.link(href=absolute(site, path), rel="self", type=MEDIA_TYPE)
    generator.link(href=absolute(site, feed.trang), rel="alternate", type="text/html")
    generator.updated(to_vietnam(document.cap_nhat))
    generator.generator("cchc-portal")
    head: bytes = generator.atom_str()
    return head


def _distinct(entry: MucTin) -> datetime:
    """Return the moment of the last change with a fraction of a second that comes from the identity.

    Editors write minutes and decisions only days, but readers tell entries of one feed apart by this moment, and the
    W3C validator warns of two that are equal. The fraction never depends on the other entries.
    """
    fraction = zlib.crc32(entry.dinh_danh.encode()) % 1_000_000
    return to_vietnam(entry.moi_nhat) + timedelta(microseconds=fraction)


def _link(parent: etree._Element, rel: str, href: str, media_type: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, href=href, type=media_type)


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = clean(text)
    return element
