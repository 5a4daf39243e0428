"""Bodies over the cap: the rest is read for a while and forgotten, so that the page that says what to do arrives."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from cchc.web.app import create_app
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import make_settings, run_server

pytestmark = pytest.mark.slow

_CAP = 64 * 1024
_FORM = "application/x-www-form-urlencoded"
_FILES = "multipart/form-data; boundary=x"
_FILE_CAP = 3 * 5 * 1024**2 + 128 * 1024


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a service that takes files."""
    root = tmp_path_factory.mktemp("dai")
    settings = make_settings(root, attachments_dir=root / "tep", rate={"burst": 0})
    with run_server(create_app(settings, store=MemoryStore(), clock=TurnedClock())) as served:
        yield served


@contextmanager
def _opened(address: str, *lines: str, timeout: float = 30) -> Iterator[socket.socket]:
    """Yield a line on which the head of a form was sent."""
    place = urlsplit(address)
    head = "\r\n".join(["POST /gop-y/hoi-dap HTTP/1.1", f"Host: {place.netloc}", *lines, "", ""])
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=timeout) as link:
        link.sendall(head.encode())
        yield link


def _read(link: socket.socket) -> str:
    answer = b""
    while piece := link.recv(65536):
        answer += piece
    return answer.decode()


@pytest.mark.parametrize(("media_type", "cap"), [(_FORM, _CAP), (_FILES, _FILE_CAP)], ids=["form", "files"])
def test_the_page_waits_for_the_rest(address: str, media_type: str, cap: int) -> None:
    """Nothing is answered while the sender still sends; then the whole page arrives on a line that is not reset."""
    length = cap + 20_000
    with _opened(address, f"Content-Type: {media_type}", f"Content-Length: {length}", timeout=1) as link:
        link.sendall(b"x" * (length - 10))
        with pytest.raises(TimeoutError):
            link.recv(1)
        link.sendall(b"x" * 10)
        link.settimeout(30)
        answer = _read(link)
    assert answer.startswith("HTTP/1.1 413 ")
    assert "rút ngắn" in answer
    assert "</html>" in answer


def test_a_body_of_unknown_length_is_read_on_too(address: str) -> None:
    """In chunks nobody knows the end: what comes within twice the cap is forgotten, and the page arrives."""
    with _opened(address, f"Content-Type: {_FORM}", "Transfer-Encoding: chunked") as link:
        for _ in range(10):
            link.sendall(b"2000\r\n" + b"x" * 0x2000 + b"\r\n")
        link.sendall(b"0\r\n\r\n")
        assert "</html>" in _read(link)


def test_what_is_far_too_long_is_refused_at_once(address: str) -> None:
    """No byte of a body of ten megabytes is waited for."""
    with _opened(address, f"Content-Type: {_FORM}", "Content-Length: 10000000") as link:
        assert link.recv(13) == b"HTTP/1.1 413 "


def test_who_asks_first_is_told_first(address: str) -> None:
    """A client that waits for our word is not told to go on with what will be refused."""
    expect = (f"Content-Type: {_FORM}", "Content-Length: 70000", "Expect: 100-continue")
    with _opened(address, *expect) as link:
        assert link.recv(13) == b"HTTP/1.1 413 "


def test_a_sender_who_stops_is_not_waited_for_long(address: str) -> None:
    """After some seconds the answer comes all the same; others are served meanwhile."""
    with _opened(address, f"Content-Type: {_FORM}", "Content-Length: 70000") as stuck:
        stuck.sendall(b"x" * 69_000)
        with _opened(address, f"Content-Type: {_FORM}", "Content-Length: 3", "Connection: close") as other:
            other.sendall(b"a=b")
            assert _read(other).startswith("HTTP/1.1 422 ")
        assert stuck.recv(13) == b"HTTP/1.1 413 "
