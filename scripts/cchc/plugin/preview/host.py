"""MkDocs for a preview: one whole build for the frames and the hand-written pages, then single pages again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as MkDocsPage

from cchc.catalogue import Catalogue
from cchc.plugin.host import build_quietly, configure
from cchc.plugin.plugin import CchcPlugin
from cchc.plugin.preview.watch import Stamps
from cchc.plugin.session import Session, is_record


@dataclass(frozen=True)
class Host:
    """A finished MkDocs build whose pages can be rendered again one by one."""

    config: MkDocsConfig
    plugin: CchcPlugin
    session: Session

    def render_again(self, source: str) -> None:
        """Render one hand-written page again, given by its path below ``docs/``."""
        rendered = self.session.rendered
        file = rendered.files.get_file_from_path(source) if rendered else None
        if rendered is None or file is None:
            return
        page = file.page = MkDocsPage(None, file, self.config)
        # MkDocs has no public call for one page; these two are what its own build does for each (mkdocs 1.6.1,
        # commands/build.py, locked).
        mkdocs_build._populate_page(page, self.config, rendered.files)
        self.session.titles["/" + file.url.lstrip("./")] = str(page.title or file.name)
        mkdocs_build._build_page(page, self.config, rendered.files.documentation_pages(), rendered.nav, rendered.env)

    def url_by_path(self) -> Mapping[str, str]:
        """Return the address of each hand-written page by its path from the root."""
        files = self.session.rendered.files.documentation_pages() if self.session.rendered else ()
        return {f"docs/{file.src_uri}": "/" + file.url.lstrip("./") for file in files}

    def find_file(self, uri: str) -> bytes | None:
        """Return a file made by MkDocs, a style or a script, or a file beside the hand-written pages."""
        for artefact in self.session.tai_nguyen.artefacts:
            if artefact.uri == uri:
                return artefact.data
        for folder in (Path(self.config.site_dir), Path(self.config.docs_dir)):
            file = (folder / uri).resolve()
            if file.is_file() and file.is_relative_to(folder.resolve()) and file.suffix not in {".md", ".yml"}:
                return file.read_bytes()
        return None


def open_host(root: Path, scratch: Path, url: str, catalogue: Callable[[], Catalogue]) -> Host:
    """Build the hand-written pages and the frames of a root into ``scratch``; records are not written."""
    config = configure(root, scratch)
    config.site_url = url
    plugin = config.plugins["cchc"]
    if not isinstance(plugin, CchcPlugin):
        raise TypeError("mkdocs.yml names another plugin “cchc”")
    plugin.root = root
    plugin.loaded = catalogue
    build_quietly(config)
    return Host(config, plugin, plugin.session)


def is_hand_written(path: str) -> bool:
    """Tell whether a path from the root is a hand-written page of MkDocs."""
    below = path.removeprefix("docs/")
    if below == path or not path.endswith(".md"):
        return False
    return not is_record(below)


def needs_restart(host: Host, changed: Sequence[str], stamps: Stamps) -> bool:
    """Tell whether a change touches every page: settings, templates, a hand-written page that is new or gone."""
    known = host.url_by_path()
    return any(
        path == "mkdocs.yml"
        or path.startswith("overrides/")
        or (is_hand_written(path) and (path in known) != (path in stamps))
        or (is_hand_written(path) and path not in known)
        for path in changed
    )
