"""The moderation workflow driven at random: whatever people try, the promises of the desk hold."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cchc.feedback import desk as steps
from cchc.feedback.changes import Act, CreateAccount, WithdrawConsent
from cchc.feedback.desk import Desk, PublicTexts, Step
from cchc.feedback.records import Account
from cchc.feedback.rules import read_rules
from cchc.feedback.sql_store import open_store
from cchc.feedback.store import NotAllowed, StaleChange, Store
from cchc.model.feedback import (
    ACTIONS,
    TRANSITIONS,
    CauHoi,
    HanhDong,
    HistoryEntry,
    MucDichDongY,
    Submission,
    TrangThaiGopY,
    VaiTro,
)
from cchc.text.working_days import LichLamViec
from feedback.apart import run_apart
from feedback.fakes import MemoryStore, TurnedClock
from feedback.samples import CAU_HOI, HANH_VI, QUY_DINH, make_new

_PEOPLE = {"xem": VaiTro.XEM, "an": VaiTro.TRA_LOI, "binh": VaiTro.DUYET, "quan-tri": VaiTro.QUAN_TRI}
_KINDS: tuple[Submission, ...] = (
    CAU_HOI,
    CauHoi.model_validate(CAU_HOI.model_dump() | {"dong_y_cong_khai": False}),
    QUY_DINH,
    HANH_VI,
)
_TEXTS = PublicTexts("Tiêu đề", "Câu hỏi", "Câu trả lời")
_Call = Callable[[Desk, Step, int], Any]
_CALLS: dict[HanhDong, _Call] = {
    HanhDong.TIEP_NHAN: lambda desk, step, _: steps.take(desk, step),
    HanhDong.PHAN_CONG: lambda desk, step, _: steps.assign(desk, step, don_vi=""),
    HanhDong.YEU_CAU_BO_SUNG: lambda desk, step, _: steps.ask_back(desk, step),
    HanhDong.BO_SUNG: lambda desk, step, _: steps.supplement(desk, step),
    HanhDong.CHUYEN: lambda desk, step, _: steps.forward(desk, step),
    HanhDong.SOAN: lambda desk, step, _: steps.draft(desk, step, tra_loi="Trả lời"),
    HanhDong.TRINH: lambda desk, step, _: steps.submit_answer(desk, step),
    HanhDong.TRA_LAI: lambda desk, step, _: steps.return_to_author(desk, step),
    HanhDong.DUYET: lambda desk, step, version: steps.approve(desk, step, version=version),
    HanhDong.TRINH_CONG_KHAI: lambda desk, step, _: steps.prepare_publication(desk, step, _TEXTS),
    HanhDong.CONG_KHAI: lambda desk, step, version: steps.publish(desk, step, version=version),
    HanhDong.GO: lambda desk, step, _: steps.unpublish(desk, step),
    HanhDong.TU_CHOI: lambda desk, step, _: steps.reject(desk, step),
    HanhDong.RUT: lambda desk, step, _: steps.withdraw(desk, step),
    HanhDong.MO_LAI: lambda desk, step, _: steps.reopen(desk, step),
    HanhDong.GHI_CHU: lambda desk, step, _: steps.add_note(desk, step),
}
_H = HanhDong
_WAY = (_H.GUI, _H.TIEP_NHAN, _H.PHAN_CONG, _H.SOAN, _H.TRINH, _H.DUYET, _H.TRINH_CONG_KHAI, _H.CONG_KHAI, _H.GO)
_NEXT = dict(pairwise(_WAY))


def _open_memory(folder: Path) -> Store:
    return MemoryStore()


def _open_sqlite(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder / 'gop-y.sqlite3'}")


class _Moderation(RuleBasedStateMachine):
    """Items of several kinds, four people of the desk, every step at any time."""

    references = Bundle("references")
    open = staticmethod(_open_memory)

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="cchc-desk-")
        self.store = self.open(Path(self.folder.name))
        self.loop = asyncio.Runner()
        self.desk = Desk(self.store, read_rules(), LichLamViec(), TurnedClock())
        self.history: dict[str, tuple[HistoryEntry, ...]] = {}

    @initialize()
    def hire(self) -> None:
        for name, role in _PEOPLE.items():
            self.store.apply(CreateAccount(Account(name, "Cán bộ Mẫu", role, self.desk.clock()))).result(10)

    @rule(target=references, sent=st.sampled_from(_KINDS))
    def arrive(self, sent: Submission) -> str:
        return self.store.add(make_new(sent)).result(10).item.reference

    @rule(
        reference=references,
        actor=st.sampled_from([*_PEOPLE, "ai-do"]),
        action=st.sampled_from(HanhDong),
        fresh=st.booleans(),
    )
    def act(self, reference: str, actor: str, action: HanhDong, fresh: bool) -> None:
        if action not in _CALLS:
            return
        before = self.store.find_desk(reference)
        assert before is not None
        item = before.detail.item
        step = Step(actor, reference, item.changed_at if fresh else item.received_at, note="Ghi chú", message="Báo")
        version = before.answers[-1].version if before.answers else 1
        try:
            self.loop.run(_CALLS[action](self.desk, step, version))
        except (NotAllowed, StaleChange):
            after = self.store.find_desk(reference)
            assert after == before
            return
        assert actor in _PEOPLE
        assert _PEOPLE[actor] in ACTIONS[action].vai_tro
        assert fresh or item.changed_at == item.received_at

    @rule(reference=references, actor=st.sampled_from([*_PEOPLE]))
    def go_on(self, reference: str, actor: str) -> None:
        """Try what leads on from here: left to chance alone, hardly an item would ever be published."""
        found = self.store.find_desk(reference)
        assert found is not None
        last = found.detail.history[-1].action
        if last in _NEXT:
            self.act(reference, actor, _NEXT[last], fresh=True)

    @rule(reference=references)
    def go_all_the_way(self, reference: str) -> None:
        """Do everything right, by the right persons, as far as it goes."""
        for action in _WAY[1:-1]:
            actor = "binh" if VaiTro.TRA_LOI not in ACTIONS[action].vai_tro else "an"
            self.act(reference, actor, action, fresh=True)

    @rule(reference=references)
    def take_consent_back(self, reference: str) -> None:
        act = Act(reference, "nguoi-gui", self.desk.clock())
        self.store.apply(WithdrawConsent(act, MucDichDongY.CONG_KHAI)).result(10)

    @invariant()
    def what_is_public_was_let_out_by_two_pairs_of_persons(self) -> None:
        for published in self.store.list_published():
            answer, detail = published.answer, self.store.find(published.item.reference)
            assert detail is not None
            assert detail.item.state is TrangThaiGopY.DA_CONG_KHAI
            assert answer.approved_by not in (None, answer.by)
            assert answer.published_by not in (None, answer.prepared_by)
            assert detail.submission != HANH_VI
            consented = any(
                given.muc_dich is MucDichDongY.CONG_KHAI and given.withdrawn_at is None for given in detail.dong_y
            )
            assert consented or detail.submission == QUY_DINH

    @invariant()
    def history_only_grows_and_follows_the_table(self) -> None:
        for item in self.store.list_items(limit=1000):
            detail = self.store.find(item.reference)
            assert detail is not None
            known = self.history.get(item.reference, ())
            assert detail.history[: len(known)] == known
            self.history[item.reference] = detail.history
            states = [entry.state for entry in detail.history]
            assert states[0] is TrangThaiGopY.MOI
            assert states[-1] is item.state
            pairs = pairwise(states)
            assert all(before is after or after in TRANSITIONS[before] for before, after in pairs)

    @invariant()
    def each_step_that_tells_somebody_has_one_message(self) -> None:
        told = Counter((letter.reference, letter.event, letter.step) for letter in self.store.list_outbox())
        expected = Counter(
            (reference, entry.action.value, number)
            for reference, entries in self._read_histories().items()
            for number, entry in enumerate(entries)
            if entry.action not in ACTIONS or ACTIONS[entry.action].bao is not None
        )
        assert told == expected

    def _read_histories(self) -> dict[str, tuple[HistoryEntry, ...]]:
        found = (self.store.find(item.reference) for item in self.store.list_items(limit=1000))
        return {detail.item.reference: detail.history for detail in found if detail is not None}

    def teardown(self) -> None:
        self.store.close()
        self.loop.close()
        self.folder.cleanup()


class _OnSqlite(_Moderation):
    open = staticmethod(_open_sqlite)


def _drive(machine: type[RuleBasedStateMachine], examples: int) -> None:
    patient = settings(
        max_examples=examples,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )

    async def apart() -> None:
        await asyncio.to_thread(run_state_machine_as_test, machine, settings=patient)

    run_apart(apart())


@pytest.mark.slow
def test_the_promises_hold_in_memory() -> None:
    """Published ⊆ approved by two, one message a step, history only grows, refused steps change nothing."""
    _drive(_Moderation, 25)


@pytest.mark.slow
def test_the_promises_hold_on_sqlite() -> None:
    """The same over the real store: writing thread, group commit and savepoints."""
    _drive(_OnSqlite, 5)
