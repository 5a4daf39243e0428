"""The sample site served by the real service to a real Chromium."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from cchc.feedback.sql_store import open_store
from cchc.web.app import create_app
from web.serving import make_settings, run_server

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def address(sample_root: Path) -> Iterator[str]:
    """Serve the sample site with the feedback service on a SQLite file and yield the address."""
    settings = make_settings(sample_root)
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
