"""The way of what citizens send: form, check, sent. One form for each active kind; no step needs JavaScript."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from cchc.feedback.deadlines import first_deadline
from cchc.feedback.guard import HONEYPOT, check_token, issue_token
from cchc.feedback.records import Attachment
from cchc.feedback.service import AlreadySent, Extras, Receipt, submit
from cchc.feedback.shelf import move_up
from cchc.feedback.store import StoreUnavailable
from cchc.model.feedback import LoaiGopY, Submission
from cchc.web.attachments import EMPTY, Basket, Shelf, fill, make_shelf, open_basket, seal, take_out
from cchc.web.checking import SEEN, Check, make_check, text_of
from cchc.web.choices import check_choices, list_choices, open_drafts, today
from cchc.web.context import Service, address_of, service_of
from cchc.web.forms import KEPT, FormSpec, keep_values, parse_body, parse_submission, prefill
from cchc.web.multipart import BOX, Upload, is_multipart, read_multipart
from cchc.web.probes import Probe
from cchc.web.proof import PROOF, has_proof
from cchc.web.receipts import redirect_to_receipt
from cchc.web.refusals import REFUSED, HoneypotFilled, Refusal, TooMany, explain, probe_of
from cchc.web.security import read_form_body
from cchc.web.signals import SUSPICIOUS, list_signs

TOKEN = "ma_bieu_mau"  # noqa: S105 # the name of a box
STEP = "buoc"
"""Name of the buttons: to the check, back to the form, or (also without a word) off."""

_TO_CHECK, _BACK, _WITHOUT = "kiem-tra", "sua", "bo-tep-"
_YES = "co"
_CHECK_TITLE = "Kiểm tra trước khi gửi"
_CHOOSE_AGAIN = "Tệp gửi kèm chưa được giữ lại, bạn chọn lại ở bước kiểm tra."


@dataclass(frozen=True)
class Sending:
    """A form body with its form and the sender's address."""

    spec: FormSpec
    values: Mapping[str, str]
    address: str
    uploads: tuple[Upload, ...] = ()
    basket: Basket = EMPTY

    @property
    def kept(self) -> dict[str, str]:
        """Return what was typed."""
        return keep_values(self.spec, self.values)

    @property
    def token(self) -> str:
        """Return the form's token as it came."""
        return self.values.get(TOKEN, "")

    @property
    def step(self) -> str:
        """Return the button that was pressed."""
        return self.values.get(STEP, "")


async def show_form(request: Request, spec: FormSpec) -> Response:
    """Show the form, with what a link brings along already in its boxes."""
    service = service_of(request)
    opened = Sending(spec, prefill(spec, request.query_params), address_of(request))
    return _render_form(service, opened, _fresh_token(service, spec))


async def send_form(request: Request, spec: FormSpec) -> Response:
    """Go one step: to the check, back to the form, or off: 303 to the receipt once the item is durable.

    Whatever stands in the way, the form comes back with everything typed.
    """
    service = service_of(request)
    sending = await _read(request, spec)
    try:
        sending = await _take_files(service, sending)
        return await _go(request, service, sending)
    except REFUSED as error:
        if probe := probe_of(error):
            service.probes.note(probe, sending.address)
        return _refuse(service, sending, explain(error))


async def read_values(request: Request) -> dict[str, str]:
    """Return the fields of a form body; raise HTTPException if it is too long, too slow or no form."""
    body = await read_form_body(request, service_of(request).settings.body_limit)
    try:
        return parse_body(body)
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


async def _read(request: Request, spec: FormSpec) -> Sending:
    service, address = service_of(request), address_of(request)
    shelf = _shelf_of(service, spec)
    if shelf is None:
        return Sending(spec, await read_values(request), address)
    values, uploads = await read_multipart(request) if is_multipart(request) else (await read_values(request), ())
    basket = open_basket(values.get(KEPT, ""), service.keys, values.get(TOKEN, ""), shelf)
    return Sending(spec, values, address, uploads, basket)


async def _take_files(service: Service, sending: Sending) -> Sending:
    """Put what was chosen on the shelf and take off what is not wanted, whatever becomes of the form."""
    shelf, basket = _shelf_of(service, sending.spec), sending.basket
    if shelf is None:
        return sending
    if sending.step.startswith(_WITHOUT):
        basket = take_out(basket, sending.step.removeprefix(_WITHOUT), shelf)
    if sending.uploads:
        attempt = check_token(service.tokens, sending.token, sending.spec.kind, service.clock())
        # Files count as a sending of their own, and stay counted: each takes room on the disk.
        if wait := service.sendings.take(sending.address):
            raise TooMany(wait)
        basket = await run_in_threadpool(fill, basket, sending.uploads, shelf, attempt=attempt, day=today(service))
    return replace(sending, basket=basket)


async def _go(request: Request, service: Service, sending: Sending) -> Response:
    if sending.basket.mistake or sending.step.startswith(_WITHOUT):
        return _render_check(service, sending, make_check(service, sending.spec, _parse(service, sending)))
    if sending.step == _BACK:
        return _render_form(service, sending, sending.token)
    if sending.step == _TO_CHECK:
        return await _check(request, service, sending)
    return await _send(request, service, sending)


async def _check(request: Request, service: Service, sending: Sending) -> Response:
    submission = _parse(service, sending)
    found = make_check(service, sending.spec, submission)
    if sending.spec.always_checked or found.needs_a_look:
        return _render_check(service, sending, found)
    return await _send(request, service, sending)


