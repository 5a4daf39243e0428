"""Letting the people of the desk in and out."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pyotp
import pytest

from cchc.feedback.accounts import Doorkeeper, LoggedIn, LoginRefused, hash_token
from cchc.feedback.changes import ChangeAccount
from cchc.feedback.one_time_codes import find_totp_step, make_totp_uri
from cchc.feedback.personnel import TEMPORARY_LIFE, Personnel, check_username
from cchc.feedback.records import Account
from cchc.feedback.store import NoSuchThing
from cchc.model.feedback import VaiTro
from feedback.apart import run_apart
from feedback.fakes import MemoryStore, TurnedClock

pytestmark = pytest.mark.slow

_PASSWORD = "trời xanh mây trắng"  # noqa: S105 # opens nothing
_OWN = "gió mát trăng thanh"  # an officer's own


class _Door:
    """A doorkeeper, an administrator, and one account."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.clock = TurnedClock()
        self.keeper = Doorkeeper(store, self.clock)
        self.personnel = Personnel(store, self.clock)
        made = run_apart(
            self.personnel.create("an.nguyen", _PASSWORD, ho_ten="Cán bộ Mẫu", role=VaiTro.TRA_LOI, don_vi="so-y-te")
        )
        assert made is not None
        self.account: Account = made

    def code(self) -> str:
        """Return the code that the authenticator shows now."""
        code: str = pyotp.TOTP(self.account.totp_secret).at(self.clock())
        return code

    def log_in(self, password: str = _PASSWORD, code: str | None = None, **more: str) -> LoggedIn:
        """Try the door."""
        return run_apart(self.keeper.log_in("an.nguyen", password, self.code() if code is None else code, **more))

    def kept(self) -> Account:
        """Return the account as it stands."""
        account = self.store.find_account("an.nguyen")
        assert account is not None
        return account


@pytest.fixture
def door() -> Iterator[_Door]:
    """A door with one account in a store of its own."""
    with closing(MemoryStore()) as store:
        yield _Door(store)


def test_the_right_three_open(door: _Door) -> None:
    """Name, password and code begin a session, which its token finds."""
    opened = door.log_in()
    found = run_apart(door.keeper.find(opened.token))
    assert found is not None
    assert (found.account.username, found.account.don_vi) == ("an.nguyen", "so-y-te")


@pytest.mark.parametrize(("password", "code"), [("sai mật khẩu rồi", None), (_PASSWORD, "000000"), (_PASSWORD, "")])
def test_one_wrong_part_keeps_the_door_shut(door: _Door, password: str, code: str | None) -> None:
    """Whichever part is wrong, the answer is the same and the failure is counted."""
    with pytest.raises(LoginRefused):
        door.log_in(password, code)
    account = door.store.find_account("an.nguyen")
    assert account is not None
    assert account.failed_count == 1


def test_nobody_is_refused_like_everybody(door: _Door) -> None:
    """An unknown name gets the same refusal."""
    with pytest.raises(LoginRefused) as caught:
        run_apart(door.keeper.log_in("khong-co", _PASSWORD, "123456"))
    assert caught.value.locked_until is None


def test_a_code_opens_once(door: _Door) -> None:
    """Whoever looked over the shoulder comes too late."""
    door.log_in()
    with pytest.raises(LoginRefused):
        door.log_in()
    door.clock.turn(seconds=30)
    door.log_in()


def test_a_code_a_step_early_or_late_is_accepted(door: _Door) -> None:
    """Clocks of phones differ by some seconds, not by minutes."""
    now, code = door.clock(), door.code()
    steps = [
        find_totp_step(door.account.totp_secret, code, now + timedelta(seconds=by)) for by in (-60, -30, 0, 30, 60)
    ]
    assert steps[0] is steps[-1] is None
    assert len(set(steps[1:-1])) == 1


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 34 5"])
def test_what_is_no_code_is_refused(code: str) -> None:
    """Only six plain digits are a code."""
    assert find_totp_step("JBSWY3DPEHPK3PXP", code, TurnedClock()()) is None


