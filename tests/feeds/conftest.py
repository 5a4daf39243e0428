"""What the tests of feeds share: posts in any number, and feeds made without the pages of a site."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.outputs.feeds import make_feeds
from cchc.outputs.files import make_files
from cchc.outputs.pictures import make_pictures
from cchc.outputs.rendering import make_rendering
from cchc.plugin import read_site, starter_root
from joining import join_sound
from roots import NOW, make_root

MakeFeeds = Callable[..., dict[str, bytes]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small valid content root."""
    return make_root(tmp_path / "root")


@pytest.fixture
def feeds(root: Path) -> MakeFeeds:
    """Make all feeds of the root as at a moment, by their address without the leading slash."""

    def make(now: str = NOW) -> dict[str, bytes]:
        catalogue = join_sound(root, now)
        pictures = make_pictures(root, catalogue.tin, root / ".cache")
        templates = [starter_root() / "overrides"]
        rendering = make_rendering(templates, read_site(root), cache_dir=None, pictures=pictures)
        files = (*make_files(root, catalogue), *pictures.artefacts())
        sizes = {f"/{file.uri}": len(file.data) for file in files}
        return {artefact.uri: artefact.data for artefact in make_feeds(catalogue, rendering, sizes)}

    return make
