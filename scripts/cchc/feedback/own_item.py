"""What a sender may do with his own item by reference and secret part: see, add, correct, withdraw, erase.

The law on personal data gives these rights (Law 91/2025/QH15; PDP-05); nobody at the desk has to act for them.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cchc.feedback.changes import Act, Applied, Change, Correct, Erase, MoveBySender, WithdrawConsent
from cchc.feedback.clock import Clock
from cchc.feedback.deadlines import BuocXuLy, Han, list_deadlines, next_deadline
from cchc.feedback.records import DeskItem
from cchc.feedback.rows import SENDER
from cchc.feedback.rules import QuyTac
from cchc.feedback.service import find_status
from cchc.feedback.store import Store, StoreUnavailable
from cchc.model.feedback import (
    ACTIONS,
    HanhDong,
    HistoryEntry,
    MucDichDongY,
    StoredItem,
    TraLoi,
    TrangThaiGopY,
    personal_texts,
)
from cchc.model.labelled import Labelled
from cchc.text.working_days import LichLamViec

_WAIT = 10.0
ERASED_BY_SENDER = "nguoi-gui-yeu-cau"
"""Reason on the tombstone."""


class ViecCuaToi(Labelled):
    """What a sender may do with his own item."""

    XEM = "xem", "Xem dữ liệu đã lưu"
    BO_SUNG = "bo-sung", "Bổ sung thông tin"
    SUA = "sua", "Sửa họ tên, cách liên hệ"
    RUT_DONG_Y = "rut-dong-y", "Rút lại đồng ý công khai"
    RUT = "rut", "Rút lại nội dung đã gửi"
    XOA = "xoa", "Xóa dữ liệu"


@dataclass(frozen=True)
class OwnItem:
    """An item in its sender's hands; ``whole`` is None while it waits on the second path for the database."""

    status: StoredItem
    whole: DeskItem | None


def find_own(store: Store, *, reference: str, secret: str) -> OwnItem | None:
    """Return the item of a reference and its secret part; None for any mistake in either. It waits for the store."""
    status = find_status(store, reference=reference, secret=secret)
    return None if status is None else OwnItem(status, store.find_desk(status.reference))


def list_deeds(own: OwnItem) -> tuple[ViecCuaToi, ...]:
    """Return what its sender may do with the item now."""
    if own.whole is None:
        return ()
    detail = own.whole.detail
    standing = {given.muc_dich for given in detail.dong_y if given.withdrawn_at is None}
    may = {
        ViecCuaToi.BO_SUNG: own.status.state in ACTIONS[HanhDong.BO_SUNG].tu,
        ViecCuaToi.SUA: bool(personal_texts(detail.submission)),
        ViecCuaToi.RUT_DONG_Y: MucDichDongY.CONG_KHAI in standing,
        ViecCuaToi.RUT: own.status.state in ACTIONS[HanhDong.RUT].tu,
    }
    return tuple(deed for deed in ViecCuaToi if may.get(deed, True))


def list_steps(own: OwnItem) -> tuple[HistoryEntry, ...]:
    """Return the steps that concern the sender: changes of state, messages to him, and what he did himself."""
    if own.whole is None:
        return ()
    shown: list[HistoryEntry] = []
    state: TrangThaiGopY | None = None
    for step in own.whole.detail.history:
        if step.state is not state or step.message or step.actor == SENDER:
            shown.append(step)
        state = step.state
    return tuple(shown)


def find_answer(own: OwnItem) -> TraLoi | None:
    """Return the newest answer that was let go to the sender."""
    answers = own.whole.answers if own.whole else ()
    return next((answer for answer in reversed(answers) if answer.approved_at), None)


def find_limit(own: OwnItem, today: date, rules: QuyTac, calendar: LichLamViec) -> Han | None:
    """Return the time limit of the answer while it runs."""
    if own.whole is None:
        return None
    limits = list_deadlines(own.whole.detail, today, rules, calendar)
    return next((limit for limit in limits if limit.buoc is BuocXuLy.TRA_LOI), None)


@dataclass(frozen=True)
class OwnDesk:
    """What each deed needs."""

    store: Store
    rules: QuyTac
    calendar: LichLamViec
    clock: Clock


async def take_back(desk: OwnDesk, own: OwnItem) -> Applied:
    """Take the item back: nobody works on it any more. Raise NotAllowed if it has gone too far for that."""
    return await _apply(desk, MoveBySender(_act(desk, own), HanhDong.RUT))


async def add_words(desk: OwnDesk, own: OwnItem, words: str) -> Applied:
    """Add what the desk asked for; the time to answer begins anew. Raise NotAllowed if nothing was asked."""
    now, han = desk.clock(), None
    if own.whole:
        han = next_deadline(own.whole.detail, TrangThaiGopY.DA_TIEP_NHAN, now, desk.rules, desk.calendar)
    act = Act(own.status.reference, SENDER, now, note=words, han=han)
    return await _apply(desk, MoveBySender(act, HanhDong.BO_SUNG))


async def correct(desk: OwnDesk, own: OwnItem, contact: Mapping[str, str]) -> Applied:
    """Correct name and contacts; ``contact`` holds ``ho_ten``, ``email``, ``dien_thoai`` and perhaps ``dia_chi``."""
    change = Correct(
        _act(desk, own), contact["ho_ten"], contact["email"], contact["dien_thoai"], contact.get("dia_chi", "")
    )
    return await _apply(desk, change)


async def withdraw_publication(desk: OwnDesk, own: OwnItem) -> Applied:
    """Take the consent to publish back; what was published by it is taken down with the next export."""
    return await _apply(desk, WithdrawConsent(_act(desk, own), MucDichDongY.CONG_KHAI))


async def erase(desk: OwnDesk, own: OwnItem) -> Applied:
    """Erase the item with all that belongs to it; ``Applied.files`` are to be removed by the caller."""
    return await _apply(desk, Erase(own.status.reference, desk.clock(), ERASED_BY_SENDER, SENDER))


def _act(desk: OwnDesk, own: OwnItem) -> Act:
    return Act(own.status.reference, SENDER, desk.clock())


async def _apply(desk: OwnDesk, change: Change) -> Applied:
    try:
        return await asyncio.wait_for(asyncio.wrap_future(desk.store.apply(change)), _WAIT)
    except TimeoutError:
        raise StoreUnavailable("the store did not answer in time") from None
