"""Surveys as forms: shown as the site describes them, answered without a name, acknowledged without a receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from math import ceil
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cchc.feedback.guard import HONEYPOT, TokenRefused, check_token, issue_token
from cchc.feedback.service import AlreadySent, submit_answer
from cchc.feedback.store import AlreadyAnswered, StoreUnavailable
from cchc.feedback.surveys import HO_SO, SurveyMistakes, parse_answers
from cchc.model.feedback import LoaiGopY
from cchc.model.khao_sat import KhaoSat
from cchc.text import to_vietnam
from cchc.web.context import Service, address_of, service_of
from cchc.web.probes import Probe
from cchc.web.refusals import PROBE_OF_TOKEN
from cchc.web.security import read_form_body

_TOKEN = "ma_bieu_mau"  # noqa: S105 # the name of a box
_MOST_FIELDS = 400

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class _Return:
    """Why the form comes back: status, a word above it, mistakes by question, seconds to wait."""

    status: HTTPStatus
    notice: str = ""
    errors: Mapping[str, str] | None = None
    wait: int = 0


_EXPIRED = _Return(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "Phiếu không còn hợp lệ hoặc mở đã quá lâu. Câu trả lời vẫn còn bên dưới; bạn kiểm tra rồi bấm gửi lại.",
)
_TWICE = _Return(
    HTTPStatus.CONFLICT, "Hồ sơ này đã có phiếu trả lời. Mỗi hồ sơ chỉ trả lời một lần; phiếu trước vẫn được tính."
)
_CHANGED = _Return(
    HTTPStatus.CONFLICT,
    "Phiếu này đã được gửi trước đó với câu trả lời khác. Phiếu trước vẫn được tính; "
    "thay đổi bên dưới chưa được ghi nhận.",
)
_NOT_STORED = _Return(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Chưa gửi được vì hệ thống tạm thời không ghi nhận được. Câu trả lời vẫn còn bên dưới. "
    "Bạn chờ khoảng một phút rồi bấm gửi lại; bấm nhiều lần cũng chỉ ghi nhận một lần.",
    wait=60,
)


async def show_survey(request: Request) -> Response:
    """Show the form of an open survey; a closed or coming one says when it takes answers."""
    service = service_of(request)
    survey = _find(service, request)
    if not survey.is_open(_today(service)):
        return _render(service, survey, {}, "")
    return _render(service, survey, {}, issue_token(service.tokens, LoaiGopY.KHAO_SAT, service.clock()))


async def send_survey(request: Request) -> Response:
    """Take answers over: 303 to the thanks when they are durable, else the form with everything chosen."""
    service = service_of(request)
    survey = _find(service, request)
    typed = _parse(await read_form_body(request, service.settings.body_limit))
    if not survey.is_open(_today(service)):
        return _render(service, survey, {}, "", _Return(HTTPStatus.CONFLICT))
    address = address_of(request)
    if wait := service.sendings.take(address):
        service.probes.note(Probe.RATE, address)
        seconds = ceil(wait.total_seconds())
        notice = f"Mạng của bạn đã gửi nhiều lần trong thời gian ngắn. Bạn chờ {ceil(seconds / 60)} phút rồi gửi lại."
        refusal = _Return(HTTPStatus.TOO_MANY_REQUESTS, notice, wait=seconds)
        return _render(service, survey, typed, _first(typed, _TOKEN), refusal)
    refusal_or_none = await _accept(service, survey, typed, address)
    if refusal_or_none is None:
        path = f"{service.settings.base_path}/gop-y/khao-sat/{survey.ma}/cam-on"
        return RedirectResponse(path, HTTPStatus.SEE_OTHER, headers={"Cache-Control": "no-store"})
    if refusal_or_none is not _EXPIRED:
        service.sendings.give_back(address)
    token = _first(typed, _TOKEN)
    if refusal_or_none is _EXPIRED:
        token = issue_token(service.tokens, LoaiGopY.KHAO_SAT, service.clock())
    return _render(service, survey, typed, token, refusal_or_none)


async def thank(request: Request) -> Response:
    """Acknowledge an answer; there is no receipt, since nothing ties it to a person."""
    service = service_of(request)
    survey = _find(service, request)
    return service.pages.render("khao_sat_cam_on.html", title="Đã nhận phiếu trả lời", context={"khao_sat": survey})


async def _accept(service: Service, survey: KhaoSat, typed: Typed, address: str) -> _Return | None:
    """Store the answers; return why they were not taken, or None when they are durable."""
    if _first(typed, HONEYPOT):
        service.probes.note(Probe.TRAP, address)
        return _EXPIRED
    try:
        attempt = check_token(service.tokens, _first(typed, _TOKEN), LoaiGopY.KHAO_SAT, service.clock())
        answers = parse_answers(survey, typed, day=_today(service), key=service.keys[0])
        await submit_answer(service.store, answers, attempt=attempt)
    except TokenRefused as refused:
        service.probes.note(PROBE_OF_TOKEN[refused.fault], address)
        return _EXPIRED
    except SurveyMistakes as mistakes:
        return _Return(HTTPStatus.UNPROCESSABLE_ENTITY, errors=mistakes.errors)
    except AlreadyAnswered:
        return _TWICE
    except AlreadySent:
        return _CHANGED
    except StoreUnavailable:
        return _NOT_STORED
    return None


def _render(service: Service, survey: KhaoSat, typed: Typed, token: str, refusal: _Return | None = None) -> Response:
    status = refusal.status if refusal else HTTPStatus.OK
    open_now = survey.is_open(_today(service))
    errors = dict(refusal.errors or {}) if refusal else {}
    return service.pages.render(
        "khao_sat.html" if open_now else "khao_sat_dong.html",
        title=f"Lỗi: {survey.ten}" if refusal and open_now else survey.ten,
        status=status,
        headers={"Retry-After": str(refusal.wait)} if refusal and refusal.wait else {},
        context={
            "khao_sat": survey,
            "da_tra_loi": {cau.ma: list(typed.get(cau.ma, ())) for cau in survey.cau_hoi},
            "ma_ho_so": _first(typed, HO_SO),
            "ma_bieu_mau": token,
            "loi": errors,
            # Above the form a mistake is read without its question.
            "loi_tom_tat": {c.ma: f"{c.noi_dung} – {errors[c.ma]}" for c in survey.cau_hoi if c.ma in errors},
            "thong_bao": refusal.notice if refusal else "",
            "sap_mo": survey.tu > _today(service),
        },
    )


def _find(service: Service, request: Request) -> KhaoSat:
    wanted = request.path_params["ma"]
    found = next((survey for survey in service.site_data.get().khao_sat if survey.ma == wanted), None)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return found


def _parse(body: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(body.decode("ascii", "replace"), max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


def _first(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "")


def _today(service: Service) -> date:
    return to_vietnam(service.clock()).date()
