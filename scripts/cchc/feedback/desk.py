"""What the desk does with an item: one function a step. Screens and commands both call these.

Each step is checked and written in one transaction (``cchc.feedback.applying``): role, unit, state, two persons. Here
words are checked, the deadline of what comes next is found, and mistakes get their words for officers (``explaining``).
"""

import asyncio
from dataclasses import asdict, dataclass
from datetime import date, datetime

from cchc.feedback.changes import (
    Act,
    Applied,
    Approve,
    Assign,
    Change,
    Draft,
    Move,
    Prepare,
    Publish,
    Return,
    Submit,
    Unpublish,
)
from cchc.feedback.clock import Clock
from cchc.feedback.deadlines import next_deadline
from cchc.feedback.explaining import NotMasked, WordsMissing
from cchc.feedback.left_over import find_left, find_named
from cchc.feedback.records import DeskItem
from cchc.feedback.rules import CachCongKhai, QuyTac
from cchc.feedback.store import NoSuchThing, NotAllowed, Store, StoreUnavailable
from cchc.feedback.templates import find_blanks
from cchc.model.feedback import ACTIONS, HanhDong, ItemDetail, TrangThaiGopY, personal_texts
from cchc.model.feedback.masking import mask
from cchc.text.working_days import LichLamViec

_WAIT = 10.0
LONGEST_WORDS = 10_000
"""Most characters of an answer, a note or a message."""


@dataclass(frozen=True)
class Desk:
    """What every step needs."""

    store: Store
    rules: QuyTac
    calendar: LichLamViec
    clock: Clock


@dataclass(frozen=True)
class Step:
    """One step: whose, on which item, which state he saw (``item.changed_at``), his words for desk and sender."""

    actor: str
    reference: str
    seen: datetime | None = None
    note: str = ""
    message: str = ""


@dataclass(frozen=True)
class PublicTexts:
    """The masked title, question and answer, as they would be published."""

    tieu_de: str
    cau_hoi: str
    cong_khai: str


async def take(desk: Desk, step: Step) -> Applied:
    """Take an item in; it becomes the actor's if nobody has it."""
    return await _move(desk, step, HanhDong.TIEP_NHAN)


async def assign(desk: Desk, step: Step, *, don_vi: str, account: str | None = None) -> Applied:
    """Give the item to a unit ("" for the department itself) and perhaps to one of its people."""
    return await _apply(desk, Assign(await _act(desk, step, HanhDong.PHAN_CONG), don_vi, account))


async def ask_back(desk: Desk, step: Step) -> Applied:
    """Ask the sender to add something; ``step.message`` says what."""
    _need(step.message, "message", "Nhập nội dung cần người gửi bổ sung")
    return await _move(desk, step, HanhDong.YEU_CAU_BO_SUNG)


async def supplement(desk: Desk, step: Step) -> Applied:
    """Note what the sender has added (``step.note``); the time to answer begins anew."""
    _need(step.note, "note", "Nhập nội dung người gửi đã bổ sung")
    return await _move(desk, step, HanhDong.BO_SUNG)


async def forward(desk: Desk, step: Step) -> Applied:
    """Pass the item on to the competent body; ``step.message`` names it to the sender."""
    _need(step.message, "message", "Nhập tên cơ quan tiếp nhận")
    return await _move(desk, step, HanhDong.CHUYEN)


async def draft(desk: Desk, step: Step, *, tra_loi: str, can_cu: tuple[str, ...] = ()) -> Applied:
    """Write the answer, or write it anew; the last writer is its author."""
    _need(tra_loi, "tra_loi", "Nhập câu trả lời")
    return await _apply(desk, Draft(await _act(desk, step, HanhDong.SOAN), tra_loi.strip(), can_cu))


async def submit_answer(desk: Desk, step: Step) -> Applied:
    """Send the answer for approval; one with blanks of its template is not."""
    found = await asyncio.to_thread(get_item, desk, step.reference)
    if found.answers and (blanks := find_blanks(found.answers[-1].tra_loi)):
        raise WordsMissing("tra_loi", f"Điền chỗ trống còn lại trong câu trả lời: {{{blanks[0]}}}")
    return await _apply(desk, Submit(await _act(desk, step, HanhDong.TRINH)))


async def return_to_author(desk: Desk, step: Step) -> Applied:
    """Send what waits for approval back with a word (``step.note``)."""
    _need(step.note, "note", "Nhập lý do trả lại")
    return await _apply(desk, Return(await _act(desk, step, HanhDong.TRA_LAI)))


async def approve(desk: Desk, step: Step, *, version: int) -> Applied:
    """Let the answer go to the sender; not by its author, and only the version that was read."""
    return await _apply(desk, Approve(await _act(desk, step, HanhDong.DUYET), version))


def suggest_public(item: DeskItem, keep: tuple[str, ...] = ()) -> PublicTexts:
    """Return title, question and answer with everything personal masked, for an officer to read and improve."""
    sent = item.detail.submission
    names = personal_texts(sent)
    answer = item.answers[-1].tra_loi if item.answers else ""
    return PublicTexts(mask(item.detail.item.title, names), mask(sent.noi_dung, names), mask(answer, names, keep))


