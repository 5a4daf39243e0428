"""The site of a preview, kept in memory: read again when files change, each page rendered when it is asked for."""

import mimetypes
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import RLock

from cchc.catalogue import Catalogue, build
from cchc.model.content import Content
from cchc.model.problem import Problem
from cchc.outputs.page import Page
from cchc.outputs.pages import make_pages
from cchc.pipeline import Frames, make_beside, render_pages
from cchc.plugin.preview.drafts import keep_last_good, show_drafts
from cchc.plugin.preview.host import Host, is_hand_written, needs_restart, open_host
from cchc.plugin.preview.watch import Stamps, find_changes, take_stamps
from cchc.plugin.starter import starter_lists
from cchc.sources import RecordCache, locate, read
from cchc.text import VIETNAM

_MANY = 40
"""Warnings told in the panel; an imported catalogue has thousands, which only `cchc check` lists."""

EDITOR = "quan-tri/"
"""The browser editor brings its own page and policy: no panel is put into it."""

_LASTING = (
    ".js",
    ".wasm",
    ".woff2",
    ".jpg",
    ".jpeg",
    ".png",
    ".webp",
    ".avif",
    ".svg",
    ".pdf",
    ".docx",
    ".xlsx",
    ".odt",
    ".zip",
)
"""Files that an edit of a text does not change: the copy made once is good enough for a preview."""


@dataclass(frozen=True)
class Refresh:
    """One reading of the changed files: what changed, how long it took, what is wrong, and the page to look at."""

    luot: int
    changed: tuple[str, ...]
    seconds: float
    problems: tuple[Problem, ...]
    url: str = ""


@dataclass(frozen=True)
class Answer:
    """What the server sends: status, media type and body; ``to`` is where a redirect leads."""

    status: int
    media_type: str = "text/html; charset=utf-8"
    body: bytes = b""
    to: str = ""


