"""Accounts of the desk: passwords, one-time codes, lock-out, sessions. Cookies and screens are the web's."""

import asyncio
import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cchc.feedback.changes import (
    Applied,
    Change,
    ChangeAccount,
    CloseSession,
    CreateAccount,
    OpenSession,
    RecordFailure,
    TouchSession,
    UseTotp,
)
from cchc.feedback.clock import Clock
from cchc.feedback.records import Account, Session
from cchc.feedback.store import Store, StoreUnavailable
from cchc.model.feedback import VaiTro
from cchc.text import fold

security = logging.getLogger("cchc.security")
"""Log-ins and refusals by the name of the account; a name that nobody has may be a secret typed into the wrong box."""

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128
_STEP_SECONDS = 30
_WAIT = 10.0
_TOUCH = timedelta(minutes=1)
_COMMON = frozenset({"matkhau", "password", "123456", "abc123", "qwerty", "cchc", "soyte", "quantri", "admin"})


@dataclass(frozen=True)
class SessionPolicy:
    """How long a session lives at most, and how long without use."""

    life: timedelta = timedelta(hours=8)
    idle: timedelta = timedelta(minutes=30)


@dataclass(frozen=True)
class LoggedIn:
    """A session that has begun. ``token`` goes into the cookie and is kept nowhere else."""

    token: str
    session: Session
    account: Account


class LoginRefused(Exception):
    """Name, password or code is wrong, or the account waits; the caller is told no more than ``locked_until``."""

    def __init__(self, locked_until: datetime | None = None) -> None:
        super().__init__("log-in refused")
        self.locked_until = locked_until


class Doorkeeper:
    """Lets people in and out. One password is hashed at a time: each takes 19 MiB and some hundredths of a second."""

    def __init__(self, store: Store, clock: Clock, policy: SessionPolicy | None = None) -> None:
        self._store = store
        self._clock = clock
        self._policy = policy or SessionPolicy()
        # argon2id with the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._hashing = Lock()
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))

    async def log_in(self, username: str, password: str, code: str, *, replaces: str = "") -> LoggedIn:
        """Begin a session; ``replaces`` is the token of the one before, which ends. Raise LoginRefused.

        An unknown name takes as long as a wrong password. A code opens once. Waits grow with each failure.
        """
        account = await self.prove(username, password)
        return await self.admit(account.username, code, replaces=replaces)

    async def prove(self, username: str, password: str) -> Account:
        """Return the account whose password this is: the first of the two steps of a log-in. Raise LoginRefused."""
        account = await self._find_open(username)
        known = await asyncio.to_thread(self._verify, account.password_hash if account else "", password)
        if account is None or not account.active or not known:
            security.warning("Password refused: %s", account.username if account else "an unknown name")
            await self._fail(account, self._clock())
            raise LoginRefused
        return account

    async def admit(self, username: str, code: str, *, replaces: str = "") -> LoggedIn:
        """Begin the session of somebody who has proved his password, with a one-time code. Raise LoginRefused."""
        account = await self._find_open(username)
        step = find_totp_step(account.totp_secret, code, self._clock()) if account else None
        if account is None or not account.active or step is None or not await self._use(username, step):
            security.warning("Code refused: %s", account.username if account else "an unknown name")
            await self._fail(account, self._clock())
            raise LoginRefused
        return await self.open_session(account, replaces=replaces)

    async def open_session(self, account: Account, *, replaces: str = "") -> LoggedIn:
        """Begin a session for somebody who has proved himself elsewhere (an identity provider)."""
        now, token = self._clock(), secrets.token_urlsafe(32)
        session = Session(hash_token(token), account.username, now, now, now + self._policy.life)
        await self._apply(OpenSession(session, hash_token(replaces) if replaces else None))
        security.info("Session begun: %s", account.username)
        return LoggedIn(token, session, account)

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

    def hash_password(self, password: str) -> str:
        """Return what the store keeps of a password; raise ValueError for one that ``check_password`` refuses."""
        with self._hashing:
            return self._hasher.hash(password)

    async def create(
        self, username: str, password: str, *, ho_ten: str, role: VaiTro, don_vi: str = ""
    ) -> Account | None:
        """Add a person of the desk with a fresh one-time-code secret; None if the name is taken.

        Raise ValueError, in Vietnamese, if the name or the password will not do.
        """
        if problem := check_username(username) or check_password(password, username):
            raise ValueError(problem)
        hashed = await asyncio.to_thread(self.hash_password, password)
        account = Account(
            username=username,
            ho_ten=ho_ten,
            role=role,
            created_at=self._clock(),
            don_vi=don_vi,
            password_hash=hashed,
            totp_secret=pyotp.random_base32(),
        )
        return account if (await self._apply(CreateAccount(account))).done else None

    async def set_password(self, username: str, password: str) -> None:
        """Give an account a new password; its sessions end and its waiting too. Raise ValueError, NoSuchThing."""
        if problem := check_password(password, username):
            raise ValueError(problem)
        hashed = await asyncio.to_thread(self.hash_password, password)
        await self._apply(ChangeAccount(username, password_hash=hashed))
        security.info("Password changed: %s", username)

    async def renew_totp(self, username: str) -> str:
        """Give an account a new one-time-code secret and return it; its sessions end. Raise NoSuchThing."""
        secret: str = pyotp.random_base32()
        await self._apply(ChangeAccount(username, totp_secret=secret))
        security.info("Code secret renewed: %s", username)
        return secret

    async def _find_open(self, username: str) -> Account | None:
        account = await asyncio.to_thread(self._store.find_account, username)
        if account is not None and account.locked_until is not None and self._clock() < account.locked_until:
            security.warning("Refused while waiting: %s", account.username)
            raise LoginRefused(account.locked_until)
        return account

    def _verify(self, hashed: str, password: str) -> bool:
        with self._hashing:
            try:
                self._hasher.verify(hashed or self._nobody, password[:LONGEST_PASSWORD])
            except (VerificationError, InvalidHashError):
                return False
        # Cut only so that nobody makes us hash megabytes: what follows a right beginning is still wrong.
        return bool(hashed) and len(password) <= LONGEST_PASSWORD

    async def _use(self, username: str, step: int) -> bool:
        return (await self._apply(UseTotp(username, step))).done

    async def _fail(self, account: Account | None, now: datetime) -> None:
        if account is not None:
            await self._apply(RecordFailure(account.username, now))

    async def _apply(self, change: Change) -> Applied:
        try:
            return await asyncio.wait_for(asyncio.wrap_future(self._store.apply(change)), _WAIT)
        except TimeoutError:
            raise StoreUnavailable("the store did not answer in time") from None


