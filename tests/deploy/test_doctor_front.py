"""``cchc doctor`` looks at the public address: certificate, headers, redirection, what answers behind the server."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import Result

from cchc.web.security import HEADERS
from deploy.fronts import free_port, make_certificate, run_front
from feedback.installed import lines_of, run_doctor
from web.processes import run_process

pytestmark = pytest.mark.slow

_SOUND = {**HEADERS, "Strict-Transport-Security": "max-age=63072000"}


def _look(tmp_path: Path, address: str, *, days_ago: int = 60, **environ: str) -> Result:
    """Run the doctor as if so many days ago: the certificate of the tests lives for two days."""
    now = datetime.now(UTC) - timedelta(days=days_ago)
    trusted = {"SSL_CERT_FILE": str(tmp_path / "fullchain.pem")}
    variables = {"CCHC_SITE_URL": address, "CCHC_PROXY": "127.0.0.1"}
    return run_doctor(tmp_path, now=now, **(trusted | variables | environ))


def _told(result: Result, grade: str, subject: str) -> list[str]:
    return [line for line in lines_of(result, grade) if line.startswith(f"{subject}: ")]


@contextmanager
def _serve(
    headers: Mapping[str, str], *, status: int = 200, place: tuple[str, int] | None = None, folder: Path | None = None
) -> Iterator[int]:
    """Answer every request so, over TLS with the certificate of a folder if there is one; yield the port."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the library's name
            """Answer."""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the library's name
            """Be quiet."""

    server = HTTPServer(place or ("127.0.0.1", free_port()), Answering)
    if folder is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "fullchain.pem", folder / "privkey.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_sound_front_passes_and_its_certificate_is_counted(tmp_path: Path) -> None:
    """Real nginx before the real service: 200, every header once; too few days left are told, then are broken."""
    site = tmp_path / "root" / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<h1>Trang chủ</h1>", encoding="utf-8")
    variables = {"CCHC_PROXY": "127.0.0.1", "CCHC_ALLOWED_HOSTS": "localhost"}
    with (
        run_process(site.parent, **variables) as (process, service),
        run_front("nginx", tmp_path, service) as address,
    ):
        result = _look(tmp_path, address)
        assert "trả lời mã 200" in _told(result, "ĐẠT", "Trang công khai")[0]
        assert _told(result, "ĐẠT", "Tiêu đề bảo mật") == ["Tiêu đề bảo mật: đủ, mỗi tiêu đề một lần."]
        assert _told(result, "ĐẠT", "Chứng thư")
        assert _told(_look(tmp_path, address, days_ago=15), "CẦN XEM", "Chứng thư")
        assert _told(_look(tmp_path, address, days_ago=0), "HỎNG", "Chứng thư")
        process.kill()
        process.wait()
        assert "trả lời mã 502" in _told(_look(tmp_path, address), "HỎNG", "Trang công khai")[0]


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({name: value for name, value in _SOUND.items() if "Policy" not in name}, "thiếu content-security-policy"),
        (_SOUND | {"Content-Security-Policy": "default-src *"}, "content-security-policy đã bị đổi"),
        (_SOUND | {"x-content-type-options": "nosniff"}, "x-content-type-options gửi 2 lần"),
        (dict(HEADERS), "thiếu strict-transport-security"),
    ],
)
def test_a_header_that_does_not_arrive_as_it_was_sent_is_told(
    tmp_path: Path, headers: Mapping[str, str], told: str
) -> None:
    """Missing, loosened or doubled on the way."""
    make_certificate(tmp_path)
    with _serve(headers, folder=tmp_path) as port:
        assert told in _told(_look(tmp_path, f"https://localhost:{port}"), "HỎNG", "Tiêu đề bảo mật")[0]


def test_a_policy_that_also_reports_is_the_same_policy(tmp_path: Path) -> None:
    """Reports may be switched on."""
    make_certificate(tmp_path)
    reporting = {"Content-Security-Policy": f"{HEADERS['Content-Security-Policy']}; report-uri /gop-y/x"}
    with _serve(_SOUND | reporting, folder=tmp_path) as port:
        assert _told(_look(tmp_path, f"https://localhost:{port}"), "ĐẠT", "Tiêu đề bảo mật")


def test_a_certificate_that_browsers_refuse_is_told(tmp_path: Path) -> None:
    """Its issuer is unknown, or it is another name's."""
    make_certificate(tmp_path)
    with _serve(_SOUND, folder=tmp_path) as port:
        unknown = _look(tmp_path, f"https://localhost:{port}", SSL_CERT_FILE="/dev/null")
        assert "trình duyệt không nhận" in _told(unknown, "HỎNG", "Chứng thư")[0]
        other = _look(tmp_path, f"https://cchc.example.vn:{port}")
        assert "trình duyệt không nhận" in _told(other, "HỎNG", "Chứng thư")[0]


def test_a_site_without_https_is_broken(tmp_path: Path) -> None:
    """What citizens write would travel in the clear."""
    with _serve(HEADERS) as port:
        result = _look(tmp_path, f"http://localhost:{port}")
    assert "không dùng HTTPS" in _told(result, "HỎNG", "Chứng thư")[0]
    assert _told(result, "ĐẠT", "Tiêu đề bảo mật")


def test_nobody_at_the_address_is_told(tmp_path: Path) -> None:
    """The web server is down, or the address wrong; a malformed one cannot be examined."""
    result = _look(tmp_path, f"https://localhost:{free_port()}")
    assert "không trả lời" in _told(result, "HỎNG", "Trang công khai")[0]
    assert "không khám được" in _told(_look(tmp_path, "cchc.example.vn"), "HỎNG", "Trang công khai")[0]
    assert _told(_look(tmp_path, ""), "CẦN XEM", "Trang công khai")


def test_the_plain_port_must_lead_to_https(tmp_path: Path) -> None:
    """On the usual ports the other one is looked at too."""
    make_certificate(tmp_path)
    home, environ = "127.77.0.1", {"CCHC_PROXY": "127.77.0.1"}
    try:
        with _serve(_SOUND, place=(home, 443), folder=tmp_path):
            with _serve({"Location": "https://localhost/"}, status=301, place=(home, 80)):
                assert _told(_look(tmp_path, "https://localhost", **environ), "ĐẠT", "Chuyển sang HTTPS")
            with _serve(_SOUND, place=(home, 80)):
                assert _told(_look(tmp_path, "https://localhost", **environ), "HỎNG", "Chuyển sang HTTPS")
    except PermissionError:
        pytest.skip("this account may not listen on the ports 80 and 443")
