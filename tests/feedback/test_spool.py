"""The second path: what waits in the folder, and how it comes into the store, whatever happens between."""

import hashlib
import json
import logging
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from cchc.feedback.changes import Sweep
from cchc.feedback.relay import Job, Outcome, Relay
from cchc.feedback.spool import SET_ASIDE, Spool, count_set_aside
from cchc.feedback.store import Added, Counted, NewAnswer, NewItem, StoreBusy, StoreUnavailable
from cchc.model.feedback import CauHoi, TraLoiKhaoSat
from feedback.fakes import MemoryStore
from feedback.samples import CAU_HOI, GOP_Y, RECEIVED, make_new

pytestmark = pytest.mark.slow

_OTHER = CauHoi.model_validate(CAU_HOI.model_dump() | {"noi_dung": "Nội dung khác"})


class _Database(MemoryStore):
    """A store in memory that commits batches."""

    def commit(self, batch: Sequence[Job]) -> Sequence[Outcome]:
        """Take each job; return what became of it."""
        return [self._try(job) for job in batch]

    def _try(self, job: Job) -> Outcome:
        try:
            return self._write(job)
        except Exception as error:
            return error

    def references(self) -> list[str]:
        """Name all items."""
        return sorted(item.reference for item in self.list_items(limit=10**6))


class _Desk:
    """A database that can be down, a spool and the relay between them, tried again at once."""

    def __init__(self, folder: Path, *, limit: int = 100) -> None:
        self.folder = folder
        self.database = _Database()
        self.spool = Spool(folder, limit=limit)
        self.relay = Relay(self.database.commit, self.spool, retry=0)

    def restart(self) -> None:
        """Forget all that was in memory."""
        self.spool = Spool(self.folder)
        self.relay = Relay(self.database.commit, self.spool, retry=0)

    def send(self, *batch: NewItem) -> list[Added]:
        """Write a batch that must be acknowledged whole."""
        outcomes = self.relay(batch)
        assert all(isinstance(outcome, Added) for outcome in outcomes)
        return [outcome for outcome in outcomes if isinstance(outcome, Added)]


@pytest.fixture
def desk(tmp_path: Path) -> _Desk:
    """A desk without items."""
    return _Desk(tmp_path / "cho-ghi")


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_what_the_store_cannot_take_is_kept_and_comes_in_later(desk: _Desk) -> None:
    """While the store is down items are acknowledged from the spool; afterwards they are whole in the store."""
    items = [make_new(), make_new(GOP_Y), make_new()]
    desk.database.down = True
    assert [added.created for added in desk.send(*items)] == [True, True, True]
    assert desk.spool.count() == 3
    desk.database.down = False
    desk.send()
    assert desk.database.references() == sorted(new.reference for new in items)
    details = [desk.database.find(new.reference) for new in items]
    assert [(detail.submission, len(detail.dong_y)) for detail in details if detail] == [
        (new.submission, len(new.dong_y)) for new in items
    ]
    assert len(desk.database.list_outbox()) == 3
    assert _files(desk.folder) == []


def test_an_empty_spool_makes_no_files(desk: _Desk) -> None:
    """As long as the store works the second path is not touched."""
    desk.send(make_new(), make_new())
    assert not desk.folder.exists()


def test_what_waits_survives_the_process(desk: _Desk) -> None:
    """A new process finds what an earlier one spooled."""
    new = make_new()
    desk.database.down = True
    desk.send(new)
    desk.restart()
    desk.database.down = False
    desk.send()
    assert desk.database.references() == [new.reference]


@pytest.mark.parametrize("up_again", [False, True])
def test_the_same_form_is_one_item_on_both_paths(desk: _Desk, up_again: bool) -> None:
    """A form spooled and sent again, before or after the store is back, is one item with one reference."""
    first, again = make_new(key="mot"), make_new(key="mot")
    desk.database.down = True
    desk.send(first)
    desk.database.down = not up_again
    (added,) = desk.send(again)
    assert (added.item.reference, added.created, added.same) == (first.reference, False, True)
    desk.database.down = False
    desk.send()
    assert desk.database.references() == [first.reference]


