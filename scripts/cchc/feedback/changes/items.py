"""Steps of an item: the desk's, and what its sender may ask for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from cchc.model.feedback import HanhDong, MucDichDongY


@dataclass(frozen=True)
class Act:
    """Who does something to which item, and when; ``seen`` is the ``changed_at`` that he saw, None does not compare.

    ``note`` is for the desk's history, ``message`` for the sender. ``han`` is the deadline of the step that comes next:
    a change of state without one means that nothing is due, any other step without one leaves it as it is.
    """

    reference: str
    actor: str
    at: datetime
    seen: datetime | None = None
    note: str = ""
    message: str = ""
    han: date | None = None


@dataclass(frozen=True)
class Move:
    """A step that changes the state or only the history: take, ask back, forward, return, reject, reopen, note."""

    act: Act
    action: HanhDong


@dataclass(frozen=True)
class Assign:
    """Give an item to a unit ("" for the department itself) and perhaps to a person of the desk."""

    act: Act
    don_vi: str
    account: str | None = None


@dataclass(frozen=True)
class Draft:
    """Write an answer: a new version, or the newest one over if nobody has approved it."""

    act: Act
    tra_loi: str
    can_cu: tuple[str, ...] = ()


@dataclass(frozen=True)
class Submit:
    """Send the newest answer for approval."""

    act: Act


@dataclass(frozen=True)
class Return:
    """Send what waits for approval back to its author: the answer, or after it the masked texts."""

    act: Act


@dataclass(frozen=True)
class Approve:
    """Let an answer go to the sender; only by another account than its author's, and only the version that was read."""

    act: Act
    version: int


@dataclass(frozen=True)
class Prepare:
    """Send the masked texts of an approved answer for approval to publish."""

    act: Act
    tieu_de: str
    cau_hoi: str
    cong_khai: str


@dataclass(frozen=True)
class Publish:
    """Let the masked texts out; only by another account than the one that prepared them."""

    act: Act
    version: int
    needs_consent: bool = True


@dataclass(frozen=True)
class Unpublish:
    """Take the published answer down again."""

    act: Act


@dataclass(frozen=True)
class Correct:
    """Correct the sender's own name and contacts at his request."""

    act: Act
    ho_ten: str
    email: str
    dien_thoai: str
    dia_chi: str = ""


@dataclass(frozen=True)
class MoveBySender:
    """A step that the sender makes: he takes the item back (RUT) or adds what was asked for (BO_SUNG, in the note)."""

    act: Act
    action: HanhDong


@dataclass(frozen=True)
class WithdrawConsent:
    """The sender takes a consent back; what was published by it is taken down."""

    act: Act
    muc_dich: MucDichDongY


ItemChange: TypeAlias = (Move | Assign | Draft | Submit | Return | Approve | Prepare | Publish | Unpublish) | (
    Correct | MoveBySender | WithdrawConsent
)
