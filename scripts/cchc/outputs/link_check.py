"""Dead internal links and anchors of the built pages: each is an error of the build (TECH-13)."""

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from cchc.model.problem import Problem
from cchc.outputs.khung import goc_of

_NAMES = ("href", "src", "id", "action", "data-chi-muc")
_ATTRIBUTE = re.compile(rf'\s({"|".join(_NAMES)})="([^"]*)"'.encode())
"""Attributes as our templates and Markdown write them."""

_EXTERNAL = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


@dataclass
class LinkIndex:
    """What was seen while pages were written: the files, their anchors, and where each link leads."""

    goc: str = "/"
    dynamic: tuple[str, ...] = ()
    files: set[str] = field(default_factory=set)
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)
    links: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, uri: str, data: bytes) -> None:
        """Take note of a written file; pages are searched for links and anchors."""
        self.files.add(uri)
        if not uri.endswith(".html"):
            return
        anchors: set[str] = set()
        goc = goc_of(f"/{uri.removesuffix('index.html')}")
        for name, value in _attributes(data):
            if name == "id":
                anchors.add(value)
            elif not _EXTERNAL.match(value):
                self.links.setdefault(self._target(uri, goc, value), uri)
        self.anchors[uri] = frozenset(anchors)

    def check(self) -> Iterator[Problem]:
        """Yield a problem for each address that leads nowhere, at the first page that links to it."""
        for (target, anchor), uri in sorted(self.links.items()):
            if target.startswith(self.dynamic) and self.dynamic:
                continue
            file = self._file(target)
            if file is None:
                yield Problem(uri, 1, "", f"liên kết chết tới “/{target}”; hãy sửa địa chỉ hoặc tạo trang đó")
            elif anchor and file in self.anchors and anchor not in self.anchors[file]:
                yield Problem(uri, 1, "", f"liên kết tới mục “#{anchor}” không có ở trang “/{target}”")

    def _target(self, uri: str, goc: str, value: str) -> tuple[str, str]:
        address, _, anchor = value.partition("#")
        path = unquote(address.partition("?")[0])
        below = path.removeprefix(goc)
        if below != path and "./" not in below:
            return below, unquote(anchor)  # the usual link of a page: up to the root, then down
        if path.startswith("/"):
            joined = path.removeprefix(self.goc.rstrip("/")) if path.startswith(self.goc) else path
        elif path:
            joined = posixpath.join("/", posixpath.dirname(uri), path)
        else:
            joined = "/" + uri
        normal = posixpath.normpath(joined).lstrip("/")
        return (normal + "/" if joined.endswith("/") and normal not in ("", ".") else normal.lstrip(".")), unquote(
            anchor
        )

    def _file(self, target: str) -> str | None:
        candidates = (target,) if target and not target.endswith("/") else (f"{target}index.html",)
        return next((candidate for candidate in candidates if candidate in self.files), None)


def _attributes(page: bytes) -> Iterator[tuple[str, str]]:
    """Yield what a page links to and its anchors. Parsing takes three times as long, so only pages that need it are."""
    found = list(_ATTRIBUTE.finditer(page))
    if all(page.rfind(b"<", 0, match.start()) > page.rfind(b">", 0, match.start()) for match in found):
        for match in found:
            yield match[1].decode(), html.unescape(match[2].decode())
        return
    # Somebody writes about attributes: what stands in text is no link.
    for element in etree.fromstring(page, etree.HTMLParser(encoding="utf-8", huge_tree=True)).iter("*"):
        yield from ((name, str(element.get(name))) for name in _NAMES if name in element.attrib)
