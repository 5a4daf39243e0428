"""What many tests share: the project's own sample site, built once, and one running Chromium."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from cchc.plugin import build_site
from cchc.text import parse_datetime
from roots import NOW

REPOSITORY = Path(__file__).resolve().parents[1]

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


_WHOLLY_SLOW = re.compile(r"^pytestmark = (\[)?pytest\.mark\.(slow|browser|postgresql)\b", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave modules that are slow as a whole unread when only the quick tests are asked for: imports take time."""
    if "not slow" not in config.option.markexpr or collection_path.suffix != ".py":
        return None
    return True if _WHOLLY_SLOW.search(collection_path.read_text(encoding="utf-8")) else None


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the repository's content in a copy and return its root; the checkout itself stays untouched."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("docs", "posts", "tthc"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    build_site(root, root / "site", parse_datetime(NOW))
    return root


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield a running Chromium, the same for all tests: Playwright allows only one at a time."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()
