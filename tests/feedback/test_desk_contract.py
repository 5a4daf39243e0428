"""What every store promises the desk; the fake, SQLite and PostgreSQL all pass."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cchc.feedback.changes import (
    Act,
    Approve,
    Assign,
    Change,
    ChangeAccount,
    ClaimLetters,
    CloseSessions,
    Correct,
    CreateAccount,
    Draft,
    Enqueue,
    Erase,
    GiveAttemptBack,
    MarkFailed,
    MarkSent,
    Move,
    OpenSession,
    Prepare,
    Publish,
    Purge,
    Return,
    Revive,
    Spend,
    Submit,
    Sweep,
    TakeAttempt,
    TouchSession,
    Unpublish,
    UseTotp,
    WithdrawConsent,
)
from cchc.feedback.records import Account, Attachment, InboxFilter, Session
from cchc.feedback.store import AlreadyAnswered, NewAnswer, NoSuchThing, NotAllowed, StaleChange, Store
from cchc.model.feedback import (
    CauHoi,
    HanhDong,
    LoaiGopY,
    LyDoGopY,
    MucDichDongY,
    MucRoRang,
    NguoiNhan,
    Submission,
    TraLoiKhaoSat,
    TrangThaiGopY,
    VaiTro,
)
from feedback.samples import CAU_HOI, DU_THAO, GOP_Y, GOP_Y_LY_DO, HANH_VI, QUY_DINH, RECEIVED, make_new

pytestmark = pytest.mark.slow

_SOON = 10
_NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
_S, _H = TrangThaiGopY, HanhDong


def _apply(store: Store, *steps: Change) -> None:
    for change in steps:
        store.apply(change).result(_SOON)


def _people(store: Store) -> None:
    people = {"xem": VaiTro.XEM, "an": VaiTro.TRA_LOI, "binh": VaiTro.DUYET, "quan-tri": VaiTro.QUAN_TRI}
    for username, role in people.items():
        _apply(store, CreateAccount(Account(username, "Cán bộ Mẫu", role, _NOW)))
    _apply(store, CreateAccount(Account("chi", "Cán bộ Mẫu", VaiTro.TRA_LOI, _NOW, don_vi="trung-tam-mau")))


def _received(store: Store, sent: Submission = CAU_HOI, **changes: object) -> str:
    return store.add(make_new(sent, **changes)).result(_SOON).item.reference


def _act(reference: str, actor: str = "an", **more: object) -> Act:
    return Act(reference, actor, _NOW, **more)  # type: ignore[arg-type]


def _answer(store: Store, reference: str) -> None:
    _apply(
        store,
        Move(_act(reference), _H.TIEP_NHAN),
        Draft(_act(reference), "Ông/Bà nộp tại bộ phận một cửa.", ("1.000091",)),
        Submit(_act(reference)),
        Approve(_act(reference, "binh"), 1),
    )


def _publish(store: Store, reference: str, **more: bool) -> None:
    _apply(
        store,
        Prepare(_act(reference), "Hỏi về lệ phí", "Lệ phí nộp ở đâu?", "Nộp tại bộ phận một cửa."),
        Publish(_act(reference, "binh"), 1, **more),
    )


def _state(store: Store, reference: str) -> TrangThaiGopY:
    found = store.find(reference)
    assert found is not None
    return found.item.state


@pytest.mark.parametrize("sent", [QUY_DINH, HANH_VI, DU_THAO, GOP_Y_LY_DO])
def test_every_kind_comes_back_whole(store: Store, sent: Submission) -> None:
    """Each kind is found with every word of its own boxes."""
    found = store.find(_received(store, sent))
    assert found is not None
    assert found.submission == sent


def test_an_item_goes_its_way_to_the_public(store: Store) -> None:
    """Taken, answered, approved and published by two persons; each step is in the history, each message once."""
    _people(store)
    reference = _received(store)
    _answer(store, reference)
    _publish(store, reference)
    found = store.find_desk(reference)
    assert found is not None
    steps = [(step.action, step.state, step.actor) for step in found.detail.history]
    assert steps == [
        (_H.GUI, _S.MOI, "nguoi-gui"),
        (_H.TIEP_NHAN, _S.DA_TIEP_NHAN, "an"),
        (_H.SOAN, _S.DANG_XU_LY, "an"),
        (_H.TRINH, _S.DANG_XU_LY, "an"),
        (_H.DUYET, _S.DA_TRA_LOI, "binh"),
        (_H.TRINH_CONG_KHAI, _S.DA_TRA_LOI, "an"),
        (_H.CONG_KHAI, _S.DA_CONG_KHAI, "binh"),
    ]
    assert found.account == "an"
    assert [(letter.event, letter.recipient, letter.step) for letter in store.list_outbox()] == [
        ("da-nhan", NguoiNhan.BAN_XU_LY, 0),
        ("tiep-nhan", NguoiNhan.NGUOI_GUI, 1),
        ("trinh", NguoiNhan.BAN_XU_LY, 3),
        ("duyet", NguoiNhan.NGUOI_GUI, 4),
        ("trinh-cong-khai", NguoiNhan.BAN_XU_LY, 5),
        ("cong-khai", NguoiNhan.NGUOI_GUI, 6),
    ]
    (published,) = store.list_published()
    assert (published.item.reference, published.thu_tuc) == (reference, "1.000091")
    assert (published.answer.cong_khai, published.answer.can_cu) == ("Nộp tại bộ phận một cửa.", ("1.000091",))


def test_nobody_approves_his_own_words(store: Store) -> None:
    """The author cannot approve the answer, nor whoever masked the texts publish them."""
    _people(store)
    reference = _received(store)
    _apply(
        store,
        Move(_act(reference), _H.TIEP_NHAN),
        Draft(_act(reference, "binh"), "Trả lời"),
        Submit(_act(reference)),
    )
    with pytest.raises(NotAllowed, match="same-person"):
        store.apply(Approve(_act(reference, "binh"), 1)).result(_SOON)
    _apply(store, Approve(_act(reference, "quan-tri"), 1), Prepare(_act(reference, "binh"), "a", "b", "c"))
    with pytest.raises(NotAllowed, match="same-person"):
        store.apply(Publish(_act(reference, "binh"), 1)).result(_SOON)
    assert store.list_published() == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda act: Move(act("xem"), _H.TIEP_NHAN), "role"),
        (lambda act: Move(act("ai-do"), _H.TIEP_NHAN), "no-account"),
        (lambda act: Move(act("chi"), _H.TIEP_NHAN), "other-unit"),
        (lambda act: Move(act("an"), _H.MO_LAI), "role"),
        (lambda act: Move(act("binh"), _H.MO_LAI), "state"),
        (lambda act: Draft(act("an"), "Trả lời"), "state"),
        (lambda act: Return(act("binh")), "state"),
    ],
)
def test_who_may_not_changes_nothing(store: Store, change: object, reason: str) -> None:
    """A step against role, unit or state is refused; neither state nor history nor outbox move."""
    _people(store)
    reference = _received(store)
    with pytest.raises(NotAllowed, match=reason):
        store.apply(change(lambda actor: _act(reference, actor))).result(_SOON)  # type: ignore[operator]
    found = store.find(reference)
    assert found is not None
    assert (found.item.state, len(found.history), len(store.list_outbox())) == (_S.MOI, 1, 1)


def test_two_readers_of_one_state_do_not_overwrite_each_other(store: Store) -> None:
    """The second of two officers who looked at the same moment is told that the item moved on."""
    _people(store)
    reference = _received(store)
    first = store.apply(Move(_act(reference, seen=RECEIVED), _H.TIEP_NHAN)).result(_SOON)
    with pytest.raises(StaleChange):
        store.apply(Move(_act(reference, "binh", seen=RECEIVED), _H.TU_CHOI)).result(_SOON)
    _apply(store, Move(_act(reference, "binh", seen=first.changed_at), _H.TU_CHOI))
    assert _state(store, reference) is _S.TU_CHOI


def test_a_refused_change_takes_no_neighbour_down(store: Store) -> None:
    """Changes and items that share a commit stand or fall alone."""
    _people(store)
    good, bad = _received(store), _received(store)
    refused = store.apply(Move(_act(bad, "xem"), _H.TIEP_NHAN))
    taken = store.apply(Move(_act(good), _H.TIEP_NHAN))
    added = store.add(make_new())
    assert isinstance(refused.exception(_SOON), NotAllowed)
    assert taken.result(_SOON).done
    assert added.result(_SOON).created
    assert (_state(store, good), _state(store, bad)) == (_S.DA_TIEP_NHAN, _S.MOI)


def test_a_change_that_breaks_half_way_leaves_nothing(store: Store) -> None:
    """What a change wrote before it failed is undone, and what shared its commit is done."""
    _people(store)
    until = _NOW + timedelta(hours=8)
    for name in ("h1", "h2"):
        _apply(store, OpenSession(Session(name, "an", _NOW, _NOW, until)))
    # It would end the second session and begin the first, which is there.
    broken = store.apply(OpenSession(Session("h1", "an", _NOW, _NOW, until), replaces="h2"))
    spent = store.apply(Spend("challenge-1", until))
    assert broken.exception(_SOON) is not None
    assert spent.result(_SOON).done
    assert store.find_session("h2", _NOW) is not None


def test_a_unit_sees_to_its_own_items(store: Store) -> None:
    """After the assignment the unit's officer may answer; a person of another unit cannot be given it."""
    _people(store)
    reference = _received(store)
    _apply(store, Move(_act(reference), _H.TIEP_NHAN))
    with pytest.raises(NotAllowed, match="other-unit"):
        store.apply(Assign(_act(reference), "benh-vien-mau", "chi")).result(_SOON)
    _apply(store, Assign(_act(reference, han=date(2026, 12, 11)), "trung-tam-mau", "chi"))
    _apply(store, Draft(_act(reference, "chi"), "Trả lời"))
    found = store.find_desk(reference)
    assert found is not None
    assert (found.don_vi, found.account, found.han) == ("trung-tam-mau", "chi", date(2026, 12, 11))


