"""A folder served over HTTP with gzip, counting what is sent: what a browser downloads until something happens."""

import gzip
import mimetypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_PACKED = {".html", ".js", ".json", ".css", ".svg", ".txt"}


@contextmanager
def serve(folder: Path) -> Iterator[tuple[str, Callable[[], int]]]:
    """Serve a folder; yield its address and a way to ask how many bytes of bodies have been sent so far."""
    sent: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        """Sends files, text ones compressed."""

        def do_GET(self) -> None:
            path = folder / self.path.partition("?")[0].strip("/")
            file = path / "index.html" if path.is_dir() else path
            if not file.is_file():
                self.send_error(404)
                return
            data = file.read_bytes()
            packed = file.suffix in _PACKED
            body = gzip.compress(data, 6) if packed else data
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            sent.append(len(body))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", lambda: sum(sent)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
