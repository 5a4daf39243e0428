"""The state of one build inside MkDocs: the catalogue, the frames as they come in, and what is written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from cchc.catalogue import Catalogue
from cchc.model.problem import Problem
from cchc.outputs.artefact import Artefact
from cchc.outputs.cards import make_cards
from cchc.outputs.khung import Khung
from cchc.outputs.link_check import LinkIndex
from cchc.outputs.page import Page
from cchc.outputs.pages import HandWritten, make_pages
from cchc.outputs.pictures import make_pictures
from cchc.outputs.rendering import Rendering, link, make_rendering
from cchc.outputs.search.documents import TaiLieu, make_tai_lieu, read_html
from cchc.outputs.stylesheet import TaiNguyen, make_tai_nguyen
from cchc.outputs.writing import Writer
from cchc.pipeline import Frames, load, make_site
from cchc.plugin.config import CchcConfig, make_site_settings
from cchc.plugin.handbook import FOLDER, make_handbook
from cchc.plugin.navigation import (
    RECORD_PAGES,
    crumbs,
    current_entry,
    make_footer,
    make_menu,
    menu_keys,
    optional_pages,
)
from cchc.plugin.shell import SENTINELS, Slots, shell_file, shell_uri
from cchc.plugin.starter import starter_lists
from cchc.plugin.theme import UNUSED_PAGES, template_dirs, theme_css

_RECORD_FOLDERS = ("don-vi/", "van-ban/", "hoi-dap/", "khao-sat/", "bao-cao/")
"""Folders of ``docs/`` whose files are records; only their ``index.md`` is a page of MkDocs."""

_SHOWN_OVER_LISTS = frozenset({"van-ban/index.md", "hoi-dap/index.md", "khao-sat/index.md", "bao-cao/index.md"})
"""Introductions that are no pages of their own: the list of the folder's records begins with them."""

_SERVICE = "gop-y"

_LEADING_H1 = re.compile(r"\A\s*<h1[^>]*>.*?</h1>\s*", re.DOTALL)


@dataclass(frozen=True)
class Rendered:
    """What MkDocs hands from page to page while it renders them: enough to render one of them again."""

    files: Files
    nav: Navigation
    env: Environment


@dataclass
class Session:
    """One build. Frames arrive while MkDocs renders its pages; records are written after all of them."""

    root: Path
    config: MkDocsConfig
    catalogue: Catalogue
    problems: list[Problem]
    rendering: Rendering
    tai_nguyen: TaiNguyen
    ordinary: frozenset[str] = frozenset()
    shells: dict[str, str] = field(default_factory=dict)
    khung: dict[str, Khung] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    existing: frozenset[str] = RECORD_PAGES
    toc: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    guides: dict[str, TaiLieu] = field(default_factory=dict)
    ordinary_pages: dict[str, Page] = field(default_factory=dict)
    rendered: Rendered | None = None

    def add_files(self, files: Files) -> Files:
        """Leave out records and unused theme files; add a frame page for each menu entry."""
        kept = Files([file for file in files if not is_record(file.src_uri) and not _is_theme_asset(file)])
        if kept.get_file_from_path(f"{FOLDER}index.md"):
            for source, text in make_handbook().items():
                kept.append(File.generated(self.config, source, content=text))
        pages = {"/" + file.url.lstrip("./"): file for file in kept.documentation_pages()}
        self.titles = {url: _title(file, self.config) for url, file in pages.items()}
        self.existing = RECORD_PAGES | pages.keys() | set(optional_pages(self.catalogue))
        for muc in ("", *menu_keys(self.existing)):
            self.shells[shell_uri(muc)] = muc
            kept.append(shell_file(muc, self.config))
        self._add_ordinary(kept)
        return kept

    def _add_ordinary(self, files: Files) -> None:
        """Hand the record pages named in ``trang_thuong`` to MkDocs, to compare its rendering with the frames'."""
        if not self.ordinary:
            return
        for page in make_pages(self.catalogue, self.rendering.site, self.hand_written):
            if page.url in self.ordinary:
                source = f"{page.url.strip('/') or 'index'}.md"
                self.ordinary_pages[source] = page
                files.append(File.generated(self.config, source, content=""))

    @property
    def hand_written(self) -> list[HandWritten]:
        """The pages that editors wrote in ``docs/``."""
        return [HandWritten(url, ten) for url, ten in sorted(self.titles.items())]

    def take_toc(self, page: MkDocsPage, html: str) -> str:
        """Keep the page's headings for our own table of contents, empty the theme's and drop the page's own h1.

        The template prints the title, whether it comes from the front matter or from that h1.
        """
        self.toc[page.file.src_uri] = [(item.id, item.title) for item in _second_level(page.toc)]
        page.toc = TableOfContents([])
        return _LEADING_H1.sub("", html, count=1)

    def page_context(self, page: MkDocsPage) -> Mapping[str, Any]:
        """Return what ``main.html`` is given: the frame's words and the four slots."""
        source = page.file.src_uri
        if source in self.shells:
            muc, slots = self.shells[source], SENTINELS
        elif source in self.ordinary_pages:
            described = self.ordinary_pages[source]
            muc, slots = described.muc, Slots(**self.rendering.slots(described))
        else:
            url = "/" + page.url
            muc, slots = current_entry(url, self.titles), self._hand_written_slots(page, url)
        return {
            "site": self.rendering.site,
            "trang": slots,
            "menu": make_menu(self.existing, muc),
            "chan_trang": make_footer(self.existing),
            "tai_nguyen": {name: link(url) for name, url in self.tai_nguyen.by_name.items()},
            "goc": link("/"),
            "lien_ket": link,
            "co_trang": self.existing.__contains__,
        }

    def _hand_written_slots(self, page: MkDocsPage, url: str) -> Slots:
        summary = str(page.meta.get("description", ""))
        if _is_searched(page, url):
            self.guides[url] = make_tai_lieu(
                "trang", self.titles[url], url, tom_tat=summary, than=read_html(page.content or "")
            )
        described = Page(
            url=url,
            template="trang-viet.html",
            tieu_de=self.titles[url],
            mo_ta=str(page.meta.get("description", "")),
            duong_dan=tuple(crumbs(url, self.titles)),
            context={
                "tieu_de": self.titles[url],
                "noi_dung": page.content or "",
                "muc_luc": self.toc[page.file.src_uri],
                "cap_nhat": page.meta.get("date"),
                "so_tiep_nhan": page.meta.get("so_tiep_nhan", ()),
                "bang_ma": page.meta.get("bang_ma", False),
            },
        )
        return Slots(**self.rendering.slots(described))

    def write_records(self, made_by_mkdocs: Path, target: Path) -> list[Problem]:
        """Write all files of the site, MkDocs' own among them, to ``target``; return the dead links of the tree."""
        writer = Writer(target)
        links = LinkIndex(goc=self.rendering.site.goc, dynamic=(_SERVICE,) if self.rendering.site.dich_vu else ())
        for artefact in writer.write_all(self._artefacts(made_by_mkdocs)):
            links.add(artefact.uri, artefact.data)
        writer.remove_others()
        self.rendering.markdown.save()
        return list(links.check())

    def _artefacts(self, made_by_mkdocs: Path) -> Iterator[Artefact]:
        for file in sorted(file for file in made_by_mkdocs.rglob("*") if file.is_file()):
            yield Artefact(file.relative_to(made_by_mkdocs).as_posix(), file.read_bytes())
        yield from self.tai_nguyen.artefacts
        guides = [guide for _, guide in sorted(self.guides.items())]
        frames = Frames(self.khung, self.hand_written, guides)
        for artefact in make_site(self.root, self.catalogue, self.rendering, frames):
            if not self._is_ordinary(artefact.uri):
                yield artefact

    def _is_ordinary(self, uri: str) -> bool:
        return any(page.uri == uri for page in self.ordinary_pages.values())


