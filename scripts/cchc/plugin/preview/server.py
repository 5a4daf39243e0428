"""The small server of the preview, for this machine only: pages, files and the word that something has changed."""

import logging
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from threading import Condition, Thread
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit

from cchc.plugin.preview.site import EDITOR, PreviewSite, Refresh
from cchc.plugin.preview.watch import take_stamps

log = logging.getLogger(__name__)

_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
_PING_SECONDS = 15.0
_OWN: Mapping[str, str] = MappingProxyType({"xem-truoc.js": "text/javascript", "xem-truoc.css": "text/css"})


class _News:
    """Tells waiting browsers that a newer turn stands; ``closed`` ends their waiting."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._luot = 0
        self.closed = False

    def tell(self, luot: int) -> None:
        with self._condition:
            self._luot = luot
            self._condition.notify_all()

    def wait_for_newer(self, luot: int) -> bool:
        with self._condition:
            return self._condition.wait_for(lambda: self.closed or self._luot > luot, _PING_SECONDS)

    def close(self) -> None:
        with self._condition:
            self.closed = True
            self._condition.notify_all()


class PreviewServer:
    """A running preview: ``url`` is its address; ``close`` ends it."""

    def __init__(self, root: Path, port: int, tell: Callable[[Refresh], None]) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="cchc-xem-truoc-")
        self._news = _News()
        self._tell = tell
        self._root = root
        self._http = ThreadingHTTPServer(("127.0.0.1", port), BaseHTTPRequestHandler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}/"
        self.site = PreviewSite(root, self.url, Path(self._scratch.name))
        self._http.RequestHandlerClass = partial(_Handler, self.site, self._news)

    def open(self) -> None:
        """Read the root and begin to answer; raise what makes the first reading impossible."""
        self.look()
        Thread(target=self._http.serve_forever, daemon=True).start()

    def look(self) -> None:
        """Read what has changed, if anything has, and tell it."""
        done = self.site.refresh()
        if done is not None:
            self._news.tell(done.luot)
            self._tell(done)

    def look_on(self) -> None:
        """Look without end; what cannot be read is told, and looked at again when it has been saved anew."""
        while True:
            self.pause()
            try:
                self.look()
            except Exception:  # the outermost edge of a refresh: settings and templates may hold anything
                log.exception("The root could not be read; the preview keeps what it had")

    def pause(self) -> None:
        """Wait a moment between two looks: short for a small root, longer where a look itself takes long."""
        started = time.perf_counter()
        take_stamps(self._root)
        time.sleep(max(0.1, 3 * (time.perf_counter() - started)))

    def close(self) -> None:
        """Stop answering and remove the scratch files."""
        self._news.close()
        self._http.shutdown()
        self._http.server_close()
        self._scratch.cleanup()


def serve_preview(root: Path, port: int, tell: Callable[[Refresh], None], ready: Callable[[str], None]) -> None:
    """Serve the preview of a root on this machine until it is interrupted.

    ``tell`` is given each refresh, ``ready`` the address as soon as it answers. Raise OSError if the port is taken.
    """
    server = PreviewServer(root, port, tell)
    try:
        server.open()
        ready(server.url)
        server.look_on()
    finally:
        server.close()


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    def __init__(self, site: PreviewSite, news: _News, *arguments: object) -> None:
        self._site = site
        self._news = news
        super().__init__(*arguments)  # type: ignore[arg-type] # passed on as the server gives them

    def do_GET(self) -> None:
        """Answer a request for a page or a file."""
        # A page of another origin could name this machine by a host of its own: only our own names are answered.
        if self.headers.get("Host", "").partition(":")[0] not in ("127.0.0.1", "localhost"):
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"")
            return
        asked = urlsplit(self.path)
        path = unquote(asked.path)
        name = path.removeprefix("/_xem-truoc/")
        if name == "su-kien":
            self._stream(int(parse_qs(asked.query).get("luot", ["0"])[0]))
        elif path != name and name in _OWN:
            data = resources.files("cchc.plugin.preview").joinpath(name).read_bytes()
            self._send(HTTPStatus.OK, f"{_OWN[name]}; charset=utf-8", data)
        else:
            self._answer(path)

    def _answer(self, path: str) -> None:
        try:
            answer = self._site.answer(path)
        except Exception as error:  # the outermost edge of a request: a template of the root may hold anything
            log.exception("A page could not be rendered")
            text = f"Không dựng được trang này: {error}\nHãy sửa rồi lưu lại; chi tiết ở cửa sổ lệnh.\n"
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", text.encode())
            return
        self._send(answer.status, answer.media_type, answer.body, to=answer.to)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name given by http.server
        """Keep quiet: the terminal tells refreshes and problems."""

    def _send(self, status: int, media_type: str, body: bytes, *, to: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        if not self.path.startswith(f"/{EDITOR}"):
            self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cache-Control", "no-store")
        if to:
            self.send_header("Location", to)
        self.end_headers()
        with suppress(ConnectionError):  # the browser has left the page
            self.wfile.write(body)

    def _stream(self, luot: int) -> None:
        """Keep the browser waiting until there is something newer than it has."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(b"retry: 300\n\n")
            while not self._news.wait_for_newer(luot):
                self.wfile.write(b": con do\n\n")
                self.wfile.flush()
            if not self._news.closed:
                self.wfile.write(b"event: moi\ndata: moi\n\n")