def test_an_answer_can_be_returned_and_rewritten(store: Store) -> None:
    """What was sent for approval comes back with a word, is rewritten in the same version, and sent again."""
    _people(store)
    reference = _received(store)
    _apply(
        store,
        Move(_act(reference), _H.TIEP_NHAN),
        Draft(_act(reference), "Bản một"),
        Submit(_act(reference)),
        Return(_act(reference, "binh", note="Thiếu căn cứ")),
        Draft(_act(reference), "Bản hai"),
    )
    with pytest.raises(NotAllowed, match="not-submitted"):
        store.apply(Approve(_act(reference, "binh"), 1)).result(_SOON)
    found = store.find_desk(reference)
    assert found is not None
    assert [(answer.version, answer.tra_loi) for answer in found.answers] == [(1, "Bản hai")]
    assert found.detail.history[-2].note == "Thiếu căn cứ"


def test_an_approved_answer_is_never_written_over(store: Store) -> None:
    """Reopened, the item gets a new version; the old one stays as it was approved."""
    _people(store)
    reference = _received(store)
    _answer(store, reference)
    _apply(store, Move(_act(reference, "binh"), _H.MO_LAI), Draft(_act(reference), "Bản mới"))
    found = store.find_desk(reference)
    assert found is not None
    assert [(answer.version, answer.approved_by) for answer in found.answers] == [(1, "binh"), (2, None)]


