"""What somebody does with his own account: see who he is, see and end his sessions, set his own password.

Where it would help a thief who found an open screen, the factors are asked for again: the sessions need a session whose
factors were shown within the last minutes, a new password needs the old one and a fresh code.
"""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus

from starlette.responses import Response

from cchc.feedback.accounts import LoggedIn, LoginRefused, SessionPolicy
from cchc.feedback.changes import CloseSession, CloseSessions
from cchc.feedback.records import Session
from cchc.web.cookies import set_cookie
from cchc.web.staff.applying import apply
from cchc.web.staff.before import say_refused
from cchc.web.staff.cookies import SESSION
from cchc.web.staff.visit import Visit

_WRONG = "Mật khẩu hoặc mã xác thực không đúng, hoặc mã đã dùng rồi."
_WRONG_CODE = "Mã xác thực không đúng hoặc đã dùng rồi. Bạn chờ mã mới rồi nhập lại."
_SESSIONS = "/tai-khoan/phien"


async def show_account(visit: Visit) -> Response:
    """Show name, role and unit, and the ways to the sessions and to a new password."""
    units = {unit.ma: unit.ten for unit in visit.office.service.site_data.get().don_vi}
    unit = units.get(visit.account.don_vi, visit.account.don_vi) or visit.office.service.rules.co_quan
    return visit.render("tai_khoan.html", title="Tài khoản của tôi", context={"ten_don_vi": unit})


async def show_sessions(visit: Visit) -> Response:
    """Show the sessions that are open; first ask who it is, if that was shown too long ago."""
    if not visit.office.keeper.is_fresh(visit.session):
        return _ask_again(visit)
    context = {"cac_phien": await _sessions(visit), "phien_nay": visit.session.id_hash, "chinh_sach": SessionPolicy()}
    return visit.render("phien.html", title="Phiên đăng nhập", context=context)


async def confirm(visit: Visit) -> Response:
    """Take a code; the session goes on under a new token as one whose factors were just shown."""
    found = LoggedIn(visit.token, visit.session, visit.account)
    try:
        opened = await visit.office.keeper.renew(found, visit.first("ma_xac_thuc"))
    except LoginRefused as refused:
        return _ask_again(visit, say_refused(refused, _WRONG_CODE), HTTPStatus.FORBIDDEN)
    response = visit.go(_SESSIONS)
    set_cookie(visit.request, response, SESSION, opened.token)
    return response


async def end_session(visit: Visit) -> Response:
    """End one of one's own sessions; ending the present one leads to the log-in."""
    wanted = visit.first("phien")
    if visit.office.keeper.is_fresh(visit.session):
        own = await _sessions(visit)
        if wanted in {session.id_hash for session in own}:
            await apply(visit.office, CloseSession(wanted))
    return visit.go(_SESSIONS)


async def end_other_sessions(visit: Visit) -> Response:
    """End all of one's own sessions but this one."""
    if visit.office.keeper.is_fresh(visit.session):
        await apply(visit.office, CloseSessions(visit.account.username, but=visit.session.id_hash))
    return visit.go(_SESSIONS)


async def show_password(visit: Visit) -> Response:
    """Show the form for a new password: the only screen that opens with a temporary one."""
    return _show_password(visit)


async def change_password(visit: Visit) -> Response:
    """Set a new password after both factors were shown again; the other sessions end, this one gets a new token."""
    if visit.session.by_provider:
        return _show_password(visit, "", HTTPStatus.FORBIDDEN)
    new, code = visit.first("mat_khau_moi"), visit.first("ma_xac_thuc") if _asks_code(visit) else None
    if new != visit.first("mat_khau_nhac_lai"):
        problem = "Hai lần nhập mật khẩu mới không giống nhau."
        return _show_password(visit, problem, HTTPStatus.UNPROCESSABLE_ENTITY)
    keeper = visit.office.keeper
    try:
        account = await keeper.change_password(visit.account.username, visit.first("mat_khau"), new, code=code)
    except LoginRefused as refused:
        return _show_password(visit, say_refused(refused, _WRONG), HTTPStatus.FORBIDDEN)
    except ValueError as problem:
        return _show_password(visit, f"{problem}.", HTTPStatus.UNPROCESSABLE_ENTITY)
    opened = await keeper.open_session(account, proved_at=visit.office.service.clock())
    response = visit.go("" if visit.must_change else "/tai-khoan")
    set_cookie(visit.request, response, SESSION, opened.token)
    return response


def _asks_code(visit: Visit) -> bool:
    """Tell whether the code is asked for: always, but on the way in with a temporary password it was just shown."""
    return not (visit.must_change and visit.office.keeper.is_fresh(visit.session))


def _show_password(visit: Visit, problem: str = "", status: int = HTTPStatus.OK) -> Response:
    context = {
        "loi_nhan": problem,
        "hoi_ma": _asks_code(visit),
        "qua_dinh_danh": visit.session.by_provider,
    }
    title = "Đặt mật khẩu của bạn" if visit.must_change else "Đổi mật khẩu"
    return visit.render("doi_mat_khau.html", title=title, status=status, context=context)


def _ask_again(visit: Visit, problem: str = "", status: int = HTTPStatus.OK) -> Response:
    oidc = visit.office.service.settings.oidc
    context = {
        "loi_nhan": problem,
        "bang_ma": visit.account.totp_step > 0,
        "qua_dinh_danh": oidc is not None and oidc.demands and visit.account.oidc_subject is not None,
        "phut": int(SessionPolicy().fresh.total_seconds() // 60),
    }
    return visit.render("xac_nhan.html", title="Xác nhận lại", status=status, context=context)


async def _sessions(visit: Visit) -> Sequence[Session]:
    now = visit.office.service.clock()
    return await asyncio.to_thread(visit.office.service.store.list_sessions, visit.account.username, now)
