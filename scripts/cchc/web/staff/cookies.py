"""The cookies of the desk and the form tokens bound to them.

Over HTTPS their names begin with ``__Host-``: no other host or path can set them. A plain address of the own machine,
for development only, gets names that say so; over plain HTTP from elsewhere nobody logs in.
"""

import hashlib
import hmac
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class CookieName:
    """One cookie under its two names."""

    secure: str
    plain: str

    def of(self, request: Request) -> str:
        """Return the name for the scheme of this request."""
        return self.secure if is_encrypted(request) else self.plain


SESSION = CookieName("__Host-cchc_xu_ly", "cchc_xu_ly_khong_an_toan")
"""The session's token."""

BEFORE = CookieName("__Host-cchc_truoc_dang_nhap", "cchc_truoc_dang_nhap_khong_an_toan")
"""A random value to which the forms before the log-in are bound; it opens nothing."""


def is_encrypted(request: Request) -> bool:
    """Tell whether the browser came over HTTPS."""
    return request.url.scheme == "https"


def may_log_in(request: Request) -> bool:
    """Tell whether a session may travel to this browser: over HTTPS, or on the own machine."""
    return is_encrypted(request) or request.url.hostname in _LOCAL


def read_cookie(request: Request, name: CookieName) -> str:
    """Return the value of a cookie, or ""."""
    return request.cookies.get(name.of(request), "")


def set_cookie(request: Request, response: Response, name: CookieName, value: str) -> None:
    """Give the browser a cookie that lasts until it is closed and that no script reads."""
    response.set_cookie(
        name.of(request), value, path="/", httponly=True, samesite="strict", secure=is_encrypted(request)
    )


def drop_cookie(request: Request, response: Response, name: CookieName) -> None:
    """Take a cookie back; under its prefix a browser obeys only with the same flags."""
    response.delete_cookie(name.of(request), path="/", httponly=True, samesite="strict", secure=is_encrypted(request))


def make_form_token(secret: str, bound_to: str) -> str:
    """Return the token of the forms shown under a cookie's value."""
    return hmac.new(secret.encode(), f"cchc.xu-ly.form:{bound_to}".encode(), hashlib.sha256).hexdigest()


def is_form_token(secret: str, bound_to: str, given: str) -> bool:
    """Tell whether a form was shown under this cookie's value."""
    return bool(bound_to) and hmac.compare_digest(make_form_token(secret, bound_to).encode(), given.encode())
