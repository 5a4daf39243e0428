"""Disks that fill up, grow again or become read-only under the database, the spool or both."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from cchc.feedback.engines import make_reader, make_writer, parse_url
from cchc.feedback.spool import Spool
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.store import StoreUnavailable
from feedback.disks import Disk, mount_disk
from feedback.oracle import assert_stored, wait_until_drained
from feedback.postgresql import find_binaries, run_cluster
from feedback.samples import make_new

pytestmark = pytest.mark.slow

_SOON = 20
_RETRY = 0.05

MakeDisk = Callable[[str, str], Disk]


@pytest.fixture
def make_disk(tmp_path: Path) -> Iterator[MakeDisk]:
    """Mount disks by name and size until the test ends."""
    with ExitStack() as mounted:

        def make(name: str, size: str) -> Disk:
            try:
                return mounted.enter_context(mount_disk(tmp_path / name, size))
            except OSError as error:
                pytest.skip(f"no disk can be mounted here: {error}")

        yield make


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


def _send(store: SqlStore, count: int) -> tuple[list[str], int]:
    """Add so many items; return the references of the acknowledged and how many were refused."""
    acknowledged, refused = [], 0
    for _ in range(count):
        future = store.add(make_new())
        error = future.exception(_SOON)
        if error is None:
            acknowledged.append(future.result().item.reference)
        else:
            assert isinstance(error, StoreUnavailable)
            refused += 1
    return acknowledged, refused


def test_a_full_disk_of_the_database_is_bridged_by_the_spool(make_disk: MakeDisk, tmp_path: Path) -> None:
    """The database cannot grow: everything is acknowledged from the other disk, and is in the database when it can."""
    disk = make_disk("du-lieu", "3m")
    with closing(open_store(f"sqlite:///{disk.folder}/a.sqlite3", tmp_path / "cho-ghi", retry=_RETRY)) as store:
        first, _ = _send(store, 10)
        disk.fill()
        during, refused = _send(store, 60)
        assert refused == 0
        assert store.count_spooled() > 0
        disk.resize("16m")
        after, _ = _send(store, 10)
        wait_until_drained(store)
        assert_stored(store, [*first, *during, *after])
        assert len(store.list_items()) == 80


def test_with_both_disks_full_nothing_is_acknowledged_that_is_not_kept(make_disk: MakeDisk) -> None:
    """Whatever fits is acknowledged, the rest is refused; with room again everything acknowledged is there."""
    data, spool = make_disk("du-lieu", "3m"), make_disk("khac", "1m")
    address = f"sqlite:///{data.folder}/a.sqlite3"
    with closing(open_store(address, spool.folder / "cho-ghi", retry=_RETRY)) as store:
        acknowledged, _ = _send(store, 5)
        data.fill()
        spool.fill()
        more, refused = _send(store, 40)
        assert refused > 0
        data.relieve()
        spool.relieve()
        last, refused = _send(store, 5)
        assert refused == 0
        wait_until_drained(store)
        assert_stored(store, [*acknowledged, *more, *last])


def test_a_disk_that_is_full_again_and_again(make_disk: MakeDisk) -> None:
    """Database and spool share a disk that fills up and grows several times: nothing acknowledged is lost."""
    disk = make_disk("du-lieu", "3m")
    address, acknowledged = f"sqlite:///{disk.folder}/a.sqlite3", list[str]()
    for _ in range(3):
        with closing(open_store(address, disk.folder / "cho-ghi", retry=_RETRY)) as store:
            acknowledged += _send(store, 10)[0]
            disk.fill()
            acknowledged += _send(store, 20)[0]
            disk.relieve()
            acknowledged += _send(store, 10)[0]
            wait_until_drained(store)
            assert_stored(store, acknowledged)


def test_a_read_only_database_is_bridged_by_the_spool(make_disk: MakeDisk, tmp_path: Path) -> None:
    """The disk of the database lost its write access: the spool takes over until it is back."""
    disk = make_disk("du-lieu", "3m")
    url = parse_url(f"sqlite:///{disk.folder}/a.sqlite3")
    open_store(f"sqlite:///{disk.folder}/a.sqlite3").close()
    reader, writer = make_reader(url), make_writer(url)
    disk.set_writable(False)
    with closing(SqlStore(reader, writer, spool=Spool(tmp_path / "cho-ghi"), retry=_RETRY)) as store:
        during, refused = _send(store, 10)
        assert (refused, store.count_spooled()) == (0, 10)
        disk.set_writable(True)
        wait_until_drained(store)
        assert_stored(store, during)


def test_a_read_only_spool_does_not_stop_the_store(make_disk: MakeDisk, tmp_path: Path) -> None:
    """As long as the database works nobody needs the second path."""
    disk = make_disk("khac", "1m")
    disk.set_writable(False)
    with closing(open_store(f"sqlite:///{tmp_path}/a.sqlite3", disk.folder / "cho-ghi", retry=_RETRY)) as store:
        acknowledged, refused = _send(store, 5)
        assert refused == 0
        assert_stored(store, acknowledged)


def test_a_read_only_disk_is_told_at_the_start(make_disk: MakeDisk) -> None:
    """A database that can never be written stops the start in one plain error."""
    disk = make_disk("du-lieu", "3m")
    disk.set_writable(False)
    with pytest.raises(StoreUnavailable):
        open_store(f"sqlite:///{disk.folder}/a.sqlite3")


@pytest.mark.postgresql
def test_a_full_disk_of_the_database_server_is_bridged_by_the_spool(tmp_path: Path) -> None:
    """PostgreSQL can neither grow a table nor its log: all is acknowledged from the other disk, and comes in later."""
    if (binaries := find_binaries()) is None:
        pytest.skip("no PostgreSQL server is installed")
    with (
        _server_disk() as disk,
        run_cluster(binaries, disk.folder) as cluster,
        closing(open_store(cluster.address, tmp_path / "cho-ghi", retry=_RETRY)) as store,
    ):
        first, _ = _send(store, 10)
        disk.fill()
        during, refused = _send_until_spooled(store)
        assert refused == 0
        disk.relieve()
        cluster.revive()
        after, refused = _send(store, 10)
        assert refused == 0
        wait_until_drained(store)
        assert_stored(store, [*first, *during, *after])
        assert len(store.list_items()) == len({*first, *during, *after})


def _send_until_spooled(store: SqlStore) -> tuple[list[str], int]:
    """Add until the server takes no more, and then some: what its log and tables have left is not much."""
    acknowledged, refused = list[str](), 0
    for _ in range(200):
        more, failed = _send(store, 50)
        acknowledged, refused = [*acknowledged, *more], refused + failed
        if store.count_spooled():
            break
    assert store.count_spooled()
    more, failed = _send(store, 20)
    return [*acknowledged, *more], refused + failed


@contextmanager
def _server_disk() -> Iterator[Disk]:
    """Mount a disk for a server that runs as another user, who may not enter pytest's own folders."""
    with tempfile.TemporaryDirectory(prefix="cchc-disk-") as folder, ExitStack() as mounted:
        Path(folder).chmod(0o711)
        try:
            disk = mounted.enter_context(mount_disk(Path(folder) / "d", "96m"))
        except OSError as error:
            pytest.skip(f"no disk can be mounted here: {error}")
        yield disk
