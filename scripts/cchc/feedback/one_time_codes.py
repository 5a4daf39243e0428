"""One-time codes of the desk (RFC 6238): whose step of time one is, and what an authenticator needs to make them."""

import hmac
from datetime import datetime

import pyotp

from cchc.feedback.records import Account

_STEP_SECONDS = 30


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


def make_totp_secret() -> str:
    """Return a fresh secret: 160 random bits."""
    secret: str = pyotp.random_base32()
    return secret


def make_totp_uri(account: Account, issuer: str) -> str:
    """Return the ``otpauth:`` address that an authenticator takes from a QR code."""
    return pyotp.TOTP(account.totp_secret, name=account.username, issuer=issuer).provisioning_uri()
