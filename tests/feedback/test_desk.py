"""The desk's steps: words, deadlines, masks and grounds, beside what the store itself guards."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from cchc.feedback import desk as steps
from cchc.feedback.changes import Act, Correct, CreateAccount
from cchc.feedback.deadlines import (
    BuocXuLy,
    count_days_left,
    find_deadline,
    first_deadline,
    list_deadlines,
    read_calendar,
)
from cchc.feedback.desk import Desk, PublicTexts, Step
from cchc.feedback.explaining import REASONS, NotMasked, WordsMissing, explain
from cchc.feedback.records import Account
from cchc.feedback.rules import read_rules
from cchc.feedback.store import NoSuchThing, NotAllowed, StaleChange, StoreUnavailable
from cchc.model.feedback import CauHoi, LoaiGopY, Submission, VaiTro
from cchc.text.working_days import LichLamViec
from feedback.apart import run_apart
from feedback.fakes import MemoryStore, TurnedClock
from feedback.samples import CAU_HOI, GOP_Y, HANH_VI, QUY_DINH, make_new

pytestmark = pytest.mark.slow

# Tuesday 24 November 2026 is a day off, the weekends are the usual ones.
_CALENDAR = LichLamViec(frozenset({2026}), {date(2026, 11, 24): "Ngày nghỉ mẫu"})
_TEXTS = PublicTexts("Hỏi về lệ phí", "Nộp lệ phí ở đâu?", "Nộp tại bộ phận một cửa.")


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A desk with one officer, one approver and a clock that stands on Sunday 22 November 2026."""
    with closing(MemoryStore()) as store:
        clock = TurnedClock()
        for name, role in (("an", VaiTro.TRA_LOI), ("binh", VaiTro.DUYET)):
            store.apply(CreateAccount(Account(name, "Cán bộ Mẫu", role, clock()))).result(10)
        yield Desk(store, read_rules(), _CALENDAR, clock)


def _received(desk: Desk, sent: Submission = CAU_HOI) -> str:
    return desk.store.add(make_new(sent)).result(10).item.reference


def _answer(desk: Desk, reference: str, words: str = "Nộp tại bộ phận một cửa.") -> None:
    run_apart(steps.take(desk, Step("an", reference)))
    run_apart(steps.draft(desk, Step("an", reference), tra_loi=words))
    run_apart(steps.submit_answer(desk, Step("an", reference)))
    run_apart(steps.approve(desk, Step("binh", reference), version=1))


def _deadline(desk: Desk, reference: str) -> date | None:
    return steps.get_item(desk, reference).han


@pytest.mark.parametrize("step", [steps.ask_back, steps.supplement, steps.forward, steps.reject, steps.reopen])
@pytest.mark.parametrize("words", ["", " \n", "x" * 10_001])
def test_a_step_that_needs_words_is_not_made_without(desk: Desk, step: object, words: str) -> None:
    """Empty and overlong words are told at their box; nothing is written."""
    reference = _received(desk)
    with pytest.raises(WordsMissing) as caught:
        run_apart(step(desk, Step("an", reference, note=words, message=words)))  # type: ignore[operator]
    assert explain(caught.value)
    assert len(steps.get_item(desk, reference).detail.history) == 1


def test_an_answer_with_a_blank_is_not_sent_for_approval(desk: Desk) -> None:
    """What the template left open must be filled in."""
    reference = _received(desk)
    run_apart(steps.take(desk, Step("an", reference)))
    run_apart(steps.draft(desk, Step("an", reference), tra_loi="Kính gửi Ông/Bà, ngày {ngay_nhan} …"))
    with pytest.raises(WordsMissing, match="tra_loi"):
        run_apart(steps.submit_answer(desk, Step("an", reference)))


def test_deadlines_follow_the_steps(desk: Desk) -> None:
    """Fifteen working days from receipt; none while the sender is asked; anew when he has answered; two to publish."""
    reference = _received(desk)
    run_apart(steps.take(desk, Step("an", reference)))
    # Received on a Sunday: Monday 23/11 is day 0, the 24th is off.
    assert _deadline(desk, reference) == date(2026, 12, 15)
    run_apart(steps.ask_back(desk, Step("an", reference, message="Ghi rõ tên thủ tục")))
    assert _deadline(desk, reference) is None
    desk.clock.turn(days=10)  # type: ignore[attr-defined] # the test's own clock
    run_apart(steps.supplement(desk, Step("an", reference, note="Đã nêu tên")))
    assert _deadline(desk, reference) == date(2026, 12, 23)
    run_apart(steps.draft(desk, Step("an", reference), tra_loi="Trả lời"))
    assert _deadline(desk, reference) == date(2026, 12, 23)
    run_apart(steps.submit_answer(desk, Step("an", reference)))
    run_apart(steps.approve(desk, Step("binh", reference), version=1))
    assert _deadline(desk, reference) == date(2026, 12, 4)


