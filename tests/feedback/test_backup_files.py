"""Backups with the files of items: one moment with the rows, proven whole, and nothing that only looks whole."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from cchc.feedback.backup import BackupFailed, back_up, list_copies, list_rows, rehearse, remove_old, restore
from cchc.feedback.backup_files import POOL, clear_away
from cchc.feedback.changes import Erase
from cchc.feedback.clock import utc_now
from cchc.feedback.shelf import Held, hold_against, list_files, list_foreign, remove
from cchc.feedback.sql_store import SqlStore, open_store
from feedback.drill import run_backups
from feedback.filed import receive
from feedback.samples import make_new
from web.processes import until

pytestmark = pytest.mark.slow

_SOON = 10


@contextmanager
def _load(store: SqlStore, folder: Path) -> Iterator[None]:
    """Let items with files come in and go again while the body runs."""
    stop = Event()

    def work() -> None:
        while not stop.is_set():
            references = [receive(store, folder)[0] for _ in range(4)]
            for reference in references[::2]:
                remove(folder, store.apply(Erase(reference, utc_now(), "thu")).result(_SOON).files)

    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_a_backup_under_load_holds_rows_and_files_of_one_moment(database: str, tmp_path: Path) -> None:
    """While items with files come and are erased, each copy has for every row its file, and says so when asked."""
    folder, copies = tmp_path / "tep", tmp_path / "sao-luu"
    with closing(open_store(database)) as store:
        for _ in range(5):
            receive(store, folder)
        with _load(store, folder):
            made = [(copies / f"gop-y-{number}.bak") for number in range(3)]
            told = [back_up(database, copy, folder) for copy in made]
    assert all(contents.files.sound >= 5 and not contents.files.missing for contents in told)
    assert [rehearse(database, copy) for copy in made] == told
    assert {file.stat().st_mode & 0o077 for file in (copies / POOL).iterdir()} == {0}


def test_files_come_back_with_their_items(tmp_path: Path) -> None:
    """Restored elsewhere, every file is there byte for byte, for the owner only, and nothing else."""
    address, elsewhere = f"sqlite:///{tmp_path / 'a.sqlite3'}", f"sqlite:///{tmp_path / 'b' / 'b.sqlite3'}"
    folder, other, copy = tmp_path / "tep", tmp_path / "b" / "tep", tmp_path / "sao-luu" / "gop-y-1.bak"
    with closing(open_store(address)) as store:
        rows = [row for _ in range(3) for row in receive(store, folder, 2)[1]]
    assert back_up(address, copy, folder).files == Held(6)
    assert restore(elsewhere, copy, other).files == Held(6)
    assert hold_against(other, rows) == Held(6)
    assert {file.name for file in other.iterdir()} == {row.stored_name for row in rows}
    assert {file.stat().st_mode & 0o777 for file in other.iterdir()} == {0o600}


def test_a_restore_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    """Files come before the database: the same command again replaces what is damaged and ends whole."""
    address, elsewhere = f"sqlite:///{tmp_path / 'a.sqlite3'}", f"sqlite:///{tmp_path / 'b.sqlite3'}"
    folder, other, copy = tmp_path / "tep", tmp_path / "khac", tmp_path / "sao-luu" / "gop-y-1.bak"
    with closing(open_store(address)) as store:
        _, (first, _) = receive(store, folder, 2)
    back_up(address, copy, folder)
    other.mkdir()
    (other / first.stored_name).write_bytes(b"half")
    assert restore(elsewhere, copy, other).files == Held(2)
    with pytest.raises(BackupFailed, match="exists"):
        restore(elsewhere, copy, other)


def test_missing_damaged_and_foreign_files_are_told_and_stop_nothing(tmp_path: Path) -> None:
    """The rows are copied all the same; the copy says what it lacks, today and at each drill."""
    address, folder, copy = (
        f"sqlite:///{tmp_path / 'a.sqlite3'}",
        tmp_path / "tep",
        tmp_path / "sao-luu" / "gop-y-1.bak",
    )
    with closing(open_store(address)) as store:
        _, (sound, gone, changed) = receive(store, folder, 3)
    (folder / gone.stored_name).unlink()
    (folder / changed.stored_name).write_bytes(b"x" * changed.size)
    (folder / "la.pdf").write_bytes(b"x")
    contents = back_up(address, copy, folder)
    assert contents.files == Held(1, (gone.stored_name,), (changed.stored_name,))
    assert list_foreign(folder, lambda: list_rows(address)) == ["la.pdf"]
    assert rehearse(address, copy) == contents
    (copy.parent / POOL / sound.stored_name).unlink()
    assert rehearse(address, copy).files.sound == 0


def test_a_damaged_file_of_the_pool_is_healed_by_the_next_backup(tmp_path: Path) -> None:
    """What lies in the pool is read each night, not believed."""
    address, folder, copies = f"sqlite:///{tmp_path / 'a.sqlite3'}", tmp_path / "tep", tmp_path / "sao-luu"
    with closing(open_store(address)) as store:
        _, (row,) = receive(store, folder)
    back_up(address, copies / "gop-y-1.bak", folder)
    (copies / POOL / row.stored_name).write_bytes(b"x" * row.size)
    assert rehearse(address, copies / "gop-y-1.bak").files.damaged == (row.stored_name,)
    back_up(address, copies / "gop-y-2.bak", folder)
    assert rehearse(address, copies / "gop-y-1.bak").files == Held(1)


def test_what_no_copy_needs_goes_with_the_last_old_copy(tmp_path: Path) -> None:
    """An erased file stays in the pool as long as a copy has its row, and no longer; remains of dead backups go too."""
    address, folder, copies = f"sqlite:///{tmp_path / 'a.sqlite3'}", tmp_path / "tep", tmp_path / "sao-luu"
    with closing(open_store(address)) as store:
        reference, (erased,) = receive(store, folder)
        _, (kept,) = receive(store, folder)
        back_up(address, copies / "gop-y-1.bak", folder)
        remove(folder, store.apply(Erase(reference, utc_now(), "thu")).result(_SOON).files)
    back_up(address, copies / "gop-y-2.bak", folder)
    (copies / ".gop-y-3.bak.abcd").write_bytes(b"half a copy")
    (copies / ".thu-khoi-phuc-x").mkdir()
    later = utc_now() + timedelta(days=3)
    assert clear_away(copies, utc_now()) == 0, "a backup may be in the making"
    clear_away(copies, later)
    assert {file.name for file in (copies / POOL).iterdir()} == {erased.stored_name, kept.stored_name}
    long_ago = (utc_now() - timedelta(days=40)).timestamp()
    os.utime(copies / "gop-y-1.bak", (long_ago, long_ago))
    assert remove_old(copies, utc_now() - timedelta(days=35)) == 1
    clear_away(copies, later)
    assert [file.name for file in (copies / POOL).iterdir()] == [kept.stored_name]
    assert sorted(file.name for file in copies.iterdir()) == ["gop-y-2.bak", "gop-y-2.bak.tep", POOL]
    assert rehearse(address, copies / "gop-y-2.bak").files == Held(1)


def test_the_list_of_a_copy_is_read_by_common_tools(tmp_path: Path) -> None:
    """A line a file: its hash and its place in the pool, as ``sha256sum -c`` wants it."""
    address, folder, copy = (
        f"sqlite:///{tmp_path / 'a.sqlite3'}",
        tmp_path / "tep",
        tmp_path / "sao-luu" / "gop-y-1.bak",
    )
    with closing(open_store(address)) as store:
        _, (row,) = receive(store, folder)
    back_up(address, copy, folder)
    listed = copy.with_name("gop-y-1.bak.tep").read_text(encoding="utf-8")
    assert listed == f"{row.sha256}  {POOL}/{row.stored_name}\n"


def test_a_copy_without_files_has_neither_list_nor_pool(tmp_path: Path) -> None:
    """Where no files are taken nothing changes: one copy is one file."""
    address, copy = f"sqlite:///{tmp_path / 'a.sqlite3'}", tmp_path / "sao-luu" / "gop-y-1.bak"
    with closing(open_store(address)) as store:
        store.add(make_new()).result(_SOON)
    back_up(address, copy, tmp_path / "tep")
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]


def test_a_backup_killed_at_any_moment_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    """kill -9 while copies are made under load, again and again: whatever has a copy's name has all its files."""
    address, folder, copies = f"sqlite:///{tmp_path / 'a.sqlite3'}", tmp_path / "tep", tmp_path / "sao-luu"
    with closing(open_store(address)) as store:
        for _ in range(20):
            receive(store, folder)
        with _load(store, folder):
            for pause in (0.0, 0.004, 0.01, 0.02, 0.03, 0.05):
                before = len(list_copies(copies))
                process = run_backups(address, folder, copies)
                assert until(lambda before=before: len(list_copies(copies)) > before)  # type: ignore[misc] # bound now
                Event().wait(pause)
                process.kill()
                process.join()
    made = list_copies(copies)
    assert len(made) >= 6
    for copy in made:
        contents = rehearse(address, copy)
        assert contents.incomplete == 0
        assert contents.files.sound >= 20
        assert contents.files == Held(contents.files.sound)
    assert len(list_files(folder)) == len(list_rows(address))