def test_a_double_click_in_one_batch_is_spooled_once(desk: _Desk) -> None:
    """Two requests of one form that share a batch share the item."""
    desk.database.down = True
    first, second = desk.send(make_new(key="mot"), make_new(key="mot"))
    assert (first.created, second.created, second.same) == (True, False, True)
    assert first.item == second.item
    assert desk.spool.count() == 1


def test_other_words_of_a_spooled_form_are_not_acknowledged(desk: _Desk) -> None:
    """As in the store: a used form with other words is told, and the words that wait stay."""
    desk.database.down = True
    desk.send(make_new(key="mot"))
    (added,) = desk.send(make_new(_OTHER, key="mot"))
    assert (added.created, added.same) == (False, False)
    assert desk.spool.count() == 1


def test_words_spooled_while_the_store_could_not_be_asked_are_kept_beside_the_earlier_ones(desk: _Desk) -> None:
    """The store holds other words of the form: both were acknowledged, so both are items, once each."""
    before, during = make_new(key="mot"), make_new(_OTHER, key="mot")
    desk.send(before)
    desk.database.down = True
    desk.send(during)
    batch = desk.spool.read(desk.spool.names()[0])
    desk.database.down = False
    desk.send()
    assert desk.database.references() == sorted([before.reference, during.reference])
    desk.spool.put(batch)  # as after a power cut that undid the removal
    desk.send()
    assert desk.database.references() == sorted([before.reference, during.reference])
    assert desk.spool.count() == count_set_aside(desk.folder) == 0


def test_two_processes_may_share_the_folder(desk: _Desk) -> None:
    """What one process spooled the other answers from, drains and forgets."""
    other_spool = Spool(desk.folder)
    other = Relay(desk.database.commit, other_spool, retry=0)
    first = make_new(key="mot")
    desk.database.down = True
    desk.send(first)
    (outcome,) = other([make_new(key="mot")])
    assert isinstance(outcome, Added)
    assert outcome.item.reference == first.reference
    desk.database.down = False
    other([])
    desk.send()
    assert (desk.spool.count(), other_spool.count()) == (0, 0)
    assert desk.database.references() == [first.reference]


def test_a_reference_that_is_taken_is_set_aside_for_a_person(desk: _Desk, caplog: pytest.LogCaptureFixture) -> None:
    """An item that no store takes stays on the disk, is told, and does not keep the others out."""
    stored = make_new()
    desk.send(stored)
    desk.database.down = True
    clash, other = make_new(_OTHER, reference=stored.reference), make_new()
    desk.send(clash, other)
    desk.database.down = False
    with caplog.at_level(logging.CRITICAL):
        desk.send()
    assert desk.database.references() == sorted([stored.reference, other.reference])
    assert count_set_aside(desk.folder) == 1
    assert desk.spool.count() == 0


def test_a_damaged_batch_is_set_aside_and_the_others_come_in(desk: _Desk) -> None:
    """A file that is not what was written is neither believed nor thrown away."""
    desk.database.down = True
    sound = make_new()
    desk.send(make_new())
    desk.send(sound)
    first = desk.folder / desk.spool.names()[0]
    first.write_bytes(first.read_bytes().replace("phường".encode(), b"phuong"))
    desk.restart()
    desk.database.down = False
    desk.send()
    assert desk.database.references() == [sound.reference]
    assert [file.parent.name for file in _files(desk.folder)] == [SET_ASIDE]


def test_drafts_of_the_dead_are_swept_away(desk: _Desk) -> None:
    """A file that was never finished holds words nobody was told are kept; it does not stay."""
    desk.folder.mkdir()
    (desk.folder / ".draft-x").write_bytes(b"[{")
    desk.spool.sweep()
    desk.spool.refresh()
    assert (_files(desk.folder), desk.spool.count()) == ([], 0)


def test_only_the_owner_can_read_the_spool(desk: _Desk) -> None:
    """Folder and files hold names and contacts."""
    desk.database.down = True
    desk.send(make_new())
    assert stat.S_IMODE(desk.folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in _files(desk.folder)] == [0o600]


