"""A throw-away PostgreSQL cluster on a socket of its own, run as a user who is not root."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_USERS = ("postgres", "nobody")


def find_binaries() -> Path | None:
    """Return the folder with ``initdb`` and ``pg_ctl``, or None."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").is_file() and (place / "pg_ctl").is_file()), None)


@contextmanager
def run_cluster(binaries: Path) -> Iterator[str]:
    """Run a cluster and yield the address of its first database."""
    # Not below pytest's own folder, which another user may not enter; short, because socket paths are limited.
    folder = Path(tempfile.mkdtemp(prefix="cchc-pg-"))
    user = _lesser_user()
    try:
        if user is not None:
            shutil.chown(folder, user)
        data = folder / "data"
        _run(
            user, binaries / "initdb", "-D", data, "-U", "cchc", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        _run(user, binaries / "pg_ctl", "start", "-w", "-t", "60", "-D", data, "-l", folder / "log", "-o", options)
        try:
            yield f"postgresql+psycopg://cchc@/postgres?host={folder}"
        finally:
            _run(user, binaries / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)
    finally:
        shutil.rmtree(folder)


def _lesser_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _USERS if name in known)


def _run(user: str | None, *command: str | Path) -> None:
    extra = {} if user is None else {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    subprocess.run(
        [str(part) for part in command],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **extra,
    )
