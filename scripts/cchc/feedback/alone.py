"""Who may write a SQLite file: services together, or one command alone. PostgreSQL needs no such door.

SQLite before 3.51.3 can corrupt a database that two processes write and checkpoint at once: https://sqlite.org/wal.html,
"The WAL-Reset Bug". So a command that writes refuses while a service runs, and a service waits for a command to end.
The lock lies on the folder of the file: closing a second descriptor of the file itself would drop SQLite's own locks.
"""

import fcntl
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import URL

from cchc.feedback.store import StoreUnavailable

_WAIT = 2.0
_PAUSE = 0.05


class ServiceRunning(Exception):
    """A service has the database open: the work must be done on its screens, or after it has ended."""


def hold(url: URL, *, alone: bool) -> Callable[[], None]:
    """Take the right to write, and return what gives it back; the end of the process gives it back too.

    Raise ServiceRunning if ``alone`` is asked for and somebody else writes, StoreUnavailable if a command writes.
    """
    if url.get_backend_name() != "sqlite":
        return lambda: None
    descriptor = os.open(Path(url.database or "").absolute().parent, os.O_RDONLY)
    try:
        _lock(descriptor, alone=alone)
    except BaseException:
        os.close(descriptor)
        raise
    # Whoever gives it back twice must not close what has got the same number since.
    held = ExitStack()
    held.callback(os.close, descriptor)
    return held.close


def _lock(descriptor: int, *, alone: bool) -> None:
    kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    deadline = time.monotonic() + _WAIT
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if alone:
                raise ServiceRunning("the service has the database open") from None
            if time.monotonic() > deadline:
                raise StoreUnavailable("a command is writing the database") from None
            time.sleep(_PAUSE)
        else:
            return
