"""Copies of the feedback database by the engine's own means, and the drill that proves one can be restored.

The files of items belong to a copy: they lie in a pool beside it (``backup_files``).
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from sqlalchemy import URL, Connection, create_engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from cchc.feedback.backup_files import TRIAL, examine_files, restore_files, take_files, write_list
from cchc.feedback.durable import make_folder, sync
from cchc.feedback.engines import make_reader, make_writer, parse_url
from cchc.feedback.migrate import migrate
from cchc.feedback.reading_rest import read_files
from cchc.feedback.records import Attachment
from cchc.feedback.rows import ARRIVED
from cchc.feedback.schema import history, item, outbox
from cchc.feedback.shelf import Held

_SECONDS = 3600
_NO_FILES = Held()


class BackupFailed(Exception):
    """The copy was not made, or is not whole."""


class NotACopy(BackupFailed):
    """The file to restore from cannot be read as a database, or is damaged."""


@dataclass(frozen=True)
class Contents:
    """What a database holds: items, those without exactly one message of arrival or without history, and files."""

    items: int
    incomplete: int
    files: Held = _NO_FILES


def back_up(address: str, target: Path, files: Path | None = None) -> Contents:
    """Write a consistent copy while the service runs, with the files of its items, and give it its name only then.

    Raise BackupFailed, also if ``target`` exists. Files that are not in their folder, or not as they came, do not stop
    the copy: ``Contents.files`` tells of them.
    """
    if target.exists():
        raise BackupFailed(f"{target} exists")
    url = parse_url(address)
    make_folder(target.parent)
    draft = target.with_name(f".{target.name}.{token_hex(4)}")
    try:
        _copy(url, draft)
        contents, rows = _try_out(url, draft)
        erased = _list_erased(address, take_files(files, target, rows))
        write_list(target, rows, erased)
        sync(draft)
        # A link never replaces what another backup has made meanwhile.
        target.hardlink_to(draft)
        sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(str(error)) from error
    finally:
        draft.unlink(missing_ok=True)
    return replace(contents, files=examine_files(target, rows))


def name_copy(now: datetime) -> str:
    """Return the name of a copy made now."""
    return f"gop-y-{now:%Y%m%d-%H%M%S}.bak"


def list_copies(folder: Path) -> Sequence[Path]:
    """Return the copies in a folder, as ``name_copy`` has named them, oldest first."""
    return sorted(folder.glob("gop-y-*.bak"))


def remove_old(folder: Path, before: datetime) -> int:
    """Remove copies last changed before a moment; return how many. What was erased since is still in them."""
    old = [file for file in list_copies(folder) if file.stat().st_mtime < before.timestamp()]
    for file in old:
        file.unlink()
    return len(old)


def rehearse(address: str, source: Path) -> Contents:
    """Restore a copy beside the database, bring its schema up to date, and count; nothing of it stays.

    On PostgreSQL this makes and drops a database on the same server. Raise BackupFailed.
    """
    contents, rows = _try_out(parse_url(address), source)
    return replace(contents, files=examine_files(source, rows))


def restore(address: str, source: Path, files: Path | None = None) -> Contents:
    """Restore a copy that passes its rehearsal into an empty place; raise BackupFailed if something is there.

    Its files come before it: killed between, the same command goes on.
    """
    url = parse_url(address)
    _refuse_unless_empty(url)
    contents, rows = _try_out(url, source)
    try:
        held = examine_files(source, rows) if files is None else restore_files(source, files, rows)
    except OSError as error:
        raise BackupFailed(str(error)) from error
    if _is_sqlite(url):
        _restore_sqlite(Path(url.database or ""), source)
    else:
        _run_tool("pg_restore", url, "--exit-on-error", "--no-owner", "--single-transaction", str(source))
    return replace(contents, files=held)


def list_rows(address: str) -> Sequence[Attachment]:
    """Return what the database knows of files; raise BackupFailed."""
    engine = make_reader(parse_url(address))
    try:
        with engine.connect() as connection:
            return read_files(connection)
    except SQLAlchemyError as error:
        raise BackupFailed(str(error)) from error
    finally:
        engine.dispose()


def _copy(url: URL, draft: Path) -> None:
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if _is_sqlite(url):
        _copy_sqlite(url, draft)
    else:
        _run_tool("pg_dump", url, f"--file={draft}", "--format=custom")


def _list_erased(address: str, missing: Sequence[str]) -> Sequence[str]:
    """Return which of the missing files no row names any more: their items were erased after the rows were copied."""
    known = {row.stored_name for row in list_rows(address)} if missing else ()
    return [name for name in missing if name not in known]


def _try_out(url: URL, source: Path) -> tuple[Contents, Sequence[Attachment]]:
    if not source.is_file():
        raise BackupFailed(f"{source} does not exist")
    with _sqlite_trial(source) if _is_sqlite(url) else _postgresql_trial(url, source) as trial:
        return _examine(trial)


def _refuse_unless_empty(url: URL) -> None:
    if _is_sqlite(url):
        path = Path(url.database or "")
        if any(path.with_name(path.name + end).exists() for end in ("", "-wal", "-shm")):
            raise BackupFailed(f"{path} exists; stop the service and move it with its -wal and -shm files away first")
        return
    with _connect(url) as connection:
        if connection.execute(text("SELECT to_regclass('item')")).scalar() is not None:
            raise BackupFailed("the database is not empty")


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _copy_sqlite(url: URL, target: Path) -> None:
    path = Path(url.database or "")
    if not path.is_file():
        raise BackupFailed(f"{path} does not exist")
    with (
        closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        # All pages in one step: one snapshot, which a busy writer cannot make begin again.
        live.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")


def _restore_sqlite(path: Path, source: Path) -> None:
    make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{token_hex(4)}")
    try:
        _copy_file(source, draft)
        path.hardlink_to(draft)
        sync(path.parent)
    except OSError as error:
        raise BackupFailed(str(error)) from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _sqlite_trial(source: Path) -> Iterator[URL]:
    with tempfile.TemporaryDirectory(prefix=TRIAL, dir=source.parent) as folder:
        trial = Path(folder) / "thu.sqlite3"
        try:
            _copy_file(source, trial)
            with closing(sqlite3.connect(trial)) as connection:
                faults = [row[0] for row in connection.execute("PRAGMA integrity_check")]
                orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.Error as error:
            raise NotACopy(str(error)) from error
        except OSError as error:
            raise BackupFailed(str(error)) from error
        if faults != ["ok"] or orphans:
            raise NotACopy(f"{faults[0]}, {len(orphans)} rows without their item")
        yield parse_url(f"sqlite:///{trial}")


@contextmanager
def _postgresql_trial(url: URL, source: Path) -> Iterator[URL]:
    name = f"cchc_thu_{token_hex(6)}"
    with _connect(url) as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        _run_tool("pg_restore", url.set(database=name), "--exit-on-error", "--no-owner", str(source))
        yield url.set(database=name)
    finally:
        with _connect(url) as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def _connect(url: URL) -> Iterator[Connection]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", hide_parameters=True)
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise BackupFailed(str(error)) from error
    finally:
        engine.dispose()


def _examine(url: URL) -> tuple[Contents, Sequence[Attachment]]:
    told = select(outbox.c.reference).where(outbox.c.event == ARRIVED).group_by(outbox.c.reference)
    whole = told.having(func.count() == 1).intersect(select(history.c.reference))
    engine = make_writer(url)
    try:
        migrate(engine)
        with engine.connect() as connection:
            items = connection.execute(select(func.count()).select_from(item)).scalar_one()
            complete = connection.execute(select(func.count()).select_from(whole.subquery())).scalar_one()
            rows = read_files(connection)
    except SQLAlchemyError as error:
        raise BackupFailed(str(error)) from error
    finally:
        engine.dispose()
    return Contents(items, items - complete), rows


def _run_tool(name: str, url: URL, *arguments: str) -> None:
    # The password goes through the environment: everybody on the machine can read arguments.
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    environ = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    command = [name, f"--dbname={bare.render_as_string()}", *arguments]
    try:
        done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603
    except FileNotFoundError:
        raise BackupFailed(f"{name} is not installed (package postgresql-client)") from None
    except subprocess.TimeoutExpired:
        raise BackupFailed(f"{name} took more than {_SECONDS} seconds") from None
    if done.returncode:
        raise BackupFailed(f"{name}: {done.stderr.strip()[-500:]}")


def _copy_file(source: Path, target: Path) -> None:
    with (
        source.open("rb") as reading,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as writing,
    ):
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())
