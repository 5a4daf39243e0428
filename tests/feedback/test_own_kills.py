"""kill -9 while senders take back, add, withdraw and erase: each acknowledged deed is there, whole, and once."""

import signal
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from contextlib import closing
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

import pytest

from cchc.feedback.changes import Act, Applied, Approve, CreateAccount, Draft, Move, Prepare, Publish, Submit
from cchc.feedback.clock import utc_now
from cchc.feedback.codes import SECRET
from cchc.feedback.deadlines import read_calendar
from cchc.feedback.own_item import (
    OwnDesk,
    OwnItem,
    add_words,
    erase,
    find_own,
    take_back,
    withdraw_publication,
)
from cchc.feedback.records import Account
from cchc.feedback.rules import read_rules
from cchc.feedback.service import hash_secret
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.steps import Step
from cchc.feedback.store import NotAllowed
from cchc.model.feedback import HanhDong, MucDichDongY, TrangThaiGopY, VaiTro
from feedback.apart import run_apart
from feedback.drill import Death, work_until_death
from feedback.samples import make_new

pytestmark = pytest.mark.slow

_EACH = 3
_SECRET = SECRET.write(7919)
_WORDS = "Mã hồ sơ của tôi là hồ sơ mẫu số một."
_Deed = Callable[[OwnDesk, OwnItem], Coroutine[Any, Any, Applied]]
_DEEDS: Mapping[str, _Deed] = {
    "rut": take_back,
    "bo-sung": lambda desk, own: add_words(desk, own, _WORDS),
    "rut-dong-y": withdraw_publication,
    "xoa": erase,
}
Work = tuple[tuple[str, str], ...]
"""Deed and reference, in the order in which they are done."""


def _ask_back(reference: str) -> list[Any]:
    act = Act(reference, "an", utc_now(), message="Cần bổ sung mã hồ sơ.")
    return [Move(act, HanhDong.TIEP_NHAN), Move(act, HanhDong.YEU_CAU_BO_SUNG)]


def _publish(reference: str) -> list[Any]:
    officer, approver = Act(reference, "an", utc_now()), Act(reference, "binh", utc_now())
    return [
        Move(officer, HanhDong.TIEP_NHAN),
        Draft(officer, "Nộp tại quầy số 2."),
        Submit(officer),
        Approve(approver, 1),
        Prepare(officer, "Nộp lệ phí", "Nộp ở đâu?", "Nộp tại quầy số 2."),
        Publish(approver, 1),
    ]


_BEFORE: Mapping[str, Callable[[str], list[Any]]] = {
    "rut": lambda _: [],
    "bo-sung": _ask_back,
    "rut-dong-y": _publish,
    "xoa": _publish,
}


def _prepare(address: str) -> Work:
    """Bring items to where each deed is open."""
    work = []
    with closing(open_store(address)) as store:
        for name, role in (("an", VaiTro.TRA_LOI), ("binh", VaiTro.DUYET)):
            store.apply(CreateAccount(Account(name, "Cán bộ Mẫu", role, utc_now()))).result(10)
        for _ in range(_EACH):
            for deed, before in _BEFORE.items():
                new = make_new()
                store.add(replace(new, secret_hash=hash_secret(new.reference, _SECRET))).result(10)
                for change in before(new.reference):
                    store.apply(change).result(10)
                work.append((deed, new.reference))
    return tuple(work)


def _do(store: SqlStore, deed: str, reference: str) -> None:
    """Do what a sender does who does not know whether it is done: look, do it, and take a "too late" for yes."""
    desk = OwnDesk(store, read_rules(), read_calendar(None), utc_now)
    own = find_own(store, reference=reference, secret=_SECRET)
    if own is None:
        assert deed == "xoa"
        return
    try:
        run_apart(_DEEDS[deed](desk, own))
    except NotAllowed:
        assert deed in ("rut", "bo-sung")


def _work(pipe: Connection, address: str, work: Work, death: Death) -> None:
    store = open_store(address, watcher=death)
    for deed, reference in work:
        _do(store, deed, reference)
        pipe.send((deed, reference))
    store.close()


def _is_done(store: SqlStore, deed: str, reference: str) -> bool:
    """Tell whether a deed was done; fail if it was done by half or more than once."""
    graves = [grave.reference for grave in store.list_tombstones()].count(reference)
    detail, letters = store.find(reference), [x.event for x in store.list_outbox() if x.reference == reference]
    if detail is None:
        assert (deed, graves, letters) == ("xoa", 1, [])
        assert reference not in {published.item.reference for published in store.list_published()}
        return True
    own = [entry for entry in detail.history if entry.actor == "nguoi-gui" and entry.action is not HanhDong.GUI]
    assert graves == 0
    assert Counter(letters)[_LETTERS[deed]] == len(own) <= 1
    withdrawn = any(given.withdrawn_at for given in detail.dong_y if given.muc_dich is MucDichDongY.CONG_KHAI)
    public = reference in {published.item.reference for published in store.list_published()}
    assert (detail.item.state, withdrawn, public) == _STATES[deed][len(own)]
    assert [entry.note for entry in own] == ([_WORDS] if own and deed == "bo-sung" else [""] * len(own))
    return bool(own)


_S = TrangThaiGopY
_PUBLIC, _HIDDEN = (_S.DA_CONG_KHAI, False, True), (_S.DA_TRA_LOI, True, False)
_STATES = {
    "rut": ((_S.MOI, False, False), (_S.RUT_LAI, False, False)),
    "bo-sung": ((_S.YEU_CAU_BO_SUNG, False, False), (_S.DA_TIEP_NHAN, False, False)),
    "rut-dong-y": (_PUBLIC, _HIDDEN),
    "xoa": (_PUBLIC,),
}
"""State, consent withdrawn, public: before and after the deed."""
_LETTERS = {"rut": "rut", "bo-sung": "bo-sung", "rut-dong-y": "rut-dong-y", "xoa": "rut"}


@pytest.mark.parametrize("passing", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("step", [Step.BEGUN, Step.COMMITTED], ids=lambda step: step.name)
def test_death_under_a_senders_deed_leaves_it_whole_or_undone(database: str, step: Step, passing: int) -> None:
    """What was acknowledged is done; the rest is done or not, never by half; done again, it is done once."""
    work = _prepare(database)
    told, exit_code = work_until_death(_work, database, work, Death(step, passing))
    assert exit_code == -signal.SIGKILL
    assert len(told) == passing - 1
    with closing(open_store(database)) as store:
        done = {pair for pair in work if _is_done(store, *pair)}
        assert set(told) <= done
        assert len(done) == passing - (step is Step.BEGUN)
        for pair in work:
            _do(store, *pair)
        assert all(_is_done(store, *pair) for pair in work)
