"""A small root, an article taken into it as an editor would, and the drafts that came of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli import main
from roots import NOW, make_root

OLD = {"posts/2026/tin-mot.md", "posts/2026/tin-hai.md"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small valid root."""
    return make_root(tmp_path / "root")


@pytest.fixture
def take_in(root: Path) -> Callable[..., Result]:
    """Run ``cchc import`` on a file, for the department unless told otherwise."""

    def run(file: Path, *options: str, don_vi: str = "so-y-te") -> Result:
        unit = ["--don-vi", don_vi] if don_vi else []
        return CliRunner().invoke(main, ["import", str(file), "--root", str(root), "--now", NOW, *unit, *options])

    return run


@pytest.fixture
def drafts(root: Path) -> Callable[[], dict[str, str]]:
    """Return the texts of all drafts by their path."""

    def find() -> dict[str, str]:
        files = {file.relative_to(root).as_posix(): file for file in sorted((root / "posts").rglob("*.md"))}
        return {path: file.read_text(encoding="utf-8") for path, file in files.items() if path not in OLD}

    return find
