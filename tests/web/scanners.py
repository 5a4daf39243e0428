"""A small server that speaks clamd's protocol, for tests: it finds one word in what it is sent."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

MARK = b"MA-DOC-THU-NGHIEM"
"""What this scanner takes for malware."""


@contextmanager
def run_clamd(*, answer: bytes = b"") -> Iterator[str]:
    """Serve on a socket of the machine and yield its path; ``answer`` is given instead of a true one."""
    # The path of such a socket may not be long, and folders of tests are.
    with tempfile.TemporaryDirectory(prefix="clamd-") as folder:
        path = str(Path(folder) / "ctl")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
            listener.listen()
            served = Thread(target=_serve, args=(listener, answer))
            served.start()
            try:
                yield path
            finally:
                with suppress(OSError):
                    listener.shutdown(socket.SHUT_RDWR)
                served.join()


def _serve(listener: socket.socket, answer: bytes) -> None:
    while True:
        try:
            line, _ = listener.accept()
        except OSError:
            return
        with line, suppress(OSError):
            line.sendall((answer or _answer(line)) + b"\0")
            # What the client still sends is taken, so that it can read the answer.
            while line.recv(65536):
                pass


def _answer(line: socket.socket) -> bytes:
    with line.makefile("rb") as sent:
        command = b""
        while not command.endswith(b"\0"):
            command += sent.read(1)
        if command == b"zPING\0":
            return b"PONG"
        assert command == b"zINSTREAM\0"
        data = b""
        while size := int.from_bytes(sent.read(4)):
            data += sent.read(size)
    return b"stream: Thu.Nghiem-1 FOUND" if MARK in data else b"stream: OK"