def open_session(
    root: Path,
    now: datetime,
    options: CchcConfig,
    config: MkDocsConfig,
    *,
    production: bool,
    loaded: Catalogue | None = None,
) -> Session:
    """Read the content of a root, unless it is ``loaded``, and prepare everything that its build needs."""
    cache_dir = root / ".cache" / "cchc"
    default_lists = starter_lists()
    catalogue, problems = (
        (loaded, [])
        if loaded
        else load(root, now, default_lists=default_lists, cache_dir=cache_dir, production=production)
    )
    site = make_site_settings(options, config)
    sound = not any(problem.is_error for problem in problems)  # else nothing is built from it
    rendering = make_rendering(
        template_dirs(config),
        site,
        cache_dir=cache_dir,
        pictures=make_pictures(root, catalogue.tin, cache_dir) if sound else None,
        cards=make_cards(catalogue, site, cache_dir) if sound else None,
    )
    session = Session(
        root=root,
        config=config,
        catalogue=catalogue,
        problems=problems,
        rendering=rendering,
        tai_nguyen=make_tai_nguyen(theme_css(config)),
        ordinary=frozenset(options.trang_thuong),
    )
    rendering.env.globals["co_trang"] = lambda url: url in session.existing
    rendering.env.globals["tai_nguyen"] = session.tai_nguyen.by_name
    return session


def is_record(below: str) -> bool:
    """Tell whether a file of ``docs/`` is a record, or the introduction that a list of records shows."""
    return below in _SHOWN_OVER_LISTS or (below.startswith(_RECORD_FOLDERS) and not below.endswith("index.md"))


def _is_searched(page: MkDocsPage, url: str) -> bool:
    # What editors look up is no answer for a citizen, and a register of marks has no words to look for.
    return not url.startswith(f"/{FOLDER}") and not (page.meta.get("search") or {}).get("exclude", False)


def _is_theme_asset(file: File) -> bool:
    # Scripts and styles of the theme that the frame does not load; our own have hashed names directly below assets/.
    folders = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
    return file.src_uri.startswith(folders) or file.src_uri in UNUSED_PAGES


def _title(file: File, config: MkDocsConfig) -> str:
    page = file.page or MkDocsPage(None, file, config)
    page.read_source(config)
    return str(page.title or file.name)


def _second_level(toc: TableOfContents) -> list[AnchorLink]:
    top = list(toc)
    return [child for item in top for child in item.children] if len(top) == 1 and top[0].children else top
