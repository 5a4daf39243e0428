"""The second step of a log-in: the one-time code, asked for with a proof that the first step was gone."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import segno
from itsdangerous import BadData, URLSafeSerializer
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from cchc.feedback.accounts import LoginRefused, hash_token
from cchc.feedback.explaining import explain
from cchc.feedback.keys import make_signer
from cchc.feedback.one_time_codes import make_totp_uri
from cchc.feedback.records import Account
from cchc.feedback.store import StoreUnavailable
from cchc.web.context import address_of
from cchc.web.cookies import drop_cookie, read_cookie, set_cookie
from cchc.web.probes import Probe
from cchc.web.staff.before import STALE, find_problem, parse_target, render_before, say_refused, say_wait, show_form
from cchc.web.staff.cookies import BEFORE, SESSION
from cchc.web.staff.office import Office, office_of
from cchc.web.staff.visit import first_of, read_typed, see_other

_PROVED_LIFE = timedelta(minutes=5)
_WRONG_CODE = "Mã xác thực không đúng hoặc đã dùng. Bạn chờ mã mới rồi nhập lại."


@dataclass(frozen=True)
class FirstStep:
    """Somebody who has shown the first factor: the password here, or, ``by_provider``, who he is elsewhere."""

    account: Account
    by_provider: bool = False


def ask_code(request: Request, first: FirstStep, target: str, problem: str = "") -> Response:
    """Return the page that asks for the code, with the secret to scan if no code was ever used."""
    office, account = office_of(request), first.account
    now = int(office.service.clock().timestamp())
    proved = _proofs(office).dumps([account.username, _mark(account), now, first.by_provider])
    context: dict[str, object] = {"tiep": target, "da_qua": proved, "anh_qr": "", "bi_mat": "", "loi_nhan": problem}
    if account.totp_step == 0:
        secret = account.totp_secret
        context["bi_mat"] = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        code = segno.make(make_totp_uri(account, office.service.rules.co_quan), error="m", micro=False)
        # Drawn by segno from the address above: no words of anybody are in it.
        context["anh_qr"] = Markup(code.svg_inline(scale=4, border=4, dark="#000", light="#fff"))  # noqa: S704
    return render_before(request, "ma_xac_thuc.html", context, HTTPStatus.FORBIDDEN if problem else HTTPStatus.OK)


async def send_code(request: Request) -> Response:
    """Begin the session when the code is right: under a new token, the one before ends."""
    office, typed = office_of(request), await read_typed(request)
    target = parse_target(first_of(typed, "tiep"))
    if problem := find_problem(request, typed):
        return show_form(request, {"tiep": target, "loi_nhan": problem}, HTTPStatus.FORBIDDEN)
    if wait := office.logins.take(address_of(request)):
        office.service.probes.note(Probe.LOGIN_RATE, address_of(request))
        return show_form(request, {"tiep": target, "loi_nhan": say_wait(wait)}, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        first = await asyncio.to_thread(_find_first, office, first_of(typed, "da_qua"))
        if first is None:
            return show_form(request, {"tiep": target, "loi_nhan": STALE}, HTTPStatus.FORBIDDEN)
        return await _admit(request, first, target, first_of(typed, "ma_xac_thuc"))
    except StoreUnavailable as error:
        return show_form(request, {"tiep": target, "loi_nhan": explain(error)}, HTTPStatus.SERVICE_UNAVAILABLE)


async def _admit(request: Request, first: FirstStep, target: str, code: str) -> Response:
    office, before = office_of(request), hash_token(read_cookie(request, SESSION))
    try:
        opened = await office.keeper.admit(first.account.username, code, replaces=before, by_provider=first.by_provider)
    except LoginRefused as refused:
        if refused.locked_until is None:
            return ask_code(request, first, target, _WRONG_CODE)
        return show_form(request, {"tiep": target, "loi_nhan": say_refused(refused)}, HTTPStatus.FORBIDDEN)
    office.logins.give_back(address_of(request))
    response = see_other(f"{office.base}{target}")
    set_cookie(request, response, SESSION, opened.token)
    drop_cookie(request, response, BEFORE)
    return response


def _proofs(office: Office) -> URLSafeSerializer:
    return make_signer(office.keys, "cchc.xu-ly.da-qua-mat-khau")


def _mark(account: Account) -> str:
    """Return what a proved first step stays bound to: this very password, this very secret."""
    return hashlib.sha256(f"{account.password_hash}:{account.totp_secret}".encode()).hexdigest()


def _find_first(office: Office, text: str) -> FirstStep | None:
    try:
        username, mark, at, by_provider = _proofs(office).loads(text)
    except (BadData, ValueError):
        # What an older version has signed has fewer parts.
        return None
    account = office.service.store.find_account(username)
    age = office.service.clock().timestamp() - at
    fresh = account is not None and -60 <= age <= _PROVED_LIFE.total_seconds()
    return FirstStep(account, by_provider) if fresh and account is not None and _mark(account) == mark else None
