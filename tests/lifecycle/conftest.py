"""A valid root, and the command run on it as an editor would at a fixed moment."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli import main
from roots import NOW, make_root

_TIMED = {"build", "check", "apply"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small valid root."""
    return make_root(tmp_path / "root")


@pytest.fixture
def cchc() -> Callable[..., Result]:
    """Run ``cchc`` with arguments; ``now`` moves the clock."""

    def run(*arguments: object, now: str = NOW) -> Result:
        clock = ["--now", now] if arguments[0] in _TIMED or arguments[:2] == ("new", "quyet-dinh") else []
        return CliRunner().invoke(main, [*(str(argument) for argument in arguments), *clock])

    return run
