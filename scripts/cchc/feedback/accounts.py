"""The door of the desk: who gets in, with which two factors, for how long. Cookies and screens are the web's.

An attempt is counted before anything is compared and given back when it was right, so that guesses sent at once are
counted like guesses sent in turn: after five wrong ones the account waits, each time twice as long, at most an hour.
"""

import asyncio
import hashlib
import logging
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cchc.feedback.awaiting import carry_out
from cchc.feedback.changes import (
    Applied,
    Change,
    ChangeAccount,
    CloseSession,
    GiveAttemptBack,
    OpenSession,
    TakeAttempt,
    TouchSession,
    UseTotp,
)
from cchc.feedback.clock import Clock
from cchc.feedback.hashing import Hasher
from cchc.feedback.one_time_codes import find_totp_step
from cchc.feedback.passwords import PasswordPolicy
from cchc.feedback.records import Account, Session
from cchc.feedback.store import NoSuchThing, Store

security = logging.getLogger("cchc.security")
"""Log-ins and refusals by the name of the account; a name that nobody has may be a secret typed into the wrong box."""

_TOUCH = timedelta(minutes=1)


@dataclass(frozen=True)
class SessionPolicy:
    """How long a session lives at most, how long without use, how long its factors count as just shown.

    A person has at most ``most`` sessions: office, home and telephone, with room for a browser that was closed without
    logging out. One more ends the one that has not been used for longest.
    """

    life: timedelta = timedelta(hours=8)
    idle: timedelta = timedelta(minutes=30)
    fresh: timedelta = timedelta(minutes=10)
    most: int = 5


@dataclass(frozen=True)
class LoggedIn:
    """A session that has begun. ``token`` goes into the cookie and is kept nowhere else."""

    token: str
    session: Session
    account: Account

    @property
    def must_change(self) -> bool:
        """Tell whether nothing may be done yet but setting a password of one's own."""
        return self.account.temporary_until is not None and not self.session.by_provider


class LoginRefused(Exception):
    """Name, password or code is wrong, or the account waits; the caller is told no more than ``locked_until``.

    ``expired``: the password was right, but a temporary one that nobody has changed in time.
    """

    def __init__(self, locked_until: datetime | None = None, *, expired: bool = False) -> None:
        super().__init__("log-in refused")
        self.locked_until = locked_until
        self.expired = expired