def test_what_is_taken_down_is_not_public(store: Store) -> None:
    """By the desk or by the sender who withdraws his consent: the answer leaves the public list at once."""
    _people(store)
    for change in (
        lambda reference: Unpublish(_act(reference, "binh")),
        lambda reference: WithdrawConsent(_act(reference, "nguoi-gui"), MucDichDongY.CONG_KHAI),
    ):
        reference = _received(store)
        _answer(store, reference)
        _publish(store, reference)
        assert [published.item.reference for published in store.list_published()] == [reference]
        _apply(store, change(reference))
        assert store.list_published() == ()
        assert _state(store, reference) is _S.DA_TRA_LOI
        found = store.find_desk(reference)
        assert found is not None
        assert (found.answers[-1].withdrawn_at, found.answers[-1].is_public) == (_NOW, False)


def test_without_consent_nothing_of_a_question_is_published(store: Store) -> None:
    """Publishing needs the consent unless the kind's rule says that the law does."""
    _people(store)
    reference = _received(store, CauHoi.model_validate(CAU_HOI.model_dump() | {"dong_y_cong_khai": False}))
    _answer(store, reference)
    with pytest.raises(NotAllowed, match="no-consent"):
        _publish(store, reference)
    _apply(store, Publish(_act(reference, "binh"), 1, needs_consent=False))
    assert len(store.list_published()) == 1


