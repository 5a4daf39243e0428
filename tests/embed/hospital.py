"""A hospital's site on another origin: pages of a test under the strictest policy that the portal's parts need."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

POLICY = (
    "default-src 'none'; script-src {portal}; connect-src {portal}; frame-src {portal}; img-src {portal} data:; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)

PAGE = """\
<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>Bệnh viện thử nghiệm</title><link rel="icon" href="data:,"></head>
<body><main><h1>Bệnh viện thử nghiệm</h1>
{body}
</main></body>
</html>
"""


class Hospital:
    """Pages by path, to be filled by a test; ``address`` is the origin under which they are served."""

    def __init__(self, server: ThreadingHTTPServer, name: str, portal: str) -> None:
        self.pages: dict[str, bytes] = {}
        self.address = f"http://{name}:{server.server_address[1]}"
        self.policy = POLICY.format(portal=portal)

    def show(self, body: str) -> str:
        """Publish a page around a body and return its address."""
        path = f"/trang-{len(self.pages)}"
        self.pages[path] = PAGE.format(body=body).encode()
        return self.address + path


@contextmanager
def open_hospital(name: str, portal: str, port: int = 0) -> Iterator[Hospital]:
    """Serve a hospital's site under a host name of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = hospital.pages.get(self.path)
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", hospital.policy)
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    hospital = Hospital(server, name, portal)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield hospital
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
