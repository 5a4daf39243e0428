"""What servers send with the embedding kit: ``cchc serve``, and nginx and Caddy with the files made for them."""

import getpass
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from cchc.cli import main
from cchc.web.embedding import read_origins
from cchc.web.security import HEADERS, POLICY
from embed.conftest import Portal
from web.processes import until

pytestmark = pytest.mark.slow

COMPARED = (*HEADERS, "Access-Control-Allow-Origin", "Cache-Control", "X-Robots-Tag")

NGINX = """\
daemon off; user {user}; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{}}
http {{
    access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    include {folder}/cchc-map.conf;
    server {{
        listen 127.0.0.1:{port}; root {site}; error_page 404 /404.html;
        include {folder}/cchc-headers.conf;
    }}
}}
"""

CADDY = """\
{{
    admin off
    auto_https off
}}
import {folder}/cchc-headers.caddy
http://127.0.0.1:{port} {{
    import cchc-headers
    root * {site}
    file_server
    handle_errors {{
        import cchc-headers-of-errors
        rewrite * /404.html
        file_server
    }}
}}
"""


def _paths(portal: Portal) -> dict[str, int]:
    hashed = next((portal.site / "nhung/v1").glob("cchc-tin.*.js")).name
    style = next((portal.site / "assets").glob("cchc.*.css")).name
    return {
        "/": 200,
        "/nhung/": 200,
        "/nhung/khung/tin-tuc/": 200,
        "/nhung/khung/don-vi/so-y-te/10/": 200,
        "/nhung/khung/khong-co/": 404,
        "/nhung/manh/tin-tuc.html": 200,
        "/nhung/oembed/tin-tuc.json": 200,
        "/nhung/v1/cchc-tin.js": 200,
        f"/nhung/v1/{hashed}": 200,
        "/nhung/goc-duoc-phep.json": 200,
        "/rss/tin-tuc.json": 200,
        "/rss/tin-tuc.xml": 200,
        "/thu-tuc-hanh-chinh/bieu-mau/tep/don-de-nghi.docx": 200,
        f"/assets/{style}": 200,
        "/khong-co/": 404,
    }


def _headers(address: str, path: str, status: int) -> dict[str, str]:
    answer = httpx.get(address + path)
    assert answer.status_code == status, path
    return {name: answer.headers.get(name, "") for name in COMPARED}


def test_only_frames_may_be_framed_and_only_by_the_register(portal: Portal, known_port: int) -> None:
    """The frame pages name the units' sites in their policy; every other answer forbids framing."""
    for path, status in _paths(portal).items():
        policy = _headers(portal.address, path, status)["Content-Security-Policy"]
        if path.startswith("/nhung/khung/") and status == 200:
            assert policy.endswith(f"frame-ancestors 'self' http://localhost:{known_port}")
            assert "script-src" not in policy
        else:
            assert policy == POLICY
            assert "frame-ancestors 'none'" in policy


def test_what_other_sites_load_is_open_to_all_of_them(portal: Portal) -> None:
    """Feeds, fragments, oEmbed and component carry CORS; pages and forms do not."""
    for path, status in _paths(portal).items():
        shared = _headers(portal.address, path, status)["Access-Control-Allow-Origin"]
        public = path.startswith(("/rss/", "/nhung/v1/", "/nhung/manh/", "/nhung/oembed/"))
        assert shared == ("*" if public else ""), path
    assert "access-control-allow-origin" not in httpx.get(f"{portal.address}/gop-y/hoi-dap").headers


def test_a_version_with_a_hash_is_kept_for_good_and_the_moving_one_is_not(portal: Portal) -> None:
    """Immutable for a year, and five minutes."""
    hashed = next((portal.site / "nhung/v1").glob("cchc-tin.*.js")).name
    assert "immutable" in httpx.get(f"{portal.address}/nhung/v1/{hashed}").headers["cache-control"]
    assert httpx.get(f"{portal.address}/nhung/v1/cchc-tin.js").headers["cache-control"] == "public, max-age=300"


