"""The root with documents, its catalogue on any day, and the command over it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.catalogue import Catalogue, VanBanCongBoItem
from cchc.cli import main
from cchc.model.problem import Problem
from cchc.pipeline import load
from cchc.plugin import starter_lists
from documents.library import make_library
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

    def _read(now: str = NOW) -> tuple[Catalogue, list[Problem]]:
        lists = starter_lists()
        return load(root, datetime.fromisoformat(now), default_lists=lists, cache_dir=None)

    return _read


@pytest.fixture
def find(read: Load) -> Callable[..., VanBanCongBoItem]:
    """Return the document of a path as it stands at a moment."""

    def _find(path: str, now: str = NOW) -> VanBanCongBoItem:
        catalogue, problems = read(now)
        assert not [problem for problem in problems if problem.is_error], problems
        return next(item for item in catalogue.van_ban if item.path == path)

    return _find


@pytest.fixture
def cchc(root: Path) -> Cchc:
    """Run a command on the root at the fixed moment."""
    return lambda *arguments: CliRunner().invoke(main, [*arguments, "--root", str(root), "--now", NOW])