def test_the_inbox_is_filtered_searched_and_paged(store: Store) -> None:
    """Kind, state, unit, person, deadline and words without diacritics choose; twins are counted."""
    _people(store)
    first = _received(store, CAU_HOI, han=date(2026, 11, 20))
    twin = _received(store, CauHoi.model_validate(CAU_HOI.model_dump() | {"noi_dung": CAU_HOI.noi_dung.upper()}))
    rule = _received(store, QUY_DINH, received_at=RECEIVED + timedelta(hours=1))
    _apply(store, Move(_act(rule), _H.TIEP_NHAN), Assign(_act(rule), "trung-tam-mau", "chi"))

    def chosen(**values: object) -> set[str]:
        rows = store.list_inbox(InboxFilter(**values))  # type: ignore[arg-type]
        assert store.count_inbox(InboxFilter(**values)) == len(rows)  # type: ignore[arg-type]
        return {row.item.reference for row in rows}

    assert chosen(kinds=(LoaiGopY.HOI_DAP,)) == chosen(states=(_S.MOI,)) == chosen(don_vi="") == {first, twin}
    assert chosen(account="chi") == chosen(don_vi="trung-tam-mau") == {rule}
    assert chosen(overdue_on=date(2026, 11, 21)) == {first}
    assert chosen(overdue_on=date(2026, 11, 20)) == set()
    assert chosen(tim="PHUONG uoc le") == {first, twin}
    assert chosen(tim="%") == set()
    assert chosen(since=RECEIVED + timedelta(minutes=1)) == {rule}
    assert [row.trung for row in store.list_inbox(InboxFilter())] == [0, 1, 1]
    assert [row.item.reference for row in store.list_inbox(InboxFilter(), limit=1)] == [rule]
    assert len(store.list_inbox(InboxFilter(), limit=9, offset=2)) == 1
    assert store.list_inbox(InboxFilter(by_deadline=True))[0].item.reference == first


def test_files_belong_to_their_item(store: Store) -> None:
    """Name, type and size are found beside the item; erasing tells which files to remove."""
    file = Attachment("f1", "don.pdf", "application/pdf", 5, "0" * 64, "x1")
    reference = _received(store, CAU_HOI, attachments=(file,))
    found = store.find_desk(reference)
    assert found is not None
    assert found.attachments == (file,)
    assert store.apply(Erase(reference, _NOW, "theo-yeu-cau")).result(_SOON).files == ("x1",)


def test_what_is_erased_leaves_a_tombstone_only(store: Store) -> None:
    """No word, contact, step or message stays; figures still count it."""
    _people(store)
    reference, rating = _received(store), _received(store, GOP_Y)
    _answer(store, reference)
    _publish(store, reference)
    _apply(store, *(Erase(name, _NOW, "theo-yeu-cau") for name in (reference, rating)))
    assert store.find(reference) is None
    left: list[object] = [*store.list_items(), *store.list_outbox(), *store.list_published()]
    assert left == []
    assert {(grave.reference, grave.kind) for grave in store.list_tombstones()} == {
        (reference, LoaiGopY.HOI_DAP),
        (rating, LoaiGopY.GOP_Y_TRANG),
    }
    assert [(row.trang, row.thang, row.muc_ro_rang) for row in store.list_ratings()] == [
        ("/lien-he/", "2026-11", MucRoRang.RO_RANG)
    ]
    assert sum(count.so for count in store.count_items()) == 2
    with pytest.raises(NoSuchThing):
        store.apply(Erase(reference, _NOW, "theo-yeu-cau")).result(_SOON)


def test_purging_takes_what_is_old_and_finished(store: Store) -> None:
    """Old items that still wait, young ones and other kinds stay."""
    _people(store)
    done, waits = _received(store), _received(store)
    young = _received(store, CAU_HOI, received_at=_NOW)
    for reference in (done, young):
        _apply(store, Move(_act(reference), _H.TU_CHOI))
    purged = store.apply(Purge(LoaiGopY.HOI_DAP, _NOW, _NOW)).result(_SOON)
    assert purged.references == (done,)
    assert {item.reference for item in store.list_items()} == {waits, young}
    assert not store.apply(Purge(LoaiGopY.HOI_DAP, _NOW, _NOW)).result(_SOON).done


def test_the_sender_may_correct_his_contacts(store: Store) -> None:
    """New contacts are stored; the history tells that, and not what was there."""
    reference = _received(store)
    _apply(store, Correct(_act(reference, "nguoi-gui"), "Tên Mới", "moi@example.vn", ""))
    found = store.find(reference)
    assert found is not None
    assert isinstance(found.submission, CauHoi)
    assert (found.submission.ho_ten, found.submission.email) == ("Tên Mới", "moi@example.vn")
    assert found.history[-1].action is _H.SUA
    assert CAU_HOI.ho_ten not in found.history[-1].model_dump_json()


