"""The root with documents, its catalogue on any day, and the command over it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.catalogue import Catalogue, VanBanCongBoItem
from cchc.cli import main
from cchc.model.problem import Problem
from documents.library import make_library
from joining import join, join_sound
from roots import NOW

Cchc = Callable[..., Result]
Load = Callable[..., tuple[Catalogue, list[Problem]]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root with documents."""
    return make_library(tmp_path / "root")


@pytest.fixture
def read(root: Path) -> Load:
    """Read and join the root as it stands at a moment."""
    return partial(join, root)


@pytest.fixture
def find(root: Path) -> Callable[..., VanBanCongBoItem]:
    """Return the document of a path as it stands at a moment."""

    def _find(path: str, now: str = NOW) -> VanBanCongBoItem:
        return next(item for item in join_sound(root, now).van_ban if item.path == path)

    return _find


@pytest.fixture
def cchc(root: Path) -> Cchc:
    """Run a command on the root at the fixed moment."""
    return lambda *arguments: CliRunner().invoke(main, [*arguments, "--root", str(root), "--now", NOW])
