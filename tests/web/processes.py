"""``cchc serve`` as a real process, and one question sent to it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import httpx

from cchc.feedback.clock import utc_now
from cchc.feedback.guard import TokenPolicy, issue_token
from cchc.model.feedback import LoaiGopY
from web.serving import CAU_HOI, SECRET

_COMMAND = [sys.executable, "-c", "from cchc.cli.serve import serve; serve()", "--port", "0"]


@contextmanager
def run_process(root: Path, database: str = "", **variables: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Run the command on a free port; yield it with its address. Killed at the end unless it has ended."""
    environ = os.environ | {
        "CCHC_SECRET": SECRET,
        "CCHC_RATE": "0",
        "CCHC_MIN_FILL": "0",
        "CCHC_DATABASE_URL": database,
        "CCHC_SPOOL": "",
        **variables,
    }
    with subprocess.Popen(
        [*_COMMAND, "--root", str(root)], env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().split()[-1].rstrip("/")
        finally:
            process.kill()


def database_of(root: Path) -> str:
    """Return the address of the SQLite file of a root."""
    return f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}"


def make_token() -> str:
    """Return the token of a form opened now."""
    return issue_token(TokenPolicy((SECRET,)), LoaiGopY.HOI_DAP, utc_now())


def send(client: httpx.Client, token: str) -> str:
    """Send a question; return its reference, or nothing if it was not acknowledged."""
    try:
        answer = client.post("/gop-y/hoi-dap", data=CAU_HOI | {"ma_bieu_mau": token})
    except httpx.TransportError:
        return ""
    return answer.headers["location"].rpartition("/")[2] if answer.status_code == 303 else ""


def until(reached: Callable[[], bool]) -> bool:
    """Ask until it is so, for 60 seconds at most."""
    waiting, deadline = Event(), time.monotonic() + 60
    while not (now := reached()) and time.monotonic() < deadline:
        waiting.wait(0.1)
    return now
