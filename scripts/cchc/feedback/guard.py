"""Doors against automatic senders that ask nothing of people: signed form token, honeypot, rate limit.

No third party takes part, and no address is kept: only a salted hash of its prefix, in memory, for a while.
"""

import hashlib
import hmac
import ipaddress
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from cchc.feedback.clock import Clock
from cchc.feedback.codes import SECRET
from cchc.feedback.keys import Keys, NotSigned, make_signer, read_signed
from cchc.feedback.service import Attempt
from cchc.model.feedback import LoaiGopY

HONEYPOT = "dia_chi_web"
"""Name of the box that people never see and must leave empty."""

_PURPOSE = "cchc.gop-y.token"
_SALT_LIFE = timedelta(hours=24)


@dataclass(frozen=True)
class TokenPolicy:
    """Keys, the one that signs first, and age limits of form tokens."""

    keys: Keys
    min_age: timedelta = timedelta(seconds=2)
    max_age: timedelta = timedelta(hours=24)


class TokenFault(Enum):
    """Why a token was not accepted."""

    FORGED = auto()
    TOO_FAST = auto()
    TOO_OLD = auto()


class TokenRefused(Exception):
    """The form's token does not open the door."""

    def __init__(self, fault: TokenFault) -> None:
        super().__init__(fault.name)
        self.fault = fault


def issue_token(policy: TokenPolicy, kind: LoaiGopY, now: datetime) -> str:
    """Return a signed token for one opened form of this kind."""
    return make_signer(policy.keys, _PURPOSE).dumps([secrets.token_urlsafe(16), kind.value, int(now.timestamp())])


def check_token(policy: TokenPolicy, text: str, kind: LoaiGopY, now: datetime) -> Attempt:
    """Return the attempt that the token stands for; raise TokenRefused.

    A token from the future is accepted: it is signed, so only the machine's clock can have gone back.
    """
    try:
        key, (nonce, issued_for, issued_at) = read_signed(policy.keys, _PURPOSE, text)
    except NotSigned:
        raise TokenRefused(TokenFault.FORGED) from None
    if issued_for != kind.value:
        raise TokenRefused(TokenFault.FORGED)
    age = now.timestamp() - issued_at
    if 0 <= age < policy.min_age.total_seconds():
        raise TokenRefused(TokenFault.TOO_FAST)
    if age > policy.max_age.total_seconds():
        raise TokenRefused(TokenFault.TOO_OLD)
    return _attempt(key, nonce)


def _attempt(key: str, nonce: str) -> Attempt:
    # Derived, not drawn: whoever sends the same form again sees the same receipt, and no table of secrets exists. It
    # comes from the key that signed the form, so that a new key between two sendings changes nothing.
    digest = hmac.digest(key.encode(), b"cchc.gop-y.secret:" + nonce.encode(), "sha256")
    return Attempt(
        key=hashlib.sha256(nonce.encode()).hexdigest(),
        secret=SECRET.write(int.from_bytes(digest) % SECRET.space),
    )


@dataclass(frozen=True)
class Rate:
    """At most ``burst`` sendings at once, refilled evenly over ``period``; a burst of 0 means no limit."""

    burst: int = 20
    period: timedelta = timedelta(minutes=10)


@dataclass
class _Bucket:
    left: float
    at: datetime


class RateLimiter:
    """A token bucket for each group of senders, in this process and in bounded memory; it keeps salted hashes only.

    ``group_of`` says who shares a bucket: without it, addresses of one network prefix (IPv4 /24, IPv6 /56).
    """

    def __init__(
        self, rate: Rate, clock: Clock, *, capacity: int = 10_000, group_of: Callable[[str], str] | None = None
    ) -> None:
        self._rate = rate
        self._group_of = group_of or prefix_of
        self._clock = clock
        self._capacity = capacity
        self._buckets: OrderedDict[bytes, _Bucket] = OrderedDict()
        self._salt = secrets.token_bytes(16)
        self._salted_at = clock()

    def take(self, address: str) -> timedelta:
        """Take one sending of this address; return how long to wait, zero if it was granted."""
        if not self._rate.burst:
            return timedelta()
        bucket = self._bucket(address)
        if bucket.left >= 1:
            bucket.left -= 1
            return timedelta()
        return (1 - bucket.left) * self._rate.period / self._rate.burst

    def give_back(self, address: str) -> None:
        """Return a sending that led to nothing, such as a form with mistakes."""
        if self._rate.burst:
            bucket = self._bucket(address)
            bucket.left = min(self._rate.burst, bucket.left + 1)

    def _bucket(self, address: str) -> _Bucket:
        now = self._clock()
        if not timedelta() <= now - self._salted_at < _SALT_LIFE:
            self._salt, self._salted_at = secrets.token_bytes(16), now
            self._buckets.clear()
        key = hashlib.blake2b(self._group_of(address).encode(), key=self._salt, digest_size=16).digest()
        bucket = self._buckets.setdefault(key, _Bucket(self._rate.burst, now))
        self._buckets.move_to_end(key)
        if len(self._buckets) > self._capacity:
            self._buckets.popitem(last=False)
        elapsed = max(now - bucket.at, timedelta())
        bucket.left = min(self._rate.burst, bucket.left + elapsed / self._rate.period * self._rate.burst)
        bucket.at = now
        return bucket


def prefix_of(address: str) -> str:
    """Return the network an address counts for: neighbours share one limit, a household is one in IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network(f"{parsed}/{24 if parsed.version == 4 else 56}", strict=False))
