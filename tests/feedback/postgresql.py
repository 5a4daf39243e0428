"""A throw-away PostgreSQL cluster on a socket of its own, run as a user who is not root, and empty databases."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

_USERS = ("postgres", "nobody")
_numbers = count(1)


def find_binaries() -> Path | None:
    """Return the folder with ``initdb`` and ``pg_ctl``, or None."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").is_file() and (place / "pg_ctl").is_file()), None)


class Cluster:
    """A server that may be killed and started again."""

    def __init__(self, binaries: Path, folder: Path, user: str | None) -> None:
        self.address = f"postgresql+psycopg://cchc@/postgres?host={folder}"
        self._binaries = binaries
        self._folder = folder
        self._user = user

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self._folder} -c fsync=off"
        self._control("start", "-w", "-t", "60", "-l", self._folder / "log", "-o", options)

    def kill(self) -> None:
        """End the server at once, as a crash would: it recovers from its log at the next start."""
        self._control("stop", "-w", "-m", "immediate")

    def revive(self) -> None:
        """Start the server unless it runs: one whose disk was full may have ended itself or not."""
        try:
            self._control("status")
        except subprocess.CalledProcessError:
            self.start()

    def _control(self, action: str, *options: str | Path) -> None:
        _run(self._user, self._binaries / "pg_ctl", action, "-D", self._folder / "data", *options)


@contextmanager
def run_cluster(binaries: Path, place: Path | None = None) -> Iterator[Cluster]:
    """Run a cluster while the body does, below a folder that others may enter (default: the system's)."""
    # Not below pytest's own folder, which another user may not enter; short, because socket paths are limited.
    folder = Path(tempfile.mkdtemp(prefix="cchc-pg-", dir=place))
    user = _lesser_user()
    try:
        if user is not None:
            shutil.chown(folder, user)
        _run(
            user,
            *(binaries / "initdb", "-D", folder / "data", "-U", "cchc", "--auth=trust"),
            *("-E", "UTF8", "--locale=C", "--no-sync"),
        )
        cluster = Cluster(binaries, folder, user)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.kill()
    finally:
        shutil.rmtree(folder)


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Make an empty database on a server, yield its address, and drop it."""
    name = f"cchc_test_{os.getpid()}_{next(_numbers)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()


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
