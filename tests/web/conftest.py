"""A running service with a store in memory and a clock that the test turns."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from cchc.web.app import create_app
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import make_settings, run_server
from web.visitor import Visitor


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """Yield a visitor of a fresh service without a built site."""
    store, clock = MemoryStore(), TurnedClock()
    with (
        run_server(create_app(make_settings(tmp_path), store=store, clock=clock)) as address,
        httpx.Client(base_url=address) as http,
    ):
        yield Visitor(http, store, clock)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with a built site of one page."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<h1>Trang chủ</h1>")
    return tmp_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files of senders go."""
    return tmp_path / "tep"


@pytest.fixture
def sender(tmp_path: Path, folder: Path) -> Iterator[Visitor]:
    """Yield a visitor of a service that takes files, 12 MB of them a day."""
    store, clock = MemoryStore(), TurnedClock()
    settings = make_settings(tmp_path, attachments_dir=folder, attachments_daily=12 * 1024**2)
    with (
        run_server(create_app(settings, store=store, clock=clock)) as address,
        httpx.Client(base_url=address) as http,
    ):
        yield Visitor(http, store, clock)
