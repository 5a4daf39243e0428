"""A wire to PostgreSQL that is cut at a COMMIT: before the server hears it, or before its answer comes back."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from threading import Event, Lock, Thread

from sqlalchemy import make_url

_COMMIT = b"COMMIT\x00"
_PIECE = 65536


class Cut(Enum):
    """Where the wire is cut."""

    BEFORE_COMMIT = "before"
    AFTER_COMMIT = "after"
    UNHEARD = "unheard"
    """Before it, and the server does not learn that nobody is there any more, as when a network vanishes."""


class Wire:
    """A socket between the program and the server; ``cut_next`` says what becomes of the next commits."""

    def __init__(self, server: str, folder: Path) -> None:
        url = make_url(server)
        self._host = str(url.query.get("host") or url.host or "/var/run/postgresql")
        self._port = url.port or 5432
        # Written, not rendered from the parts: a driver takes the host of the query before any other.
        self.address = url.set(host=None, port=None, query={"host": str(folder)}).render_as_string(hide_password=False)
        self.cuts = 0
        self._next: list[Cut] = []
        self._left: list[socket.socket] = []
        self._lock = Lock()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / ".s.PGSQL.5432"))
        self._listener.listen()
        Thread(target=self._accept, daemon=True).start()

    def cut_next(self, *cuts: Cut) -> None:
        """Cut the wire at the next commits, one after the other."""
        with self._lock:
            self._next += cuts

    def close(self) -> None:
        """Take no more connections, and let go of those that the server still believes in."""
        self._listener.close()
        for server in self._left:
            with suppress(OSError):  # the server may have given up by itself
                server.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                Thread(target=self._carry, args=(client, self._connect()), daemon=True).start()

    def _connect(self) -> socket.socket:
        if not self._host.startswith("/"):
            return socket.create_connection((self._host, self._port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{self._host}/.s.PGSQL.{self._port}")
        return server

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        """Carry what the program says; the way back has a thread of its own until a commit is to be cut."""
        muted = Event()
        back = Thread(target=_pour, args=(server, client, muted), daemon=True)
        back.start()
        with suppress(OSError), client:
            while said := client.recv(_PIECE):
                cut = self._take_cut() if _COMMIT in said else None
                if cut is Cut.UNHEARD:
                    self._left.append(server)
                    return
                if cut is Cut.AFTER_COMMIT:
                    muted.set()
                    server.sendall(said)
                    # The server makes the commit, sees that nothing more comes, and ends in order.
                    server.shutdown(socket.SHUT_WR)
                    back.join(10)
                if cut is not None:
                    break
                server.sendall(said)
        # Closing alone would end nothing: the other thread still listens.
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)

    def _take_cut(self) -> Cut | None:
        with self._lock:
            if not self._next:
                return None
            self.cuts += 1
            return self._next.pop(0)


@contextmanager
def lay_wire(server: str) -> Iterator[Wire]:
    """Lay a wire to a server on which a commit can be cut."""
    with tempfile.TemporaryDirectory(prefix="cchc-wire-") as folder:
        wire = Wire(server, Path(folder))
        try:
            yield wire
        finally:
            wire.close()


def _pour(source: socket.socket, target: socket.socket, muted: Event) -> None:
    with suppress(OSError):
        while said := source.recv(_PIECE):
            if not muted.is_set():
                target.sendall(said)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
    source.close()