def test_a_full_spool_refuses_and_keeps_what_it_has(tmp_path: Path) -> None:
    """Over the bound nothing is acknowledged and nothing is lost."""
    desk = _Desk(tmp_path / "cho-ghi", limit=2)
    desk.database.down = True
    desk.send(make_new(), make_new())
    (outcome,) = desk.relay([make_new()])
    assert isinstance(outcome, StoreBusy)
    assert desk.spool.count() == 2


def test_a_spool_that_cannot_be_written_acknowledges_nothing(tmp_path: Path) -> None:
    """With both paths closed every sender is told so."""
    (tmp_path / "cho-ghi").touch()
    desk = _Desk(tmp_path / "cho-ghi")
    desk.database.down = True
    outcomes = desk.relay([make_new(), make_new()])
    assert [type(outcome) for outcome in outcomes] == [StoreUnavailable, StoreUnavailable]


def test_a_store_that_is_down_is_not_asked_by_everybody(tmp_path: Path) -> None:
    """After a failure the store is left alone until the time of the next trial; then everything comes in."""
    database, tried, now = _Database(), list[int](), [0.0]

    def commit(batch: Sequence[Job]) -> Sequence[Outcome]:
        tried.append(len(batch))
        return database.commit(batch)

    relay = Relay(commit, Spool(tmp_path), retry=5, now=lambda: now[0])
    database.down = True
    for _ in range(3):
        relay([make_new()])
    assert tried == [1]
    now[0] = 5.0
    relay([make_new()])
    assert tried == [1, 1]
    now[0], database.down = 10.0, False
    relay([])
    assert len(database.list_items()) == len(database.list_outbox()) == 4


def test_the_state_of_what_waits_is_found(desk: _Desk) -> None:
    """The receipt opens its state also while the item is on the second path, and only with the secret part."""
    new = make_new()
    desk.database.down = True
    (added,) = desk.send(new)
    assert desk.spool.find_guarded(new.reference, new.secret_hash) == added.item
    assert desk.spool.find_guarded(new.reference, "hash-0") is None


def _reply(key: str, choice: str = "5", dossier: str = "") -> NewAnswer:
    sent = {"khao_sat": "hai-long", "ngay": RECEIVED.date(), "tra_loi": {"cau-1": [choice]}, "ho_so": dossier}
    return NewAnswer(key, TraLoiKhaoSat.model_validate(sent))


def test_answers_to_a_survey_wait_and_come_in_like_items(desk: _Desk) -> None:
    """Answers are acknowledged from the spool, once a form; two of one dossier count once; nothing is set aside."""
    desk.database.down = True
    batch = [_reply("mot"), _reply("mot"), _reply("hai", dossier="a" * 64), _reply("ba", dossier="a" * 64)]
    assert desk.relay(batch) == [Counted(True, True), Counted(False, True), Counted(True, True), Counted(True, True)]
    assert desk.relay([_reply("mot", "1")]) == [Counted(False, False)]
    desk.restart()
    desk.database.down = False
    desk.send(make_new())
    assert len(desk.database.list_survey("hai-long")) == 2
    assert desk.spool.count() == count_set_aside(desk.folder) == 0


def test_the_desks_changes_never_wait(desk: _Desk) -> None:
    """A change is decided on what the store says now: while it cannot, the officer is told, and nothing is spooled."""
    desk.database.down = True
    (outcome,) = desk.relay([Sweep(RECEIVED)])
    assert isinstance(outcome, StoreUnavailable)
    assert desk.spool.count() == 0


def test_what_the_first_version_spooled_is_read(desk: _Desk) -> None:
    """An update of the program does not strand what waited: files without the newer fields come in."""
    new = make_new()
    (old,) = TypeAdapter(tuple[NewItem, ...]).dump_python((new,), mode="json")
    for name in ("han", "attachments"):
        del old[name]
    del old["submission"]["don_vi_hoi"]
    for given in old["dong_y"]:
        del given["withdrawn_at"]
    content = json.dumps([old]).encode()
    desk.folder.mkdir()
    (desk.folder / f"{1:020d}-{hashlib.sha256(content).hexdigest()}.json").write_bytes(content)
    desk.send()
    assert desk.database.references() == [new.reference]
    assert count_set_aside(desk.folder) == 0
