"""Every change of what is stored, as data: one frozen record each. ``cchc.feedback.applying`` carries them out.

They go through ``Store.apply`` to the one writing thread. Each stands or falls alone: a refused one takes no neighbour
down. A change is not spooled: while the store cannot write, it fails and its author tries again.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from cchc.feedback.records import Account, Session
from cchc.model.feedback import HanhDong, LoaiGopY, MucDichDongY, NguoiNhan, VaiTro


@dataclass(frozen=True)
class Applied:
    """What became of a change. ``done`` is False if there was nothing to do: already spent, already there, none left.

    ``changed_at`` is the item's new moment of change, to be given as ``seen`` with the next step. ``files`` are the
    stored names of what no item has any more: the caller removes them from their folder.
    """

    done: bool = True
    changed_at: datetime | None = None
    references: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    files: tuple[str, ...] = ()


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
class WithdrawConsent:
    """The sender takes a consent back; what was published by it is taken down."""

    act: Act
    muc_dich: MucDichDongY


@dataclass(frozen=True)
class Erase:
    """Erase an item with all that belongs to it; a tombstone stays."""

    reference: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Purge:
    """Erase items of a kind received before a moment, at most so many; ``Applied.references`` names them.

    With ``finished_only`` what still waits for an answer, or is public, stays.
    """

    kind: LoaiGopY
    before: datetime
    at: datetime
    limit: int = 500
    finished_only: bool = True


@dataclass(frozen=True)
class PurgeSurveys:
    """Erase answers to surveys of days before this one."""

    before: date


@dataclass(frozen=True)
class CreateAccount:
    """Add a person of the desk; ``done`` is False if the name is taken."""

    account: Account


@dataclass(frozen=True)
class ChangeAccount:
    """Change what is not None. Without ``active``, or with a new password or code, all his sessions end."""

    username: str
    ho_ten: str | None = None
    role: VaiTro | None = None
    don_vi: str | None = None
    email: str | None = None
    active: bool | None = None
    password_hash: str | None = None
    totp_secret: str | None = None
    oidc_subject: str | None = None


@dataclass(frozen=True)
class UseTotp:
    """Use a one-time code up; ``done`` is False if this step or a later one was used before."""

    username: str
    step: int


@dataclass(frozen=True)
class RecordFailure:
    """Count a failed log-in; after ``free`` of them the account waits, each time twice as long, at most ``most``."""

    username: str
    at: datetime
    free: int = 5
    first: timedelta = timedelta(seconds=30)
    most: timedelta = timedelta(hours=1)


@dataclass(frozen=True)
class OpenSession:
    """Begin a session after a good log-in: failures are forgotten, and ``replaces`` (a hash) ends."""

    session: Session
    replaces: str | None = None


@dataclass(frozen=True)
class TouchSession:
    """Note that a session is in use."""

    id_hash: str
    at: datetime


@dataclass(frozen=True)
class CloseSession:
    """End a session."""

    id_hash: str


@dataclass(frozen=True)
class CloseSessions:
    """End all sessions of an account."""

    username: str


@dataclass(frozen=True)
class Spend:
    """Use a proof of work up; ``done`` is False if it was spent before."""

    id: str
    expires_at: datetime


@dataclass(frozen=True)
class Sweep:
    """Forget sessions and proofs of work that have expired."""

    at: datetime


@dataclass(frozen=True)
class Enqueue:
    """Put a message about an item into the outbox once for each of its steps; ``done`` is False if it is there."""

    reference: str
    event: str
    recipient: NguoiNhan
    at: datetime


@dataclass(frozen=True)
class ClaimLetters:
    """Take messages that are due for sending, so that no other process takes them before ``until``.

    ``Applied.numbers`` holds their ids; read them with ``Store.list_letters``.
    """

    at: datetime
    until: datetime
    limit: int = 20


@dataclass(frozen=True)
class MarkSent:
    """A message was taken over by the mail server."""

    id: int
    at: datetime


@dataclass(frozen=True)
class MarkFailed:
    """A message was not taken over: try again at ``next_at``, or never if that is None."""

    id: int
    at: datetime
    error: str
    next_at: datetime | None


@dataclass(frozen=True)
class Revive:
    """Try a dead message again."""

    id: int
    at: datetime


ItemChange: TypeAlias = (
    Move | Assign | Draft | Submit | Return | Approve | Prepare | Publish | Unpublish | Correct | WithdrawConsent
)
AccountChange: TypeAlias = (
    CreateAccount | ChangeAccount | UseTotp | RecordFailure | OpenSession | TouchSession | CloseSession | CloseSessions
)
JobChange: TypeAlias = (
    Erase | Purge | PurgeSurveys | Spend | Sweep | Enqueue | ClaimLetters | MarkSent | MarkFailed | Revive
)
Change: TypeAlias = ItemChange | AccountChange | JobChange
