"""Logging in, in two steps: name and password, then a one-time code, which a first log-in also sets up; logging out."""

import asyncio
import hashlib
import secrets
from datetime import datetime, timedelta
from http import HTTPStatus
from math import ceil
from urllib.parse import unquote

import segno
from itsdangerous import BadData, URLSafeSerializer
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from cchc.feedback.accounts import LoginRefused, make_totp_uri
from cchc.feedback.desk import explain
from cchc.feedback.keys import make_signer
from cchc.feedback.records import Account
from cchc.feedback.store import StoreUnavailable
from cchc.text import format_datetime
from cchc.web.context import address_of
from cchc.web.cookies import drop_cookie, is_encrypted, read_cookie, set_cookie
from cchc.web.probes import Probe
from cchc.web.staff.cookies import BEFORE, SESSION, is_form_token, make_form_token, may_log_in
from cchc.web.staff.office import Office, office_of
from cchc.web.staff.visit import TOKEN, Typed, Visit, first_of, read_typed, see_other

_PROVED_LIFE = timedelta(minutes=5)
_TITLE = "Đăng nhập màn hình xử lý"
_REFUSED = "Tên đăng nhập, mật khẩu hoặc mã xác thực không đúng."
_WRONG_CODE = "Mã xác thực không đúng hoặc đã dùng. Bạn chờ mã mới rồi nhập lại."
_STALE = "Biểu mẫu đăng nhập không còn hợp lệ. Bạn nhập lại."


async def show_login(request: Request) -> Response:
    """Show the form for name and password; somebody with a session goes on to the inbox."""
    office = office_of(request)
    target = _target(request.query_params.get("tiep", ""))
    try:
        if await office.keeper.find(read_cookie(request, SESSION)) is not None:
            return see_other(f"{office.base}{target}")
    except StoreUnavailable as error:
        return _show(request, {"loi_nhan": explain(error), "tiep": target}, 503)
    return _show(request, {"tiep": target})


