"""Logging in with name and password, after which a one-time code is asked for; logging out."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from cchc.feedback.accounts import LoginRefused
from cchc.feedback.explaining import explain
from cchc.feedback.store import StoreUnavailable
from cchc.web.context import address_of
from cchc.web.cookies import drop_cookie, is_encrypted, read_cookie
from cchc.web.probes import Probe
from cchc.web.staff.before import find_problem, parse_target, say_refused, say_wait, show_form
from cchc.web.staff.cookies import SESSION
from cchc.web.staff.office import office_of
from cchc.web.staff.second_step import FirstStep, ask_code
from cchc.web.staff.visit import Visit, first_of, read_typed, see_other


async def show_login(request: Request) -> Response:
    """Show the form for name and password; somebody with a session goes on to the inbox."""
    office = office_of(request)
    target = parse_target(request.query_params.get("tiep", ""))
    try:
        if await office.keeper.find(read_cookie(request, SESSION)) is not None:
            return see_other(f"{office.base}{target}")
    except StoreUnavailable as error:
        return show_form(request, {"loi_nhan": explain(error), "tiep": target}, 503)
    return show_form(request, {"tiep": target})


async def send_password(request: Request) -> Response:
    """Check name and password; then ask for the code."""
    office, typed = office_of(request), await read_typed(request)
    target, username = parse_target(first_of(typed, "tiep")), first_of(typed, "ten_dang_nhap").strip().lower()
    kept = {"tiep": target, "ten_dang_nhap": username[:64]}
    if problem := find_problem(request, typed):
        return show_form(request, {**kept, "loi_nhan": problem}, HTTPStatus.FORBIDDEN)
    if wait := office.logins.take(address_of(request)):
        office.service.probes.note(Probe.LOGIN_RATE, address_of(request))
        return show_form(request, {**kept, "loi_nhan": say_wait(wait)}, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        account = await office.keeper.prove(username, first_of(typed, "mat_khau"))
    except LoginRefused as refused:
        return show_form(request, {**kept, "loi_nhan": say_refused(refused)}, HTTPStatus.FORBIDDEN)
    except StoreUnavailable as error:
        return show_form(request, {**kept, "loi_nhan": explain(error)}, HTTPStatus.SERVICE_UNAVAILABLE)
    office.logins.give_back(address_of(request))
    return ask_code(request, FirstStep(account), target)


async def log_out(visit: Visit) -> Response:
    """End the session."""
    await visit.office.keeper.log_out(visit.token)
    response = visit.go("/dang-nhap")
    drop_cookie(visit.request, response, SESSION)
    if is_encrypted(visit.request):
        # What the screens have shown leaves the browser with the session; over plain HTTP browsers refuse the header.
        response.headers["Clear-Site-Data"] = '"cache"'
    return response
