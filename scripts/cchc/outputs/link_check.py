"""Dead internal links and anchors of the built pages: each is an error of the build (TECH-13)."""

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from cchc.model.problem import Problem

_TAG = re.compile(rb"""<[a-zA-Z][^<>]*?\s(?:href|src|id|name|action|data-chi-muc)\s*=\s*["'][^<>]*>""")
_ATTRIBUTE = re.compile(rb"""\s(href|src|id|name|action|data-chi-muc)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
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
        for tag in _TAG.finditer(data):
            for name, double, single in _ATTRIBUTE.findall(tag.group()):
                value = html.unescape((double or single).decode())
                if name == b"id" or (name == b"name" and tag.group().startswith(b"<a ")):
                    anchors.add(value)
                elif name != b"name" and not _EXTERNAL.match(value):
                    self.links.setdefault(self._target(uri, value), uri)
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

    def _target(self, uri: str, value: str) -> tuple[str, str]:
        address, _, anchor = value.partition("#")
        path = unquote(address.partition("?")[0])
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
