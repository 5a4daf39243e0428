"""Hand-picked bad requests, byte for byte, over a socket to the real server."""

import re
import socket
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from fuzz.bad_requests import BAD_REQUESTS, form
from fuzz.target import Target

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")
_HEALTH = b"GET /suc-khoe HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
_PATIENCE = 10.0
_FEW = 1.0
"""Seconds for requests of which some never come to an end."""


def _exchange(address: str, sent: bytes, patience: float = _PATIENCE) -> bytes:
    """Send bytes and return all that comes back before patience ends."""
    place = urlsplit(address)
    answer = bytearray()
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=patience) as link:
        with suppress(OSError):  # refused before all was sent: what was said is still there to read
            link.sendall(sent)
        with suppress(OSError):
            while piece := link.recv(65536):
                answer += piece
    return bytes(answer)


def test_there_are_five_hundred_different_ones() -> None:
    """The promise is a number; a request that stands there twice counts once."""
    assert len({sent for group in BAD_REQUESTS.values() for sent in group}) >= 500


@pytest.mark.slow
@pytest.mark.parametrize("group", BAD_REQUESTS)
def test_bad_requests_are_answered_as_mistakes_of_their_sender(target: Target, group: str) -> None:
    """Whatever comes over the wire: no failure, no file of ours, no word of theirs as markup; the service lives on."""
    failed = []
    for number, sent in enumerate(BAD_REQUESTS[group]):
        answer = _exchange(target.address, sent, _FEW if group == "framing" else _PATIENCE)
        status = _STATUS.match(answer)
        told = int(status[1]) if status else 0
        spoiled = told >= 500 or b"root:" in answer or b"SQLite format" in answer or b"<svg/onload" in answer
        if spoiled or b"Traceback" in answer or b"\r\nSet-Cookie: a=b" in answer:
            failed.append((number, told, sent[:150], target.failures.told[-1:]))
    assert failed == []
    assert _exchange(target.address, _HEALTH).endswith(b"ok")


@pytest.mark.slow
def test_senders_who_stop_in_the_middle_hold_up_nobody(target: Target) -> None:
    """Twenty half-sent forms stay open; the next sender is answered meanwhile, and they are told 408 in the end."""
    place = urlsplit(target.address)
    half = form(b"noi_dung=" + b"a" * 100)[:-50]
    links = [socket.create_connection((place.hostname or "", place.port or 0), timeout=60) for _ in range(20)]
    try:
        for link in links:
            link.sendall(half)
        assert _exchange(target.address, _HEALTH).endswith(b"ok")
        assert {link.recv(65536)[:13] for link in links} == {b"HTTP/1.1 408 "}
    finally:
        for link in links:
            link.close()
