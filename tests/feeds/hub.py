"""A WebSub hub on this machine that notes what it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl


class Hub(ThreadingHTTPServer):
    """Listens on a free port; answers each publisher with ``status``."""

    def __init__(self, status: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = status
        self.told: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        """The address to which publishers post."""
        return f"http://127.0.0.1:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    """Takes a form and notes its fields."""

    server: Hub

    def do_POST(self) -> None:
        """Note the fields of a form and answer without a body."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.append(dict(parse_qsl(body)))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


@contextmanager
def run_hub(status: int = 204) -> Iterator[Hub]:
    """Run a hub while the block runs."""
    hub = Hub(status)
    thread = threading.Thread(target=hub.serve_forever)
    thread.start()
    try:
        yield hub
    finally:
        hub.shutdown()
        thread.join()
        hub.server_close()
