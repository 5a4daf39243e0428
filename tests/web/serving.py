"""Real servers for tests: uvicorn in a thread, on a free port of 127.0.0.1."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn
from pydantic import SecretStr
from starlette.types import ASGIApp

from cchc.web.settings import Settings

SECRET = "a key for tests only"  # noqa: S105 # it opens nothing

CAU_HOI = {
    "ho_ten": "Người Gửi Mẫu",
    "email": "mau@example.vn",
    "tieu_de": "Hỏi về lệ phí",
    "noi_dung": "Lệ phí nộp ở đâu?\r\nTôi ở phường Ước Lễ.",
    "dong_y_xu_ly": "co",
}


def make_settings(root: Path, **changes: object) -> Settings:
    """Return settings for a root of a test; the site is optional."""
    values: dict[str, object] = {
        "database_url": SecretStr(f"sqlite:///{root / 'gop-y.sqlite3'}"),
        "secret": SecretStr(SECRET),
        "site_dir": root / "site",
    }
    return Settings.model_validate(values | changes)


@contextmanager
def run_server(app: ASGIApp) -> Iterator[str]:
    """Serve the application and yield its address. The port listens at once: the first request simply waits."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, server_header=False))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
