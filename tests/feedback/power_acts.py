"""What a process does while ``power`` reads its calls: ``python -m feedback.power_acts ACT FOLDER``."""

import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from cchc.cli import main as cchc
from cchc.feedback.backup import back_up, restore
from cchc.feedback.clock import utc_now
from cchc.feedback.shelf import move_up, put
from cchc.feedback.spool import Spool
from cchc.feedback.sql_store import open_store
from cchc.web.key_file import key_file, read_keys, rotate
from feedback.filed import receive
from feedback.locks import hold_lock
from feedback.power import KEPT
from feedback.samples import make_new


def _say_kept() -> None:
    print(KEPT, flush=True)  # noqa: T201 # this is the mark in the trace


def _spool(folder: Path) -> None:
    """Put a batch into a folder that is not there yet, twice."""
    spool = Spool(folder / "du-lieu" / "cho-ghi")
    for _ in range(2):
        spool.put((make_new(),))
        _say_kept()


def _set_aside(folder: Path) -> None:
    """Put what no store takes where a person looks, and forget its batch, as the relay does."""
    spool, new = Spool(folder / "cho-ghi"), make_new()
    spool.put((new,))
    spool.set_aside(new)
    _say_kept()
    for name in spool.names():
        spool.remove(name)
    _say_kept()


def _damaged(folder: Path) -> None:
    """Find a batch that is not what was written."""
    spool = Spool(folder / "cho-ghi")
    spool.put((make_new(),))
    (batch,) = spool.names()
    path = folder / "cho-ghi" / batch
    path.replace(path.with_name(f"{'0' * 20}-{'0' * 64}.json"))
    spool.refresh()
    _say_kept()


def _store(folder: Path) -> None:
    """Add items to a new database, and to the second path while it is locked."""
    address = f"sqlite:///{folder / 'var' / 'gop-y.sqlite3'}"
    with closing(open_store(address, folder / "var" / "cho-ghi", retry=60)) as store:
        for _ in range(2):
            store.add(make_new()).result(10)
            _say_kept()
        with hold_lock(address):
            store.add(make_new()).result(10)
            _say_kept()


def _files(folder: Path) -> None:
    """Take a file that comes with an item, and move it up when the item is there."""
    shelf, name = folder / "var" / "tep", "20261122-mau.pdf"
    put(shelf, name, b"%PDF-1.7\n%%EOF\n")
    _say_kept()
    move_up(shelf, [name])
    _say_kept()


def _key(folder: Path) -> None:
    """Make the key from which all secret parts follow, and another one."""
    read_keys(folder, {})
    _say_kept()
    rotate(key_file(folder), utc_now())
    _say_kept()


def _copies(folder: Path) -> None:
    """Back up into a new folder, and restore into another."""
    address = f"sqlite:///{folder / 'a.sqlite3'}"
    with closing(open_store(address)) as store:
        receive(store, folder / "tep")
    back_up(address, folder / "sao-luu" / "ban.bak", folder / "tep")
    _say_kept()
    restore(f"sqlite:///{folder / 'moi' / 'b.sqlite3'}", folder / "sao-luu" / "ban.bak", folder / "tep-moi")
    _say_kept()


def _register(folder: Path) -> None:
    """Write the public register, whose lines must not vanish."""
    with closing(open_store(f"sqlite:///{folder / 'var' / 'gop-y.sqlite3'}")) as store:
        store.add(make_new()).result(10)
    command = ["feedback", "register", "--root", str(folder), "--now", "2026-11-24T08:00:00+07:00"]
    CliRunner(env={"CCHC_DATABASE_URL": ""}).invoke(cchc, command, catch_exceptions=False)
    _say_kept()


ACTS: Mapping[str, Callable[[Path], None]] = {
    "spool": _spool,
    "set-aside": _set_aside,
    "damaged": _damaged,
    "store": _store,
    "files": _files,
    "key": _key,
    "copies": _copies,
    "register": _register,
}

if __name__ == "__main__":
    ACTS[sys.argv[1]](Path(sys.argv[2]))
