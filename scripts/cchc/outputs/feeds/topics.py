"""What a WebSub hub is told of: the built feed documents that name a hub, and which of them changed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from cchc.outputs.feeds.xml_document import ATOM

_FORMATS = frozenset({".xml", ".atom", ".json"})


@dataclass(frozen=True)
class ChuDe:
    """A topic: the file of a feed below the site's folder, its own address and its hub's, as the file names them."""

    tep: str
    url: str
    hub: str
    sha256: str


def find_changed(site_dir: Path, known: Mapping[str, str]) -> Iterator[ChuDe]:
    """Yield the topics of a built site whose bytes differ from those of ``known`` (SHA-256 by file), in order.

    Archives name no hub: nothing new ever comes in them.
    """
    for file in sorted((site_dir / "rss").rglob("*")):
        tep = file.relative_to(site_dir).as_posix()
        if file.suffix not in _FORMATS or not file.is_file():
            continue
        data = file.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if known.get(tep) == digest:
            continue
        url, hub = _read_json(data) if file.suffix == ".json" else _read_xml(data)
        if url and hub:
            yield ChuDe(tep, url, hub, digest)


def _read_xml(data: bytes) -> tuple[str, str]:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    links = {link.get("rel"): link.get("href", "") for link in root.iter(f"{{{ATOM}}}link") if not _in_entry(link)}
    return links.get("self", ""), links.get("hub", "")


def _in_entry(link: etree._Element) -> bool:
    parent = link.getparent()
    return parent is not None and etree.QName(parent).localname in ("entry", "item")


def _read_json(data: bytes) -> tuple[str, str]:
    feed = json.loads(data)
    hubs = [hub["url"] for hub in feed.get("hubs", ()) if hub["type"] == "WebSub"]
    return feed["feed_url"], next(iter(hubs), "")