async def prepare_publication(desk: Desk, step: Step, texts: PublicTexts, *, keep: tuple[str, ...] = ()) -> Applied:
    """Send masked texts for approval to publish; ``keep`` are public numbers that may stand in the answer.

    Raise NotMasked if anything personal is left in them, NotAllowed for kinds that are never public.
    """
    found = await asyncio.to_thread(get_item, desk, step.reference)
    _ground(desk, found)
    _need(texts.tieu_de, "tieu_de", "Nhập tiêu đề công khai")
    _need(texts.cau_hoi, "cau_hoi", "Nhập nội dung câu hỏi công khai")
    _need(texts.cong_khai, "cong_khai", "Nhập câu trả lời công khai")
    if left := find_left(found, asdict(texts), keep):
        raise NotMasked(left)
    act = await _act(desk, step, HanhDong.TRINH_CONG_KHAI)
    return await _apply(desk, Prepare(act, texts.tieu_de.strip(), texts.cau_hoi.strip(), texts.cong_khai.strip()))


async def publish(desk: Desk, step: Step, *, version: int) -> Applied:
    """Let the masked texts out; not by who prepared them, and only on the ground that the kind's rule names.

    Raise NotMasked if the sender has corrected his name or contacts since to what stands in the texts.
    """
    found = await asyncio.to_thread(get_item, desk, step.reference)
    ground = _ground(desk, found)
    if named := find_named(found):
        raise NotMasked(named)
    act = await _act(desk, step, HanhDong.CONG_KHAI)
    return await _apply(desk, Publish(act, version, needs_consent=ground is CachCongKhai.DONG_Y))


async def unpublish(desk: Desk, step: Step) -> Applied:
    """Take down what is public; ``step.note`` says why."""
    _need(step.note, "note", "Nhập lý do gỡ")
    return await _apply(desk, Unpublish(await _act(desk, step, HanhDong.GO)))


async def reject(desk: Desk, step: Step) -> Applied:
    """Refuse an item; ``step.message`` tells the sender why."""
    _need(step.message, "message", "Nhập lý do từ chối để báo người gửi")
    return await _move(desk, step, HanhDong.TU_CHOI)


async def withdraw(desk: Desk, step: Step) -> Applied:
    """Note that the sender takes the item back."""
    return await _move(desk, step, HanhDong.RUT)


async def reopen(desk: Desk, step: Step) -> Applied:
    """Take an answered item up again; ``step.note`` says why."""
    _need(step.note, "note", "Nhập lý do mở lại")
    return await _move(desk, step, HanhDong.MO_LAI)


async def add_note(desk: Desk, step: Step) -> Applied:
    """Write a note that only the desk reads."""
    _need(step.note, "note", "Nhập ghi chú")
    return await _move(desk, step, HanhDong.GHI_CHU)


def get_item(desk: Desk, reference: str) -> DeskItem:
    """Return the item with all that the desk knows; raise NoSuchThing. It waits for the store: not for event loops."""
    found = desk.store.find_desk(reference)
    if found is None:
        raise NoSuchThing(reference)
    return found


def _ground(desk: Desk, item: DeskItem) -> CachCongKhai:
    ground = desk.rules.loai[item.detail.item.kind].cong_khai
    if ground is CachCongKhai.KHONG:
        raise NotAllowed("never-public")
    return ground


def _need(text: str, field: str, message: str) -> None:
    if not text.strip():
        raise WordsMissing(field, message)
    _limit(text, field)


def _limit(text: str, field: str) -> None:
    if len(text) > LONGEST_WORDS:
        raise WordsMissing(field, f"Rút ngắn còn tối đa {LONGEST_WORDS} ký tự (hiện có {len(text)} ký tự)")


async def _move(desk: Desk, step: Step, action: HanhDong) -> Applied:
    return await _apply(desk, Move(await _act(desk, step, action), action))


async def _act(desk: Desk, step: Step, action: HanhDong) -> Act:
    now = desk.clock()
    for field in ("note", "message"):
        _limit(getattr(step, field), field)
    detail = (await asyncio.to_thread(get_item, desk, step.reference)).detail
    words = {"note": step.note.strip(), "message": step.message.strip()}
    return Act(step.reference, step.actor, now, step.seen, **words, han=_deadline(desk, detail, action, now))


def _deadline(desk: Desk, detail: ItemDetail, action: HanhDong, now: datetime) -> date | None:
    state: TrangThaiGopY | None = ACTIONS[action].den
    if action is HanhDong.SOAN and detail.item.state is TrangThaiGopY.DA_TIEP_NHAN:
        state = TrangThaiGopY.DANG_XU_LY
    if state is None or state is detail.item.state:
        return None
    return next_deadline(detail, state, now, desk.rules, desk.calendar)


async def _apply(desk: Desk, change: Change) -> Applied:
    try:
        return await asyncio.wait_for(asyncio.wrap_future(desk.store.apply(change)), _WAIT)
    except TimeoutError:
        raise StoreUnavailable("the store did not answer in time") from None