class Doorkeeper:
    """Lets people in and out."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        policy: SessionPolicy = SessionPolicy(),  # frozen
        *,
        passwords: PasswordPolicy | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._policy = policy
        self._hasher = Hasher(passwords or PasswordPolicy())

    async def log_in(self, username: str, password: str, code: str, *, replaces: str | None = None) -> LoggedIn:
        """Begin a session; ``replaces`` is the ``id_hash`` of the one before, which ends. Raise LoginRefused.

        An unknown name takes as long as a wrong password. A code opens once. Waits grow with each failure.
        """
        account = await self.prove(username, password)
        return await self.admit(account.username, code, replaces=replaces)

    async def prove(self, username: str, password: str) -> Account:
        """Return the account whose password this is: the first of the two steps of a log-in. Raise LoginRefused."""
        account, lock = await self._count(username)
        known = await asyncio.to_thread(self._hasher.verify, account.password_hash if account else "", password)
        if account is None or not account.active or not known:
            security.warning("Password refused: %s", account.username if account else "an unknown name")
            raise LoginRefused
        await self._apply(GiveAttemptBack(account.username, lock))
        if account.temporary_until is not None and self._clock() >= account.temporary_until:
            security.warning("Temporary password too old: %s", account.username)
            raise LoginRefused(expired=True)
        return account

    async def confirm(self, username: str, code: str) -> Account:
        """Return the account whose one-time code this is, and use it up: the second step. Raise LoginRefused."""
        account, lock = await self._count(username)
        step = find_totp_step(account.totp_secret, code, self._clock()) if account else None
        if account is None or not account.active or step is None or not await self._use(username, step):
            security.warning("Code refused: %s", account.username if account else "an unknown name")
            raise LoginRefused
        await self._apply(GiveAttemptBack(account.username, lock))
        return account

    async def admit(
        self, username: str, code: str, *, replaces: str | None = None, by_provider: bool = False
    ) -> LoggedIn:
        """Begin the session of somebody who has shown the first factor, with a one-time code. Raise LoginRefused."""
        account = await self.confirm(username, code)
        return await self.open_session(account, replaces=replaces, by_provider=by_provider, proved_at=self._clock())

    async def open_session(
        self,
        account: Account,
        *,
        replaces: str | None = None,
        by_provider: bool = False,
        proved_at: datetime | None = None,
    ) -> LoggedIn:
        """Begin a session for somebody who has proved himself, here or at an identity provider, at ``proved_at``."""
        now = self._clock()
        session = Session("", account.username, now, now, now + self._policy.life, proved_at, by_provider)
        opened = await self._open(session, account, replaces)
        security.info("Session begun: %s", account.username)
        return opened

    async def renew(self, found: LoggedIn, code: str) -> LoggedIn:
        """Prove a session anew with a code: it goes on to its old end under a new token. Raise LoginRefused."""
        account = await self.confirm(found.account.username, code)
        session = replace(found.session, proved_at=self._clock(), seen_at=self._clock())
        security.info("Session confirmed: %s", account.username)
        return await self._open(session, account, found.session.id_hash)

    def is_fresh(self, session: Session) -> bool:
        """Tell whether the person has shown his factors within the last minutes: see ``SessionPolicy.fresh``."""
        return session.proved_at is not None and self._clock() - session.proved_at <= self._policy.fresh

    async def find(self, token: str) -> LoggedIn | None:
        """Return the session of a token if it lives, noting at most once a minute that it is in use."""
        now = self._clock()
        found = await asyncio.to_thread(self._store.find_session, hash_token(token), now) if token else None
        if found is None:
            return None
        session, account = found
        if now - session.seen_at > self._policy.idle:
            await self._apply(CloseSession(session.id_hash))
            return None
        if now - session.seen_at > _TOUCH:
            await self._apply(TouchSession(session.id_hash, now))
        return LoggedIn(token, session, account)

    async def log_out(self, token: str) -> None:
        """End the session of a token."""
        await self._apply(CloseSession(hash_token(token)))

    async def change_password(self, username: str, old: str, new: str, *, code: str | None) -> Account:
        """Let a person set his own password after showing both factors; all his sessions end.

        ``code`` None: he has just shown it. Raise ValueError for a new password that will not do, before anything is
        counted or used up; LoginRefused for an old one or a code that is wrong; NoSuchThing.
        """
        account = await asyncio.to_thread(self._store.find_account, username)
        if account is None:
            raise NoSuchThing(username)
        if old == new:
            raise ValueError("Mật khẩu mới phải khác mật khẩu hiện tại")
        hashed = await asyncio.to_thread(self._hasher.hash, account, new)
        await self.prove(username, old)
        if code is not None:
            await self.confirm(username, code)
        await self._apply(ChangeAccount(username, password_hash=hashed))
        security.info("Password changed: %s", username)
        return replace(account, password_hash=hashed, temporary_until=None)

    async def _count(self, username: str) -> tuple[Account | None, datetime | None]:
        """Count an attempt as failed until it is given back; return until when the account waits by it."""
        account = await asyncio.to_thread(self._store.find_account, username)
        if account is None:
            return None, None
        taken = await self._apply(TakeAttempt(account.username, self._clock()))
        if not taken.done:
            security.warning("Refused while waiting: %s", account.username)
            raise LoginRefused(taken.changed_at)
        return account, taken.changed_at

    async def _open(self, session: Session, account: Account, replaces: str | None) -> LoggedIn:
        token = secrets.token_urlsafe(32)
        session = replace(session, id_hash=hash_token(token))
        await self._apply(OpenSession(session, replaces, self._policy.most))
        return LoggedIn(token, session, account)

    async def _use(self, username: str, step: int) -> bool:
        return (await self._apply(UseTotp(username, step))).done

    async def _apply(self, change: Change) -> Applied:
        return await carry_out(self._store, change)


def hash_token(token: str) -> str:
    """Return what the store keeps of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()
