"""The site map for search engines (sitemaps.org, protocol 0.9) and robots.txt."""

from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from cchc.model.site import Site
from cchc.outputs.artefact import Artefact
from cchc.text import to_vietnam

_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def make_sitemap(site: Site, pages: Iterable[tuple[str, datetime | None]]) -> Artefact:
    """Make ``sitemap.xml`` of addresses with the times of their last change where known."""
    root = etree.fromstring(f'<urlset xmlns="{_NS}"/>'.encode())
    for url, changed in sorted(pages, key=lambda page: page[0]):
        entry = etree.SubElement(root, f"{{{_NS}}}url")
        etree.SubElement(entry, f"{{{_NS}}}loc").text = site.url.rstrip("/") + url
        if changed:
            etree.SubElement(entry, f"{{{_NS}}}lastmod").text = to_vietnam(changed).isoformat(timespec="seconds")
    return Artefact("sitemap.xml", etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def make_robots(site: Site) -> Artefact:
    """Make ``robots.txt``: everything may be indexed but what the feedback service answers."""
    lines = ["User-agent: *", f"Disallow: {site.goc}gop-y/", f"Disallow: {site.goc}khung/", ""]
    lines += [f"Sitemap: {site.url.rstrip('/')}/sitemap.xml", ""]
    return Artefact("robots.txt", "\n".join(lines).encode())
