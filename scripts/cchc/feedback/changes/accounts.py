"""Accounts and sessions of the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from cchc.feedback.records import Account, Session
from cchc.model.feedback import VaiTro


@dataclass(frozen=True)
class CreateAccount:
    """Add a person of the desk; ``done`` is False if the name is taken."""

    account: Account


@dataclass(frozen=True)
class ChangeAccount:
    """Change what is not None. Without ``active``, or with a new password or code, all his sessions end.

    ``temporary_until`` goes with ``password_hash``: a new password without it is the person's own.
    """

    username: str
    ho_ten: str | None = None
    role: VaiTro | None = None
    don_vi: str | None = None
    email: str | None = None
    active: bool | None = None
    password_hash: str | None = None
    temporary_until: datetime | None = None
    totp_secret: str | None = None
    oidc_subject: str | None = None


@dataclass(frozen=True)
class UseTotp:
    """Use a one-time code up; ``done`` is False if this step or a later one was used before."""

    username: str
    step: int


@dataclass(frozen=True)
class TakeAttempt:
    """Count an attempt to log in as failed, before anything is compared; ``done`` is False while the account waits.

    The ``free``-th makes it wait, each further one twice as long, at most ``most``; ``Applied.changed_at``: until when.
    """

    username: str
    at: datetime
    free: int = 5
    first: timedelta = timedelta(seconds=30)
    most: timedelta = timedelta(hours=1)


@dataclass(frozen=True)
class GiveAttemptBack:
    """An attempt was right: it counts no more, and the wait that it began (``locked_until``) is over."""

    username: str
    locked_until: datetime | None


@dataclass(frozen=True)
class OpenSession:
    """Begin a session after a good log-in: failures are forgotten, and ``replaces`` (a hash) ends.

    Beyond ``most`` sessions of the person, those end that have not been used for longest.
    """

    session: Session
    replaces: str | None = None
    most: int = 5


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
    """End all sessions of an account, but the one with the hash ``but``."""

    username: str
    but: str | None = None


AccountChange: TypeAlias = (CreateAccount | ChangeAccount | UseTotp | TakeAttempt | GiveAttemptBack) | (
    OpenSession | TouchSession | CloseSession | CloseSessions
)
