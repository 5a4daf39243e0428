"""The project's own sample site, built once for all tests that look at it."""

import shutil
from pathlib import Path

import pytest

from cchc.plugin import build_site
from cchc.text import parse_datetime
from roots import NOW

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the repository's content in a copy and return its root; the checkout itself stays untouched."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("docs", "posts", "tthc"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    build_site(root, root / "site", parse_datetime(NOW))
    return root
