"""Real nginx and Caddy under this project's own configurations, on free ports, before a running service."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from web.processes import until

DEPLOY = Path(__file__).resolve().parents[2] / "scripts" / "deploy"
_INSTALLED = "/opt/cchc/scripts/deploy"
_NAME = "cchc.example.vn"

_NGINX = """\
daemon off; pid {folder}/pid; error_log {folder}/khoi-dong.log crit; worker_processes 1; {user}
events {{}}
http {{
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    {site}
}}
"""
_CADDY = """\
{{
	admin off
	auto_https disable_redirects
	local_certs
	skip_install_trust
	storage file_system {folder}/caddy
}}
{site}
"""


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def make_certificate(folder: Path) -> None:
    """Write a certificate for ``localhost`` that lives for two days, with its key."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([*command, *files], check=True, capture_output=True)


def write_nginx(folder: Path, service: str, port: int) -> list[str]:
    """Write ``trang.conf`` for these ports and return the command."""
    make_certificate(folder)
    site = (DEPLOY / "nginx" / "trang.conf").read_text(encoding="utf-8")
    site = re.sub(r"^\s*listen \[::\].*\n", "", site, flags=re.MULTILINE)
    replaced = {
        "/etc/letsencrypt/live/cchc.example.vn": str(folder),
        "/var/log/nginx": str(folder),
        "127.0.0.1:8000": service.removeprefix("http://"),
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        _NAME: "localhost",
    }
    for old, new in replaced.items():
        assert old in site, old
        site = site.replace(old, new)
    included = folder / "gop-y.conf"
    included.write_text((DEPLOY / "nginx" / "gop-y.conf").read_text().replace(_INSTALLED, str(DEPLOY)))
    site = site.replace(f"{_INSTALLED}/nginx/gop-y.conf", str(included)).replace(_INSTALLED, str(DEPLOY))
    # Workers of a server that root starts would run as somebody who may not read the folders of tests.
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(_NGINX.format(folder=folder, user=user, site=site), encoding="utf-8")
    return ["nginx", "-c", str(config), "-p", str(folder)]


def write_caddy(folder: Path, service: str, port: int) -> list[str]:
    """Write ``Caddyfile`` for these ports and return the command."""
    included = folder / "gop-y.caddy"
    text = (DEPLOY / "caddy" / "gop-y.caddy").read_text(encoding="utf-8").replace(_INSTALLED, str(DEPLOY))
    assert "127.0.0.1:8000" in text
    included.write_text(text.replace("127.0.0.1:8000", service.removeprefix("http://")), encoding="utf-8")
    site = (DEPLOY / "caddy" / "Caddyfile").read_text(encoding="utf-8")
    assert f"\n{_NAME} {{" in site
    site = site.replace(f"{_INSTALLED}/caddy/gop-y.caddy", str(included))
    site = site.replace(f"\n{_NAME} {{", f"\nhttps://localhost:{port} {{\n\tbind 127.0.0.1")
    config = folder / "Caddyfile"
    config.write_text(_CADDY.format(folder=folder, site=site), encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(config)]


WRITERS = {"nginx": write_nginx, "caddy": write_caddy}


@contextmanager
def run_front(name: str, folder: Path, service: str) -> Iterator[str]:
    """Run a web server before the service and yield its address; skip where it is not installed."""
    path = f"{os.environ['PATH']}:/usr/sbin"
    program = shutil.which(name, path=path)
    if program is None or shutil.which("openssl") is None:
        pytest.skip(f"{name} or openssl is not installed")
    port = free_port()
    _, *arguments = WRITERS[name](folder, service, port)
    with (folder / f"{name}.out").open("wb") as out:
        server = subprocess.Popen([program, *arguments], stdout=out, stderr=out, env=os.environ | {"HOME": str(folder)})
    try:
        assert until(lambda: _answers(port) or server.poll() is not None)
        assert server.poll() is None, (folder / f"{name}.out").read_text()
        yield f"https://localhost:{port}"
    finally:
        server.terminate()
        server.wait()


def _answers(port: int) -> bool:
    try:
        httpx.get(f"https://localhost:{port}/", verify=False)  # noqa: S501 # its own certificate
    except httpx.TransportError:
        return False
    return True


@contextmanager
def client_from(address: str, *, source: str = "127.0.0.1") -> Iterator[httpx.Client]:
    """Yield a client whose connections come from this address of the loopback network."""
    transport = httpx.HTTPTransport(local_address=source, verify=False)
    with httpx.Client(base_url=address, transport=transport, timeout=30) as client:
        yield client
