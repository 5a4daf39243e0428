"""Backups of both engines, made under load, and the drill that must notice a bad one."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest

from cchc.feedback.backup import BackupFailed, NotACopy, back_up, rehearse, restore
from cchc.feedback.changes import Act, CreateAccount, Move
from cchc.feedback.clock import utc_now
from cchc.feedback.records import Account
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.store import Added, NewAnswer
from cchc.model.feedback import HanhDong, TraLoiKhaoSat, VaiTro
from feedback.oracle import assert_stored
from feedback.postgresql import fresh_database
from feedback.samples import make_new

pytestmark = pytest.mark.slow

_SOON = 10


@contextmanager
def _load(store: SqlStore, acknowledged: list[str]) -> Iterator[None]:
    """Keep adding while the body runs; note what was acknowledged, in order."""
    stop = Event()

    def keep_adding() -> None:
        while not stop.is_set():
            futures: list[Future[Added]] = [store.add(make_new()) for _ in range(20)]
            acknowledged.extend(future.result(_SOON).item.reference for future in futures)

    thread = Thread(target=keep_adding)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@pytest.mark.slow
def test_a_backup_under_load_holds_all_that_was_acknowledged_before(database: str, tmp_path: Path) -> None:
    """The copy is one moment: whole items only, among them all from before; the load goes on undisturbed."""
    copy = tmp_path / "gop-y.bak"
    with closing(open_store(database)) as store:
        acknowledged = [store.add(make_new()).result(_SOON).item.reference for _ in range(50)]
        before = len(acknowledged)
        with _load(store, acknowledged):
            contents = back_up(database, copy)
        assert contents.incomplete == 0
        assert before <= contents.items <= len(acknowledged)
        assert_stored(store, acknowledged)
    assert rehearse(database, copy) == contents
    assert copy.stat().st_mode & 0o077 == 0
    with pytest.raises(BackupFailed, match=r"exist|not empty"):
        restore(database, copy)


def test_a_restored_database_goes_on(tmp_path: Path) -> None:
    """What was in the copy is there, takes the same forms again without doubling, and takes new ones."""
    address, elsewhere = f"sqlite:///{tmp_path / 'a.sqlite3'}", f"sqlite:///{tmp_path / 'b' / 'b.sqlite3'}"
    items = [make_new() for _ in range(5)]
    with closing(open_store(address)) as store:
        for new in items:
            store.add(new).result(_SOON)
    back_up(address, tmp_path / "copy")
    assert restore(elsewhere, tmp_path / "copy").items == 5
    with closing(open_store(elsewhere)) as store:
        assert [store.add(new).result(_SOON).created for new in (*items, make_new())] == [False] * 5 + [True]
        assert_stored(store, [new.reference for new in items])


@pytest.mark.postgresql
def test_a_copy_comes_back_into_an_empty_database_of_a_server(postgresql_server: str, tmp_path: Path) -> None:
    """On PostgreSQL too the restored database knows its forms and goes on."""
    items = [make_new() for _ in range(5)]
    with fresh_database(postgresql_server) as lost, fresh_database(postgresql_server) as empty:
        with closing(open_store(lost)) as store:
            for new in items:
                store.add(new).result(_SOON)
        back_up(lost, tmp_path / "copy")
        assert restore(empty, tmp_path / "copy").items == 5
        with closing(open_store(empty)) as store:
            assert [store.add(new).result(_SOON).created for new in (*items, make_new())] == [False] * 5 + [True]
            assert_stored(store, [new.reference for new in items])


def test_a_copy_holds_all_that_the_service_knows(tmp_path: Path) -> None:
    """People of the desk, answers to surveys, files, states and messages come back as they were."""
    address, elsewhere = f"sqlite:///{tmp_path / 'a.sqlite3'}", f"sqlite:///{tmp_path / 'b' / 'b.sqlite3'}"
    answers = TraLoiKhaoSat(khao_sat="thu", ngay=date(2026, 11, 22), tra_loi={"thai_do": ("5",)})
    with closing(open_store(address)) as store:
        store.apply(CreateAccount(Account("an", "Cán bộ Mẫu", VaiTro.TRA_LOI, utc_now()))).result(_SOON)
        reference = store.add(make_new()).result(_SOON).item.reference
        store.apply(Move(Act(reference, "an", utc_now()), HanhDong.TIEP_NHAN)).result(_SOON)
        store.add_answer(NewAnswer("key", answers)).result(_SOON)
        known = _known(store, reference)
    back_up(address, tmp_path / "copy")
    restore(elsewhere, tmp_path / "copy")
    with closing(open_store(elsewhere)) as store:
        assert _known(store, reference) == known
        assert not store.add_answer(NewAnswer("key", answers)).result(_SOON).created


def _known(store: SqlStore, reference: str) -> tuple[object, ...]:
    item = store.find_desk(reference)
    return tuple(store.list_accounts()), item, tuple(store.list_outbox()), tuple(store.list_survey("thu"))


@pytest.mark.parametrize("cut", [0, 100, 9000])
def test_a_damaged_copy_is_noticed(tmp_path: Path, cut: int) -> None:
    """A copy that was cut short does not pass, and is not restored."""
    address = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    with closing(open_store(address)) as store:
        store.add(make_new()).result(_SOON)
    copy = tmp_path / "copy"
    back_up(address, copy)
    copy.write_bytes(copy.read_bytes()[:cut] + b"\xff" * 4096)
    with pytest.raises(NotACopy):
        rehearse(address, copy)
    with pytest.raises(NotACopy):
        restore(f"sqlite:///{tmp_path / 'b.sqlite3'}", copy)
    assert not (tmp_path / "b.sqlite3").exists()


def test_a_copy_that_failed_leaves_nothing(tmp_path: Path) -> None:
    """Where there is no database, or a copy already, no file appears or changes."""
    with pytest.raises(BackupFailed, match="does not exist"):
        back_up(f"sqlite:///{tmp_path / 'none.sqlite3'}", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []
