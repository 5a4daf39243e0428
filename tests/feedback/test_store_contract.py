"""What every store promises; the fake, SQLite and PostgreSQL all pass."""

from concurrent.futures import wait
from datetime import timedelta
from itertools import pairwise

import pytest

from cchc.feedback.store import ReferenceTaken, Store
from cchc.model.feedback import AnySubmission, CauHoi, GopYTrang, LoaiGopY, Submission, TrangThaiGopY
from feedback.samples import CAU_HOI, GOP_Y, RECEIVED, make_new

pytestmark = pytest.mark.slow

_SOON = 10


@pytest.mark.parametrize("sent", [CAU_HOI, GOP_Y, GopYTrang(trang="/", noi_dung="Thiếu số điện thoại.")])
def test_what_was_sent_is_found_whole(store: Store, sent: Submission) -> None:
    """An item comes back with every word, its consents, its first step and its moment in a zone."""
    new = make_new(sent)
    added = store.add(new).result(_SOON)
    detail = store.find(new.reference)
    assert detail is not None
    assert detail.item == added.item
    assert detail.submission == sent
    assert {given.muc_dich: given for given in detail.dong_y} == {given.muc_dich: given for given in new.dong_y}
    assert [(step.state, step.at) for step in detail.history] == [(TrangThaiGopY.MOI, RECEIVED)]
    assert detail.item.received_at.utcoffset() == timedelta()


def test_an_item_brings_one_message(store: Store) -> None:
    """Each item leaves exactly one outbox row, which names the item and nobody."""
    references = [store.add(make_new()).result(_SOON).item.reference for _ in range(3)]
    assert [row.reference for row in store.list_outbox()] == references


def test_the_same_key_makes_one_item(store: Store) -> None:
    """Sending again with the key of an earlier item returns that item and stores nothing more."""
    first = store.add(make_new(key="token")).result(_SOON)
    again = store.add(make_new(key="token")).result(_SOON)
    assert (again.created, again.same, again.item) == (False, True, first.item)
    assert len(store.list_items()) == len(store.list_outbox()) == 1


def test_the_same_key_with_other_words_is_told(store: Store) -> None:
    """A used key with other words is neither stored nor taken for the earlier item."""
    store.add(make_new(key="token")).result(_SOON)
    other = CauHoi.model_validate(CAU_HOI.model_dump() | {"noi_dung": "Nội dung khác"})
    again = store.add(make_new(other, key="token")).result(_SOON)
    assert (again.created, again.same) == (False, False)
    assert len(store.list_items()) == 1


def test_the_same_key_at_once_makes_one_item(store: Store) -> None:
    """A double click, whose requests may share one commit, makes one item; all are told its reference."""
    futures = [store.add(make_new(key="token")) for _ in range(20)]
    wait(futures, _SOON)
    outcomes = [future.result() for future in futures]
    assert sum(outcome.created for outcome in outcomes) == 1
    assert len({outcome.item.reference for outcome in outcomes}) == 1


def test_a_taken_reference_is_refused(store: Store) -> None:
    """Two items never share a reference; the first stays as it was."""
    first = make_new()
    store.add(first).result(_SOON)
    with pytest.raises(ReferenceTaken):
        store.add(make_new(GOP_Y, reference=first.reference)).result(_SOON)
    detail = store.find(first.reference)
    assert detail is not None
    assert detail.submission == CAU_HOI


def test_the_secret_part_guards_the_state(store: Store) -> None:
    """A state is found by reference and hash together only."""
    new = make_new()
    item = store.add(new).result(_SOON).item
    assert store.find_guarded(new.reference, new.secret_hash) == item
    assert store.find_guarded(new.reference, "hash-0") is None
    assert store.find_guarded("22222-22222", new.secret_hash) is None


def test_lists_are_newest_first_filtered_and_limited(store: Store) -> None:
    """A list holds the newest items of the wanted kind and state, at most as many as asked for."""
    order: tuple[AnySubmission, ...] = (CAU_HOI, GOP_Y, CAU_HOI)
    for minutes, sent in enumerate(order):
        store.add(make_new(sent, received_at=RECEIVED + timedelta(minutes=minutes))).result(_SOON)
    moments = [item.received_at for item in store.list_items()]
    assert all(earlier > later for earlier, later in pairwise(moments))
    assert [item.kind for item in store.list_items(kind=LoaiGopY.GOP_Y_TRANG)] == [LoaiGopY.GOP_Y_TRANG]
    assert store.list_items(state=TrangThaiGopY.DA_TRA_LOI) == ()
    assert [item.received_at for item in store.list_items(limit=1)] == [RECEIVED + timedelta(minutes=2)]


def test_what_does_not_exist_is_not_found(store: Store) -> None:
    """An unknown reference gives None."""
    store.check()
    assert store.find("22222-22222") is None