def hash_token(token: str) -> str:
    """Return what the store keeps of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_totp_step(secret: str, code: str, now: datetime) -> int | None:
    """Return the time step whose code this is (RFC 6238; one step early or late is accepted), or None."""
    typed = "".join(code.split())
    if not secret or len(typed) != 6 or not (typed.isascii() and typed.isdigit()):
        return None
    current = int(now.timestamp()) // _STEP_SECONDS
    generator = pyotp.TOTP(secret)
    found = None
    for step in (current - 1, current, current + 1):
        if hmac.compare_digest(generator.generate_otp(step), typed):
            found = step
    return found


def make_totp_uri(account: Account, issuer: str) -> str:
    """Return the ``otpauth:`` address that an authenticator takes from a QR code."""
    return pyotp.TOTP(account.totp_secret, name=account.username, issuer=issuer).provisioning_uri()


def check_username(username: str) -> str:
    """Return what is wrong with a name, in Vietnamese, or ""."""
    if not (3 <= len(username) <= 64 and username.isascii() and username.replace("-", "").replace(".", "").isalnum()):
        return "Tên đăng nhập gồm 3 đến 64 chữ cái không dấu, chữ số, dấu chấm hoặc gạch nối"
    if username != username.lower():
        return "Viết tên đăng nhập bằng chữ thường"
    return ""


def check_password(password: str, username: str) -> str:
    """Return what is wrong with a password, in Vietnamese, or "". Length counts; no mixture of signs is asked for."""
    if len(password) < SHORTEST_PASSWORD:
        return f"Mật khẩu có ít nhất {SHORTEST_PASSWORD} ký tự; một câu dễ nhớ là tốt nhất"
    if len(password) > LONGEST_PASSWORD:
        return f"Mật khẩu có nhiều nhất {LONGEST_PASSWORD} ký tự"
    bare, name = (("".join(char for char in fold(text) if char.isalnum())) for text in (password, username))
    # What is left beside common words, all of them together, must be long enough to be a secret of its own.
    rest = bare
    for word in filter(None, (name, *sorted(_COMMON))):
        rest = rest.replace(word, "")
    if rest != bare and len(rest) < SHORTEST_PASSWORD // 2:
        return "Mật khẩu quá dễ đoán; không dùng tên đăng nhập hoặc từ thông dụng"
    if len(set(bare)) < 5:
        return "Mật khẩu quá dễ đoán; dùng nhiều ký tự khác nhau hơn"
    return ""
