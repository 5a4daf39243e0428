"""Guesses that come all at once are counted like guesses that come in turn."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from threading import Barrier

import pyotp
import pytest
from argon2 import PasswordHasher

from cchc.feedback.accounts import Doorkeeper, LoginRefused
from cchc.feedback.changes import CreateAccount
from cchc.feedback.records import Account
from cchc.feedback.sql_store import open_store
from cchc.model.feedback import VaiTro
from feedback.apart import run_apart
from feedback.fakes import TurnedClock

pytestmark = pytest.mark.slow

_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 # of nobody
_PASSWORD = "trời xanh mây trắng"  # noqa: S105 # opens nothing
_GUESSES, _FREE = 20, 5


def _account(clock: TurnedClock) -> Account:
    # Cheap, so that the hashing does not put the guesses into a row by itself.
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(_PASSWORD)
    return Account("an", "Cán bộ Mẫu", VaiTro.TRA_LOI, clock(), password_hash=cheap, totp_secret=_SECRET)


def _guess(keeper: Doorkeeper, factor: str, guesses: list[str], start: Barrier) -> list[bool]:
    """Send guesses at once, together with the other threads; tell which were right."""
    check = keeper.prove if factor == "password" else keeper.confirm

    async def one(guess: str) -> bool:
        try:
            await check("an", guess)
        except LoginRefused:
            return False
        return True

    async def every() -> list[bool]:
        return list(await asyncio.gather(*(one(guess) for guess in guesses)))

    start.wait(10)
    return run_apart(every())


@pytest.mark.parametrize("factor", ["password", "code"])
def test_guesses_at_once_are_compared_no_more_often_than_in_turn(
    database: str, factor: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Sixty wrong guesses in one moment, on PostgreSQL by three services: five are compared, the rest must wait."""
    clock = TurnedClock()
    services = 3 if database.startswith("postgresql") else 1
    with ExitStack() as stack:
        stores = [stack.enter_context(closing(open_store(database))) for _ in range(services)]
        stores[0].apply(CreateAccount(_account(clock))).result(10)
        keepers = [Doorkeeper(stores[number % services], clock) for number in range(3)]
        right = pyotp.TOTP(_SECRET).at(clock())
        wrong = [code for number in range(10 * _GUESSES) if (code := f"{number:06}") != right][:_GUESSES]
        guesses = [f"sai lần thứ {number}" for number in range(_GUESSES)] if factor == "password" else wrong
        start = Barrier(len(keepers))
        with caplog.at_level(logging.WARNING, "cchc.security"), ThreadPoolExecutor(len(keepers)) as threads:
            tries = [threads.submit(_guess, keeper, factor, guesses, start) for keeper in keepers]
            opened = [answer for run in tries for answer in run.result(60)]
        account = stores[0].find_account("an")
    told = [record.getMessage() for record in caplog.records]
    assert opened == [False] * len(keepers) * _GUESSES
    assert sum("refused: an" in words for words in told) == _FREE
    assert sum(words == "Refused while waiting: an" for words in told) == len(opened) - _FREE
    assert account is not None
    assert account.failed_count == _FREE


def test_the_right_password_among_guesses_at_once_counts_for_nothing(database: str) -> None:
    """Whoever knows it gets in: his attempt is given back, and those that were wrong stay counted."""
    clock = TurnedClock()
    with closing(open_store(database)) as store:
        store.apply(CreateAccount(_account(clock))).result(10)
        keeper = Doorkeeper(store, clock)
        assert _guess(keeper, "password", ["sai", "sai", "sai", _PASSWORD], Barrier(1)) == [False] * 3 + [True]
        account = store.find_account("an")
    assert account is not None
    assert (account.failed_count, account.locked_until) == (3, None)
