"""The receipt: shown after a redirect, without the secret part in any address, log or history.

It travels in a signed cookie that lives for minutes and only below ``/gop-y``; the page itself asks no store.
"""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from itsdangerous import BadData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cchc.feedback.codes import REFERENCE
from cchc.feedback.service import Receipt
from cchc.model.feedback import LoaiGopY
from cchc.web.context import Service, service_of

COOKIE = "cchc_bien_nhan"
LIFE = timedelta(minutes=15)


def redirect_to_receipt(request: Request, receipt: Receipt) -> Response:
    """Return the 303 that acknowledges a sending."""
    service = service_of(request)
    base = service.settings.base_path
    response = RedirectResponse(f"{base}/gop-y/bien-nhan/{receipt.reference}", HTTPStatus.SEE_OTHER)
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        COOKIE,
        _seal(service, receipt),
        max_age=int(LIFE.total_seconds()),
        path=f"{base}/gop-y",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


async def receipt_page(request: Request) -> Response:
    """Show the receipt; without the cookie of this sending only how to go on."""
    service = service_of(request)
    reference = REFERENCE.parse(request.path_params["reference"])
    if reference is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    receipt = _open(service, request.cookies.get(COOKIE, ""), reference)
    context = {
        "bien_nhan": receipt,
        "ma": reference,
        "phut": int(LIFE / timedelta(minutes=1)),
        "quy_tac_loai": service.rules.loai[receipt.kind] if receipt else None,
    }
    title = "Đã nhận nội dung bạn gửi" if receipt else "Biên nhận"
    return service.pages.render("bien_nhan.html", title=title, context=context)


def _seal(service: Service, receipt: Receipt) -> str:
    shown_until = service.clock() + LIFE
    return service.receipts.dumps(
        [
            receipt.reference,
            receipt.secret,
            receipt.kind.value,
            receipt.received_at.timestamp(),
            shown_until.timestamp(),
        ]
    )


def _open(service: Service, cookie: str, reference: str) -> Receipt | None:
    try:
        sealed, secret, kind, received_at, shown_until = service.receipts.loads(cookie)
    except BadData:
        return None
    if sealed != reference or service.clock().timestamp() > shown_until:
        return None
    return Receipt(reference, secret, LoaiGopY(kind), datetime.fromtimestamp(received_at, UTC))
