"""``cchc feedback move``: every row arrives at the other engine, or none does."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from click.testing import CliRunner, Result
from sqlalchemy import Engine, create_engine, func, select, text, update

from cchc.cli.feedback import feedback
from cchc.feedback.alone import ServiceRunning
from cchc.feedback.engines import make_writer, parse_url
from cchc.feedback.migrate import make_config, migrate
from cchc.feedback.move import MoveFailed, compare, move
from cchc.feedback.schema import history, item, metadata, outbox, tombstone
from cchc.feedback.sql_store import open_store
from cchc.feedback.store import StoreUnavailable
from feedback.filled import fill
from feedback.samples import CAU_HOI, make_new

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgresql,
    pytest.mark.parametrize("database", ["postgresql"], indirect=True),
]


def _prepare(address: str, act: Callable[[Engine], object] = lambda engine: None) -> str:
    """Bring a database to the newest schema and do something with it."""
    engine = make_writer(parse_url(address))
    migrate(engine)
    act(engine)
    engine.dispose()
    return address


def _sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'var' / 'gop-y.sqlite3'}"


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """A SQLite database with rows in every table."""
    return _prepare(_sqlite(tmp_path), fill)


def _rows(address: str) -> dict[str, int]:
    engine = create_engine(parse_url(address))
    with engine.connect() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return counts


def test_every_row_of_every_table_goes_there_and_back(filled: str, database: str, tmp_path: Path) -> None:
    """SQLite to PostgreSQL to another SQLite: each table of the schema is there with the same rows."""
    back = _sqlite(tmp_path / "ve")
    pairs = [*move(filled, database), *move(database, back)]
    assert {pair.table for pair in pairs} == set(metadata.tables)
    assert all(pair.same and pair.source.rows == 4 for pair in pairs)
    assert _rows(filled) == _rows(back)
    assert all(pair.same for pair in compare(back, database))


def test_the_service_goes_on_where_it_was_moved_to(tmp_path: Path, database: str) -> None:
    """An item is found with all its words, and the next one gets numbers that nobody has."""
    with closing(open_store(_sqlite(tmp_path))) as store:
        first = store.add(make_new(CAU_HOI)).result(10).item.reference
        before = store.find_desk(first)
    move(_sqlite(tmp_path), database)
    with closing(open_store(database)) as store:
        assert store.find_desk(first) == before
        store.add(make_new(CAU_HOI)).result(10)
        assert len({letter.id for letter in store.list_outbox()}) == 2


def test_numbers_go_on_after_the_highest(filled: str, database: str) -> None:
    """Whatever table counts its rows by itself counts on from those that were moved."""
    move(filled, database)
    engine = make_writer(parse_url(database))
    with engine.begin() as connection:
        for table in (history, outbox):
            sequence = func.pg_get_serial_sequence(table.name, "id")
            assert connection.execute(select(func.nextval(sequence))).scalar_one() == 5
    engine.dispose()


def test_a_text_that_does_not_fit_is_named_and_nothing_stays(filled: str, database: str) -> None:
    """SQLite has taken what PostgreSQL would not; after it is mended the same command works."""
    engine = make_writer(parse_url(filled))
    with engine.begin() as connection:
        connection.execute(update(tombstone).where(tombstone.c.reference == "3-reference").values(reason="x" * 33))
    with pytest.raises(MoveFailed, match="tombstone 3-reference: reason"):
        move(filled, database)
    assert set(_rows(database).values()) == {0}
    with engine.begin() as connection:
        connection.execute(update(tombstone).values(reason="x" * 32))
    engine.dispose()
    assert all(pair.same for pair in move(filled, database))


def test_a_connection_that_is_cut_leaves_nothing(filled: str, database: str) -> None:
    """The server ends the connection in the middle: the target is empty, and the second attempt is whole."""
    admin = create_engine(database, isolation_level="AUTOCOMMIT")

    def cut(done: int, total: int) -> None:
        if done < total:
            own = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            with admin.connect() as connection:
                connection.execute(text(f"{own} AND datname = current_database()"))
            admin.dispose()

    with pytest.raises(MoveFailed):
        move(filled, database, cut)
    assert set(_rows(database).values()) == {0}
    assert all(pair.same for pair in move(filled, database))


def test_a_target_with_rows_is_left_as_it_is(filled: str, database: str) -> None:
    """Nothing is ever written over, or mixed."""
    _prepare(database, lambda engine: fill(engine, rows=1))
    with pytest.raises(MoveFailed, match="not empty"):
        move(filled, database)
    assert set(_rows(database).values()) == {1}


@pytest.mark.parametrize("old", ["source", "target"])
def test_another_schema_is_refused(old: str, tmp_path: Path, database: str) -> None:
    """Both sides must have the schema of this program."""
    source = _sqlite(tmp_path)

    def _old(engine: Engine) -> None:
        with engine.begin() as connection:
            command.upgrade(make_config(connection), "0001")

    for address, which in ((source, "source"), (database, "target")):
        engine = make_writer(parse_url(address))
        (_old if which == old else migrate)(engine)
        engine.dispose()
    with pytest.raises(MoveFailed, match=f"the {old} has the schema 0001"):
        move(source, database)


def test_a_database_of_something_else_is_refused(filled: str, database: str) -> None:
    """Tables that are not this program's stay alone."""
    engine = make_writer(parse_url(database))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE khac (so INTEGER)"))
    engine.dispose()
    with pytest.raises(MoveFailed, match="the target has no tables of this program"):
        move(filled, database)


