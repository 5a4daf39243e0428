"""The root with answered questions and its catalogue on any day."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue, HoiDapItem
from cchc.model.problem import Problem
from joining import join, join_sound
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
    return partial(join, root)


@pytest.fixture
def find(root: Path) -> Callable[..., HoiDapItem]:
    """Return the question of a path as it stands at a moment."""

    def _find(path: str, now: str = NOW) -> HoiDapItem:
        return next(item for item in join_sound(root, now).hoi_dap if item.path == path)

    return _find
