"""The pages of the service that are open to everybody: one form for each active kind."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from math import ceil

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from cchc.feedback.guard import HONEYPOT, TokenFault, TokenRefused, check_token, issue_token
from cchc.feedback.service import AlreadySent, Receipt, submit
from cchc.feedback.store import StoreBusy, StoreUnavailable
from cchc.web.context import Service, address_of, service_of
from cchc.web.forms import (
    FieldError,
    FormMistakes,
    FormSpec,
    keep_values,
    parse_body,
    parse_submission,
    prefill,
)
from cchc.web.receipts import redirect_to_receipt
from cchc.web.security import read_form_body

TOKEN = "ma_bieu_mau"  # noqa: S105 # the name of a box

_UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True)
class Refusal:
    """Why a form comes back: status, mistakes at boxes, a word above the form, and whether its token stays good."""

    status: HTTPStatus
    notice: str = ""
    errors: tuple[FieldError, ...] = ()
    keeps_token: bool = False
    retry_after: timedelta | None = None
    counts: bool = False
    """Whether the sending stays counted against the sender's address."""


class HoneypotFilled(Exception):
    """The box that people never see was filled in."""


class TooMany(Exception):
    """The sender's network has sent too much."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"wait {wait}")
        self.wait = wait


_TOKEN_FAULTS = {
    TokenFault.FORGED: Refusal(
        _UNPROCESSABLE,
        "Biểu mẫu không còn hợp lệ. Nội dung bạn viết vẫn còn bên dưới; bạn kiểm tra rồi bấm gửi lại.",
        counts=True,
    ),
    TokenFault.TOO_FAST: Refusal(
        _UNPROCESSABLE,
        "Biểu mẫu được gửi quá nhanh. Bạn chờ vài giây rồi bấm gửi lại.",
        keeps_token=True,
    ),
    TokenFault.TOO_OLD: Refusal(
        _UNPROCESSABLE,
        "Biểu mẫu đã mở quá lâu. Nếu đã nhận được mã tiếp nhận, bạn không cần gửi lại. "
        "Nếu chưa, bạn kiểm tra nội dung bên dưới rồi bấm gửi lại.",
    ),
}
_HONEYPOT = Refusal(
    _UNPROCESSABLE,
    "Một ô ẩn của biểu mẫu đã được điền tự động. Chúng tôi đã xóa ô đó; bạn kiểm tra nội dung rồi bấm gửi lại.",
    counts=True,
    keeps_token=True,
)
_NOT_STORED = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Chưa gửi được vì hệ thống tạm thời không ghi nhận được. Nội dung bạn viết vẫn còn bên dưới. "
    "Bạn chờ khoảng một phút rồi bấm gửi lại; bấm nhiều lần cũng chỉ ghi nhận một lần.",
    keeps_token=True,
    retry_after=timedelta(seconds=60),
)


async def show_form(request: Request, spec: FormSpec) -> Response:
    """Show the form, with what a link brings along already in its boxes."""
    service = service_of(request)
    values = dict.fromkeys(spec.fields, "") | prefill(spec, request.query_params)
    return _render_form(service, spec, values, _fresh_token(service, spec))


async def send_form(request: Request, spec: FormSpec) -> Response:
    """Take a sending over: 303 to its receipt when it is durable, else the form with everything typed."""
    service = service_of(request)
    values = await read_values(request)
    address = address_of(request)
    try:
        receipt = await _accept(service, spec, values, address)
    except (TooMany, HoneypotFilled, TokenRefused, FormMistakes, AlreadySent, StoreUnavailable) as error:
        refusal = _explain(error)
        if not refusal.counts:
            service.sendings.give_back(address)
        token = values.get(TOKEN, "") if refusal.keeps_token else _fresh_token(service, spec)
        return _render_form(service, spec, keep_values(spec, values), token, refusal)
    return redirect_to_receipt(request, receipt)


async def read_values(request: Request) -> dict[str, str]:
    """Return the fields of a form body; raise HTTPException if it is too long, too slow or no form."""
    body = await read_form_body(request, service_of(request).settings.body_limit)
    try:
        return parse_body(body)
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


async def _accept(service: Service, spec: FormSpec, values: Mapping[str, str], address: str) -> Receipt:
    if wait := service.sendings.take(address):
        raise TooMany(wait)
    if values.get(HONEYPOT):
        raise HoneypotFilled
    attempt = check_token(service.tokens, values.get(TOKEN, ""), spec.kind, service.clock())
    return await submit(
        service.store,
        parse_submission(spec, values),
        attempt=attempt,
        consent_version=service.rules.dong_y.phien_ban,
        clock=service.clock,
    )


def _explain(error: Exception) -> Refusal:
    match error:
        case TooMany(wait=wait):
            minutes = ceil(wait / timedelta(minutes=1))
            notice = (
                f"Mạng của bạn đã gửi nhiều lần trong thời gian ngắn. Bạn chờ {minutes} phút rồi bấm gửi lại; "
                "nội dung bạn viết vẫn còn bên dưới."
            )
            return Refusal(HTTPStatus.TOO_MANY_REQUESTS, notice, keeps_token=True, retry_after=wait, counts=True)
        case TokenRefused(fault=fault):
            return _TOKEN_FAULTS[fault]
        case FormMistakes(errors=errors):
            return Refusal(_UNPROCESSABLE, errors=errors, keeps_token=True)
        case AlreadySent(reference=reference):
            notice = (
                f"Biểu mẫu này đã được gửi trước đó, mã tiếp nhận {reference}. Nội dung bên dưới khác với nội dung "
                "đã gửi và chưa được ghi nhận. Nếu muốn gửi thêm nội dung này, bạn bấm gửi."
            )
            return Refusal(HTTPStatus.CONFLICT, notice)
        case StoreBusy():
            return replace(_NOT_STORED, retry_after=timedelta(seconds=10))
        case StoreUnavailable():
            return _NOT_STORED
    return _HONEYPOT


def _render_form(
    service: Service, spec: FormSpec, values: Mapping[str, str], token: str, refusal: Refusal | None = None
) -> Response:
    refused = refusal is not None
    headers = {}
    if refusal and refusal.retry_after:
        headers["Retry-After"] = str(ceil(refusal.retry_after.total_seconds()))
    return service.pages.render(
        spec.template,
        title=f"Lỗi: {spec.title}" if refused else spec.title,
        status=refusal.status if refusal else HTTPStatus.OK,
        headers=headers,
        context={
            "bieu_mau": spec,
            "gia_tri": values,
            "ma_bieu_mau": token,
            "loi": {error.field: error.message for error in refusal.errors} if refusal else {},
            "thong_bao": refusal.notice if refusal else "",
            "quy_tac_loai": service.rules.loai[spec.kind],
        },
    )


def _fresh_token(service: Service, spec: FormSpec) -> str:
    return issue_token(service.tokens, spec.kind, service.clock())
