"""Logging in through the identity provider of the province (OpenID Connect), where one is configured.

The code flow with PKCE (S256), state and nonce. Only somebody whose subject stands in an account gets in: accounts are
never made here. Where the operator demands ``acr`` or ``amr`` values, a token without them opens nothing. Where he does
not, the provider counts as one factor, whatever it asked for, and our own one-time code is the second. Needs the extra
``oidc``.
"""

import asyncio
import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import httpx
from itsdangerous import BadData, URLSafeSerializer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from cchc.feedback.accounts import hash_token, security
from cchc.feedback.explaining import explain
from cchc.feedback.keys import make_signer
from cchc.feedback.records import Account
from cchc.feedback.store import StoreUnavailable
from cchc.web.cookies import CookieName, drop_cookie, read_cookie, set_cookie
from cchc.web.settings import OidcSettings
from cchc.web.staff.cookies import SESSION, may_log_in
from cchc.web.staff.office import Office, office_of
from cchc.web.staff.second_step import FirstStep, ask_code
from cchc.web.staff.visit import see_other

# Lax: the way back begins at the provider, and a strict cookie would stay behind.
_FLOW = CookieName("cchc_dinh_danh", same_site="lax")
_FLOW_LIFE = timedelta(minutes=10)
_ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
_SECONDS = 10.0
_LEEWAY = 60
_TITLE = "Đăng nhập qua hệ thống định danh"
_UNREACHED = "Hệ thống định danh không trả lời đúng. Bạn thử lại sau ít phút."
_STALE = "Lượt đăng nhập này không còn hợp lệ. Bạn đăng nhập lại từ đầu."
_UNKNOWN = "Tài khoản định danh này chưa được cấp quyền xử lý. Bạn liên hệ người quản trị."
_WEAK = (
    "Hệ thống định danh không xác nhận bạn đã đăng nhập ở mức mà cơ quan yêu cầu. "
    "Bạn đăng nhập lại bằng phương thức có hai lớp xác thực, hoặc liên hệ người quản trị."
)
_NOT_AGAIN = "Hệ thống định danh không xác nhận bạn vừa đăng nhập lại. Bạn thử lại từ đầu."

Json = Mapping[str, Any]  # what a provider answers, before it is checked


@dataclass(frozen=True)
class _Flow:
    """One attempt, in the browser's own signed cookie: what the provider must send back, and the PKCE verifier.

    ``again``: somebody with a session shows once more who he is. ``before`` is the hash of that session's token; the
    strict cookie is not there on the way back.
    """

    state: str
    nonce: str
    verifier: str
    at: int
    again: bool
    before: str


async def begin(request: Request) -> Response:
    """Send the browser to the provider; with ``?lai=co`` the provider must ask again who it is."""
    office = office_of(request)
    if not may_log_in(request):
        raise HTTPException(HTTPStatus.FORBIDDEN)
    state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
    now, again = int(office.service.clock().timestamp()), request.query_params.get("lai") == "co"
    flow = _Flow(state, nonce, verifier, now, again, hash_token(read_cookie(request, SESSION)))
    try:
        place = await _discover(_settings(office))
    except (httpx.HTTPError, ValueError, KeyError):
        return _tell(office, _UNREACHED, HTTPStatus.BAD_GATEWAY)
    response = see_other(f"{place['authorization_endpoint']}?{urlencode(_query(request, flow))}")
    sealed = _seals(office).dumps([flow.state, flow.nonce, flow.verifier, flow.at, flow.again, flow.before])
    set_cookie(request, response, _FLOW, sealed)
    return response


