"""What is tried against the doors is told in the security log: what and how often, never who, never the words."""

import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx
import pytest

from cchc.feedback.guard import HONEYPOT, Rate
from cchc.web.app import create_app
from cchc.web.probes import Probe, ProbeLog
from cchc.web.proof import PROOF
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import CAU_HOI, make_settings, run_server
from web.visitor import Visitor

_ADVERT = "<a href='https://example.vn'>RẺ NHẤT</a> " + "https://example.vn/mua-ngay " * 4


def _told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "cchc.security"]


def _too_old(visitor: Visitor) -> httpx.Response:
    token = visitor.open()
    visitor.clock.turn(hours=25)
    return visitor.send(token)


def _too_fast(visitor: Visitor) -> httpx.Response:
    token = visitor.open()
    visitor.clock.turn(seconds=-30)
    return visitor.send(token)


def _post(visitor: Visitor, headers: Mapping[str, str], *, size: int = 0) -> httpx.Response:
    data = CAU_HOI | {"ma_bieu_mau": visitor.open(), "noi_dung": "x" * (size or 10)}
    return visitor.http.post("/gop-y/hoi-dap", data=data, headers=dict(headers))


_TRIED: dict[Probe, Callable[[Visitor], httpx.Response]] = {
    Probe.FORGED_TOKEN: lambda visitor: visitor.send("giả.mạo"),
    Probe.EXPIRED_TOKEN: _too_old,
    Probe.TOO_FAST: _too_fast,
    Probe.TRAP: lambda visitor: visitor.send(**{HONEYPOT: "https://example.vn"}),
    Probe.GUESS: lambda visitor: visitor.http.post(
        "/gop-y/tra-cuu", data={"ma": "22222-22222", "phan_bi_mat": "2222-2222-2222"}
    ),
    Probe.PROOF: lambda visitor: visitor.send(noi_dung=_ADVERT, da_xem="co", **{PROOF: "giả"}),
    Probe.ORIGIN: lambda visitor: _post(visitor, {"Origin": "https://la.example"}),
    Probe.HOST: lambda visitor: _post(visitor, {"Host": "la.example"}),
    Probe.BODY: lambda visitor: _post(visitor, {}, size=70_000),
}


@pytest.mark.slow
@pytest.mark.parametrize("probe", _TRIED, ids=lambda probe: probe.name)
def test_each_attempt_is_told_without_sender_or_words(
    visitor: Visitor, caplog: pytest.LogCaptureFixture, probe: Probe
) -> None:
    """One line with the sort of attempt; neither address nor contact nor a word that was sent."""
    with caplog.at_level(logging.INFO, "cchc.security"):
        _TRIED[probe](visitor)
    assert _told(caplog) == [f"Refused: {probe.value}"]
    for word in ("127.0.0.1", CAU_HOI["email"], "la.example", "giả", "22222", "Ước Lễ"):
        assert word not in " ".join(_told(caplog))


@pytest.mark.slow
def test_limits_are_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Of sendings from one network, of one contact, and of log-ins."""
    store, clock = MemoryStore(), TurnedClock()
    app = create_app(make_settings(tmp_path, rate=Rate(1)), store=store, clock=clock)
    with (
        caplog.at_level(logging.INFO, "cchc.security"),
        run_server(app) as address,
        httpx.Client(base_url=address) as http,
    ):
        visitor = Visitor(http, store, clock)
        assert [visitor.send().status_code for _ in range(2)] == [303, 429]
        app.state.service.sendings.give_back("127.0.0.1")
        assert visitor.send().status_code == 429
        for _ in range(2):
            page = visitor.http.get("/gop-y/xu-ly/dang-nhap").text
            token = re.search(r'name="ma_phien" value="([^"]+)"', page)
            assert token is not None
            visitor.http.post(
                "/gop-y/xu-ly/dang-nhap", data={"ma_phien": token[1], "ten_dang_nhap": "a", "mat_khau": "b"}
            )
    told = _told(caplog)
    for probe in (Probe.RATE, Probe.CONTACT_RATE, Probe.LOGIN_RATE):
        assert f"Refused: {probe.value}" in told


@pytest.mark.slow
def test_what_people_do_is_told_nowhere(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    """A question, a mistake in it, its receipt and its look-up leave no line among the attempts."""
    with caplog.at_level(logging.INFO, "cchc.security"):
        visitor.send(ho_ten="")
        visitor.http.get(visitor.send().headers["location"])
    assert _told(caplog) == []


def test_a_flood_is_two_lines_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    """Ten thousand attempts from two networks: the first at once, the rest as a number when the minute is over."""
    waiting: list[Callable[[], None]] = []
    probes = ProbeLog(waiting.append)
    with caplog.at_level(logging.INFO, "cchc.security"):
        for number in range(10_000):
            probes.note(Probe.TRAP, f"203.0.{113 + number % 2}.{number % 250}")
        assert _told(caplog) == ["Refused: trap field filled"]
        (tell,) = waiting
        tell()
        probes.note(Probe.TRAP, "203.0.113.1")
        probes.close()
    assert _told(caplog)[1:] == [
        "Refused 9999 times more within a minute, from 2 networks: trap field filled",
        "Refused: trap field filled",
    ]
    assert "203.0" not in caplog.text


def test_memory_of_networks_is_bounded() -> None:
    """Attempts from everywhere are counted in bounded memory, which holds no address."""
    waiting: list[Callable[[], None]] = []
    probes = ProbeLog(waiting.append)
    for number in range(5_000):
        probes.note(Probe.HOST, f"10.{number // 250}.{number % 250}.1")
    assert len(waiting) == 1
    (count,) = vars(probes)["_counts"].values()
    assert len(count.networks) == 1_000
    assert "10.0" not in repr(count)


@pytest.mark.slow
def test_an_orderly_end_tells_what_was_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What came within the last minute before the service stopped is in the log too."""
    store, clock = MemoryStore(), TurnedClock()
    with (
        caplog.at_level(logging.INFO, "cchc.security"),
        run_server(create_app(make_settings(tmp_path), store=store, clock=clock)) as address,
        httpx.Client(base_url=address) as http,
    ):
        for _ in range(3):
            http.get("/gop-y/hoi-dap", headers={"Host": "la.example"})
    assert _told(caplog)[-1] == "Refused 2 times more within a minute, from 1 networks: unknown host name"
