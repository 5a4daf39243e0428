"""What the SQL store promises beyond the contract: durability settings, faults, schema, files."""

import json
import logging
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from cchc.feedback.engines import make_reader, make_writer, parse_url
from cchc.feedback.schema import answer, item, metadata
from cchc.feedback.sql_store import SqlStore, open_reader, open_store
from cchc.feedback.store import StoreUnavailable
from cchc.model.feedback import CauHoi
from feedback.locks import hold_lock
from feedback.samples import CAU_HOI, RECEIVED, make_new

pytestmark = pytest.mark.slow

_SOON = 10


@pytest.mark.slow
def test_a_locked_database_acknowledges_nothing_and_recovers(database: str) -> None:
    """While another process holds the lock adding fails within seconds; the same item goes in once afterwards."""
    with closing(open_store(database)) as store:
        new = make_new()
        with hold_lock(database), pytest.raises(StoreUnavailable):
            store.add(new).result(_SOON)
        assert store.add(new).result(_SOON).created
        assert len(store.list_items()) == len(store.list_outbox()) == 1


def test_one_impossible_item_does_not_take_its_neighbours_down(database: str) -> None:
    """Items that share a batch with one that no table can hold are stored all the same."""
    impossible = make_new(CauHoi.model_construct(**(CAU_HOI.model_dump() | {"ho_ten": None})))
    with closing(open_store(database)) as store:
        futures = [store.add(new) for new in (make_new(), impossible, make_new())]
        wait(futures, _SOON)
        assert [future.exception() is None for future in futures] == [True, False, True]
        assert len(store.list_items()) == len(store.list_outbox()) == 2


def test_migrations_build_the_declared_schema(database: str) -> None:
    """After all migrations the database differs in nothing from the declared tables."""
    open_store(database).close()
    engine = create_engine(database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}
    engine.dispose()


def test_opening_again_keeps_what_is_stored(database: str) -> None:
    """Migrations run at every start and touch nothing that is up to date."""
    new = make_new()
    with closing(open_store(database)) as store:
        store.add(new).result(_SOON)
    with closing(open_store(database)) as store:
        assert store.find(new.reference) is not None


def test_several_processes_may_start_at_once(database: str) -> None:
    """Whoever comes second finds the schema made and makes nothing twice."""
    with ThreadPoolExecutor(3) as pool:
        for opened in list(pool.map(open_store, [database] * 3)):
            opened.check()
            opened.close()


def test_the_readers_cannot_write(database: str) -> None:
    """The connections of the reading half refuse to change anything."""
    open_store(database).close()
    engine = make_reader(parse_url(database))
    with engine.connect() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
        connection.execute(item.delete())
    engine.dispose()


def test_sqlite_is_set_up_for_durability(tmp_path: Path) -> None:
    """The writing connection uses the write-ahead log, full synchronisation and foreign keys."""
    engine = make_writer(parse_url(f"sqlite:///{tmp_path / 'a.sqlite3'}"))
    with engine.connect() as connection:
        assert _pragmas(connection) == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    engine.dispose()


def _pragmas(connection: Connection) -> dict[str, object]:
    names = ("journal_mode", "synchronous", "foreign_keys")
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}


def test_postgresql_is_set_up_for_durability(postgresql_server: str) -> None:
    """The writing connection waits for the log to reach the disk, and for nothing else without limit."""
    engine = make_writer(parse_url(postgresql_server))
    with engine.connect() as connection:
        values = [
            connection.execute(text(f"SHOW {name}")).scalar_one() for name in ("synchronous_commit", "lock_timeout")
        ]
    engine.dispose()
    assert values == ["on", "2s"]


def test_only_the_owner_can_read_the_files(tmp_path: Path) -> None:
    """Database, log and index files have mode 0600, also when the file was there with a wider one."""
    path = tmp_path / "gop-y.sqlite3"
    path.touch(mode=0o644)
    with closing(open_store(f"sqlite:///{path}")) as store:
        store.add(make_new()).result(_SOON)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("gop-y.sqlite3", "gop-y.sqlite3-wal", "gop-y.sqlite3-shm"), 0o600)


def test_closing_folds_the_log_into_the_file(tmp_path: Path) -> None:
    """After an orderly end the one file is the whole database."""
    path = tmp_path / "gop-y.sqlite3"
    with closing(open_store(f"sqlite:///{path}")) as store:
        store.add(make_new()).result(_SOON)
        store.check()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_missing_file_is_told_to_the_reader(tmp_path: Path) -> None:
    """Reading where nothing was ever stored fails plainly and makes no file."""
    with pytest.raises(StoreUnavailable):
        open_reader(f"sqlite:///{tmp_path / 'none.sqlite3'}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:", "mysql://h/d", "oracle://h/d"])
def test_other_engines_are_refused(address: str) -> None:
    """Only a SQLite file or PostgreSQL can keep the promises."""
    with pytest.raises(ValueError, match="SQLite file"):
        open_store(address)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """A damaged file stops the start instead of being written over."""
    path = tmp_path / "gop-y.sqlite3"
    path.write_bytes(b"not a database, " * 100)
    with pytest.raises(StoreUnavailable):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"not a database")


def test_a_full_disk_acknowledges_nothing_and_recovers(tmp_path: Path) -> None:
    """When the file may not grow adding fails; when it may again, the same item goes in, and none before was lost."""
    address = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    open_store(address).close()
    pages = [20]
    engine = make_writer(parse_url(address))
    event.listen(engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count={pages[0]}"))
    with closing(SqlStore(make_reader(parse_url(address)), engine)) as store:
        acknowledged = []
        new = make_new()
        while (future := store.add(new)).exception(_SOON) is None:
            acknowledged.append(future.result().item.reference)
            new = make_new()
        assert isinstance(future.exception(), StoreUnavailable)
        pages[0] = 1000
        acknowledged.append(store.add(new).result(_SOON).item.reference)
        assert {stored.reference for stored in store.list_items()} == set(acknowledged)
        assert [row.reference for row in store.list_outbox()] == acknowledged


def test_errors_are_logged_without_what_was_sent(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The log of a failed write tells the cause and no word of the sender."""
    address = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    with closing(open_store(address)) as store, caplog.at_level(logging.DEBUG):
        with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as connection:
            connection.execute("DROP TABLE outbox")
            connection.commit()
        with pytest.raises(StoreUnavailable):
            store.add(make_new()).result(_SOON)
    logged = json.dumps([record.getMessage() for record in caplog.records], ensure_ascii=False)
    assert "outbox" in logged
    assert CAU_HOI.ho_ten not in logged
    assert CAU_HOI.email not in logged


@pytest.mark.parametrize(
    "marks",
    [
        {"approved_by": "an", "approved_at": RECEIVED},
        {"prepared_by": "an", "prepared_at": RECEIVED, "published_by": "an"},
        {"published_at": RECEIVED},
    ],
)
def test_the_database_itself_wants_two_persons(database: str, marks: dict[str, object]) -> None:
    """Whatever the program does: nothing approved or published by one person alone, nothing public unapproved."""
    new = make_new()
    with closing(open_store(database)) as store:
        store.add(new).result(_SOON)
    engine = make_writer(parse_url(database))
    texts = {"tra_loi": "x", "can_cu": "[]", "tieu_de": "", "cau_hoi": "", "cong_khai": ""}
    row = {"reference": new.reference, "version": 1, "by": "an", "at": RECEIVED} | texts
    with engine.begin() as connection:
        connection.execute(answer.insert().values(row))
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(answer.update().values(marks))
    engine.dispose()
