"""What is signed, with which algorithm, and by which of several keys: the newest signs, older ones still verify.

A key is text of the operator's; every purpose derives its own from it (HMAC-SHA-256), so that nothing signed for one
use is good for another. Where keys lie is the web's business.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

Keys = tuple[str, ...]
"""Keys that are good now, the one that signs first."""


@dataclass(frozen=True)
class Scheme:
    """One way to sign: an HMAC over this hash, also for deriving the key of a purpose."""

    digest: Callable[..., Any]  # hashlib's constructors have no public type

    @property
    def options(self) -> dict[str, Any]:
        """Return what the signing library calls it."""
        return {"key_derivation": "hmac", "digest_method": self.digest}


SCHEMES = (Scheme(hashlib.sha256),)
"""The first signs. To change the algorithm put the new one before it, and drop the old one after MAX_AGE."""


class NotSigned(Exception):
    """The text was signed by none of the keys in none of the ways."""


def make_signer(keys: Keys, purpose: str, *, schemes: Sequence[Scheme] = SCHEMES) -> URLSafeSerializer:
    """Return what signs with the first key and scheme and accepts all of them, for this purpose only."""
    first, *others = (scheme.options for scheme in schemes)
    fallback: list[Any] = list(others)  # what the library takes has more forms than this one
    # It wants the oldest key first.
    return URLSafeSerializer(list(reversed(keys)), salt=purpose, signer_kwargs=first, fallback_signers=fallback)


def read_signed(keys: Keys, purpose: str, text: str) -> tuple[str, Any]:
    """Return the key under which this was signed, and what was signed; raise NotSigned.

    For those who derive something else from the very key: it must not change when a newer one begins to sign.
    """
    for key in keys:
        try:
            return key, make_signer((key,), purpose).loads(text)
        except BadData:
            continue
    raise NotSigned


def derive(key: str, purpose: str) -> bytes:
    """Return the 32 bytes that stand for this key in one use."""
    return hmac.digest(key.encode(), purpose.encode(), "sha256")
