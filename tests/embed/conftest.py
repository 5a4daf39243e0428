"""A portal and two hospitals, each on an origin of its own: one of the register, one that nobody knows."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from bs4 import BeautifulSoup

from cchc.plugin import build_site
from cchc.text import parse_datetime
from cchc.web.app import create_app
from embed.hospital import Hospital, open_hospital
from feedback.fakes import MemoryStore, TurnedClock
from roots import NOW, make_root, replace, write
from web.serving import make_settings


@dataclass(frozen=True)
class Portal:
    """The portal's built site and the address that it is served at, which is also the one it was built for."""

    root: Path
    address: str

    @property
    def site(self) -> Path:
        """The folder of the built site."""
        return self.root / "site"

    def snippets(self, nguon: str = "Tin cải cách hành chính") -> list[str]:
        """Return what the page of snippets prints for a feed: frame, component, address of the fragment."""
        page = BeautifulSoup((self.site / "nhung/index.html").read_text(encoding="utf-8"), "lxml")
        for details in page.select(".nguon-nhung .nguon-nhung"):
            if details.summary.get_text() == nguon:
                return [code.get_text() for code in details.select("code")]
        raise KeyError(nguon)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def known_port() -> int:
    """The port of the hospital that the register names; it must be known before the portal is built."""
    return _free_port()


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory, known_port: int) -> Iterator[Portal]:
    """Build a small portal for the address it is served at, and serve it as ``cchc serve`` does."""
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    root = make_root(tmp_path_factory.mktemp("cong") / "root")
    replace(root, "mkdocs.yml", "https://cchc.example/muc/", f"{address}/")
    unit = f"---\nma: benh-vien\nten: Bệnh viện thử nghiệm\nloai: benh-vien\nwebsite: http://localhost:{known_port}/\n---\n"
    write(root, "docs/don-vi/benh-vien.md", unit)
    build_site(root, root / "site", parse_datetime(NOW))
    app = create_app(make_settings(root), store=MemoryStore(), clock=TurnedClock())
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield Portal(root, address)
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture(scope="session")
def hospital(portal: Portal, known_port: int) -> Iterator[Hospital]:
    """Serve the hospital that the register names: another host name, so that not even the site is the same."""
    with open_hospital("localhost", portal.address, known_port) as opened:
        yield opened


@pytest.fixture(scope="session")
def stranger(portal: Portal) -> Iterator[Hospital]:
    """Serve a site that the register does not name."""
    with open_hospital("localhost", portal.address) as opened:
        yield opened
