"""The records of an item: consents, steps, what lists show, the whole."""

from datetime import datetime

from pydantic import BaseModel

from cchc.model.feedback.actions import HanhDong
from cchc.model.feedback.kinds import LoaiGopY, MucDichDongY
from cchc.model.feedback.states import TrangThaiGopY
from cchc.model.feedback.submissions import Submission


class DongY(BaseModel, frozen=True, extra="forbid"):
    """Proof of one consent: the version of the text that was shown and the moment it was accepted (PDP-02)."""

    muc_dich: MucDichDongY
    phien_ban: str
    at: datetime
    withdrawn_at: datetime | None = None


class HistoryEntry(BaseModel, frozen=True, extra="forbid"):
    """One step of an item, the first being its arrival; ``note`` is for the desk, ``message`` for the sender."""

    state: TrangThaiGopY
    at: datetime
    actor: str
    action: HanhDong = HanhDong.GUI
    note: str = ""
    message: str = ""


class StoredItem(BaseModel, frozen=True, extra="forbid"):
    """What lists and the status page may show of an item: nothing about its sender."""

    reference: str
    kind: LoaiGopY
    state: TrangThaiGopY
    received_at: datetime
    changed_at: datetime
    title: str


class ItemDetail(BaseModel, frozen=True, extra="forbid", hide_input_in_errors=True):
    """A whole item with the sender's own words and contacts, for the desk only."""

    item: StoredItem
    submission: Submission
    dong_y: tuple[DongY, ...]
    history: tuple[HistoryEntry, ...]
