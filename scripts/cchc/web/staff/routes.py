"""The addresses of the desk, below ``/gop-y/xu-ly``. Everything that changes something is a POST."""

from collections.abc import Awaitable, Callable
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from cchc.web.staff.actions import make_step, show_step
from cchc.web.staff.figures import show_figures
from cchc.web.staff.inbox import show_inbox
from cchc.web.staff.item import show_item
from cchc.web.staff.letters import revive_letter, show_letters
from cchc.web.staff.login import log_out, send_password, show_login
from cchc.web.staff.own_account import (
    change_password,
    confirm,
    end_other_sessions,
    end_session,
    show_account,
    show_password,
    show_sessions,
)
from cchc.web.staff.second_step import send_code
from cchc.web.staff.visit import Handler, signed_in

_ROOT = "/gop-y/xu-ly"

SCREENS: MappingProxyType[str, Handler] = MappingProxyType(
    {
        "": show_inbox,
        "/muc/{ma}": show_item,
        "/muc/{ma}/{buoc}": show_step,
        "/thu-loi": show_letters,
        "/so-lieu": show_figures,
        "/tai-khoan": show_account,
        "/tai-khoan/phien": show_sessions,
        "/tai-khoan/mat-khau": show_password,
    }
)
"""What is only read."""

FORMS: MappingProxyType[str, Handler] = MappingProxyType(
    {
        "/muc/{ma}/{buoc}": make_step,
        "/thu-loi": revive_letter,
        "/tai-khoan/phien": end_session,
        "/tai-khoan/phien-khac": end_other_sessions,
        "/tai-khoan/xac-nhan": confirm,
        "/tai-khoan/mat-khau": change_password,
        "/dang-xuat": log_out,
    }
)
"""What changes something: with a session and the token of its forms."""

_OPEN: MappingProxyType[tuple[str, str], Callable[[Request], Awaitable[Response]]] = MappingProxyType(
    {
        ("GET", "/dang-nhap"): show_login,
        ("POST", "/dang-nhap"): send_password,
        ("POST", "/dang-nhap/ma"): send_code,
    }
)


def staff_routes(*, oidc: bool = False) -> list[BaseRoute]:
    """Return the routes of the desk; with ``oidc`` those of the log-in through an identity provider too."""
    routes: list[BaseRoute] = [Route(f"{_ROOT}/", _without_slash, methods=["GET"])]
    routes += [Route(f"{_ROOT}{path}", show, methods=[method]) for (method, path), show in _OPEN.items()]
    routes += [Route(f"{_ROOT}{path}", signed_in(show), methods=["GET"]) for path, show in SCREENS.items()]
    routes += [Route(f"{_ROOT}{path}", signed_in(send), methods=["POST"]) for path, send in FORMS.items()]
    return [*routes, *_oidc_routes()] if oidc else routes


def _oidc_routes() -> list[BaseRoute]:
    # Its library is an extra: without a provider it need not be installed.
    from cchc.web.staff.oidc import begin, come_back

    return [Route(f"{_ROOT}/dang-nhap/dinh-danh", begin), Route(f"{_ROOT}/dang-nhap/dinh-danh/ve", come_back)]


async def _without_slash(request: Request) -> Response:
    return RedirectResponse(request.url.path.rstrip("/"), 301)
