"""Reports of browsers on what the policy stopped: off by default, on this host only, and few words of them logged."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from cchc.feedback.guard import Rate
from cchc.web.app import create_app
from cchc.web.policy_reports import PATH
from cchc.web.settings import read_settings
from feedback.fakes import MemoryStore, TurnedClock
from web.processes import until
from web.serving import make_settings, run_server
from web.visitor import Visitor

pytestmark = pytest.mark.slow

_TYPE = "application/csp-report"
_PAGE = "https://cong.example.vn/gop-y/bien-nhan/K7M4P-9RTX3?benh=lao"


def _report(**changes: object) -> str:
    told = {"document-uri": _PAGE, "effective-directive": "script-src-elem", "blocked-uri": "https://la.example/x?a=b"}
    told |= {"script-sample": "nói riêng", "referrer": "https://la.example/?lao"}
    return json.dumps({"csp-report": told | changes})


def _visit(folder: Path, rate: Rate) -> Iterator[Visitor]:
    store, clock = MemoryStore(), TurnedClock()
    app = create_app(make_settings(folder, policy_reports=True, rate=rate), store=store, clock=clock)
    with run_server(app) as address, httpx.Client(base_url=address) as http:
        yield Visitor(http, store, clock)


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Visitor]:
    """Yield a visitor of a service that takes reports."""
    yield from _visit(tmp_path, Rate(0))


def _send(visitor: Visitor, content: str | bytes, media_type: str = _TYPE) -> int:
    return visitor.http.post(PATH, content=content, headers={"Content-Type": media_type}).status_code


def _told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "cchc.csp"]


def test_without_the_setting_nobody_is_asked(visitor: Visitor) -> None:
    """No header asks for reports, and there is no place for them."""
    answer = visitor.http.get("/gop-y/hoi-dap")
    assert "report" not in answer.headers["content-security-policy"]
    assert _send(visitor, _report()) in (404, 405)


def test_the_setting_is_a_word(tmp_path: Path) -> None:
    """``on`` and nothing else."""
    assert read_settings(tmp_path, {"CCHC_CSP_REPORTS": "on"}).policy_reports
    assert not read_settings(tmp_path, {}).policy_reports


def test_every_answer_names_the_place_on_this_host(tmp_path: Path) -> None:
    """Below the path of the site, never at another host."""
    settings = make_settings(tmp_path, policy_reports=True, base_path="/cchc")
    with run_server(create_app(settings, store=MemoryStore(), clock=TurnedClock())) as address:
        for path in ("/cchc/gop-y/hoi-dap", "/khong-co"):
            headers = httpx.get(f"{address}{path}").headers
            assert headers["content-security-policy"].endswith(f"; report-uri /cchc{PATH}")
        assert (
            httpx.post(f"{address}/cchc{PATH}", content=_report(), headers={"Content-Type": _TYPE}).status_code == 204
        )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Policy script-src-elem stopped la.example at '/gop-y/bien-nhan'"),
        ({"blocked-uri": "data"}, "Policy script-src-elem stopped data at '/gop-y/bien-nhan'"),
        ({"blocked-uri": ""}, "Policy script-src-elem stopped inline at '/gop-y/bien-nhan'"),
        ({"blocked-uri": "https://a b\n/"}, "Policy script-src-elem stopped ? at '/gop-y/bien-nhan'"),
        ({"effective-directive": "x\ny"}, "Policy ? stopped la.example at '/gop-y/bien-nhan'"),
        ({"document-uri": "https://x/a%0A\nb/c/d"}, "Policy script-src-elem stopped la.example at '/a%0Ab/c'"),
    ],
)
def test_a_report_is_one_line_without_query_or_reference(
    listening: Visitor, caplog: pytest.LogCaptureFixture, changes: dict[str, object], line: str
) -> None:
    """Rule, host or word, first steps of our path; no reference, query, sample, or line of the sender's making."""
    with caplog.at_level(logging.INFO, "cchc.csp"):
        assert _send(listening, _report(**changes)) == 204
    assert _told(caplog) == [line]
    for word in ("K7M4P", "lao", "nói riêng", "a=b", "127.0.0.1"):
        assert word not in caplog.text


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{", _TYPE, 400),
        (b"[" * 10_000, _TYPE, 400),
        (b"\xff\xfe\x00", _TYPE, 400),
        (b'{"csp-report": {"blocked-uri": "http://["}}', _TYPE, 400),
        (b"7", _TYPE, 204),
        (b'{"csp-report": 7}', _TYPE, 204),
        (b'[{"type": "csp-violation", "body": {}}]', _TYPE, 204),
        (b"x" * 17_000, _TYPE, 413),
        (b"a=b", "application/x-www-form-urlencoded", 415),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_bad_reports_are_mistakes_of_their_sender(
    listening: Visitor, caplog: pytest.LogCaptureFixture, content: bytes, media_type: str, status: int
) -> None:
    """Whatever is sent, the answer is below 500 and no line is written."""
    with caplog.at_level(logging.INFO, "cchc.csp"):
        assert _send(listening, content, media_type) == status
    assert _told(caplog) == []


def test_a_flood_of_reports_is_twenty_lines_a_minute(listening: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    """All senders together."""
    with caplog.at_level(logging.INFO, "cchc.csp"):
        for _ in range(30):
            _send(listening, _report())
    assert len(_told(caplog)) == 20


def test_one_network_is_limited(tmp_path: Path) -> None:
    """As with forms."""
    for visitor in _visit(tmp_path, Rate(2)):
        assert [_send(visitor, _report()) for _ in range(3)] == [204, 204, 429]


@pytest.mark.browser
def test_a_browser_reports_what_it_stopped(
    chromium: Browser, listening: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    """A real browser that is made to load a foreign picture tells this host about it, in this host's words."""
    page = chromium.new_page()
    try:
        with caplog.at_level(logging.INFO, "cchc.csp"):
            page.goto(str(listening.http.base_url.join("/gop-y/hoi-dap?benh=lao")))
            page.evaluate("new Image().src = 'https://la.example/anh.png?a=b'")
            assert until(lambda: bool(_told(caplog)))
    finally:
        page.close()
    assert _told(caplog)[0] == "Policy img-src stopped la.example at '/gop-y/hoi-dap'"
