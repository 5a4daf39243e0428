"""The web servers that serve the built site: types, validators and compression of feeds, asked over HTTP."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from feeds.conftest import MakeFeeds
from feeds.posts import write_many
from roots import write

DEPLOY = Path(__file__).resolve().parents[2] / "scripts" / "deploy"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

pytestmark = pytest.mark.slow

_NGINX = """\
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {deploy}/nginx/nguon-tin-map.conf;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        add_header X-Content-Type-Options nosniff;
        include {deploy}/nginx/nguon-tin.conf;
    }}
}}
"""
_CADDY = """\
{{
	admin off
	auto_https off
	storage file_system {folder}/caddy
}}
import {deploy}/caddy/nguon-tin.caddy
http://127.0.0.1:{port} {{
	root * {site}
	header X-Content-Type-Options nosniff
	import cchc_nguon_tin
	file_server
}}
"""


@pytest.fixture
def site(root: Path, feeds: MakeFeeds) -> Path:
    """A folder with the feeds of a site."""
    write_many(root, 1, 12)
    for uri, data in feeds().items():
        write(root / "site", uri, "").write_bytes(data)
    return root / "site"


@pytest.fixture(params=["nginx", "caddy"])
def client(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Iterator[httpx.Client]:
    """Yield a client of a real server that serves the feeds under the configuration of this project."""
    program = shutil.which(request.param)
    if program is None:
        pytest.skip(f"{request.param} is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # Workers of a server that root starts would run as somebody who may not read the folders of tests.
    user = "user root;" if os.geteuid() == 0 else ""
    text = _NGINX if request.param == "nginx" else _CADDY
    config = write(
        tmp_path, "server.conf", text.format(folder=tmp_path, deploy=DEPLOY, site=site, port=port, user=user)
    )
    caddy = ["run", "--adapter", "caddyfile", "--config", str(config)]
    arguments = ["-c", str(config)] if request.param == "nginx" else caddy
    with _run([program, *arguments]) as running:
        _wait(port, running)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
            yield http


@contextmanager
def _run(command: Sequence[str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Return as soon as the port answers; fail when the server ended instead."""
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            continue
        return
    pytest.fail(f"the server did not start: exit code {process.poll()}")


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/rss/tin-tuc.xml", "application/rss+xml; charset=utf-8"),
        ("/rss/tin-tuc.atom", "application/atom+xml; charset=utf-8"),
        ("/rss/tin-tuc.json", "application/feed+json; charset=utf-8"),
        ("/rss/danh-sach.opml", "text/x-opml; charset=utf-8"),
        ("/rss/don-vi/so-y-te.atom", "application/atom+xml; charset=utf-8"),
    ],
)
def test_each_format_has_its_media_type(client: httpx.Client, address: str, media_type: str) -> None:
    """A reader is told what it gets, and the headers of the site stay on it."""
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", ["/rss/tin-tuc.xml", "/rss/tin-tuc.atom"])
def test_a_person_gets_plain_xml(client: httpx.Client, address: str) -> None:
    """A browser can show it with its stylesheet; caches keep the two answers apart."""
    answer = client.get(address, headers={"Accept": BROWSER})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, "application/xml")
    assert answer.content == client.get(address).content
    assert "Accept" in [name.strip() for name in answer.headers["vary"].split(",")]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("compression", ["identity", "gzip"])
@pytest.mark.parametrize("name", ["tin-tuc.xml", "tin-tuc.atom", "tin-tuc.json"])
def test_an_unchanged_feed_costs_nothing(client: httpx.Client, name: str, compression: str) -> None:
    """With the tag or the date of its copy a reader gets 304 without a body, compressed or not."""
    headers = {"Accept-Encoding": compression}
    first = client.get(f"/rss/{name}", headers=headers)
    assert first.headers.get("content-encoding", "identity") == compression
    for validator, value in (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified")):
        again = client.get(f"/rss/{name}", headers={**headers, validator: first.headers[value]})
        assert (again.status_code, again.content) == (304, b"")


def test_an_unknown_feed_is_not_found(client: httpx.Client) -> None:
    """Also for a browser, which is answered by another rule."""
    assert client.get("/rss/khong-co.xml").status_code == 404
    assert client.get("/rss/khong-co.xml", headers={"Accept": BROWSER}).status_code == 404
