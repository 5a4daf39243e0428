"""What every answer carries and every request must pass."""

import http.client
import logging
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from cchc.feedback.store import ItemReader
from cchc.web.app import create_app
from cchc.web.security import HEADERS
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import CAU_HOI, make_settings, run_server
from web.visitor import Visitor, page_of

pytestmark = pytest.mark.slow

_STRICT = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/gop-y/hoi-dap", 200),
        ("GET", "/gop-y/khung.css", 200),
        ("GET", "/suc-khoe", 200),
        ("GET", "/khong-co", 404),
        ("POST", "/gop-y/hoi-dap", 415),
        ("PUT", "/gop-y/hoi-dap", 405),
        ("GET", "/gop-y/trang/?muc=4", 301),
    ],
)
def test_every_answer_is_under_the_strict_policy(visitor: Visitor, method: str, address: str, status: int) -> None:
    """Pages, files, redirects and errors carry the same security headers."""
    answer = visitor.http.request(method, address)
    assert answer.status_code == status
    assert set(_STRICT) <= set(answer.headers["content-security-policy"].split("; "))
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)


def test_no_page_needs_what_the_policy_forbids(visitor: Visitor) -> None:
    """No inline script, style, handler or address of another host is on any page of the service."""
    for address in ("/gop-y/hoi-dap", "/gop-y/trang", "/gop-y/tra-cuu", "/gop-y/bien-nhan/22222-22222", "/khong-co"):
        page = page_of(visitor.http.get(address))
        assert page.select("style, [style], [onclick], [onload], [onsubmit]") == []
        assert all(
            script["src"].startswith("/gop-y/tai-nguyen/") and not script.text for script in page.select("script")
        )
        assert all(not urlsplit(tag["href"]).netloc for tag in page.select("[href]"))


def test_pages_with_typed_words_are_kept_by_no_cache(visitor: Visitor) -> None:
    """Forms, receipts and errors say no-store."""
    answers = [visitor.http.get("/gop-y/hoi-dap"), visitor.send(ho_ten=""), visitor.send()]
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


def test_a_body_over_the_cap_is_refused_before_it_is_read(visitor: Visitor) -> None:
    """An announced length over the cap is answered with a page, whether or not the bytes ever come."""
    url = visitor.http.base_url
    connection = http.client.HTTPConnection(url.host, url.port, timeout=10)
    connection.putrequest("POST", "/gop-y/hoi-dap")
    connection.putheader("Content-Type", "application/x-www-form-urlencoded")
    connection.putheader("Content-Length", str(10**9))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    assert "Nội dung quá dài" in answer.read().decode()
    connection.close()


def test_a_body_without_an_announced_length_is_capped_too(visitor: Visitor) -> None:
    """A chunked body is cut off at the cap."""
    chunks = (b"noi_dung=" + b"x" * 8192 for _ in range(20))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert visitor.http.post("/gop-y/hoi-dap", content=chunks, headers=headers).status_code == 413


@pytest.mark.parametrize("media_type", ["multipart/form-data; boundary=x", "application/json", "text/plain", ""])
def test_only_forms_are_read(visitor: Visitor, media_type: str) -> None:
    """Other media types, and with them attachments, are refused."""
    answer = visitor.http.post("/gop-y/hoi-dap", content=b"x", headers={"Content-Type": media_type})
    assert answer.status_code == 415


@pytest.mark.parametrize("body", [b"&" * 5000 + b"a=1" * 3, b"=&" * 60, b"\xff\xfe%00%ff=%f0%28", b"a" * 60000])
def test_malformed_bodies_are_mistakes_of_the_sender(visitor: Visitor, body: bytes) -> None:
    """Whatever stands in the body, the answer is a page with a status below 500."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert visitor.http.post("/gop-y/hoi-dap", content=body, headers=headers).status_code in (400, 422)


@pytest.mark.parametrize(
    ("headers", "accepted"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "https://example.vn"}, False),
        ({"Origin": "null"}, False),
    ],
)
def test_only_our_own_pages_can_send(visitor: Visitor, headers: Mapping[str, str], accepted: bool) -> None:
    """A form on another site is refused; a browser that says nothing is let through to the token."""
    data = CAU_HOI | {"ma_bieu_mau": visitor.open()}
    answer = visitor.http.post("/gop-y/hoi-dap", data=data, headers=dict(headers))
    assert answer.status_code == (303 if accepted else 403)
    assert len(visitor.store.list_items()) == int(accepted)


def test_our_own_origin_may_carry_a_port(visitor: Visitor) -> None:
    """Origin and host are compared as browsers write them."""
    origin = str(visitor.http.base_url).rstrip("/")
    answer = visitor.http.post(
        "/gop-y/hoi-dap", data=CAU_HOI | {"ma_bieu_mau": visitor.open()}, headers={"Origin": origin}
    )
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("LOCALHOST:8000", 200), ("[::1]:8000", 200), ("example.vn", 421), ("", 421), ("[::1", 421)],
)
def test_only_known_hosts_are_answered(visitor: Visitor, host: str, status: int) -> None:
    """A request for another host name gets an error page and nothing else."""
    assert visitor.http.get("/gop-y/hoi-dap", headers={"Host": host}).status_code == status


def test_the_log_holds_no_reference_query_or_address(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    """A line tells method, first steps of the path, status and time."""
    with caplog.at_level(logging.INFO, logger="cchc.access"):
        location = visitor.send().headers["location"]
        visitor.http.get(f"{location}?x=bi-mat")
        visitor.http.get("/gop-y/%0Aforged")
    text = "\n".join(record.getMessage() for record in caplog.records)
    assert "GET '/gop-y/bien-nhan' 200" in text
    for secret in (location.rpartition("/")[2], "bi-mat", "127.0.0.1", CAU_HOI["email"], "\nforged"):
        assert secret not in text


class _BrokenStore(MemoryStore):
    """A store with a programmer's mistake."""

    def find_guarded(self, reference: str, secret_hash: str) -> None:
        raise RuntimeError("a mistake nobody foresaw")


def test_an_unforeseen_error_is_a_page_without_details(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """500 says so in plain words, in the frame and under the policy; the cause is in the log only."""
    store: ItemReader = _BrokenStore()
    app = create_app(make_settings(tmp_path), store=store, clock=TurnedClock())  # type: ignore[arg-type]
    with run_server(app) as address, caplog.at_level(logging.ERROR):
        data = {"ma": "22222-22222", "phan_bi_mat": "2222-2222-2222"}
        answer = httpx.post(f"{address}/gop-y/tra-cuu", data=data)
    assert answer.status_code == 500
    assert "Lỗi thuộc về cổng" in answer.text
    assert "nobody foresaw" not in answer.text
    assert "content-security-policy" in answer.headers
    assert "nobody foresaw" in caplog.text


def test_health_follows_the_store(visitor: Visitor) -> None:
    """``ok`` while the store answers, 503 while it does not."""
    assert visitor.http.get("/suc-khoe").text == "ok"
    visitor.store.down = True
    assert visitor.http.get("/suc-khoe").status_code == 503