def test_a_year_without_a_calendar_is_told(desk: Desk) -> None:
    """A limit that reaches into an unknown year has no day, and says which year is missing."""
    late = datetime(2026, 12, 28, 2, 0, tzinfo=UTC)
    assert find_deadline(late, 15, _CALENDAR) is None
    assert first_deadline(LoaiGopY.HOI_DAP, late, desk.rules, _CALENDAR) == date(2026, 12, 30)
    reference = desk.store.add(make_new(CAU_HOI, received_at=late)).result(10).item.reference
    detail = steps.get_item(desk, reference).detail
    limits = {limit.buoc: limit for limit in list_deadlines(detail, date(2026, 12, 29), desk.rules, _CALENDAR)}
    assert (limits[BuocXuLy.TIEP_NHAN].ngay, limits[BuocXuLy.TIEP_NHAN].con_lai) == (date(2026, 12, 30), 1)
    assert (limits[BuocXuLy.TRA_LOI].ngay, limits[BuocXuLy.TRA_LOI].nam_chua_biet) == (None, 2027)
    assert first_deadline(LoaiGopY.GOP_Y_TRANG, late, desk.rules, _CALENDAR) is None


@pytest.mark.parametrize(
    ("today", "left"),
    [(date(2026, 11, 20), 2), (date(2026, 11, 23), 1), (date(2026, 11, 25), 0), (date(2026, 11, 27), -2)],
)
def test_days_left_are_working_days(today: date, left: int) -> None:
    """Weekends and days off do not count, before or after."""
    assert count_days_left(date(2026, 11, 25), today, _CALENDAR) == left


def test_the_calendar_of_the_site_is_read() -> None:
    """Without a file no year is known."""
    assert read_calendar(None).nam == frozenset()


def test_what_is_public_is_masked_first(desk: Desk) -> None:
    """The suggestion hides name and numbers; texts that show them again are refused, field by field."""
    sent = CauHoi.model_validate(CAU_HOI.model_dump() | {"noi_dung": "Tôi là Người Gửi Mẫu Đỗ Ơ, gọi 0912345678."})
    reference = _received(desk, sent)
    _answer(desk, reference, "Ông/Bà gọi 0240 3999 999 để được hướng dẫn.")
    item = steps.get_item(desk, reference)
    assert steps.suggest_public(item, ("02403999999",)) == PublicTexts(
        "Hỏi về lệ phí cấp giấy phép",
        "Tôi là [họ tên], gọi [số điện thoại].",
        "Ông/Bà gọi 0240 3999 999 để được hướng dẫn.",
    )
    bare = PublicTexts("Tiêu đề", sent.noi_dung, "Gọi 0240 3999 999")
    with pytest.raises(NotMasked) as caught:
        run_apart(steps.prepare_publication(desk, Step("an", reference), bare))
    assert {field: len(found) for field, found in caught.value.found.items()} == {"cau_hoi": 2, "cong_khai": 1}
    assert "0912" not in str(caught.value)
    good = steps.suggest_public(item, ("02403999999",))
    run_apart(steps.prepare_publication(desk, Step("an", reference), good, keep=("02403999999",)))


def test_a_reflection_on_conduct_is_never_public(desk: Desk) -> None:
    """Neither prepared nor published, whoever asks."""
    reference = _received(desk, HANH_VI)
    _answer(desk, reference)
    assert _deadline(desk, reference) is None
    with pytest.raises(NotAllowed, match="never-public"):
        run_apart(steps.prepare_publication(desk, Step("an", reference), _TEXTS))
    with pytest.raises(NotAllowed, match="never-public"):
        run_apart(steps.publish(desk, Step("binh", reference), version=1))


def test_the_result_of_a_reflection_on_rules_is_public_as_a_summary(desk: Desk) -> None:
    """The law asks for it (Decree 20/2008, article 19): the summary needs no consent."""
    reference = _received(desk, QUY_DINH)
    _answer(desk, reference)
    run_apart(steps.prepare_publication(desk, Step("an", reference), _TEXTS))
    run_apart(steps.publish(desk, Step("binh", reference), version=1))
    assert [published.item.reference for published in desk.store.list_published()] == [reference]


def test_page_feedback_has_no_deadline(desk: Desk) -> None:
    """What gets no answer is never late."""
    reference = _received(desk, GOP_Y)
    run_apart(steps.take(desk, Step("an", reference)))
    assert _deadline(desk, reference) is None
    detail = steps.get_item(desk, reference).detail
    assert list_deadlines(detail, date(2026, 12, 31), desk.rules, _CALENDAR) == ()


@pytest.mark.parametrize(
    "error",
    [
        *(NotAllowed(reason) for reason in REASONS),
        StaleChange("x"),
        NoSuchThing("x"),
        StoreUnavailable("x"),
        NotMasked({}),
    ],
)
def test_every_refusal_has_its_words(error: Exception) -> None:
    """An officer reads what happened and what to do, in a whole sentence."""
    assert explain(error).endswith((".", "duyệt khác."))


def test_what_a_sender_corrects_is_masked_too(desk: Desk) -> None:
    """Words that became his name after the masked texts were prepared keep them from being published."""
    reference = _received(desk)
    _answer(desk, reference)
    run_apart(steps.prepare_publication(desk, Step("an", reference), _TEXTS))
    act = Act(reference, "nguoi-gui", desk.clock())
    desk.store.apply(Correct(act, "Mẫu Thị Lệ Phí", "mau@example.vn", "")).result(10)
    with pytest.raises(NotMasked) as refused:
        run_apart(steps.publish(desk, Step("binh", reference), version=1))
    assert set(refused.value.found) == {"tieu_de", "cau_hoi"}
    assert desk.store.list_published() == ()
