"""The whole story of a build: read the content, join it, describe the pages, write them, check their links."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cchc.catalogue import Catalogue, build
from cchc.catalogue.checks import check_sample
from cchc.model.problem import Problem
from cchc.outputs.archives import make_archives
from cchc.outputs.artefact import Artefact
from cchc.outputs.calendars import make_calendars
from cchc.outputs.days_off import make_days_off
from cchc.outputs.event_calendars import make_event_calendars
from cchc.outputs.feeds import make_feeds
from cchc.outputs.files import make_files
from cchc.outputs.khung import Khung, goc_of
from cchc.outputs.nhung import make_nhung
from cchc.outputs.open_data import make_open_data
from cchc.outputs.page import Page
from cchc.outputs.pages import HandWritten, make_pages
from cchc.outputs.pictures import check_pictures
from cchc.outputs.qr_files import make_qr_files
from cchc.outputs.quan_tri import make_quan_tri
from cchc.outputs.rendering import Rendering
from cchc.outputs.search import make_search
from cchc.outputs.search.documents import TaiLieu
from cchc.outputs.service_data import make_service_data
from cchc.outputs.sitemap import make_robots, make_sitemap
from cchc.sources import locate, read
from cchc.sources.editorial import check_editorial

FROM_THE_ROOT = ("/404.html", "/khung/gop-y.html")
"""Pages that are shown under other addresses than their own: their links start from the site's root."""


@dataclass(frozen=True)
class Frames:
    """The frames of record pages by menu entry, and the hand-written pages that stand beside them.

    ``guides`` are those pages with their texts, as the search finds them.
    """

    khung: Mapping[str, Khung]
    hand_written: Sequence[HandWritten]
    guides: Sequence[TaiLieu] = ()

    def of(self, page: Page) -> Khung:
        """Return the frame in which the page's menu entry is marked."""
        return self.khung.get(page.muc) or self.khung[""]


def load(
    root: Path, now: datetime, *, default_lists: Path, cache_dir: Path | None, production: bool = False
) -> tuple[Catalogue, list[Problem]]:
    """Read and join the content of a root; return the catalogue with every problem of every file, errors first.

    Lines are looked up for errors only: an imported catalogue has thousands of warnings, which a build just counts
    (``sources.locate`` finds the others).
    """
    content, problems = read(root, default_lists=default_lists, cache_dir=cache_dir)
    catalogue, found = build(content, now)
    samples = list(check_sample(content)) if production else []
    pictures = check_pictures(root, content.tin, cache_dir)
    everything = [*problems, *found, *samples, *pictures, *check_editorial(root)]
    errors = locate(root, (problem for problem in everything if problem.is_error))
    return catalogue, [*errors, *(problem for problem in everything if not problem.is_error)]


def make_site(root: Path, catalogue: Catalogue, rendering: Rendering, frames: Frames) -> Iterator[Artefact]:
    """Make every file of the site that comes from records; styles and hand-written pages are the adapter's."""
    pages = list(make_pages(catalogue, rendering.site, frames.hand_written))
    yield from render_pages(pages, rendering, frames)
    yield from make_beside(root, catalogue, rendering, frames, pages)


def make_beside(
    root: Path, catalogue: Catalogue, rendering: Rendering, frames: Frames, pages: Sequence[Page]
) -> Iterator[Artefact]:
    """Make the files of the site that are no pages: data, downloads, feeds, calendars, the search."""
    yield from make_open_data(catalogue, rendering.site, rendering.pictures)
    sizes: dict[str, int] = {}
    for file in make_files(root, catalogue):
        sizes[f"/{file.uri}"] = len(file.data)
        yield file
    for picture in rendering.pictures.cong_bo.values():
        sizes[picture.url] = picture.kich_thuoc
    yield from rendering.pictures.artefacts()
    yield from rendering.cards.artefacts()
    yield from make_archives(root, catalogue)
    yield from make_feeds(catalogue, rendering, sizes)
    yield from make_calendars(catalogue, rendering.site)
    yield from make_event_calendars(catalogue, rendering.site)
    yield from make_nhung(catalogue, rendering)
    yield from make_search(catalogue, frames.guides)
    yield make_sitemap(rendering.site, _indexed(pages, frames.hand_written))
    yield make_robots(rendering.site)
    yield make_days_off(catalogue.lich_lam_viec)
    yield from make_service_data(catalogue)
    yield from make_qr_files(catalogue, rendering.absolute)
    yield from make_quan_tri(root, catalogue, rendering)


def render_pages(pages: Iterable[Page], rendering: Rendering, frames: Frames) -> Iterator[Artefact]:
    """Render pages into their frames."""
    for page in pages:
        goc = rendering.site.goc if page.url in FROM_THE_ROOT else goc_of(page.url)
        yield Artefact(page.uri, frames.of(page).fill(rendering.slots(page), goc))


def _indexed(pages: Iterable[Page], hand_written: Iterable[HandWritten]) -> Iterator[tuple[str, datetime | None]]:
    yield from ((page.url, page.cap_nhat) for page in pages if page.lap_chi_muc)
    yield from ((page.url, None) for page in hand_written)