def test_nobody_writes_meanwhile(filled: str, database: str, tmp_path: Path) -> None:
    """A running service on either side is noticed; one that would start on the target during the move does not."""
    with closing(open_store(filled)), pytest.raises(ServiceRunning):
        move(filled, database)
    with closing(open_store(database)), pytest.raises(ServiceRunning):
        move(filled, database)
    refused: list[int] = []

    def start(done: int, total: int) -> None:
        if not refused:
            with pytest.raises(StoreUnavailable):
                open_store(database)
            refused.append(done)

    move(filled, database, start)
    assert refused


def test_one_engine_is_refused(filled: str, database: str, tmp_path: Path) -> None:
    """Copies within one engine are what backups are for."""
    with pytest.raises(MoveFailed, match="backup"):
        move(filled, _sqlite(tmp_path / "khac"))


def test_a_source_that_is_not_there_is_told(tmp_path: Path, database: str) -> None:
    """A wrong path makes no empty database and moves nothing."""
    with pytest.raises(StoreUnavailable):
        move(_sqlite(tmp_path / "khong-co"), database)
    assert not (tmp_path / "khong-co").exists()


def _run(root: Path, *arguments: str) -> Result:
    return CliRunner(env={"CCHC_DATABASE_URL": "", "CCHC_SPOOL": ""}).invoke(
        feedback, ["move", "--root", str(root), *arguments]
    )


def test_the_command_moves_then_compares(filled: str, database: str, tmp_path: Path) -> None:
    """A line for each table, what to do next; files beside the database are as they were; a difference is told."""
    for name in ("tep-gui-kem/a1", "cho-ghi/1.json"):
        file = tmp_path / "var" / name
        file.parent.mkdir(mode=0o700)
        file.write_text(name, encoding="utf-8")
    done = _run(tmp_path, "--to", database)
    assert done.exit_code == 0, done.output
    assert done.output.count(" giống\n") == len(metadata.tables)
    assert "Hai bên giống hệt nhau." in done.output
    assert "CCHC_DATABASE_URL='postgresql+psycopg://" in done.output
    assert (tmp_path / "var" / "tep-gui-kem" / "a1").read_text(encoding="utf-8") == "tep-gui-kem/a1"
    assert [file.name for file in (tmp_path / "var" / "cho-ghi").iterdir()] == ["1.json"]
    assert _run(tmp_path, "--to", database, "--check").exit_code == 0
    engine = make_writer(parse_url(database))
    with engine.begin() as connection:
        connection.execute(update(item).where(item.c.reference == "2-reference").values(noi_dung="Khác"))
    engine.dispose()
    differing = _run(tmp_path, "--to", database, "--check")
    assert differing.exit_code == 1
    assert [line.split()[0] for line in differing.output.splitlines() if line.endswith("KHÁC")] == ["item"]


def test_the_command_says_why_it_did_nothing(filled: str, database: str, tmp_path: Path) -> None:
    """Each refusal is a line in words and exit code 1; a password is never shown."""
    with closing(open_store(filled)):
        assert "Dừng mọi tiến trình dịch vụ" in _run(tmp_path, "--to", database).output
    wrong = _run(tmp_path, "--to", "postgresql://cchc:mat-khau@127.0.0.1:1/gopy")
    assert (wrong.exit_code, "Không chuyển được" in wrong.output, "mat-khau" in wrong.output) == (1, True, False)
