"""The look-up of an item's state by reference and secret part: state and dates only (FB-12)."""

from collections.abc import Mapping
from http import HTTPStatus
from math import ceil

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from cchc.feedback.service import find_status
from cchc.feedback.store import StoreUnavailable
from cchc.model.feedback import StoredItem
from cchc.web.context import Service, address_of, service_of
from cchc.web.public import read_values

_TITLE = "Tra cứu tình trạng"
_NOT_FOUND = "Không có nội dung nào khớp với mã tiếp nhận và phần bí mật này. Bạn kiểm tra lại từng nhóm ký tự."
_TOO_MANY = "Mạng của bạn đã tra cứu sai nhiều lần. Bạn chờ ít phút rồi thử lại."
_UNAVAILABLE = "Hệ thống tạm thời không tra cứu được. Bạn thử lại sau ít phút."


async def show_lookup(request: Request) -> Response:
    """Show the empty form; nothing secret ever stands in an address."""
    return _render(service_of(request), {})


async def look_up(request: Request) -> Response:
    """Show the state; an unknown reference and a wrong secret part look alike, and wrong guesses are counted."""
    service, address = service_of(request), address_of(request)
    values = await read_values(request)
    if wait := service.lookups.take(address):
        headers = {"Retry-After": str(ceil(wait.total_seconds()))}
        return _render(service, values, _TOO_MANY, HTTPStatus.TOO_MANY_REQUESTS, headers=headers)
    try:
        item = await run_in_threadpool(
            find_status, service.store, reference=values.get("ma", ""), secret=values.get("phan_bi_mat", "")
        )
    except StoreUnavailable:
        service.lookups.give_back(address)
        return _render(service, values, _UNAVAILABLE, HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "60"})
    if item is None:
        return _render(service, values, _NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)
    service.lookups.give_back(address)
    return _render_found(service, item)


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
    kept = {name: values.get(name, "") for name in ("ma", "phan_bi_mat")}
    title = f"Lỗi: {_TITLE}" if mistake else _TITLE
    context = {"gia_tri": kept, "thong_bao": mistake, "muc": None}
    return service.pages.render("tra_cuu.html", title=title, status=status, headers=headers, context=context)


def _render_found(service: Service, item: StoredItem) -> Response:
    context = {"gia_tri": {}, "thong_bao": "", "muc": item, "quy_tac_loai": service.rules.loai[item.kind]}
    return service.pages.render("tra_cuu.html", title=_TITLE, context=context)
