"""One way to give, read and take back cookies, for citizens and for the desk.

Over HTTPS their names begin with ``__Host-``: no other host or path can set them. A plain address of the own machine,
for development only, gets names that say so.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

PREFIX = "__Host-"


@dataclass(frozen=True)
class CookieName:
    """One cookie under its two names. ``same_site`` is lax only where the way to us begins at another site."""

    bare: str
    same_site: Literal["strict", "lax"] = "strict"

    @property
    def secure(self) -> str:
        """Return the name over HTTPS."""
        return f"{PREFIX}{self.bare}"

    @property
    def plain(self) -> str:
        """Return the name over plain HTTP."""
        return f"{self.bare}_khong_an_toan"

    def of(self, request: Request) -> str:
        """Return the name for the scheme of this request."""
        return self.secure if is_encrypted(request) else self.plain


def is_encrypted(request: Request) -> bool:
    """Tell whether the browser came over HTTPS."""
    return request.url.scheme == "https"


def read_cookie(request: Request, name: CookieName) -> str:
    """Return the value of a cookie, or ""."""
    return request.cookies.get(name.of(request), "")


def set_cookie(
    request: Request, response: Response, name: CookieName, value: str, *, life: timedelta | None = None
) -> None:
    """Give the browser a cookie that no script reads; without a life it lasts until the browser is closed."""
    response.set_cookie(
        name.of(request),
        value,
        max_age=None if life is None else int(life.total_seconds()),
        path="/",
        httponly=True,
        samesite=name.same_site,
        secure=is_encrypted(request),
    )


def drop_cookie(request: Request, response: Response, name: CookieName) -> None:
    """Take a cookie back; under its prefix a browser obeys only with the same flags."""
    response.delete_cookie(
        name.of(request), path="/", httponly=True, samesite=name.same_site, secure=is_encrypted(request)
    )