@dataclass
class PreviewSite:
    """The state between two refreshes. All methods may be called from several threads."""

    root: Path
    url: str
    scratch: Path
    lock: RLock = field(default_factory=RLock)
    cache: RecordCache | None = None
    host: Host | None = None
    stamps: Stamps = field(default_factory=dict)
    content: Content = field(default_factory=Content)
    catalogue: Catalogue | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    last: Refresh = Refresh(0, (), 0.0, ())
    _waiting: Iterator[Page] = field(default_factory=lambda: iter(()))
    _pages: dict[str, Page] = field(default_factory=dict)
    _beside: dict[str, bytes] = field(default_factory=dict)
    _beside_luot: int = 0

    def refresh(self) -> Refresh | None:
        """Read what has changed since the last refresh; return None when nothing has."""
        started = time.perf_counter()
        stamps = take_stamps(self.root)
        changed = find_changes(self.stamps, stamps)
        if not changed:
            return None
        first = not self.stamps
        self.stamps = stamps  # noted first: what cannot be read is not tried again before it has been saved anew
        with self.lock:
            problems = self._read(datetime.now(VIETNAM), stamps)
            if self.host is None or needs_restart(self.host, changed, stamps):
                self.host = open_host(self.root, self.scratch, self.url, self._loaded)
            else:
                self._render_hand_written(changed)
                self.host.session.catalogue = self._loaded()
            self._describe_pages()
            self.last = Refresh(
                luot=self.last.luot + 1,
                changed=() if first else tuple(changed),
                seconds=time.perf_counter() - started,
                problems=tuple(problems),
                url="" if first else self._url_of(changed),
            )
        return self.last

    def answer(self, path: str) -> Answer:
        """Return the page or file at a path of the site; a page that is missing shows the site's own 404."""
        with self.lock:
            page = self._find_page(path)
            if page is not None:
                return Answer(200, body=self._render(page))
            if not path.endswith("/") and self._find_page(f"{path}/") is not None:
                return Answer(301, to=f"{path}/")
            found = self._find_file(path.lstrip("/"))
            if found is not None:
                name, data = found
                return self._file_answer(name, data, path)
            missing = self._find_page("/404.html")
            return Answer(404, body=self._render(missing) if missing else b"404")

    def _read(self, now: datetime, stamps: Stamps) -> list[Problem]:
        self.cache = self.cache or RecordCache(self.root / ".cache" / "cchc")
        content, problems = read(self.root, default_lists=starter_lists(), cache=self.cache)
        self.content = keep_last_good(content, problems, self.content, stamps.keys())
        shown, self.marks = show_drafts(self.content, now)
        self.catalogue, found = build(shown, now)
        everything = [*problems, *found]
        errors = [problem for problem in everything if problem.is_error]
        warnings = [problem for problem in everything if not problem.is_error]
        return [*locate(self.root, errors), *locate(self.root, warnings[:_MANY]), *warnings[_MANY:]]

    def _loaded(self) -> Catalogue:
        if self.catalogue is None:
            raise RuntimeError("nothing has been read yet")
        return self.catalogue

    def _opened(self) -> Host:
        if self.host is None:
            raise RuntimeError("the preview is not open")
        return self.host

    def _render_hand_written(self, changed: Iterable[str]) -> None:
        for path in changed:
            if is_hand_written(path):
                self._opened().render_again(path.removeprefix("docs/"))

    def _describe_pages(self) -> None:
        """Start over: pages are described one after another until the one that is asked for has come."""
        session = self._opened().session
        self._pages = {}
        self._waiting = make_pages(self._loaded(), session.rendering.site, session.hand_written)

    def _find_page(self, url: str) -> Page | None:
        while url not in self._pages:
            page = next(self._waiting, None)
            if page is None:
                return None
            self._pages[page.url] = page
        return self._pages[url]

    def _every_page(self) -> Sequence[Page]:
        self._find_page("")
        return list(self._pages.values())

    def _render(self, page: Page) -> bytes:
        session = self._opened().session
        artefact = next(render_pages([page], session.rendering, self._frames()))
        return self._with_panel(artefact.data, page.url)

    def _frames(self) -> Frames:
        session = self._opened().session
        guides = [guide for _, guide in sorted(session.guides.items())]
        return Frames(session.khung, session.hand_written, guides)

    def _with_panel(self, html: bytes, url: str) -> bytes:
        problems = self.last.problems
        errors = [problem for problem in problems if problem.is_error]
        warnings = [problem for problem in problems if not problem.is_error]
        panel = self._opened().session.rendering.render(
            "_xem-truoc.html",
            luot=self.last.luot,
            nhan_trang=self._mark_of(url),
            thay_doi=", ".join(self.last.changed[:3]),
            giay=f"{self.last.seconds:.2f}".replace(".", ","),
            trang=url,
            trang_moi=self.last.url,
            so_loi=len(errors),
            cac_loi=errors,
            so_canh_bao=len(warnings),
            canh_bao=warnings[:_MANY],
        )
        head, _, tail = html.rpartition(b"</body>")
        return head + panel.encode() + b"</body>" + tail

    def _mark_of(self, url: str) -> str:
        return next(
            (self.marks[item.path] for item in self._loaded().tin if item.url == url and item.path in self.marks), ""
        )

    def _url_of(self, changed: Sequence[str]) -> str:
        """Return the address of the first changed record or hand-written page that has one."""
        catalogue = self._loaded()
        by_path = {item.path: item.url for item in catalogue.tin}
        by_path |= {item.path: item.url for item in catalogue.thu_tuc.values()}
        by_path |= self._opened().url_by_path()
        return next((by_path[path] for path in changed if path in by_path), "")

    def _find_file(self, uri: str) -> tuple[str, bytes] | None:
        names = (uri, f"{uri}index.html" if not uri or uri.endswith("/") else f"{uri}/index.html")
        for name in names:
            data = self._opened().find_file(name)
            if data is not None:
                return name, data
        lasting = uri.lower().endswith(_LASTING) and uri in self._beside
        if not lasting and self._beside_luot != self.last.luot:
            session = self._opened().session
            made = make_beside(self.root, self._loaded(), session.rendering, self._frames(), self._every_page())
            self._beside = {artefact.uri: artefact.data for artefact in made}
            self._beside_luot = self.last.luot
        return next(((name, self._beside[name]) for name in names if name in self._beside), None)

    def _file_answer(self, name: str, data: bytes, path: str) -> Answer:
        if name.endswith("index.html") and not path.endswith(("/", "index.html")):
            return Answer(301, to=f"{path}/")
        if name.startswith(EDITOR):
            return Answer(200, _media_type(name), data)
        if name.endswith(".html"):
            return Answer(200, body=self._with_panel(data, f"/{name.removesuffix('index.html')}"))
        return Answer(200, _media_type(name), data)


def _media_type(name: str) -> str:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_text = media_type.startswith("text/") or media_type in ("application/xml", "application/json")
    return f"{media_type}; charset=utf-8" if is_text else media_type
