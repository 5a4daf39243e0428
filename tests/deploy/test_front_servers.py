"""nginx and Caddy before the service, with the files that operators install."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import httpx
import pytest

from cchc.web.security import HEADERS
from deploy.fronts import client_from, run_front
from web.processes import make_token, run_process
from web.serving import CAU_HOI

pytestmark = pytest.mark.slow

_FORM = "/gop-y/hoi-dap"


@dataclass(frozen=True)
class Front:
    """A web server with its address, its name and its folder."""

    address: str
    name: str
    folder: Path


def _make_root(folder: Path) -> Path:
    site = folder / "root" / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<h1>Trang chủ</h1>", encoding="utf-8")
    return site.parent


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def front(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Yield a server before a service that lets each network send twice in ten minutes."""
    folder = tmp_path_factory.mktemp(request.param)
    variables = {"CCHC_PROXY": "127.0.0.1", "CCHC_RATE": "2/600", "CCHC_ALLOWED_HOSTS": "localhost"}
    with (
        run_process(_make_root(folder), **variables) as (_, service),
        run_front(request.param, folder, service) as address,
    ):
        yield Front(address, request.param, folder)


def _send(client: httpx.Client, **headers: str) -> int:
    data = CAU_HOI | {"ma_bieu_mau": make_token(), "email": f"mau-{token_hex(4)}@example.vn"}
    return client.post(_FORM, data=data, headers=headers).status_code


def _assert_safe(answer: httpx.Response) -> None:
    assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "<html" in answer.text


def test_networks_are_told_apart_and_cannot_be_feigned(front: Front) -> None:
    """Each network has its own limit; a header of the sender's own making gives him no new one."""
    with client_from(front.address, source="127.1.0.1") as client:
        assert [_send(client) for _ in range(2)] == [303, 303]
        assert _send(client) == 429
        assert _send(client, **{"X-Forwarded-For": "203.0.113.9"}) == 429
        assert _send(client, Forwarded="for=203.0.113.9") == 429
    with client_from(front.address, source="127.2.0.1") as client:
        assert _send(client) == 303


def test_the_origin_of_a_form_passes_the_front(front: Front) -> None:
    """A browser's own Origin, with its port, is the site's; another is refused."""
    with client_from(front.address, source="127.3.0.1") as client:
        assert _send(client, Origin=front.address) == 303
        assert _send(client, Origin="https://localhost:1") == 403


def test_every_header_of_the_service_arrives_once(front: Front) -> None:
    """The form, the log-in of the desk and a missing page carry the headers of the service and HSTS."""
    with client_from(front.address) as client:
        for path in (_FORM, "/gop-y/tra-cuu", "/gop-y/xu-ly/dang-nhap", "/khong-co/"):
            answer = client.get(path)
            for name, value in HEADERS.items():
                assert answer.headers.get_list(name) == [value], (path, name)
            assert answer.headers.get_list("strict-transport-security") == ["max-age=63072000; includeSubDomains"], path


def test_no_page_of_the_desk_or_of_a_form_is_kept(front: Front) -> None:
    """Neither browser nor proxy may keep them."""
    with client_from(front.address) as client:
        for path in (_FORM, "/gop-y/xu-ly", "/gop-y/xu-ly/dang-nhap", "/gop-y/tra-cuu"):
            assert client.get(path).headers["cache-control"] == "no-store", path


def test_a_body_over_the_limit_is_refused_with_a_page(front: Front) -> None:
    """413, in words that help, with the headers of every page."""
    # Each on a line of its own, twenty times: a page that is lost to senders who still send would be lost in some.
    for _ in range(20):
        with client_from(front.address, source="127.4.0.1") as client:
            answer = client.post(_FORM, data={"noi_dung": "x" * 70_000})
        assert answer.status_code == 413
        assert "rút ngắn" in answer.text
        _assert_safe(answer)


def test_a_flood_of_a_body_is_refused(front: Front) -> None:
    """Two megabytes do not reach the service whole."""
    with client_from(front.address, source="127.4.0.1") as client:
        assert client.post(_FORM, data={"noi_dung": "x" * 2_000_000}).status_code == 413


