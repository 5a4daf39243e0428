"""The doors: form token and rate limit."""

from datetime import timedelta

import pytest

from cchc.feedback.codes import SECRET
from cchc.feedback.guard import (
    Rate,
    RateLimiter,
    TokenFault,
    TokenPolicy,
    TokenRefused,
    check_token,
    issue_token,
    prefix_of,
)
from cchc.model.feedback import LoaiGopY
from feedback.fakes import TurnedClock

_POLICY = TokenPolicy(("a key for tests only",), timedelta(seconds=2), timedelta(hours=24))
_KIND = LoaiGopY.HOI_DAP


def _fault(
    text: str, clock: TurnedClock, *, policy: TokenPolicy = _POLICY, kind: LoaiGopY = _KIND
) -> TokenFault | None:
    try:
        check_token(policy, text, kind, clock())
    except TokenRefused as refused:
        return refused.fault
    return None


def test_a_token_opens_the_door_between_two_ages() -> None:
    """Faster than a person types and older than a day are refused, the time between is not."""
    clock = TurnedClock()
    token = issue_token(_POLICY, _KIND, clock())
    assert _fault(token, clock) is TokenFault.TOO_FAST
    clock.turn(seconds=2)
    assert _fault(token, clock) is None
    clock.turn(hours=24)
    assert _fault(token, clock) is TokenFault.TOO_OLD


def test_a_clock_that_was_set_back_does_not_lock_people_out() -> None:
    """A signed token from the future is accepted: only our own clock can have moved."""
    clock = TurnedClock()
    token = issue_token(_POLICY, _KIND, clock())
    clock.turn(hours=-1)
    assert _fault(token, clock) is None


def test_forged_and_borrowed_tokens_are_refused() -> None:
    """Another key, another form, a changed byte and rubbish do not open the door."""
    clock = TurnedClock()
    token = issue_token(_POLICY, _KIND, clock())
    other = TokenPolicy(("another key",))
    clock.turn(seconds=5)
    assert _fault(token, clock, policy=other) is TokenFault.FORGED
    assert _fault(token, clock, kind=LoaiGopY.GOP_Y_TRANG) is TokenFault.FORGED
    assert {_fault(text, clock) for text in ("", "x", "A" + token[1:], token[:-9], "\x00", "Ơ.Ư")} == {
        TokenFault.FORGED
    }


def test_a_token_always_stands_for_the_same_attempt() -> None:
    """Whoever sends a form twice gets one key and one secret part; two forms never share them."""
    clock = TurnedClock()
    first, second = (issue_token(_POLICY, _KIND, clock()) for _ in range(2))
    clock.turn(seconds=5)
    attempts = [check_token(_POLICY, token, _KIND, clock()) for token in (first, first, second)]
    assert attempts[0] == attempts[1]
    assert attempts[0].key != attempts[2].key
    assert attempts[0].secret != attempts[2].secret
    assert SECRET.parse(attempts[0].secret) == attempts[0].secret


def test_the_limit_counts_and_refills_evenly() -> None:
    """After the burst the address waits; half a period gives half the burst back."""
    clock = TurnedClock()
    limiter = RateLimiter(Rate(4, timedelta(minutes=10)), clock)
    assert [bool(limiter.take("203.0.113.5")) for _ in range(5)] == [False] * 4 + [True]
    assert limiter.take("203.0.113.5") == timedelta(minutes=2, seconds=30)
    clock.turn(minutes=5)
    assert [bool(limiter.take("203.0.113.5")) for _ in range(3)] == [False, False, True]


def test_neighbours_share_a_limit_and_strangers_do_not() -> None:
    """The limit is for a network prefix, so that changing the last digits does not help."""
    limiter = RateLimiter(Rate(1, timedelta(minutes=1)), TurnedClock())
    assert not limiter.take("203.0.113.5")
    assert limiter.take("203.0.113.99")
    assert not limiter.take("198.51.100.5")
    assert not limiter.take("2001:db8:0:1::1")
    assert limiter.take("2001:db8:0:1f::2")


def test_a_sending_that_led_to_nothing_is_given_back() -> None:
    """Mistakes in a form do not use up the limit, and giving back never raises it."""
    limiter = RateLimiter(Rate(1, timedelta(minutes=1)), TurnedClock())
    limiter.give_back("203.0.113.5")
    assert not limiter.take("203.0.113.5")
    limiter.give_back("203.0.113.5")
    assert not limiter.take("203.0.113.5")
    assert limiter.take("203.0.113.5")


def test_memory_is_bounded_and_no_address_is_kept() -> None:
    """Under many addresses the oldest are forgotten; what is kept holds no address."""
    limiter = RateLimiter(Rate(1, timedelta(minutes=1)), TurnedClock(), capacity=10)
    for number in range(100):
        limiter.take(f"10.0.{number}.1")
    assert not limiter.take("10.0.0.1")
    assert limiter.take("10.0.99.1")
    assert "10.0" not in repr(vars(limiter))


@pytest.mark.parametrize("by", [{"hours": -2}, {"days": 2}])
def test_a_jump_of_the_clock_frees_everybody(by: dict[str, float]) -> None:
    """When the salt is renewed, after a day or after a clock was set back, nobody stays locked out."""
    clock = TurnedClock()
    limiter = RateLimiter(Rate(1, timedelta(minutes=1)), clock)
    limiter.take("203.0.113.5")
    clock.turn(**by)
    assert not limiter.take("203.0.113.5")


def test_no_limit_can_be_set() -> None:
    """A burst of 0 switches the limit off, for a proxy that does this work."""
    limiter = RateLimiter(Rate(0), TurnedClock())
    assert not any(limiter.take("203.0.113.5") for _ in range(1000))


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("::ffff:203.0.113.5", "203.0.113.0/24"),
        ("", "unknown"),
        ("unix:/run/x", "unknown"),
        ("2001:db8::1", "2001:db8::/56"),
    ],
)
def test_every_address_has_a_prefix(address: str, prefix: str) -> None:
    """Mapped, missing and strange addresses count too."""
    assert prefix_of(address) == prefix
