"""Items leave when their time is over, nothing else does, and what leaves is gone from the whole database file."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner, Result

from cchc.cli import main
from cchc.feedback.changes import Act, CreateAccount, Move
from cchc.feedback.jobs import Job, JobRunner
from cchc.feedback.records import Account
from cchc.feedback.retention import months_before, purge_due
from cchc.feedback.rules import read_rules
from cchc.feedback.sql_store import open_store
from cchc.feedback.store import StoreUnavailable
from cchc.model.feedback import HanhDong, LoaiGopY, VaiTro
from feedback.fakes import MemoryStore, TurnedClock
from feedback.samples import CAU_HOI, GOP_Y, make_new
from roots import make_root

pytestmark = pytest.mark.slow

RULES = read_rules()
NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


def _clock() -> TurnedClock:
    clock = TurnedClock()
    clock.now = NOW
    return clock


def _store_with(received: datetime, *, rejected: bool = True) -> tuple[MemoryStore, str]:
    store = MemoryStore()
    store.apply(CreateAccount(Account("an", "Cán bộ Mẫu", VaiTro.TRA_LOI, NOW))).result()
    reference = store.add(make_new(CAU_HOI, received_at=received)).result().item.reference
    if rejected:
        store.apply(Move(Act(reference, "an", received, note="Trùng"), HanhDong.TU_CHOI)).result()
    return store, reference


def test_an_item_leaves_on_the_day_its_time_is_over() -> None:
    """A question is kept 24 months: that of 22/11/2024 in Vietnam stays today, that of the evening before is gone."""
    limit = datetime(2024, 11, 21, 17, tzinfo=UTC)
    kept, reference = _store_with(limit)
    assert purge_due(kept, RULES, _clock()) == {}
    assert kept.find(reference) is not None
    gone, reference = _store_with(limit - timedelta(minutes=1))
    assert purge_due(gone, RULES, _clock()) == {LoaiGopY.HOI_DAP: 1}
    assert gone.find(reference) is None
    assert [(stone.reference, stone.kind) for stone in gone.list_tombstones()] == [(reference, LoaiGopY.HOI_DAP)]


def test_what_waits_for_an_answer_is_never_forgotten() -> None:
    """However old, an item that nobody has finished stays."""
    store, reference = _store_with(NOW - timedelta(days=3000), rejected=False)
    assert purge_due(store, RULES, _clock()) == {}
    assert store.find(reference) is not None


def test_remarks_on_pages_leave_after_their_year_and_their_ratings_stay_counted() -> None:
    """They need no answer; the figures of past months are still told."""
    store = MemoryStore()
    store.add(make_new(GOP_Y, received_at=NOW - timedelta(days=400))).result()
    assert purge_due(store, RULES, _clock()) == {LoaiGopY.GOP_Y_TRANG: 1}
    assert [rating.trang for rating in store.list_ratings()] == ["/lien-he/"]


def test_more_than_one_change_can_hold_are_all_erased() -> None:
    """450 items leave in one run, in changes small enough to let senders through."""
    store = MemoryStore()
    for _ in range(450):
        store.add(make_new(GOP_Y, received_at=NOW - timedelta(days=400))).result()
    assert purge_due(store, RULES, _clock()) == {LoaiGopY.GOP_Y_TRANG: 450}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 24, date(2024, 11, 22)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, expected: date) -> None:
    """A month that has no such day gives its last one."""
    assert months_before(day, months) == expected


def _run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["feedback", *arguments, "--root", str(root)])


@pytest.mark.slow
def test_erasure_leaves_no_byte_of_the_sender(tmp_path: Path) -> None:
    """After ``erase`` neither the database nor its log holds the name, the words or the address; a tombstone stays."""
    root = make_root(tmp_path / "root")
    (root / "var").mkdir()
    store = open_store(f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}")
    reference = store.add(make_new(CAU_HOI)).result(5).item.reference
    store.close()
    data = json.loads(_run(root, "person", reference).output)
    assert data["submission"]["ho_ten"] == CAU_HOI.ho_ten
    assert all("actor" not in step for step in data["history"])
    done = _run(root, "erase", reference, "--yes")
    assert done.exit_code == 0, done.output
    everything = b"".join(file.read_bytes() for file in (root / "var").rglob("*") if file.is_file())
    for words in (CAU_HOI.ho_ten, CAU_HOI.email, CAU_HOI.tieu_de, "phường"):
        assert words.encode() not in everything
    assert reference.encode() in everything
    assert "Không có mục nào" in _run(root, "person", reference).output


@pytest.mark.slow
def test_a_command_does_not_write_beside_a_running_service(tmp_path: Path) -> None:
    """Another process that holds the file makes the command stop with a way on, and nothing is erased."""
    root = make_root(tmp_path / "root")
    (root / "var").mkdir()
    address = f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}"
    store = open_store(address)
    reference = store.add(make_new(CAU_HOI)).result(5).item.reference
    command = [sys.executable, "-m", "cchc", "feedback", "erase", reference, "--yes", "--root", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"})
    store.close()
    assert done.returncode == 1
    assert "Dịch vụ đang chạy" in done.stderr
    assert _run(root, "person", reference).exit_code == 0


def test_a_job_that_fails_does_not_stop_the_others() -> None:
    """Each job runs at once and again, whatever another one does."""
    seen = Event()
    times: list[int] = []

    def count() -> None:
        times.append(1)
        if len(times) == 3:
            seen.set()

    def fail() -> None:
        raise StoreUnavailable("down")

    runner = JobRunner((Job("fails", timedelta(milliseconds=1), fail), Job("counts", timedelta(milliseconds=1), count)))
    runner.start()
    assert seen.wait(10)
    runner.stop()


def test_a_runner_without_jobs_needs_no_thread() -> None:
    """Starting and stopping it does nothing."""
    runner = JobRunner(())
    runner.start()
    runner.stop()
