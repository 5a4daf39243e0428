"""What jobs do by the clock: erasing, sending, sweeping."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from cchc.model.feedback import LoaiGopY, NguoiNhan


@dataclass(frozen=True)
class Erase:
    """Erase an item with all that belongs to it; a tombstone stays, with the reason and who did it."""

    reference: str
    at: datetime
    reason: str
    actor: str = ""


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


JobChange: TypeAlias = (
    Erase | Purge | PurgeSurveys | Spend | Sweep | Enqueue | ClaimLetters | MarkSent | MarkFailed | Revive
)
