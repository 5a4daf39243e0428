"""Scanning of attachments for malware by a ``clamd`` that the operator runs; without one nothing is scanned.

The protocol is clamd's INSTREAM: the bytes in pieces with their length before each, then one word of answer. A scanner
that does not answer stops files, never words: the sender reads that he can send without them.
"""

import logging
import socket
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from cchc.web.file_types import Accepted

_SECONDS = 30.0
_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096
_FOUND = "Chọn tệp khác: {names} có mã độc nên không được nhận. Các tệp còn lại cũng cần chọn lại."
_DOWN = (
    "Cổng chưa kiểm tra được mã độc trong tệp nên chưa nhận tệp. Bạn gửi không kèm tệp, hoặc gửi lại sau; nội dung bạn "
    "viết vẫn còn."
)

security = logging.getLogger("cchc.security")

Place = str | tuple[str, int]
"""A path of the machine, or host and port."""

FileCheck = Callable[[Iterable[Accepted]], str]
"""Returns in Vietnamese why files are not taken, or ""."""


class Scanner(Protocol):
    """Looks into bytes for malware."""

    def find(self, data: bytes) -> str:
        """Return the name of what was found, or ""; raise ScannerDown."""


class ScannerDown(Exception):
    """The scanner did not answer, or not as it should."""


class Clamd:
    """A clamd at a place of this machine or network."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def find(self, data: bytes) -> str:
        """Return the name of what was found, or ""; raise ScannerDown."""
        answer = self._ask(b"zINSTREAM\0", *_pieces(data))
        if answer == "stream: OK":
            return ""
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        raise ScannerDown(f"clamd answered {answer[:80]!r}")

    def ping(self) -> None:
        """Raise ScannerDown unless it is there."""
        if self._ask(b"zPING\0") != "PONG":
            raise ScannerDown("clamd did not answer PONG")

    def _ask(self, *parts: bytes) -> str:
        try:
            with _connect(self._place) as line:
                for part in parts:
                    line.sendall(part)
                return _read_answer(line)
        except OSError as error:
            raise ScannerDown(str(error)) from error


def parse_place(text: str) -> Place:
    """Return where clamd listens: a path beginning with "/", or ``tcp://host:port``. Raise ValueError."""
    if text.startswith("/"):
        return text
    host, colon, port = text.removeprefix("tcp://").rpartition(":")
    if not (text.startswith("tcp://") and host and colon and port.isdecimal()):
        raise ValueError(f"CCHC_CLAMD must be a path or tcp://host:port, not {text}")
    return host.strip("[]"), int(port)


def check_nothing(_: Iterable[Accepted]) -> str:
    """Take all files: there is no scanner."""
    return ""


def make_file_check(place: str) -> FileCheck:
    """Return the check of a clamd at this place; "" checks nothing."""
    if not place:
        return check_nothing
    scanner = Clamd(parse_place(place))
    return lambda files: check_files_with(scanner, files)


def check_files_with(scanner: Scanner, files: Iterable[Accepted]) -> str:
    """Return why these files are not taken, or "". It is work for a thread."""
    bad = []
    try:
        for file in files:
            if found := scanner.find(file.data):
                # The name is the scanner's own; nothing of the sender is in it.
                security.warning("Malware in an attachment: %r", found[:80])
                bad.append(f"“{file.name}”")
    except ScannerDown as error:
        security.error("Attachments are refused, the scanner does not answer: %s", error)
        return _DOWN
    return _FOUND.format(names=", ".join(bad)) if bad else ""


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        yield len(piece).to_bytes(4) + piece
    yield bytes(4)


def _connect(place: Place) -> socket.socket:
    if isinstance(place, tuple):
        return socket.create_connection(place, timeout=_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(_SECONDS)
        line.connect(place)
    except OSError:
        line.close()
        raise
    return line


def _read_answer(line: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER and (piece := line.recv(_LONGEST_ANSWER)):
        answer += piece
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()
