"""The look-up of an item by reference and secret part: its states, dates, messages and answer (FB-12)."""

from collections.abc import Mapping
from http import HTTPStatus
from math import ceil

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from cchc.feedback.codes import REFERENCE, SECRET
from cchc.feedback.own_item import OwnItem, find_answer, find_limit, find_own, list_deeds, list_steps
from cchc.feedback.register import write_mark
from cchc.feedback.service import hash_secret
from cchc.feedback.store import StoreUnavailable
from cchc.model.feedback import HanhDong
from cchc.web.choices import today
from cchc.web.context import Service, address_of, service_of
from cchc.web.probes import Probe
from cchc.web.public import read_values

REFERENCE_BOX, SECRET_BOX = "ma", "phan_bi_mat"
_TITLE = "Tra cứu tình trạng"
_NOT_FOUND = "Không có nội dung nào khớp với mã tiếp nhận và phần bí mật này. Bạn kiểm tra lại từng nhóm ký tự."
_TOO_MANY = "Mạng của bạn đã tra cứu sai nhiều lần. Bạn chờ ít phút rồi thử lại."
_UNAVAILABLE = "Hệ thống tạm thời không tra cứu được. Bạn thử lại sau ít phút."


class NotFound(Exception):
    """No item has this reference and this secret part, or it may not be asked now; ``response`` says so."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


async def show_lookup(request: Request) -> Response:
    """Show the form, with the reference that a receipt's QR code brings along; nothing secret stands in an address."""
    reference = REFERENCE.parse(request.query_params.get(REFERENCE_BOX, ""))
    return _render(service_of(request), {REFERENCE_BOX: reference or ""})


async def look_up(request: Request) -> Response:
    """Show the state; an unknown reference and a wrong secret part look alike, and wrong guesses are counted."""
    values = await read_values(request)
    try:
        own = await find_item(request, values)
    except NotFound as missing:
        return missing.response
    return render_found(service_of(request), own, values)


async def find_item(request: Request, values: Mapping[str, str]) -> OwnItem:
    """Return the item that the values open; raise NotFound. Wrong guesses count against the sender's network."""
    service, address = service_of(request), address_of(request)
    if wait := service.lookups.take(address):
        service.probes.note(Probe.RATE, address)
        headers = {"Retry-After": str(ceil(wait.total_seconds()))}
        raise NotFound(_render(service, values, _TOO_MANY, HTTPStatus.TOO_MANY_REQUESTS, headers=headers))
    reference, secret = values.get(REFERENCE_BOX, ""), values.get(SECRET_BOX, "")
    try:
        own = await run_in_threadpool(find_own, service.store, reference=reference, secret=secret)
    except StoreUnavailable:
        service.lookups.give_back(address)
        page = _render(service, values, _UNAVAILABLE, HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "60"})
        raise NotFound(page) from None
    if own is None:
        service.probes.note(Probe.GUESS, address)
        raise NotFound(_render(service, values, _NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY))
    service.lookups.give_back(address)
    return own


def render_found(
    service: Service,
    own: OwnItem,
    values: Mapping[str, str],
    notice: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Return the page of an item; its words are shown only to who asks for them there."""
    day = today(service)
    rule = service.rules.loai[own.status.kind]
    limit = find_limit(own, day, service.rules, service.calendar)
    answer = find_answer(own)
    context = {
        "muc": own.status,
        "cac_buoc": list_steps(own),
        "bo_sung": HanhDong.BO_SUNG,
        "han": limit,
        "hom_nay": day,
        "tra_loi": answer,
        "cac_viec": list_deeds(own),
        "ma_so": write_mark(hash_secret(own.status.reference, SECRET.parse(values.get(SECRET_BOX, "")) or "")),
        "gia_tri": {name: values.get(name, "") for name in (REFERENCE_BOX, SECRET_BOX)},
        "thong_bao": notice,
        "quy_tac_loai": rule,
    }
    return service.pages.render("tinh_trang.html", title=_TITLE, status=status, context=context)


async def health(request: Request) -> Response:
    """Answer ``ok`` as long as the store can be read; say how many items wait for it on the second path."""
    store = service_of(request).store
    waiting = store.count_spooled()
    note = f", {waiting} spooled" if waiting else ""
    try:
        await run_in_threadpool(store.check)
    except StoreUnavailable:
        return PlainTextResponse(f"store unavailable{note}", HTTPStatus.SERVICE_UNAVAILABLE)
    return PlainTextResponse(f"ok{note}")


def _render(
    service: Service,
    values: Mapping[str, str],
    mistake: str = "",
    status: HTTPStatus = HTTPStatus.OK,
    *,
    headers: Mapping[str, str] | None = None,
) -> Response:
    kept = {name: values.get(name, "") for name in (REFERENCE_BOX, SECRET_BOX)}
    title = f"Lỗi: {_TITLE}" if mistake else _TITLE
    context = {"gia_tri": kept, "thong_bao": mistake}
    return service.pages.render("tra_cuu.html", title=title, status=status, headers=headers, context=context)
