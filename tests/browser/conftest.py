"""The project's own sample site, built once, served by the real service to a real Chromium."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from roots import NOW
from web.serving import make_settings, run_server

from cchc.feedback.sql_store import open_store
from cchc.plugin import build_site
from cchc.text import parse_datetime
from cchc.web.app import create_app

REPOSITORY = Path(__file__).resolve().parents[2]

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the repository's content; the checkout itself stays untouched."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("docs", "posts", "tthc"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    build_site(root, root / "site", parse_datetime(NOW))
    return root


@pytest.fixture(scope="session")
def address(sample_site: Path) -> Iterator[str]:
    """Serve the sample site with the feedback service on a SQLite file and yield the address."""
    settings = make_settings(sample_site)
    store = open_store(settings.database_url.get_secret_value())
    with run_server(create_app(settings, store=store)) as served:
        yield served
    store.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Yield a running Chromium."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()
