"""A valid root, and the command run on it as an editor would."""

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
    """Run ``cchc`` with arguments; the moment is fixed for the commands that know one."""

    def run(command: str, *arguments: object) -> Result:
        now = ["--now", NOW] if command in {"build", "check"} else []
        return CliRunner().invoke(main, [command, *now, *(str(argument) for argument in arguments)])

    return run
