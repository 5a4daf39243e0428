"""The cookies of the desk and the form tokens bound to them. Over plain HTTP from elsewhere nobody logs in."""

import hashlib
import hmac

from starlette.requests import Request

from cchc.feedback.keys import Keys
from cchc.web.cookies import CookieName, is_encrypted

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})

SESSION = CookieName("cchc_xu_ly")
"""The session's token."""

BEFORE = CookieName("cchc_truoc_dang_nhap")
"""A random value to which the forms before the log-in are bound; it opens nothing."""


def may_log_in(request: Request) -> bool:
    """Tell whether a session may travel to this browser: over HTTPS, or on the own machine."""
    return is_encrypted(request) or request.url.hostname in _LOCAL


def make_form_token(secret: str, bound_to: str) -> str:
    """Return the token of the forms shown under a cookie's value."""
    return hmac.new(secret.encode(), f"cchc.xu-ly.form:{bound_to}".encode(), hashlib.sha256).hexdigest()


def is_form_token(keys: Keys, bound_to: str, given: str) -> bool:
    """Tell whether a form was shown under this cookie's value, with any of the keys that are good now."""
    made = [make_form_token(key, bound_to).encode() for key in keys]
    return bool(bound_to) and any(hmac.compare_digest(token, given.encode()) for token in made)
