"""The hooks of MkDocs, each a few lines: what they do lives in the modules beside this one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from cchc.catalogue import Catalogue
from cchc.model.problem import Problem
from cchc.outputs.khung import GOC, goc_of
from cchc.plugin.config import CchcConfig
from cchc.plugin.session import Rendered, Session, open_session
from cchc.plugin.shell import make_khung
from cchc.plugin.theme import prepare
from cchc.text import VIETNAM


class CchcPlugin(BasePlugin[CchcConfig]):  # type: ignore[no-untyped-call] # MkDocs leaves the hook untyped
    """Publishes the records of the root beside MkDocs' own pages."""

    def __init__(self) -> None:
        # `cchc build` sets these before the build; under `mkdocs build` they keep their defaults.
        self.root: Path | None = None
        self.now: datetime | None = None
        self.production = False
        self.staging: Path | None = None
        # A preview brings its own catalogue and renders records when they are asked for: none is written.
        self.loaded: Callable[[], Catalogue] | None = None
        self.on_problems: Callable[[list[Problem]], None] | None = None
        self._session: Session | None = None
        self._nav: Navigation | None = None

    @property
    def session(self) -> Session:
        """The state of the running build."""
        if self._session is None:
            raise RuntimeError("no build is running")
        return self._session

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Prepare the theme and Markdown, so that mkdocs.yml holds only what differs between sites."""
        prepare(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the content and add the frame pages; stop the build when the content has errors."""
        root = self.root or Path(config.config_file_path or ".").resolve().parent
        now = self.now or datetime.now(VIETNAM)
        loaded = self.loaded() if self.loaded else None
        self._session = open_session(root, now, self.config, config, production=self.production, loaded=loaded)
        self._stop_on(self._session.problems)
        return self._session.add_files(files)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep what a single page needs to be rendered again."""
        self._nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep what a single page needs to be rendered again."""
        self.session.rendered = Rendered(files, self._nav, env) if self._nav else None
        return env

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Take the table of contents over from the theme, which would print its own skip link from it."""
        return self.session.take_toc(page, html)

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the templates the frame of the page."""
        cast("dict[str, Any]", context).update(self.session.page_context(page))  # MkDocs' type is closed
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Keep frames from being written; finish the links of hand-written pages."""
        if page.file.src_uri in self.session.shells:
            self.session.khung[self.session.shells[page.file.src_uri]] = make_khung(output)
            return ""
        return output.replace(GOC, goc_of("/" + page.url))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the record pages and check every link of the built tree."""
        if self.loaded:
            return
        site_dir = Path(config.site_dir)
        self._stop_on(self.session.write_records(site_dir, self.staging or site_dir))

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Let `mkdocs serve` watch the records too; `cchc preview` does not need it."""
        for folder in ("posts", "tthc"):
            if (self.session.root / folder).is_dir():
                server.watch(str(self.session.root / folder))
        return server

    def _stop_on(self, problems: list[Problem]) -> None:
        if self.on_problems:
            self.on_problems(problems)
            return
        errors = [str(problem) for problem in problems if problem.is_error]
        if errors:
            raise Abort("\n".join(errors))
