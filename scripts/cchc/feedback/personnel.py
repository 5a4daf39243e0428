"""What an administrator does with the accounts of others: makes them, sets temporary passwords, renews codes."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from cchc.feedback.accounts import security
from cchc.feedback.awaiting import carry_out
from cchc.feedback.changes import ChangeAccount, CreateAccount
from cchc.feedback.clock import Clock
from cchc.feedback.hashing import Hasher
from cchc.feedback.one_time_codes import make_totp_secret
from cchc.feedback.passwords import PasswordPolicy
from cchc.feedback.records import Account
from cchc.feedback.store import NoSuchThing, Store
from cchc.model.feedback import VaiTro

TEMPORARY_LIFE = timedelta(hours=72)
"""How long a password that an administrator has set opens: told on a Friday, it is still good on Monday."""


class Personnel:
    """Keeps the accounts of the desk. Every password set here is temporary: its owner must replace it at once."""

    def __init__(self, store: Store, clock: Clock, passwords: PasswordPolicy | None = None) -> None:
        self._store = store
        self._clock = clock
        self._hasher = Hasher(passwords or PasswordPolicy())

    async def create(
        self, username: str, password: str, *, ho_ten: str, role: VaiTro, don_vi: str = ""
    ) -> Account | None:
        """Add a person of the desk with a temporary password and a fresh code secret; None if the name is taken.

        Raise ValueError, in Vietnamese, if the name or the password will not do.
        """
        if problem := check_username(username):
            raise ValueError(problem)
        now = self._clock()
        account = Account(username, ho_ten, role, now, don_vi=don_vi, totp_secret=make_totp_secret())
        hashed = await asyncio.to_thread(self._hasher.hash, account, password)
        account = replace(account, password_hash=hashed, temporary_until=now + TEMPORARY_LIFE)
        return account if (await carry_out(self._store, CreateAccount(account))).done else None

    async def set_password(self, username: str, password: str) -> datetime:
        """Give an account a temporary password and return until when it opens; its sessions end and its waiting too.

        Raise ValueError, in Vietnamese, if the password will not do, NoSuchThing without such an account.
        """
        account = await asyncio.to_thread(self._store.find_account, username)
        if account is None:
            raise NoSuchThing(username)
        hashed = await asyncio.to_thread(self._hasher.hash, account, password)
        until = self._clock() + TEMPORARY_LIFE
        await carry_out(self._store, ChangeAccount(username, password_hash=hashed, temporary_until=until))
        security.info("Temporary password set: %s", username)
        return until

    async def renew_totp(self, username: str) -> str:
        """Give an account a new one-time-code secret and return it; its sessions end. Raise NoSuchThing."""
        secret = make_totp_secret()
        await carry_out(self._store, ChangeAccount(username, totp_secret=secret))
        security.info("Code secret renewed: %s", username)
        return secret


def check_username(username: str) -> str:
    """Return what is wrong with a name, in Vietnamese, or ""."""
    if not (3 <= len(username) <= 64 and username.isascii() and username.replace("-", "").replace(".", "").isalnum()):
        return "Tên đăng nhập gồm 3 đến 64 chữ cái không dấu, chữ số, dấu chấm hoặc gạch nối"
    if username != username.lower():
        return "Viết tên đăng nhập bằng chữ thường"
    return ""
