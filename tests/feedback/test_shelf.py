"""The folder of files: what waits, what moves up, what goes with its item, also when the process dies in between."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cchc.feedback.clock import utc_now
from cchc.feedback.retention import purge_due
from cchc.feedback.rules import read_rules
from cchc.feedback.shelf import WAITING, drop, find, hold_against, list_files, list_foreign, move_up, put, remove, sweep
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.steps import Step
from cchc.web.housekeeping import sweep_files
from feedback.drill import run_erasure
from feedback.filed import make_file, receive
from feedback.samples import CAU_HOI, GOP_Y, make_new
from web.serving import make_settings

_SOON = 10


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files go."""
    return tmp_path / "tep"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """Yield an empty store."""
    with closing(open_store(f"sqlite:///{tmp_path / 'gop-y.sqlite3'}")) as opened:
        yield opened


def _names(folder: Path) -> list[str]:
    return [file.name for file in list_files(folder)]


def test_a_file_waits_until_its_item_is_durable(store: SqlStore, folder: Path) -> None:
    """Chosen it waits below, for its owner only; with its item it moves up, and is found in both places."""
    row = make_file(folder)
    assert find(folder, row.stored_name) == folder / WAITING / row.stored_name
    assert {place.stat().st_mode & 0o077 for place in (folder, folder / WAITING)} == {0}
    _, (kept,) = receive(store, folder)
    assert find(folder, kept.stored_name) == folder / kept.stored_name
    assert (folder / kept.stored_name).stat().st_mode & 0o777 == 0o600
    assert _names(folder) == [kept.stored_name]


def test_a_file_that_is_there_is_not_written_again(folder: Path) -> None:
    """The same form sent again, before or after its item came in, makes no second file."""
    row = make_file(folder, b"%PDF-1")
    put(folder, row.stored_name, b"other bytes")
    assert find(folder, row.stored_name).read_bytes() == b"%PDF-1"  # type: ignore[union-attr] # it is there


def test_a_name_that_leads_elsewhere_is_no_file(folder: Path, tmp_path: Path) -> None:
    """Whatever a row says, nothing outside the folder is read or removed."""
    (tmp_path / "khoa").write_text("x")
    folder.mkdir()
    for name in ("../khoa", "/etc/passwd", "", ".", ".."):
        assert find(folder, name) is None
    remove(folder, ["../khoa"])
    assert (tmp_path / "khoa").exists()


def test_only_what_waits_can_be_taken_back(store: SqlStore, folder: Path) -> None:
    """A sender who takes a file out of an old page does not take it from his item."""
    _, (kept,) = receive(store, folder)
    drop(folder, kept.stored_name)
    assert find(folder, kept.stored_name)


def test_the_sweep_takes_what_no_row_names(store: SqlStore, folder: Path) -> None:
    """Above at once, waiting after a day; what came in meanwhile moves up, foreign things stay and are told."""
    _, (kept,) = receive(store, folder)
    _, (erased,) = receive(store, folder)
    waiting, late = make_file(folder), make_file(folder)
    store.add(make_new(attachments=(late,))).result(_SOON)
    (folder / "ghi-chu.txt").write_text("của người vận hành")
    wanted = [kept.stored_name, late.stored_name]
    now = datetime.now(UTC)
    assert sweep(folder, lambda: wanted, now) == 1
    assert sorted(_names(folder)) == sorted(wanted)
    assert find(folder, waiting.stored_name)
    assert sweep(folder, lambda: wanted, now + timedelta(days=2)) == 1
    assert find(folder, waiting.stored_name) is None
    assert find(folder, erased.stored_name) is None
    assert list_foreign(folder, lambda: [kept, late]) == ["ghi-chu.txt"]


def test_an_item_that_comes_in_during_the_sweep_keeps_its_file(store: SqlStore, folder: Path) -> None:
    """The folder is read before the rows: what moves up in between is never taken for what was erased."""
    receive(store, folder)

    def wanted() -> list[str]:
        receive(store, folder)
        return list(store.list_file_names())

    assert sweep(folder, wanted, utc_now() + timedelta(days=2)) == 0
    assert len(_names(folder)) == 2