def _query(request: Request, flow: _Flow) -> dict[str, str]:
    settings = _settings(office_of(request))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(flow.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": settings.client_id,
        "redirect_uri": _own_address(request),
        "scope": "openid",
        "state": flow.state,
        "nonce": flow.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    if settings.acr:
        query["acr_values"] = " ".join(settings.acr)
    return query | ({"prompt": "login", "max_age": "0"} if flow.again else {})


async def come_back(request: Request) -> Response:
    """Let in whose subject the provider vouches for: at once if it vouches for two factors, else to our own second."""
    office = office_of(request)
    flow = _open(office, read_cookie(request, _FLOW))
    given = request.query_params
    if flow is None or not may_log_in(request) or not hmac.compare_digest(flow.state, given.get("state", "")):
        return _tell(office, _STALE, HTTPStatus.FORBIDDEN)
    try:
        claims = await _ask(request, flow, given.get("code", ""))
    except (httpx.HTTPError, JoseError, ValueError, KeyError):
        return _tell(office, _UNREACHED, HTTPStatus.FORBIDDEN)
    try:
        account = await asyncio.to_thread(office.service.store.find_oidc_account, str(claims["sub"]))
        if account is None or not account.active:
            return _tell(office, _UNKNOWN, HTTPStatus.FORBIDDEN)
        response = await _let_in(request, flow, account, claims)
    except StoreUnavailable as error:
        return _tell(office, explain(error), HTTPStatus.SERVICE_UNAVAILABLE)
    drop_cookie(request, response, _FLOW)
    return response


async def _let_in(request: Request, flow: _Flow, account: Account, claims: Json) -> Response:
    office = office_of(request)
    settings = _settings(office)
    if not settings.demands:
        return ask_code(request, FirstStep(account, by_provider=True), "")
    if not _meets(settings, claims):
        security.warning("Provider's log-in too weak: %s", account.username)
        return _tell(office, _WEAK, HTTPStatus.FORBIDDEN)
    proved_at = _when(claims, office.service.clock())
    if flow.again and (proved_at is None or proved_at.timestamp() < flow.at - _LEEWAY):
        return _tell(office, _NOT_AGAIN, HTTPStatus.FORBIDDEN)
    opened = await office.keeper.open_session(account, replaces=flow.before, by_provider=True, proved_at=proved_at)
    # A redirect would still count as coming from the provider and leave the strict cookie behind; this page does not.
    response = _tell(office, "Đã đăng nhập. Bạn mở hộp việc bên dưới nếu trang không tự chuyển.", HTTPStatus.OK)
    response.headers["Refresh"] = f"0; url={office.base}{'/tai-khoan/phien' if flow.again else ''}"
    set_cookie(request, response, SESSION, opened.token)
    return response


def _meets(settings: OidcSettings, claims: Json) -> bool:
    """Tell whether a token carries one of the demanded classes (``acr``) and one of the demanded methods (``amr``)."""
    methods = claims.get("amr")
    known = isinstance(methods, list) and any(method in settings.amr for method in methods)
    return (not settings.acr or claims.get("acr") in settings.acr) and (not settings.amr or known)


def _when(claims: Json, now: datetime) -> datetime | None:
    """Return when the person showed his factors to the provider, None if it does not say."""
    at = claims.get("auth_time")
    return min(datetime.fromtimestamp(at, UTC), now) if isinstance(at, int) and at > 0 else None


async def _ask(request: Request, flow: _Flow, code: str) -> Json:
    """Return the claims for the code; raise ValueError, KeyError, JoseError or HTTPError for anything unsound."""
    office = office_of(request)
    settings = _settings(office)
    if not code:
        raise ValueError("no code")
    place = await _discover(settings)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _own_address(request),
        "code_verifier": flow.verifier,
    }
    async with httpx.AsyncClient(timeout=_SECONDS) as client:
        own = httpx.BasicAuth(settings.client_id, settings.client_secret.get_secret_value())
        answered = (await client.post(place["token_endpoint"], data=form, auth=own)).raise_for_status()
        keys = (await client.get(place["jwks_uri"])).raise_for_status()
    token = jwt.decode(answered.json()["id_token"], KeySet.import_key_set(keys.json()), algorithms=_ALGORITHMS)
    checks = jwt.JWTClaimsRegistry(
        now=int(office.service.clock().timestamp()),
        leeway=_LEEWAY,
        iss={"essential": True, "value": settings.issuer},
        aud={"essential": True, "value": settings.client_id},
        exp={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": flow.nonce},
    )
    checks.validate(token.claims)
    if token.claims.get("azp", settings.client_id) != settings.client_id:
        raise ValueError("issued to somebody else")
    claims: Json = token.claims
    return claims


async def _discover(settings: OidcSettings) -> Json:
    """Return the provider's own description; raise ValueError if it is another's."""
    async with httpx.AsyncClient(timeout=_SECONDS) as client:
        answered = await client.get(f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration")
    found: Json = answered.raise_for_status().json()
    if found["issuer"] != settings.issuer:
        raise ValueError("the provider describes another issuer")
    return found


def _settings(office: Office) -> OidcSettings:
    if office.service.settings.oidc is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return office.service.settings.oidc


def _own_address(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{office_of(request).base}/dang-nhap/dinh-danh/ve"


def _seals(office: Office) -> URLSafeSerializer:
    return make_signer(office.keys, "cchc.xu-ly.dinh-danh")


def _open(office: Office, sealed: str) -> _Flow | None:
    try:
        flow = _Flow(*_seals(office).loads(sealed))
    except (BadData, TypeError):
        # What an older version has signed has fewer parts.
        return None
    age = office.service.clock().timestamp() - flow.at
    return flow if -_LEEWAY <= age <= _FLOW_LIFE.total_seconds() else None


def _tell(office: Office, words: str, status: int) -> Response:
    context = {"loi_nhan": words, "da_viet": ()}
    return office.pages.render("thong_bao.html", title=_TITLE, status=status, context=context)
