"""A valid root, and the command run on it as an editor would at a fixed moment."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli import main
from roots import NOW, make_root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small valid root."""
    return make_root(tmp_path / "root")


@pytest.fixture
def cchc() -> Callable[..., Result]:
    """Run ``cchc`` with arguments at the fixed moment."""

    def run(command: str, *arguments: object, now: str = NOW) -> Result:
        return CliRunner().invoke(main, [command, "--now", now, *(str(argument) for argument in arguments)])

    return run
