"""What somebody does with his own account: see and end his sessions, change his password."""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus

from starlette.responses import Response

from cchc.feedback.accounts import LoginRefused, SessionPolicy
from cchc.feedback.changes import CloseSession
from cchc.feedback.records import Session
from cchc.web.cookies import drop_cookie
from cchc.web.staff.applying import apply
from cchc.web.staff.cookies import SESSION
from cchc.web.staff.visit import Visit

_TITLE = "Tài khoản của tôi"


async def show_account(visit: Visit) -> Response:
    """Show name, role, unit and the sessions that are open."""
    return await _show(visit)


async def end_session(visit: Visit) -> Response:
    """End one of one's own sessions; ending the present one leads to the log-in."""
    wanted = visit.first("phien")
    own = await _sessions(visit)
    if wanted in {session.id_hash for session in own}:
        await apply(visit.office, CloseSession(wanted))
    return visit.go("/tai-khoan")


async def change_password(visit: Visit) -> Response:
    """Set a new password after the old one was shown again; all sessions end, this one too."""
    old, new = visit.first("mat_khau"), visit.first("mat_khau_moi")
    if new != visit.first("mat_khau_nhac_lai"):
        return await _show(visit, "Hai lần nhập mật khẩu mới không giống nhau.", HTTPStatus.UNPROCESSABLE_ENTITY)
    keeper = visit.office.keeper
    try:
        await keeper.prove(visit.account.username, old)
        await keeper.set_password(visit.account.username, new)
    except LoginRefused:
        return await _show(visit, "Mật khẩu hiện tại không đúng.", HTTPStatus.FORBIDDEN)
    except ValueError as problem:
        return await _show(visit, f"{problem}.", HTTPStatus.UNPROCESSABLE_ENTITY)
    response = visit.go("/dang-nhap")
    drop_cookie(visit.request, response, SESSION)
    return response


async def _show(visit: Visit, problem: str = "", status: int = HTTPStatus.OK) -> Response:
    sessions = await _sessions(visit)
    units = {unit.ma: unit.ten for unit in visit.office.service.site_data.get().don_vi}
    context = {
        "cac_phien": sessions,
        "phien_nay": visit.session.id_hash,
        "loi_nhan": problem,
        "chinh_sach": SessionPolicy(),
        "ten_don_vi": units.get(visit.account.don_vi, visit.account.don_vi) or visit.office.service.rules.co_quan,
    }
    return visit.render("tai_khoan.html", title=_TITLE, status=status, context=context)


async def _sessions(visit: Visit) -> Sequence[Session]:
    now = visit.office.service.clock()
    return await asyncio.to_thread(visit.office.service.store.list_sessions, visit.account.username, now)