def test_failures_make_the_door_wait(door: _Door) -> None:
    """After five failures even the right words wait; after the time they open and the count begins anew."""
    for _ in range(5):
        with pytest.raises(LoginRefused):
            door.log_in("sai mật khẩu rồi")
    with pytest.raises(LoginRefused) as caught:
        door.log_in()
    assert caught.value.locked_until == door.clock() + timedelta(seconds=30)
    door.clock.turn(seconds=31)
    door.log_in()
    account = door.store.find_account("an.nguyen")
    assert account is not None
    assert account.failed_count == 0


def test_a_log_in_gives_a_new_session_and_ends_the_old(door: _Door) -> None:
    """A token known from before the log-in opens nothing afterwards."""
    first = door.log_in()
    door.clock.turn(seconds=30)
    second = door.log_in(replaces=first.session.id_hash)
    assert first.token != second.token
    assert run_apart(door.keeper.find(first.token)) is None
    assert run_apart(door.keeper.find(second.token)) is not None


@pytest.mark.parametrize("end", ["idle", "life", "log-out", "inactive", "password", "code"])
def test_sessions_end(door: _Door, end: str) -> None:
    """After half an hour without use, eight hours at all, a log-out, or a change of account, password or code."""
    token = door.log_in().token
    if end == "idle":
        door.clock.turn(minutes=31)
    elif end == "life":
        for _ in range(24):
            assert run_apart(door.keeper.find(token)) is not None
            door.clock.turn(minutes=20)
    elif end == "log-out":
        run_apart(door.keeper.log_out(token))
    elif end == "inactive":
        door.store.apply(ChangeAccount("an.nguyen", active=False)).result(10)
    elif end == "password":
        run_apart(door.personnel.set_password("an.nguyen", "một câu khác dài hơn"))
    else:
        run_apart(door.personnel.renew_totp("an.nguyen"))
    assert run_apart(door.keeper.find(token)) is None


def test_neither_password_nor_token_is_stored(door: _Door) -> None:
    """The store keeps an argon2id hash and the hash of the token."""
    token = door.log_in().token
    account = door.store.find_account("an.nguyen")
    assert account is not None
    assert account.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert door.store.find_session(token, door.clock()) is None
    assert door.store.find_session(hash_token(token), door.clock()) is not None


def test_an_inactive_account_stays_out(door: _Door) -> None:
    """The right three do not help whoever has left."""
    door.store.apply(ChangeAccount("an.nguyen", active=False)).result(10)
    with pytest.raises(LoginRefused):
        door.log_in()


@pytest.mark.parametrize(
    ("username", "good"), [("an.nguyen", True), ("An", False), ("nguyễn", False), ("an nguyen", False)]
)
def test_names_are_plain(username: str, good: bool) -> None:
    """Small letters without diacritics, digits, dots and hyphens."""
    assert (check_username(username) == "") is good


def test_a_name_is_taken_once(door: _Door) -> None:
    """A second account of one name is not made."""
    made = run_apart(door.personnel.create("an.nguyen", _PASSWORD, ho_ten="Khác", role=VaiTro.XEM))
    assert made is None


def test_the_authenticator_gets_an_address(door: _Door) -> None:
    """The address names issuer and account."""
    assert make_totp_uri(door.account, "Sở Y tế").startswith(
        "otpauth://totp/S%E1%BB%9F%20Y%20t%E1%BA%BF:an.nguyen?secret="
    )


def test_the_two_steps_are_the_one(door: _Door) -> None:
    """Password and code may be shown one after the other; each wrong one counts, and the code still opens once."""
    assert run_apart(door.keeper.prove("an.nguyen", _PASSWORD)).username == "an.nguyen"
    with pytest.raises(LoginRefused):
        run_apart(door.keeper.admit("an.nguyen", "000000"))
    code = door.code()
    opened = run_apart(door.keeper.admit("an.nguyen", code))
    assert [entry.id_hash for entry in door.store.list_sessions("an.nguyen", door.clock())] == [
        hash_token(opened.token)
    ]
    with pytest.raises(LoginRefused):
        run_apart(door.keeper.admit("an.nguyen", code))


