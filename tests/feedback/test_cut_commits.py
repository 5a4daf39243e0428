"""A connection cut in the middle of a commit: nobody knows whether it was made, and nothing is lost or doubled."""

import logging
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from cchc.feedback.changes import Act, Applied, Change, CreateAccount, Erase, Move
from cchc.feedback.clock import utc_now
from cchc.feedback.records import Account
from cchc.feedback.spool import count_set_aside
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.store import NewAnswer, NoSuchThing, NotAllowed, StaleChange, StoreUnavailable
from cchc.model.feedback import HanhDong, TraLoiKhaoSat, TrangThaiGopY, VaiTro
from feedback.cutting import Cut, Wire, lay_wire
from feedback.oracle import assert_stored, wait_until_drained
from feedback.samples import RECEIVED, make_new

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]

_SOON = 30
_CUTS = pytest.mark.parametrize("cut", [Cut.BEFORE_COMMIT, Cut.AFTER_COMMIT], ids=lambda cut: cut.value)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


@pytest.fixture
def wire(postgresql_database: str) -> Iterator[Wire]:
    """A wire to an empty database with its schema."""
    open_store(postgresql_database).close()
    with lay_wire(postgresql_database) as laid:
        yield laid


@pytest.fixture
def store(wire: Wire, tmp_path: Path) -> Iterator[SqlStore]:
    """A store behind the wire, with a second path."""
    with closing(open_store(wire.address, tmp_path / "cho-ghi", retry=0.05)) as opened:
        yield opened


@pytest.mark.parametrize("cut", Cut, ids=lambda cut: cut.value)
def test_an_item_whose_commit_was_cut_is_one_item(store: SqlStore, wire: Wire, tmp_path: Path, cut: Cut) -> None:
    """The sender is acknowledged from the second path; what comes from there finds the same item, or makes it."""
    first, second = make_new(), make_new()
    wire.cut_next(cut)
    assert store.add(first).result(_SOON).item.reference == first.reference
    assert wire.cuts == 1
    wire.cut_next(cut)
    assert store.add(second).result(_SOON).item.reference == second.reference
    wait_until_drained(store)
    for new in (first, second):
        again = store.add(new).result(_SOON)
        assert (again.item.reference, again.created, again.same) == (new.reference, False, True)
    assert_stored(store, [first.reference, second.reference])
    assert len(store.list_items()) == 2
    assert count_set_aside(tmp_path / "cho-ghi") == 0


@_CUTS
def test_a_sender_who_is_told_to_try_again_finds_the_same_item(wire: Wire, cut: Cut) -> None:
    """Without a second path the sender hears that it failed; sent again, it is one item all the same."""
    new = make_new()
    with closing(open_store(wire.address)) as store:
        wire.cut_next(cut)
        assert isinstance(_error_of(store.add(new)), StoreUnavailable)
        again = store.add(new).result(_SOON)
        assert (again.item.reference, again.created) == (new.reference, cut is Cut.BEFORE_COMMIT)
        assert_stored(store, [new.reference])


@_CUTS
def test_answers_whose_commit_was_cut_count_once(store: SqlStore, wire: Wire, cut: Cut) -> None:
    """Answers to a survey have nobody to ask again: they are acknowledged, and counted once."""
    answer = TraLoiKhaoSat(khao_sat="dien-tap", ngay=date(2026, 11, 22), tra_loi={"dau": ("một",)})
    wire.cut_next(cut)
    store.add_answer(NewAnswer("key", answer)).result(_SOON)
    wait_until_drained(store)
    assert not store.add_answer(NewAnswer("key", answer)).result(_SOON).created
    assert len(store.list_survey("dien-tap")) == 1


@_CUTS
def test_a_step_of_the_desk_whose_commit_was_cut_is_not_made_twice(store: SqlStore, wire: Wire, cut: Cut) -> None:
    """The officer is told that it failed; made again, it is made now, or refused because it stands already."""
    new = make_new()
    store.apply(CreateAccount(Account("an", "Cán bộ Mẫu", VaiTro.TRA_LOI, utc_now()))).result(_SOON)
    seen = store.add(new).result(_SOON).item.changed_at
    take = Move(Act(new.reference, "an", utc_now(), seen=seen), HanhDong.TIEP_NHAN)
    wire.cut_next(cut)
    assert isinstance(_error_of(store.apply(take)), StoreUnavailable)
    again = _error_of(_when_up(store, take))
    assert isinstance(again, StaleChange | NotAllowed) if cut is Cut.AFTER_COMMIT else again is None
    detail = store.find(new.reference)
    assert detail is not None
    assert detail.item.state is TrangThaiGopY.DA_TIEP_NHAN
    assert [entry.action for entry in detail.history] == [HanhDong.GUI, HanhDong.TIEP_NHAN]
    assert [letter.event for letter in store.list_outbox()] == ["da-nhan", "tiep-nhan"]


@_CUTS
def test_an_erasure_whose_commit_was_cut_leaves_one_grave(store: SqlStore, wire: Wire, cut: Cut) -> None:
    """The sender is told that it failed; afterwards everything is gone, with one tombstone."""
    new = make_new()
    store.add(new).result(_SOON)
    wire.cut_next(cut)
    assert isinstance(_error_of(store.apply(Erase(new.reference, RECEIVED, "thu"))), StoreUnavailable)
    again = _error_of(_when_up(store, Erase(new.reference, RECEIVED, "thu")))
    assert isinstance(again, NoSuchThing) if cut is Cut.AFTER_COMMIT else again is None
    assert store.find(new.reference) is None
    assert [grave.reference for grave in store.list_tombstones()] == [new.reference]


def _error_of(future: Future[Any]) -> BaseException | None:
    return future.exception(_SOON)


def _when_up(store: SqlStore, change: Change) -> "Future[Applied]":
    """Make a change again until the store takes changes; after a failure it is left alone for a moment."""
    while isinstance((future := store.apply(change)).exception(_SOON), StoreUnavailable):
        Event().wait(0.02)
    return future
