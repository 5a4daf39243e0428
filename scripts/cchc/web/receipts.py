"""The receipt: shown after a redirect, without the secret part in any address, log or history.

It travels in a signed cookie that lives for minutes; the page itself asks no store.
The QR code holds the address of the look-up and the reference, never the secret part: a printed receipt may lie about.
"""

import io
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import segno
from itsdangerous import BadData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from cchc.feedback.codes import REFERENCE
from cchc.feedback.deadlines import find_deadline
from cchc.feedback.keys import make_signer
from cchc.feedback.register import write_mark
from cchc.feedback.service import Receipt, hash_secret
from cchc.model.feedback import LoaiGopY
from cchc.web.context import Service, service_of
from cchc.web.cookies import CookieName, read_cookie, set_cookie
from cchc.web.forms import FORMS

RECEIPT = CookieName("cchc_bien_nhan")
"""What was acknowledged a moment ago, for its own page only."""

LIFE = timedelta(minutes=15)
_PURPOSE = "cchc.gop-y.receipt"


def redirect_to_receipt(request: Request, receipt: Receipt) -> Response:
    """Return the 303 that acknowledges a sending."""
    service = service_of(request)
    base = service.settings.base_path
    response = RedirectResponse(f"{base}/gop-y/bien-nhan/{receipt.reference}", HTTPStatus.SEE_OTHER)
    response.headers["Cache-Control"] = "no-store"
    set_cookie(request, response, RECEIPT, _seal(service, receipt), life=LIFE)
    return response


async def receipt_page(request: Request) -> Response:
    """Show the receipt; without the cookie of this sending only how to go on."""
    service = service_of(request)
    reference = _reference_of(request)
    receipt = _open(service, read_cookie(request, RECEIPT), reference)
    context: dict[str, object] = {"bien_nhan": receipt, "ma": reference, "phut": int(LIFE / timedelta(minutes=1))}
    if receipt:
        context |= _describe(service, receipt)
        address = lookup_address(request, reference)
        context |= {"dia_chi": address, "ma_qr": _draw(address), "bieu_mau": FORMS[receipt.kind]}
    title = "Đã nhận nội dung bạn gửi" if receipt else "Biên nhận"
    return service.pages.render("bien_nhan.html", title=title, context=context)


async def receipt_text(request: Request) -> Response:
    """Answer with the receipt as a text file to keep; without the cookie there is none."""
    service = service_of(request)
    reference = _reference_of(request)
    receipt = _open(service, read_cookie(request, RECEIPT), reference)
    if receipt is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    context = {"bien_nhan": receipt, "dia_chi": lookup_address(request, reference)} | _describe(service, receipt)
    text = service.pages.render_text("bien_nhan.txt", context)
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="bien-nhan-{reference}.txt"'}
    return PlainTextResponse(text, headers=headers)


def lookup_address(request: Request, reference: str) -> str:
    """Return the public address of the look-up with a reference already in its box."""
    base = service_of(request).settings.base_path
    return f"{request.url.scheme}://{request.url.netloc}{base}/gop-y/tra-cuu?ma={reference}"


def _reference_of(request: Request) -> str:
    reference = REFERENCE.parse(request.path_params["reference"])
    if reference is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return reference


def _describe(service: Service, receipt: Receipt) -> dict[str, object]:
    rule = service.rules.loai[receipt.kind]
    days = rule.thoi_han
    return {
        "quy_tac_loai": rule,
        "han": find_deadline(receipt.received_at, days, service.calendar) if days else None,
        "ma_so": write_mark(hash_secret(receipt.reference, receipt.secret)),
    }


def _draw(address: str) -> str:
    drawn = io.BytesIO()
    # Dark on white in both colour schemes: cameras do not read it the other way round.
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", scale=4, border=4, light="#fff", xmldecl=False, svgns=False, title="Mã QR của trang tra cứu"
    )
    return drawn.getvalue().decode()


def _seal(service: Service, receipt: Receipt) -> str:
    shown_until = service.clock() + LIFE
    return make_signer(service.keys, _PURPOSE).dumps(
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
        sealed, secret, kind, received_at, shown_until = make_signer(service.keys, _PURPOSE).loads(cookie)
    except BadData:
        return None
    if sealed != reference or service.clock().timestamp() > shown_until:
        return None
    return Receipt(reference, secret, LoaiGopY(kind), datetime.fromtimestamp(received_at, UTC))