async def send_password(request: Request) -> Response:
    """Check name and password; then ask for the code, with the secret to scan if no code was ever used."""
    office, typed = office_of(request), await read_typed(request)
    target, username = _target(first_of(typed, "tiep")), first_of(typed, "ten_dang_nhap").strip().lower()
    kept = {"tiep": target, "ten_dang_nhap": username[:64]}
    if problem := _find_problem(office, request, typed):
        return _show(request, {**kept, "loi_nhan": problem}, HTTPStatus.FORBIDDEN)
    if wait := office.logins.take(address_of(request)):
        office.service.probes.note(Probe.LOGIN_RATE, address_of(request))
        return _show(request, {**kept, "loi_nhan": _say_wait(wait)}, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        account = await office.keeper.prove(username, first_of(typed, "mat_khau"))
    except LoginRefused as refused:
        return _show(request, {**kept, "loi_nhan": _say_refused(refused)}, HTTPStatus.FORBIDDEN)
    except StoreUnavailable as error:
        return _show(request, {**kept, "loi_nhan": explain(error)}, HTTPStatus.SERVICE_UNAVAILABLE)
    office.logins.give_back(address_of(request))
    return _ask_code(request, account, target)


async def send_code(request: Request) -> Response:
    """Begin the session when the code is right: under a new token, the one before ends."""
    office, typed = office_of(request), await read_typed(request)
    target = _target(first_of(typed, "tiep"))
    if problem := _find_problem(office, request, typed):
        return _show(request, {"tiep": target, "loi_nhan": problem}, HTTPStatus.FORBIDDEN)
    if wait := office.logins.take(address_of(request)):
        office.service.probes.note(Probe.LOGIN_RATE, address_of(request))
        return _show(request, {"tiep": target, "loi_nhan": _say_wait(wait)}, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        account = await asyncio.to_thread(_find_proved, office, first_of(typed, "da_qua"))
        if account is None:
            return _show(request, {"tiep": target, "loi_nhan": _STALE}, HTTPStatus.FORBIDDEN)
        before = read_cookie(request, SESSION)
        opened = await office.keeper.admit(account.username, first_of(typed, "ma_xac_thuc"), replaces=before)
    except LoginRefused as refused:
        if account is not None and refused.locked_until is None:
            return _ask_code(request, account, target, _WRONG_CODE)
        return _show(request, {"tiep": target, "loi_nhan": _say_refused(refused)}, HTTPStatus.FORBIDDEN)
    except StoreUnavailable as error:
        return _show(request, {"tiep": target, "loi_nhan": explain(error)}, HTTPStatus.SERVICE_UNAVAILABLE)
    office.logins.give_back(address_of(request))
    response = see_other(f"{office.base}{target}")
    set_cookie(request, response, SESSION, opened.token)
    drop_cookie(request, response, BEFORE)
    return response


async def log_out(visit: Visit) -> Response:
    """End the session."""
    await visit.office.keeper.log_out(visit.token)
    response = visit.go("/dang-nhap")
    drop_cookie(visit.request, response, SESSION)
    if is_encrypted(visit.request):
        # What the screens have shown leaves the browser with the session; over plain HTTP browsers refuse the header.
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _find_problem(office: Office, request: Request, typed: Typed) -> str:
    if not may_log_in(request):
        return "Chỉ đăng nhập qua kết nối mã hóa (https)."
    return "" if is_form_token(office.keys, read_cookie(request, BEFORE), first_of(typed, TOKEN)) else _STALE


def _show(request: Request, context: dict[str, str], status: int = HTTPStatus.OK) -> Response:
    by_provider = office_of(request).service.settings.oidc is not None
    base = {"loi_nhan": "", "ten_dang_nhap": "", "ma_hoa": may_log_in(request), "dinh_danh": by_provider}
    return _render(request, "dang_nhap.html", {**base, **context}, status)


def _ask_code(request: Request, account: Account, target: str, problem: str = "") -> Response:
    office = office_of(request)
    proved = _proofs(office).dumps([account.username, _mark(account), int(office.service.clock().timestamp())])
    context: dict[str, object] = {"tiep": target, "da_qua": proved, "anh_qr": "", "bi_mat": "", "loi_nhan": problem}
    if account.totp_step == 0:
        secret = account.totp_secret
        context["bi_mat"] = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        code = segno.make(make_totp_uri(account, office.service.rules.co_quan), error="m", micro=False)
        # Drawn by segno from the address above: no words of anybody are in it.
        context["anh_qr"] = Markup(code.svg_inline(scale=4, border=4, dark="#000", light="#fff"))  # noqa: S704
    return _render(request, "ma_xac_thuc.html", context, HTTPStatus.FORBIDDEN if problem else HTTPStatus.OK)


def _render(request: Request, template: str, context: dict[str, object], status: int) -> Response:
    office = office_of(request)
    bound = read_cookie(request, BEFORE) or secrets.token_urlsafe(24)
    token = {TOKEN: make_form_token(office.secret, bound)}
    headers = {"Retry-After": "60"} if status in (429, 503) else {}
    response = office.pages.render(template, title=_TITLE, status=status, headers=headers, context={**context, **token})
    set_cookie(request, response, BEFORE, bound)
    return response


def _proofs(office: Office) -> URLSafeSerializer:
    return make_signer(office.keys, "cchc.xu-ly.da-qua-mat-khau")


def _mark(account: Account) -> str:
    """Return what a proved password stays bound to: this very password, this very secret."""
    return hashlib.sha256(f"{account.password_hash}:{account.totp_secret}".encode()).hexdigest()


def _find_proved(office: Office, text: str) -> Account | None:
    try:
        username, mark, at = _proofs(office).loads(text)
    except BadData:
        return None
    account = office.service.store.find_account(username)
    age = office.service.clock().timestamp() - at
    fresh = account is not None and -60 <= age <= _PROVED_LIFE.total_seconds()
    return account if fresh and account is not None and _mark(account) == mark else None


def _target(text: str) -> str:
    """Return where to go after the log-in: only a path below the desk's screens."""
    path = unquote(text)
    inside = path.startswith(("/", "?")) and "//" not in path and "\\" not in path and path.isprintable()
    return path if inside and not path.startswith("/dang-") else ""


def _say_wait(wait: timedelta) -> str:
    return f"Mạng của bạn đã đăng nhập sai nhiều lần. Bạn chờ {ceil(wait / timedelta(minutes=1))} phút rồi thử lại."


def _say_refused(refused: LoginRefused) -> str:
    until: datetime | None = refused.locked_until
    return f"{_REFUSED} Bạn thử lại sau {format_datetime(until)}." if until else _REFUSED