def test_a_password_from_the_administrator_opens_for_three_days(door: _Door) -> None:
    """New or reset, it opens until its hour and not after it; the waiting account is told why by the right one only."""
    assert door.kept().temporary_until == door.clock() + TEMPORARY_LIFE
    assert door.log_in().must_change
    door.clock.turn(hours=71)
    until = run_apart(door.personnel.set_password("an.nguyen", _OWN))
    assert until == door.kept().temporary_until == door.clock() + TEMPORARY_LIFE
    assert door.log_in(_OWN).must_change
    door.clock.turn(hours=72)
    for password, expired in ((_OWN, True), ("sai mật khẩu rồi", False)):
        with pytest.raises(LoginRefused) as caught:
            door.log_in(password)
        assert caught.value.expired is expired


def test_a_password_of_ones_own_stays(door: _Door) -> None:
    """Set with both factors it opens for ever, ends all sessions, and must not be the temporary one."""
    token = door.log_in().token
    door.clock.turn(seconds=30)
    change = door.keeper.change_password
    with pytest.raises(ValueError, match="phải khác"):
        run_apart(change("an.nguyen", _PASSWORD, _PASSWORD, code=door.code()))
    run_apart(change("an.nguyen", _PASSWORD, _OWN, code=door.code()))
    assert run_apart(door.keeper.find(token)) is None
    door.clock.turn(hours=1000)
    assert not door.log_in(_OWN).must_change


@pytest.mark.parametrize(("old", "code"), [("sai mật khẩu rồi", None), (_PASSWORD, "000000"), (_PASSWORD, "")])
def test_a_new_password_needs_both_factors(door: _Door, old: str, code: str | None) -> None:
    """A wrong password or code changes nothing, and counts."""
    before = door.kept().password_hash
    with pytest.raises(LoginRefused):
        run_apart(door.keeper.change_password("an.nguyen", old, _OWN, code=door.code() if code is None else code))
    assert (door.kept().password_hash, door.kept().failed_count) == (before, 1)


def test_a_weak_new_password_uses_nothing_up(door: _Door) -> None:
    """It is told before the code is used and before anything is counted."""
    code = door.code()
    with pytest.raises(ValueError, match="dễ đoán"):
        run_apart(door.keeper.change_password("an.nguyen", _PASSWORD, "an.nguyen2026", code=code))
    assert door.kept().failed_count == 0
    run_apart(door.keeper.change_password("an.nguyen", _PASSWORD, _OWN, code=code))


def test_nobody_has_no_password(door: _Door) -> None:
    """Neither an administrator nor a person sets that of an account that is not there."""
    for change in (
        door.personnel.set_password("ai-do", _OWN),
        door.keeper.change_password("ai-do", _PASSWORD, _OWN, code=None),
    ):
        with pytest.raises(NoSuchThing):
            run_apart(change)


def test_factors_are_fresh_for_ten_minutes_and_again_after_a_code(door: _Door) -> None:
    """A session that is shown a code goes on to its old end under a new token; the old token opens nothing."""
    first = door.log_in()
    assert door.keeper.is_fresh(first.session)
    door.clock.turn(minutes=11)
    assert not door.keeper.is_fresh(first.session)
    with pytest.raises(LoginRefused):
        run_apart(door.keeper.renew(first, "000000"))
    second = run_apart(door.keeper.renew(first, door.code()))
    assert run_apart(door.keeper.find(first.token)) is None
    found = run_apart(door.keeper.find(second.token))
    assert found is not None
    assert door.keeper.is_fresh(found.session)
    assert (found.session.created_at, found.session.expires_at) == (first.session.created_at, first.session.expires_at)


def test_whoever_proves_himself_elsewhere_is_as_fresh_as_the_proof(door: _Door) -> None:
    """A provider that does not say when leaves a session that must be confirmed; it changes no password here."""
    silent = run_apart(door.keeper.open_session(door.account, by_provider=True))
    assert not door.keeper.is_fresh(silent.session)
    assert not silent.must_change
    telling = run_apart(door.keeper.open_session(door.account, by_provider=True, proved_at=door.clock()))
    assert door.keeper.is_fresh(telling.session)


def test_the_sixth_session_ends_one(door: _Door) -> None:
    """A person has five sessions at most; the one that was not used for longest goes."""
    opened = []
    for _ in range(6):
        opened.append(door.log_in())
        door.clock.turn(seconds=30)
    alive = [run_apart(door.keeper.find(entry.token)) is not None for entry in opened]
    assert alive == [False, True, True, True, True, True]
