"""The root with answered questions and its catalogue on any day."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue, HoiDapItem
from cchc.model.problem import Problem
from cchc.pipeline import load
from cchc.plugin import starter_lists
from questions.asked import make_questions
from roots import NOW

Load = Callable[..., tuple[Catalogue, list[Problem]]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root with answered questions."""
    return make_questions(tmp_path / "root")


@pytest.fixture
def read(root: Path) -> Load:
    """Read and join the root as it stands at a moment."""

    def _read(now: str = NOW) -> tuple[Catalogue, list[Problem]]:
        lists = starter_lists()
        return load(root, datetime.fromisoformat(now), default_lists=lists, cache_dir=None)

    return _read


@pytest.fixture
def find(read: Load) -> Callable[..., HoiDapItem]:
    """Return the question of a path as it stands at a moment."""

    def _find(path: str, now: str = NOW) -> HoiDapItem:
        catalogue, problems = read(now)
        assert not [problem for problem in problems if problem.is_error], problems
        return next(item for item in catalogue.hoi_dap if item.path == path)

    return _find
