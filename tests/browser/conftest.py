"""The sample site served by the real service to a real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc.feedback.sql_store import open_store
from cchc.web.app import create_app
from web.serving import make_settings, run_server


@pytest.fixture(scope="session")
def address(sample_root: Path) -> Iterator[str]:
    """Serve the sample site with the feedback service on a SQLite file and yield the address."""
    settings = make_settings(sample_root)
    store = open_store(settings.database_url.get_secret_value())
    with run_server(create_app(settings, store=store)) as served:
        yield served
    store.close()