def test_figures_are_by_kind_state_and_month_of_vietnam(store: Store) -> None:
    """The last hours of a month in UTC belong to Vietnam's next one; ratings carry their reasons."""
    _received(store, CAU_HOI, received_at=datetime(2026, 10, 31, 18, 0, tzinfo=UTC))
    _received(store, GOP_Y_LY_DO)
    assert [(count.kind, count.state, count.thang, count.so) for count in store.count_items()] == [
        (LoaiGopY.GOP_Y_TRANG, _S.MOI, "2026-11", 1),
        (LoaiGopY.HOI_DAP, _S.MOI, "2026-11", 1),
    ]
    (rating,) = store.list_ratings()
    assert rating.ly_do == (LyDoGopY.KHO_HIEU, LyDoGopY.KHAC)


def _reply(key: str, dossier: str = "", choice: str = "5") -> NewAnswer:
    sent = {"khao_sat": "hai-long", "ngay": date(2026, 11, 22), "tra_loi": {"cau-1": [choice]}, "ho_so": dossier}
    return NewAnswer(key, TraLoiKhaoSat.model_validate(sent))


def test_answers_to_a_survey_are_counted_once(store: Store) -> None:
    """The same form makes one answer, other words of it are told, a dossier answers once; nothing becomes an item."""
    assert store.add_answer(_reply("k1")).result(_SOON).created
    again, other = store.add_answer(_reply("k1")).result(_SOON), store.add_answer(_reply("k1", "", "1")).result(_SOON)
    assert (again.created, again.same, other.created, other.same) == (False, True, False, False)
    assert store.add_answer(_reply("k2", "a" * 64)).result(_SOON).created
    with pytest.raises(AlreadyAnswered):
        store.add_answer(_reply("k3", "a" * 64)).result(_SOON)
    assert [row.tra_loi for row in store.list_survey("hai-long")] == [{"cau-1": ("5",)}] * 2
    elsewhere: list[object] = [*store.list_survey("khac"), *store.list_items(), *store.list_outbox()]
    assert elsewhere == []


def test_messages_are_claimed_sent_retried_and_given_up(store: Store) -> None:
    """A claimed message is nobody else's for a while; a failed one waits; a dead one is shown and may be revived."""
    _received(store)
    soon = _NOW + timedelta(minutes=5)
    (number,) = store.apply(ClaimLetters(_NOW, soon)).result(_SOON).numbers
    assert not store.apply(ClaimLetters(_NOW, soon)).result(_SOON).done
    _apply(store, MarkFailed(number, _NOW, "451 thử lại sau", soon))
    assert store.apply(ClaimLetters(soon, soon + timedelta(minutes=5))).result(_SOON).numbers == (number,)
    _apply(store, MarkFailed(number, soon, "550 không có hộp thư", None))
    assert store.list_outbox() == ()
    (dead,) = store.list_dead_letters()
    assert (dead.id, dead.attempts, dead.error) == (number, 2, "550 không có hộp thư")
    _apply(store, Revive(number, soon), MarkSent(number, soon))
    assert store.list_outbox() == store.list_dead_letters() == ()
    assert [letter.sent_at for letter in store.list_letters([number])] == [soon]


def test_a_reminder_is_written_once_a_step(store: Store) -> None:
    """Telling twice that a deadline is near makes one message."""
    reference = _received(store)
    change = Enqueue(reference, "sap-den-han", NguoiNhan.BAN_XU_LY, _NOW)
    assert [store.apply(change).result(_SOON).done for _ in range(2)] == [True, False]


def test_a_proof_of_work_opens_once(store: Store) -> None:
    """A spent id is refused until it has expired and is swept."""
    change = Spend("challenge-1", _NOW)
    assert [store.apply(change).result(_SOON).done for _ in range(2)] == [True, False]
    assert store.apply(Sweep(_NOW)).result(_SOON).done
    assert store.apply(change).result(_SOON).done


def test_a_one_time_code_opens_once(store: Store) -> None:
    """Neither the same step nor an earlier one is accepted again."""
    _people(store)
    assert [store.apply(UseTotp("an", step)).result(_SOON).done for step in (7, 7, 6, 8)] == [True, False, False, True]


