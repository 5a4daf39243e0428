"""The way of what citizens send: form, check, sent. One form for each active kind; no step needs JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from cchc.feedback.deadlines import first_deadline
from cchc.feedback.guard import HONEYPOT, check_token, issue_token
from cchc.feedback.records import Attachment
from cchc.feedback.service import Extras, Receipt, submit
from cchc.model.feedback import LoaiGopY, Submission
from cchc.web.attachments import (
    BOX,
    FilesRefused,
    Shelf,
    Upload,
    check_files,
    is_multipart,
    read_multipart,
    store_files,
)
from cchc.web.checking import SEEN, Check, make_check, text_of
from cchc.web.choices import check_choices, list_choices, open_drafts, today
from cchc.web.context import Service, address_of, service_of
from cchc.web.forms import FormSpec, keep_values, parse_body, parse_submission, prefill
from cchc.web.probes import Probe
from cchc.web.proof import PROOF, has_proof
from cchc.web.receipts import redirect_to_receipt
from cchc.web.refusals import REFUSED, HoneypotFilled, Refusal, TooMany, explain, probe_of
from cchc.web.scanning import make_file_check
from cchc.web.security import read_form_body
from cchc.web.signals import SUSPICIOUS, list_signs

TOKEN = "ma_bieu_mau"  # noqa: S105 # the name of a box
STEP = "buoc"
"""Name of the buttons: to the check, back to the form, or (also without a word) off."""

_TO_CHECK, _BACK = "kiem-tra", "sua"
_YES = "co"
_CHECK_TITLE = "Kiểm tra trước khi gửi"


@dataclass(frozen=True)
class Sending:
    """A form body with its form and the sender's address."""

    spec: FormSpec
    values: Mapping[str, str]
    address: str
    files: tuple[Upload, ...] = ()

    @property
    def kept(self) -> dict[str, str]:
        """Return what was typed."""
        return keep_values(self.spec, self.values)

    @property
    def token(self) -> str:
        """Return the form's token as it came."""
        return self.values.get(TOKEN, "")


async def show_form(request: Request, spec: FormSpec) -> Response:
    """Show the form, with what a link brings along already in its boxes."""
    service = service_of(request)
    values = dict.fromkeys(spec.fields, "") | prefill(spec, request.query_params)
    return _render_form(service, spec, values, _fresh_token(service, spec))


async def send_form(request: Request, spec: FormSpec) -> Response:
    """Go one step: to the check, back to the form, or off: 303 to the receipt once the item is durable.

    Whatever stands in the way, the form comes back with everything typed.
    """
    service = service_of(request)
    sending = await _read(request, spec)
    step = sending.values.get(STEP)
    if step == _BACK:
        return _render_form(service, spec, sending.kept, sending.token)
    try:
        if step == _TO_CHECK:
            return await _check(request, service, sending)
        return await _send(request, service, sending)
    except FilesRefused as refused:
        found = make_check(service, spec, _parse(service, sending))
        return _render_check(service, sending, found, refused.message)
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
    if service.settings.attachments_dir and spec.takes_files and is_multipart(request):
        values, files = await read_multipart(request)
        return Sending(spec, values, address, files)
    return Sending(spec, await read_values(request), address)


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
    except (FilesRefused, *REFUSED) as error:
        if isinstance(error, FilesRefused) or not explain(error).counts:
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
    attachments = await run_in_threadpool(_keep_files, service, sending, attempt.key)
    return await submit(
        service.store,
        submission,
        attempt=attempt,
        consent_version=service.rules.consents_of(kind).phien_ban,
        clock=service.clock,
        extras=Extras(
            han_of=lambda received_at: first_deadline(kind, received_at, service.rules, service.calendar),
            note=await _make_note(service, sending, submission),
            attachments=attachments,
        ),
    )


def _keep_files(service: Service, sending: Sending, form_key: str) -> tuple[Attachment, ...]:
    settings = service.settings
    if settings.attachments_dir is None or not sending.files:
        return ()
    check = make_file_check(settings.scanner)
    shelf = Shelf(settings.attachments_dir, service.keys[0], settings.attachments_daily, check)
    return store_files(shelf, check_files(sending.files), form_key=form_key, day=today(service))


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
    token = sending.token if refusal.keeps_token else _fresh_token(service, sending.spec)
    return _render_form(service, sending.spec, sending.kept, token, refusal)


def _render_check(service: Service, sending: Sending, found: Check, mistake: str = "") -> Response:
    """Render the check page; ``mistake`` is a word on the files that came from it."""
    spec = sending.spec
    context = {
        "bieu_mau": spec,
        "gia_tri": sending.kept,
        "ma_bieu_mau": sending.token,
        "kiem_tra": found,
        "quy_tac_loai": service.rules.loai[spec.kind],
        "nhan_tep": spec.takes_files and service.settings.attachments_dir is not None,
        "loi": {BOX: mistake} if mistake else {},
    }
    title = f"Lỗi: {_CHECK_TITLE}" if mistake else _CHECK_TITLE
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return service.pages.render("kiem_tra.html", title=title, status=status, context=context)


def _render_form(
    service: Service, spec: FormSpec, values: Mapping[str, str], token: str, refusal: Refusal | None = None
) -> Response:
    choices = list_choices(service)
    if spec.kind is LoaiGopY.GOP_Y_DU_THAO and not choices["du_thao"]:
        return service.pages.render("du_thao_dong.html", title=spec.title)
    return service.pages.render(
        spec.template,
        title=f"Lỗi: {spec.title}" if refusal else spec.title,
        status=refusal.status if refusal else HTTPStatus.OK,
        headers=refusal.headers if refusal else None,
        context={
            "bieu_mau": spec,
            "gia_tri": values,
            "ma_bieu_mau": token,
            "loi": {error.field: error.message for error in refusal.errors} if refusal else {},
            "thong_bao": refusal.notice if refusal else "",
            "quy_tac_loai": service.rules.loai[spec.kind],
            "dong_y": service.rules.consents_of(spec.kind),
            "lua_chon": choices,
            "du_thao_mo": open_drafts(service),
        },
    )


def _fresh_token(service: Service, spec: FormSpec) -> str:
    return issue_token(service.tokens, spec.kind, service.clock())