def test_an_unchanged_frame_keeps_its_policy(portal: Portal) -> None:
    """A 304 carries the same headers: browsers put them in the place of those they kept."""
    for path in ("/nhung/khung/tin-tuc/", "/rss/tin-tuc.json"):
        first = httpx.get(portal.address + path)
        second = httpx.get(portal.address + path, headers={"If-None-Match": first.headers["etag"]})
        assert second.status_code == 304
        assert {name: second.headers.get(name) for name in COMPARED} == {
            name: first.headers.get(name) for name in COMPARED
        }


def test_a_new_build_changes_who_may_frame_without_a_restart(portal: Portal) -> None:
    """The running service reads the list again when the site was built again."""
    file = portal.site / "nhung/goc-duoc-phep.json"
    before, stamp = file.read_bytes(), file.stat().st_mtime_ns
    file.write_text('{"frame_ancestors": ["https://moi.example"]}')
    os.utime(file, ns=(stamp + 10**9, stamp + 10**9))
    policy = httpx.get(f"{portal.address}/nhung/khung/tin-tuc/").headers["content-security-policy"]
    file.write_bytes(before)
    os.utime(file, ns=(stamp, stamp))
    assert policy.endswith("frame-ancestors 'self' https://moi.example")


@pytest.mark.parametrize(
    "text", ['["https://a.example"]', '{"frame_ancestors": ["https://a.example; script-src *"]}', "{}", "x"]
)
def test_a_list_that_could_change_the_policy_is_refused(tmp_path: Path, text: str) -> None:
    """Whatever is no origin stops the command and the service; it never reaches a header."""
    (tmp_path / "nhung").mkdir()
    (tmp_path / "nhung/goc-duoc-phep.json").write_text(text)
    (tmp_path / "index.html").touch()
    with pytest.raises(ValueError, match=r".+"):
        read_origins(tmp_path)
    result = CliRunner().invoke(
        main,
        ["deploy-headers", "--server", "nginx", "--root", str(tmp_path), "--site-dir", str(tmp_path), str(tmp_path)],
    )
    assert result.exit_code == 1
    assert "Danh sách trang được nhúng không đúng" in result.stderr
    assert not (tmp_path / "cchc-map.conf").exists()


def test_headers_are_not_made_for_a_site_that_was_not_built(tmp_path: Path) -> None:
    """Without the built site nobody knows whom frames are open to: the command says so and writes nothing."""
    result = CliRunner().invoke(main, ["deploy-headers", "--server", "nginx", "--root", str(tmp_path), str(tmp_path)])
    assert result.exit_code == 1
    assert "hãy chạy “cchc build” trước" in result.stderr
    assert list(tmp_path.iterdir()) == []


@contextmanager
def run_server_program(command: list[str], port: int) -> Iterator[str]:
    """Run a web server in the foreground until the block ends."""

    def answers() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            assert until(lambda: answers() or server.poll() is not None)
            assert server.poll() is None, "the server refused its configuration"
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@pytest.mark.parametrize(("name", "text"), [("nginx", NGINX), ("caddy", CADDY)])
def test_other_servers_send_exactly_what_cchc_serve_sends(portal: Portal, tmp_path: Path, name: str, text: str) -> None:
    """With the files of ``cchc deploy-headers`` each address has the same headers: page, 404, download, feed, embed."""
    program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip(f"{name} is not installed")
    arguments = ["deploy-headers", "--server", name, "--root", str(portal.root), str(tmp_path)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    config = tmp_path / "may-chu.conf"
    config.write_text(text.format(folder=tmp_path, port=port, site=portal.site, user=getpass.getuser()))
    commands = {
        "nginx": [program, "-c", str(config), "-p", str(tmp_path)],
        "caddy": [program, "run", "--config", str(config), "--adapter", "caddyfile"],
    }
    with run_server_program(commands[name], port) as address:
        for path, status in _paths(portal).items():
            assert _headers(address, path, status) == _headers(portal.address, path, status), path
