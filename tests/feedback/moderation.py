"""A machine that drives the desk at random: every step at any time by anybody, senders' own deeds, a clock that jumps.

It knows nothing of the store but its contract, so it runs on every store.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from cchc.feedback import desk as steps
from cchc.feedback import own_item
from cchc.feedback.changes import CreateAccount
from cchc.feedback.desk import Desk, NotMasked, PublicTexts, Step
from cchc.feedback.own_item import OwnDesk, OwnItem, ViecCuaToi
from cchc.feedback.records import Account, DeskItem
from cchc.feedback.rules import read_rules
from cchc.feedback.store import NotAllowed, StaleChange, Store
from cchc.model.feedback import (
    ACTIONS,
    TRANSITIONS,
    CauHoi,
    HanhDong,
    HistoryEntry,
    ItemDetail,
    MucDichDongY,
    Submission,
    TrangThaiGopY,
    VaiTro,
    personal_texts,
)
from cchc.model.feedback.masking import find_personal
from cchc.text.working_days import LichLamViec
from feedback.fakes import TurnedClock
from feedback.samples import CAU_HOI, GOP_Y, HANH_VI, QUY_DINH, make_new

PEOPLE = {"xem": VaiTro.XEM, "an": VaiTro.TRA_LOI, "binh": VaiTro.DUYET, "quan-tri": VaiTro.QUAN_TRI}
_KINDS: tuple[Submission, ...] = (
    CAU_HOI,
    CauHoi.model_validate(CAU_HOI.model_dump() | {"dong_y_cong_khai": False}),
    QUY_DINH,
    HANH_VI,
    GOP_Y,
)
_SOUND = PublicTexts("Tiêu đề", "Nộp lệ phí ở đâu?", "Nộp tại quầy tiếp nhận.")
_TEXTS = (
    _SOUND,
    PublicTexts("Tiêu đề", "Tôi là Đỗ Ơ, hỏi về lệ phí.", "Câu trả lời"),
    PublicTexts("Tiêu đề", "Câu hỏi", "Gọi số 0900 000 001."),
    PublicTexts("Tiêu đề", "Trả lời qua mau@example.vn", "Câu trả lời"),
)
_CONTACTS = (
    {"ho_ten": "Người Khác Mẫu", "email": "khac@example.vn", "dien_thoai": "", "dia_chi": "Phường Minh Họa"},
    # The last words of this name stand in sound texts: what is masked follows the name that is known now.
    {"ho_ten": "Mẫu Thị Tiếp Nhận", "email": "", "dien_thoai": "0900000002", "dia_chi": ""},
)
_Call = Callable[[Desk, Step, int, PublicTexts], Any]
_CALLS: dict[HanhDong, _Call] = {
    HanhDong.TIEP_NHAN: lambda desk, step, *_: steps.take(desk, step),
    HanhDong.PHAN_CONG: lambda desk, step, *_: steps.assign(desk, step, don_vi=""),
    HanhDong.YEU_CAU_BO_SUNG: lambda desk, step, *_: steps.ask_back(desk, step),
    HanhDong.BO_SUNG: lambda desk, step, *_: steps.supplement(desk, step),
    HanhDong.CHUYEN: lambda desk, step, *_: steps.forward(desk, step),
    HanhDong.SOAN: lambda desk, step, *_: steps.draft(desk, step, tra_loi="Trả lời"),
    HanhDong.TRINH: lambda desk, step, *_: steps.submit_answer(desk, step),
    HanhDong.TRA_LAI: lambda desk, step, *_: steps.return_to_author(desk, step),
    HanhDong.DUYET: lambda desk, step, version, _: steps.approve(desk, step, version=version),
    HanhDong.TRINH_CONG_KHAI: lambda desk, step, _, texts: steps.prepare_publication(desk, step, texts),
    HanhDong.CONG_KHAI: lambda desk, step, version, _: steps.publish(desk, step, version=version),
    HanhDong.GO: lambda desk, step, *_: steps.unpublish(desk, step),
    HanhDong.TU_CHOI: lambda desk, step, *_: steps.reject(desk, step),
    HanhDong.RUT: lambda desk, step, *_: steps.withdraw(desk, step),
    HanhDong.MO_LAI: lambda desk, step, *_: steps.reopen(desk, step),
    HanhDong.GHI_CHU: lambda desk, step, *_: steps.add_note(desk, step),
}
_H = HanhDong
_WAY = (_H.GUI, _H.TIEP_NHAN, _H.PHAN_CONG, _H.SOAN, _H.TRINH, _H.DUYET, _H.TRINH_CONG_KHAI, _H.CONG_KHAI, _H.GO)
_NEXT = dict(pairwise(_WAY))
_OWN: dict[ViecCuaToi, Callable[[OwnDesk, OwnItem], Any]] = {
    ViecCuaToi.RUT: own_item.take_back,
    ViecCuaToi.BO_SUNG: lambda desk, own: own_item.add_words(desk, own, "Mã hồ sơ mẫu 01"),
    ViecCuaToi.RUT_DONG_Y: own_item.withdraw_publication,
}


class Moderation(RuleBasedStateMachine):
    """Items of several kinds, four people of the desk, every sender, every step at any time."""

    references = Bundle("references")

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.loop = asyncio.Runner()
        self.clock = TurnedClock()
        self.desk = Desk(store, read_rules(), LichLamViec(), self.clock)
        self.own_desk = OwnDesk(store, self.desk.rules, self.desk.calendar, self.clock)
        self.history: dict[str, tuple[HistoryEntry, ...]] = {}
        self.erased: list[str] = []

    @initialize()
    def hire(self) -> None:
        """Make the accounts of the four."""
        for name, role in PEOPLE.items():
            self.store.apply(CreateAccount(Account(name, "Cán bộ Mẫu", role, self.clock()))).result(10)

    @rule(target=references, sent=st.sampled_from(_KINDS))
    def arrive(self, sent: Submission) -> str:
        """Let something come in."""
        return self.store.add(make_new(sent)).result(10).item.reference

    @rule(hours=st.sampled_from([-24 * 400, -30, -1, 1, 30, 24 * 40, 24 * 900]))
    def turn_the_clock(self, hours: int) -> None:
        """Let the machine's clock jump, also back."""
        self.clock.turn(hours=hours)

    @rule(
        reference=references,
        actor=st.sampled_from([*PEOPLE, "ai-do"]),
        action=st.sampled_from(sorted(_CALLS)),
        fresh=st.booleans(),
        texts=st.sampled_from(_TEXTS),
    )
    def act(self, reference: str, actor: str, action: HanhDong, fresh: bool, texts: PublicTexts) -> None:
        """Try a step of the desk: it is made by somebody who may, or it changes nothing."""
        before = self._get(reference)
        item = before.detail.item
        step = Step(actor, reference, item.changed_at if fresh else item.received_at, note="Ghi chú", message="Báo")
        version = before.answers[-1].version if before.answers else 1
        try:
            self.loop.run(_CALLS[action](self.desk, step, version, texts))
        except (NotAllowed, StaleChange, NotMasked):
            assert self.store.find_desk(reference) == before
            return
        assert actor in PEOPLE
        assert PEOPLE[actor] in ACTIONS[action].vai_tro
        assert fresh or item.changed_at == item.received_at
        if action in (HanhDong.TRINH_CONG_KHAI, HanhDong.CONG_KHAI):
            self._assert_masked(self._get(reference))

    @rule(reference=references, actor=st.sampled_from([*PEOPLE]))
    def go_on(self, reference: str, actor: str) -> None:
        """Try what leads on from here: left to chance alone, hardly an item would ever be published."""
        last = self._get(reference).detail.history[-1].action
        if last in _NEXT:
            self.act(reference, actor, _NEXT[last], fresh=True, texts=_SOUND)

    @rule(reference=references, last=st.sampled_from(_WAY[1:-1]))
    def go_all_the_way(self, reference: str, last: HanhDong) -> None:
        """Do everything right, by the right persons, up to a step, as far as it goes."""
        for action in _WAY[1 : _WAY.index(last) + 1]:
            actor = "binh" if VaiTro.TRA_LOI not in ACTIONS[action].vai_tro else "an"
            self.act(reference, actor, action, fresh=True, texts=_SOUND)

    @rule(reference=references)
    def be_asked_back(self, reference: str) -> None:
        """Bring an item to where its sender may add to it."""
        for action in (_H.TIEP_NHAN, _H.YEU_CAU_BO_SUNG):
            self.act(reference, "an", action, fresh=True, texts=_SOUND)

    @rule(reference=references, deed=st.sampled_from(sorted(_OWN)))
    def do_it_oneself(self, reference: str, deed: ViecCuaToi) -> None:
        """Do what a sender may do: what is offered succeeds, what is not changes nothing."""
        before = self._get(reference)
        own = OwnItem(before.detail.item, before)
        try:
            done = self.loop.run(_OWN[deed](self.own_desk, own)).done
        except NotAllowed:
            done = False
        assert done == (deed in own_item.list_deeds(own))
        assert done or self.store.find_desk(reference) == before

    @rule(reference=references, contact=st.sampled_from(_CONTACTS))
    def correct_oneself(self, reference: str, contact: dict[str, str]) -> None:
        """Correct name and contacts, also to words that stand in texts for the public."""
        before = self._get(reference)
        own = OwnItem(before.detail.item, before)
        assume(ViecCuaToi.SUA in own_item.list_deeds(own))
        self.loop.run(own_item.correct(self.own_desk, own, contact))
        assert contact["ho_ten"] in personal_texts(self._get(reference).detail.submission)

    @rule(reference=consumes(references))
    def erase(self, reference: str) -> None:
        """Erase an item in whatever state; nobody acts on it any more."""
        found = self._get(reference)
        self.loop.run(own_item.erase(self.own_desk, OwnItem(found.detail.item, found)))
        self.erased.append(reference)

    @invariant()
    def what_is_public_was_let_out_by_two_pairs_of_persons(self) -> None:
        """Published ⊆ approved by another person than the author, masked, and consented to."""
        for published in self.store.list_published():
            answer, detail = published.answer, self._get(published.item.reference).detail
            assert detail.item.state is TrangThaiGopY.DA_CONG_KHAI
            assert answer.approved_by not in (None, answer.by)
            assert answer.published_by not in (None, answer.prepared_by)
            assert detail.submission.kind not in (HANH_VI.kind, GOP_Y.kind)
            consented = any(
                given.muc_dich is MucDichDongY.CONG_KHAI and given.withdrawn_at is None for given in detail.dong_y
            )
            assert consented or detail.submission.kind is QUY_DINH.kind
            assert not any(find_personal(text) for text in (answer.tieu_de, answer.cau_hoi, answer.cong_khai))

    @invariant()
    def history_only_grows_and_follows_the_table(self) -> None:
        """No step vanishes or changes, times grow, and states follow each other as declared."""
        details = self._read_details()
        assert set(self.history) - set(self.erased) <= set(details)
        for reference, detail in details.items():
            entries, known = detail.history, self.history.get(reference, ())
            assert entries[: len(known)] == known
            self.history[reference] = entries
            assert all(before.at < after.at for before, after in pairwise(entries))
            states = [entry.state for entry in entries]
            assert states[0] is TrangThaiGopY.MOI
            assert states[-1] is detail.item.state
            assert all(before is after or after in TRANSITIONS[before] for before, after in pairwise(states))

    @invariant()
    def each_step_that_tells_somebody_has_one_message(self) -> None:
        """One row of the outbox for each step with a message, none for any other."""
        told = Counter((letter.reference, letter.event, letter.step) for letter in self.store.list_outbox())
        expected = Counter(
            (reference, entry.action.value, number)
            for reference, detail in self._read_details().items()
            for number, entry in enumerate(detail.history)
            if entry.action not in ACTIONS or ACTIONS[entry.action].bao is not None
        )
        assert told == expected

    @invariant()
    def of_what_was_erased_one_tombstone_is_left(self) -> None:
        """Erased is erased, and told once."""
        assert sorted(grave.reference for grave in self.store.list_tombstones()) == sorted(self.erased)
        assert all(self.store.find_desk(reference) is None for reference in self.erased)

    def teardown(self) -> None:
        """Give back the loop."""
        self.loop.close()

    def _get(self, reference: str) -> DeskItem:
        found = self.store.find_desk(reference)
        assert found is not None
        return found

    def _assert_masked(self, item: DeskItem) -> None:
        names, newest = personal_texts(item.detail.submission), item.answers[-1]
        for text in (newest.tieu_de, newest.cau_hoi, newest.cong_khai):
            assert find_personal(text, names) == ()

    def _read_details(self) -> dict[str, ItemDetail]:
        found = (self.store.find(item.reference) for item in self.store.list_items(limit=1000))
        return {detail.item.reference: detail for detail in found if detail is not None}
