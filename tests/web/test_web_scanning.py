"""Attachments go past a scanner where the operator has one; a scanner that is down stops files, never words."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from cchc.cli.doctor.finding import Grade, Machine
from cchc.cli.doctor.scanner import check_scanner
from cchc.web.app import create_app
from cchc.web.scanning import Clamd, ScannerDown, parse_place
from cchc.web.settings import read_settings
from feedback.fakes import MemoryStore, TurnedClock
from web.scanners import MARK, run_clamd
from web.serving import CAU_HOI, make_settings, run_server
from web.visitor import Visitor, page_of

_SOUND = b"%PDF-1.7\n" + b"x" * 200_000 + b"%%EOF\n"
_BAD = b"%PDF-1.7\n" + b"x" * 200_000 + MARK + b"\n%%EOF\n"


@pytest.fixture
def services() -> Iterator[ExitStack]:
    """Yield what ends the servers of a test."""
    with ExitStack() as stack:
        yield stack


def _visit(services: ExitStack, folder: Path, scanner: str) -> Visitor:
    store, clock = MemoryStore(), TurnedClock()
    settings = make_settings(folder, attachments_dir=folder / "tep", scanner=scanner)
    address = services.enter_context(run_server(create_app(settings, store=store, clock=clock)))
    return Visitor(services.enter_context(httpx.Client(base_url=address)), store, clock)


def _send(visitor: Visitor, *files: tuple[str, bytes]) -> httpx.Response:
    body = CAU_HOI | {"ma_bieu_mau": visitor.open()}
    return visitor.http.post("/gop-y/hoi-dap", data=body, files=[("tep", (name, data)) for name, data in files])


def _stored(folder: Path) -> list[Path]:
    return [file for file in (folder / "tep").rglob("*") if file.is_file()]


@pytest.mark.slow
def test_a_sound_file_is_kept(services: ExitStack, tmp_path: Path) -> None:
    """The scanner has seen all of its bytes and found nothing."""
    visitor = _visit(services, tmp_path, services.enter_context(run_clamd()))
    assert _send(visitor, ("a.pdf", _SOUND)).status_code == 303
    assert [file.read_bytes() for file in _stored(tmp_path)] == [_SOUND]


@pytest.mark.slow
def test_a_bad_file_is_refused_by_name(services: ExitStack, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The sender reads which one; his words are still there; nothing is stored; the log names the finding only."""
    visitor = _visit(services, tmp_path, services.enter_context(run_clamd()))
    with caplog.at_level(logging.INFO, "cchc.security"):
        answer = _send(visitor, ("đơn.pdf", _SOUND), ("hóa-đơn.pdf", _BAD))
    page = page_of(answer)
    assert answer.status_code == 422
    assert "“hóa-đơn.pdf” có mã độc" in page.text
    assert "“đơn.pdf” có mã độc" not in page.text
    assert page.select_one("input[name=tieu_de]")["value"] == CAU_HOI["tieu_de"]
    assert _stored(tmp_path) == []
    assert visitor.store.list_items() == ()
    assert "Malware in an attachment: 'Thu.Nghiem-1'" in caplog.text
    assert "hóa-đơn" not in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("answer", [b"gone", b"INSTREAM size limit exceeded. ERROR", b"", b"x" * 10_000])
def test_without_a_clear_answer_files_wait_and_words_go(
    services: ExitStack, tmp_path: Path, answer: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Gone, over its own limit, silent or raving: the file is refused, the same words are taken without it."""
    place = services.enter_context(run_clamd(answer=answer or b"\0")) if answer != b"gone" else str(tmp_path / "no")
    visitor = _visit(services, tmp_path, place)
    refused = _send(visitor, ("a.pdf", _SOUND))
    assert refused.status_code == 422
    assert "chưa kiểm tra được mã độc" in refused.text
    assert _stored(tmp_path) == []
    assert "the scanner does not answer" in caplog.text
    assert _send(visitor).status_code == 303


def test_a_scanner_on_the_network_is_asked_too() -> None:
    """A place is a path or host and port; a port on which nobody listens is a scanner that is down."""
    assert parse_place("/run/clamav/clamd.ctl") == "/run/clamav/clamd.ctl"
    assert parse_place("tcp://[::1]:3310") == ("::1", 3310)
    with pytest.raises(ScannerDown):
        Clamd(parse_place("tcp://127.0.0.1:1")).find(b"x")


def test_a_living_scanner_answers() -> None:
    """So that the doctor can tell."""
    with run_clamd() as place:
        Clamd(place).ping()
    with run_clamd(answer=b"x") as place, pytest.raises(ScannerDown):
        Clamd(place).ping()


def test_the_doctor_asks_the_scanner(tmp_path: Path) -> None:
    """There, gone, or wanted because files are taken; nothing is said where nobody needs one."""

    def found(**environ: str) -> list[tuple[Grade, str]]:
        machine = Machine(tmp_path, environ, TurnedClock()())
        return [(finding.grade, finding.subject) for finding in check_scanner(machine)]

    with run_clamd() as place:
        assert found(CCHC_CLAMD=place) == [(Grade.DAT, "Quét mã độc")]
    assert found(CCHC_CLAMD=place) == [(Grade.HONG, "Quét mã độc")]
    assert found(CCHC_ATTACHMENTS="on") == [(Grade.CAN_XEM, "Quét mã độc")]
    assert found() == []


@pytest.mark.parametrize("place", ["clamd", "tcp://", "tcp://host", "tcp://:3310", "http://host:3310"])
def test_a_malformed_place_stops_the_start(tmp_path: Path, place: str) -> None:
    """A wrong value must not mean that nothing is scanned."""
    with pytest.raises(ValueError, match="CCHC_CLAMD"):
        read_settings(tmp_path, {"CCHC_CLAMD": place})