def test_attempts_lock_for_longer_and_longer(store: Store) -> None:
    """From the free one on each attempt doubles the wait up to the most; while it lasts none is taken or counted."""
    _people(store)
    at, waits = _NOW, []
    for _ in range(5):
        take = TakeAttempt("an", at, 2, timedelta(seconds=30), timedelta(minutes=1))
        taken = store.apply(take).result(_SOON)
        assert taken.done
        waits.append(taken.changed_at and taken.changed_at - at)
        if taken.changed_at:
            early = store.apply(replace(take, at=taken.changed_at - timedelta(microseconds=1))).result(_SOON)
            assert (early.done, early.changed_at) == (False, taken.changed_at)
            at = taken.changed_at
    assert waits == [None, timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=1), timedelta(minutes=1)]
    _apply(store, OpenSession(Session("h1", "an", _NOW, _NOW, _NOW + timedelta(hours=8))))
    account = store.find_account("an")
    assert account is not None
    assert (account.failed_count, account.locked_until) == (0, None)


def test_an_attempt_that_was_right_is_given_back(store: Store) -> None:
    """Its wait ends with it, and another attempt's does not; the count never falls below none."""
    _people(store)
    take = TakeAttempt("an", _NOW, 2)
    first, second = (store.apply(take).result(_SOON) for _ in range(2))
    assert (first.changed_at, second.changed_at) == (None, _NOW + timedelta(seconds=30))
    seen = []
    for lock in (first.changed_at, second.changed_at, None):
        _apply(store, GiveAttemptBack("an", lock))
        account = store.find_account("an")
        assert account is not None
        seen.append((account.failed_count, account.locked_until))
    assert seen == [(1, second.changed_at), (0, None), (0, None)]


def test_a_password_of_ones_own_is_no_longer_temporary(store: Store) -> None:
    """A temporary password has an end; other changes leave it, the next password without one takes it away."""
    _people(store)
    seen = []
    for change in (
        ChangeAccount("an", password_hash="x", temporary_until=_NOW),  # noqa: S106 # opens nothing
        ChangeAccount("an", role=VaiTro.DUYET),
        ChangeAccount("an", password_hash="y"),  # noqa: S106 # opens nothing
    ):
        _apply(store, change)
        account = store.find_account("an")
        assert account is not None
        seen.append(account.temporary_until)
    assert seen == [_NOW, _NOW, None]


def test_a_person_has_only_so_many_sessions(store: Store) -> None:
    """One too many ends the one that has not been used for longest; others' sessions stay; all but one may end."""
    _people(store)
    until = _NOW + timedelta(hours=8)
    _apply(store, OpenSession(Session("b1", "binh", _NOW, _NOW, until)))
    for number in range(3):
        at = _NOW + timedelta(minutes=number)
        _apply(store, OpenSession(Session(f"h{number}", "an", at, at, until), most=3))
    at = _NOW + timedelta(minutes=5)
    _apply(store, TouchSession("h0", at), OpenSession(Session("h3", "an", at, at, until, at, True), most=3))
    assert {session.id_hash for session in store.list_sessions("an", _NOW)} == {"h0", "h2", "h3"}
    found = store.find_session("h3", _NOW)
    assert found is not None
    assert (found[0].proved_at, found[0].by_provider) == (at, True)
    _apply(store, CloseSessions("an", but="h2"))
    assert [session.id_hash for session in store.list_sessions("an", _NOW)] == ["h2"]
    assert store.find_session("b1", _NOW) is not None


def test_sessions_begin_rotate_and_end(store: Store) -> None:
    """A session is found until it expires, is replaced at log-in, and goes with its account."""
    _people(store)
    until = _NOW + timedelta(hours=8)
    _apply(store, OpenSession(Session("h1", "an", _NOW, _NOW, until)))
    _apply(store, TouchSession("h1", _NOW + timedelta(minutes=1)))
    found = store.find_session("h1", _NOW)
    assert found is not None
    assert (found[0].seen_at, found[1].username) == (_NOW + timedelta(minutes=1), "an")
    assert store.find_session("h1", until) is None
    _apply(store, OpenSession(Session("h2", "an", _NOW, _NOW, until), replaces="h1"))
    assert (store.find_session("h1", _NOW), store.find_session("h2", _NOW) is None) == (None, False)