def test_the_state_of_the_service_is_not_for_everybody(front: Front) -> None:
    """Only this machine may ask whether it lives."""
    with client_from(front.address) as client:
        assert client.get("/suc-khoe").text == "ok"
    with client_from(front.address, source="127.5.0.1") as client:
        assert client.get("/suc-khoe").status_code in (403, 404)


def test_a_service_that_is_down_is_told_in_a_page(front: Front, tmp_path: Path) -> None:
    """502 with a page that says what to do, styled by a file of its own."""
    with run_process(_make_root(tmp_path)) as (process, service):
        process.kill()
        process.wait()
    with run_front(front.name, tmp_path, service) as address, client_from(address) as client:
        answer = client.get(_FORM)
        assert answer.status_code == 502
        assert "Quay lại" in answer.text
        assert int(answer.headers["retry-after"]) > 0
        _assert_safe(answer)
        style = client.get("/loi-may-chu/loi.css")
        assert style.headers["content-type"].startswith("text/css")


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Front]:
    """Yield nginx before a service without limits of its own."""
    variables = {"CCHC_PROXY": "127.0.0.1", "CCHC_ALLOWED_HOSTS": "localhost"}
    with (
        run_process(_make_root(tmp_path), **variables) as (_, service),
        run_front("nginx", tmp_path, service) as address,
    ):
        yield Front(address, "nginx", tmp_path)


def test_nginx_stops_a_flood_before_the_service(nginx: Front) -> None:
    """After a burst the answer is 429 with a page; reading, and another network, go on."""
    with client_from(nginx.address, source="127.6.0.1") as client:
        answers = [client.post(_FORM, data={"noi_dung": "x"}) for _ in range(60)]
        refused = [answer for answer in answers if answer.status_code == 429]
        assert answers[0].status_code == 422
        assert refused
        assert "chờ khoảng một phút" in refused[0].text
        assert refused[0].headers["retry-after"] == "60"
        _assert_safe(refused[0])
        assert client.get(_FORM).status_code == 200
    with client_from(nginx.address, source="127.7.0.1") as client:
        assert client.post(_FORM, data={"noi_dung": "x"}).status_code == 422


def test_the_desk_does_not_share_the_limit_of_citizens(nginx: Front) -> None:
    """All officers may sit behind one address: sixty of their steps in a row reach the service."""
    with client_from(nginx.address, source="127.6.0.1") as client:
        answers = [client.post("/gop-y/xu-ly/dang-xuat", data={"x": "y"}) for _ in range(60)]
    assert not [answer for answer in answers if "retry-after" in answer.headers]
    assert {answer.status_code for answer in answers} != {429}


def _read_log(nginx: Front, awaited: str) -> str:
    """Return the log once it holds a line: nginx logs a refused body only after the line to its sender is closed."""
    file = nginx.folder / "cchc.log"
    with client_from(nginx.address, source="127.8.0.1") as client:
        for _ in range(2000):
            if awaited in file.read_text():
                break
            client.get("/")
    return file.read_text()


def test_the_log_of_nginx_tells_nothing_of_people(nginx: Front) -> None:
    """No address, query, reference, referrer or browser: what happened, where, how long."""
    with client_from(nginx.address, source="127.8.0.1") as client:
        client.get("/gop-y/bien-nhan/K7M4P-9RTX3?bi-mat=abc", headers={"Referer": "https://x.example/benh-an"})
        client.get("/x//gop-y//bien-nhan/K7M4P-9RTX3")
        client.get("/tra-cuu/?q=benh-lao")
        client.post(_FORM, data={"noi_dung": "x" * 70_000})
    nginx_log = _read_log(nginx, '"POST /gop-y/hoi-dap" 413')
    assert '"GET /gop-y/bien-nhan" ' in nginx_log
    assert '"POST /gop-y/hoi-dap" 413' in nginx_log
    assert '"? /gop-y/" ' in nginx_log
    everything = nginx_log + (nginx.folder / "cchc-loi.log").read_text()
    for word in ("K7M4P", "127.8.0.1", "benh", "abc", "httpx"):
        assert word not in everything
