"""What RSS and Atom documents have in common: the mark of an archive, the stylesheet, how they are printed."""

from lxml import etree

STYLESHEET = "/rss/nguon-tin.css"
"""Stands at one address for good: documents of archives name it and never change."""

ATOM = "http://www.w3.org/2005/Atom"
FH = "http://purl.org/syndication/history/1.0"


def mark_archive(parent: etree._Element, *, complete: bool) -> None:
    """Mark a document that will never change (RFC 5005, section 4)."""
    if complete:
        etree.SubElement(parent, f"{{{FH}}}archive")


def print_document(root: etree._Element, path: str) -> bytes:
    """Return the bytes of the document at a path, with the stylesheet for a person who opens it in a browser."""
    up = "../" * (path.count("/") - STYLESHEET.count("/"))
    href = up + STYLESHEET.rpartition("/")[2]
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{href}"'))
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, pretty_print=True)