def test_no_file_goes_while_rows_are_not_all_known(store: SqlStore, folder: Path, tmp_path: Path) -> None:
    """An empty database is the wrong one; what waits on the second path or was set aside may have files."""
    row = make_file(folder)
    (folder / WAITING / row.stored_name).rename(folder / row.stored_name)
    settings = make_settings(tmp_path, attachments_dir=folder, spool_dir=tmp_path / "cho-ghi")
    sweep_files(settings, store, utc_now)
    assert _names(folder) == [row.stored_name]
    store.add(make_new()).result(_SOON)
    aside = tmp_path / "cho-ghi" / "can-xem" / "x.json"
    aside.parent.mkdir(parents=True)
    aside.touch()
    sweep_files(settings, store, utc_now)
    assert _names(folder) == [row.stored_name]
    aside.unlink()
    sweep_files(settings, store, utc_now)
    assert _names(folder) == []


def test_files_are_held_against_their_rows(store: SqlStore, folder: Path) -> None:
    """Missing, longer, changed in one byte: each is told by its name."""
    _, rows = receive(store, folder, 4)
    sound, gone, longer, changed = rows
    (folder / gone.stored_name).unlink()
    with (folder / longer.stored_name).open("ab") as file:
        file.write(b"x")
    (folder / changed.stored_name).write_bytes(b"x" * changed.size)
    held = hold_against(folder, rows)
    assert (held.sound, held.missing) == (1, (gone.stored_name,))
    assert set(held.damaged) == {longer.stored_name, changed.stored_name}
    assert sound.stored_name not in held.damaged


def test_what_has_been_kept_for_its_time_goes_with_its_files(store: SqlStore, folder: Path) -> None:
    """The daily job erases rows and files together; what is younger, or waits for an answer, keeps its files."""
    old = utc_now() - timedelta(days=4000)
    gone, young, waiting = (make_file(folder) for _ in range(3))
    for sent, row, received_at in ((GOP_Y, gone, old), (GOP_Y, young, utc_now()), (CAU_HOI, waiting, old)):
        store.add(make_new(sent, attachments=(row,), received_at=received_at)).result(_SOON)
    move_up(folder, [row.stored_name for row in (gone, young, waiting)])
    purge_due(store, read_rules(), utc_now, folder)
    assert sorted(_names(folder)) == sorted([young.stored_name, waiting.stored_name])
    assert sorted(store.list_file_names()) == sorted(_names(folder))


@pytest.mark.slow
@pytest.mark.parametrize("step", [Step.BEGUN, Step.COMMITTED], ids=lambda step: step.name)
def test_death_during_an_erasure_leaves_both_or_is_finished_at_the_next_start(tmp_path: Path, step: Step) -> None:
    """Killed before the row is gone, both are there; killed before the file is gone, the next start takes it."""
    address, folder = f"sqlite:///{tmp_path / 'gop-y.sqlite3'}", tmp_path / "tep"
    assert run_erasure(address, folder, step) == -signal.SIGKILL
    assert len(_names(folder)) == 1
    settings = make_settings(tmp_path, attachments_dir=folder)
    with closing(open_store(address)) as store:
        erased = store.list_items() == ()
        sweep_files(settings, store, utc_now)
    assert erased is (step is Step.COMMITTED)
    assert len(_names(folder)) == (0 if erased else 1)


def test_a_double_click_writes_one_whole_file(folder: Path) -> None:
    """Eight threads write the same name at once: each has a draft of its own, none fails, and none is left."""
    data, name = b"%PDF-" + b"x" * 2**20, "20261122-" + "0" * 32 + ".pdf"
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(put, folder, name, data) for _ in range(32)]:
            done.result(_SOON)
    assert [(file.name, file.read_bytes() == data) for file in (folder / WAITING).iterdir()] == [(name, True)]