async def _send(request: Request, service: Service, sending: Sending) -> Response:
    if wait := service.sendings.take(sending.address):
        raise TooMany(wait)
    try:
        submission = _parse(service, sending)
        if sending.values.get(SEEN) != _YES and len(list_signs(text_of(submission))) >= SUSPICIOUS:
            service.sendings.give_back(sending.address)
            return _render_check(service, sending, make_check(service, sending.spec, submission))
        receipt = await _accept(service, sending, submission)
    except REFUSED as error:
        if not explain(error).counts:
            service.sendings.give_back(sending.address)
        raise
    return redirect_to_receipt(request, receipt)


def _parse(service: Service, sending: Sending) -> Submission:
    if sending.values.get(HONEYPOT):
        raise HoneypotFilled
    submission = parse_submission(sending.spec, sending.values)
    check_choices(service, submission)
    return submission


async def _accept(service: Service, sending: Sending, submission: Submission) -> Receipt:
    kind = sending.spec.kind
    attempt = check_token(service.tokens, sending.token, kind, service.clock())
    _count_contact(service, submission)
    receipt = await submit(
        service.store,
        submission,
        attempt=attempt,
        consent_version=service.rules.consents_of(kind).phien_ban,
        clock=service.clock,
        extras=Extras(
            han_of=lambda received_at: first_deadline(kind, received_at, service.rules, service.calendar),
            note=await _make_note(service, sending, submission),
            attachments=sending.basket.files,
        ),
    )
    if sending.basket.files:
        await run_in_threadpool(_settle_files, service, sending, receipt)
    return receipt


def _settle_files(service: Service, sending: Sending, receipt: Receipt) -> None:
    """Let the files of a durable item move up; raise AlreadySent where it was stored before with other files."""
    shelf, files = _shelf_of(service, sending.spec), sending.basket.files
    # The item is durable: whatever fails from here on, the sweep moves its files up.
    with suppress(StoreUnavailable, OSError):
        item = service.store.find_desk(receipt.reference)
        # One that waits on the second path is not found yet: its files come with it.
        if item is not None and not {file.id for file in files} <= {file.id for file in item.attachments}:
            raise AlreadySent(receipt.reference)
        if shelf is not None:
            move_up(shelf.folder, [file.stored_name for file in files])


def _shelf_of(service: Service, spec: FormSpec) -> Shelf | None:
    """Return the shelf of a form, None where no files are taken."""
    return make_shelf(service.settings) if spec.takes_files else None


def _count_contact(service: Service, submission: Submission) -> None:
    for name in ("email", "dien_thoai"):
        contact = getattr(submission, name, "").casefold()
        if contact and (wait := service.contacts.take(contact)):
            raise TooMany(wait, by_contact=True)


async def _make_note(service: Service, sending: Sending, submission: Submission) -> str:
    """Return what the desk should know: signs of an automatic sender, unless the browser has worked for its sending."""
    signs = list_signs(text_of(submission))
    proof = sending.values.get(PROOF, "")
    if len(signs) < SUSPICIOUS or await has_proof(service, proof):
        return ""
    if proof:
        service.probes.note(Probe.PROOF, sending.address)
    return f"Có thể là nội dung gửi tự động: {', '.join(signs)}."


def _refuse(service: Service, sending: Sending, refusal: Refusal) -> Response:
    token, told = sending.token, [refusal.notice, sending.basket.mistake]
    if not refusal.keeps_token:
        token = _fresh_token(service, sending.spec)
        if sending.basket.files or sending.uploads:
            # What is on the shelf belongs to the other form.
            sending, told = replace(sending, basket=EMPTY), [*told, _CHOOSE_AGAIN]
    elif sending.uploads and not sending.basket.files:
        told.append(_CHOOSE_AGAIN)
    return _render_form(service, sending, token, replace(refusal, notice=" ".join(filter(None, told))))


def _render_check(service: Service, sending: Sending, found: Check) -> Response:
    spec, mistake = sending.spec, sending.basket.mistake
    context = {
        "bieu_mau": spec,
        "gia_tri": sending.kept,
        "ma_bieu_mau": sending.token,
        "kiem_tra": found,
        "quy_tac_loai": service.rules.loai[spec.kind],
        "nhan_tep": _shelf_of(service, spec) is not None,
        "tep_da_nhan": _seal_files(service, sending, sending.token),
        "loi": {BOX: mistake} if mistake else {},
    }
    title = f"Lỗi: {_CHECK_TITLE}" if mistake else _CHECK_TITLE
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return service.pages.render("kiem_tra.html", title=title, status=status, context=context)


def _render_form(service: Service, sending: Sending, token: str, refusal: Refusal | None = None) -> Response:
    spec, choices = sending.spec, list_choices(service)
    if spec.kind is LoaiGopY.GOP_Y_DU_THAO and not choices["du_thao"]:
        return service.pages.render("du_thao_dong.html", title=spec.title)
    return service.pages.render(
        spec.template,
        title=f"Lỗi: {spec.title}" if refusal else spec.title,
        status=refusal.status if refusal else HTTPStatus.OK,
        headers=refusal.headers if refusal else None,
        context={
            "bieu_mau": spec,
            "gia_tri": sending.kept,
            "ma_bieu_mau": token,
            "loi": {error.field: error.message for error in refusal.errors} if refusal else {},
            "thong_bao": refusal.notice if refusal else "",
            "quy_tac_loai": service.rules.loai[spec.kind],
            "dong_y": service.rules.consents_of(spec.kind),
            "lua_chon": choices,
            "du_thao_mo": open_drafts(service),
            "tep_da_nhan": _seal_files(service, sending, token),
        },
    )


def _seal_files(service: Service, sending: Sending, token: str) -> list[tuple[str, Attachment]]:
    return [(seal(file, service.keys, token), file) for file in sending.basket.files]


def _fresh_token(service: Service, spec: FormSpec) -> str:
    return issue_token(service.tokens, spec.kind, service.clock())
