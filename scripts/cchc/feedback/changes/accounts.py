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


AccountChange: TypeAlias = (
    CreateAccount | ChangeAccount | UseTotp | RecordFailure | OpenSession | TouchSession | CloseSession | CloseSessions
)
