"""What the pages before a session share: their forms, bound to a cookie of their own, and the words of refusals."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from math import ceil
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from cchc.feedback.accounts import LoginRefused
from cchc.text import format_datetime
from cchc.web.cookies import read_cookie, set_cookie
from cchc.web.staff.cookies import BEFORE, is_form_token, make_form_token, may_log_in
from cchc.web.staff.office import office_of
from cchc.web.staff.visit import TOKEN, Typed, first_of

STALE = "Biểu mẫu đăng nhập không còn hợp lệ. Bạn nhập lại."

_TITLE = "Đăng nhập màn hình xử lý"
_REFUSED = "Tên đăng nhập, mật khẩu hoặc mã xác thực không đúng."
_EXPIRED = "Mật khẩu tạm đã hết hạn. Bạn đề nghị người quản trị đặt lại mật khẩu."


def render_before(request: Request, template: str, context: Mapping[str, object], status: int) -> Response:
    """Return a page whose form only this browser may send back."""
    office = office_of(request)
    bound = read_cookie(request, BEFORE) or secrets.token_urlsafe(24)
    token = {TOKEN: make_form_token(office.secret, bound)}
    headers = {"Retry-After": "60"} if status in (429, 503) else {}
    response = office.pages.render(template, title=_TITLE, status=status, headers=headers, context={**context, **token})
    set_cookie(request, response, BEFORE, bound)
    return response


def show_form(request: Request, context: Mapping[str, str], status: int = HTTPStatus.OK) -> Response:
    """Return the form for name and password."""
    by_provider = office_of(request).service.settings.oidc is not None
    own = {"loi_nhan": "", "ten_dang_nhap": "", "ma_hoa": may_log_in(request), "dinh_danh": by_provider}
    return render_before(request, "dang_nhap.html", {**own, **context}, status)


def find_problem(request: Request, typed: Typed) -> str:
    """Return why a form before the session is not taken, or ""."""
    if not may_log_in(request):
        return "Chỉ đăng nhập qua kết nối mã hóa (https)."
    good = is_form_token(office_of(request).keys, read_cookie(request, BEFORE), first_of(typed, TOKEN))
    return "" if good else STALE


def parse_target(text: str) -> str:
    """Return where to go after the log-in: only a path below the desk's screens."""
    path = unquote(text)
    inside = path.startswith(("/", "?")) and "//" not in path and "\\" not in path and path.isprintable()
    return path if inside and not path.startswith("/dang-") else ""


def say_wait(wait: timedelta) -> str:
    """Say how long a network waits that has sent too many."""
    return f"Mạng của bạn đã đăng nhập sai nhiều lần. Bạn chờ {ceil(wait / timedelta(minutes=1))} phút rồi thử lại."


def say_refused(refused: LoginRefused, words: str = _REFUSED) -> str:
    """Say that somebody is not let in, and until when he waits; ``words`` say what was wrong."""
    if refused.expired:
        return _EXPIRED
    return f"{words} Bạn thử lại sau {format_datetime(refused.locked_until)}." if refused.locked_until else words
