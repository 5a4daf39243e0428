"""A sender's own item: see it, take it along, add to it, correct, withdraw, erase. Each deed is asked once more first.

Reference and secret part travel in the bodies of these forms and in no address; every page says no-store.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cchc.feedback.changes import Applied
from cchc.feedback.own_item import (
    OwnDesk,
    OwnItem,
    ViecCuaToi,
    add_words,
    correct,
    erase,
    list_deeds,
    take_back,
    withdraw_publication,
)
from cchc.feedback.shelf import remove
from cchc.feedback.store import NoSuchThing, NotAllowed, StoreUnavailable
from cchc.model.feedback import LIMITS, AnySubmission, HanhDong
from cchc.model.feedback.values import clean_paragraphs
from cchc.web.checking import list_lines
from cchc.web.choices import list_choices
from cchc.web.context import Service, service_of
from cchc.web.forms import FORMS, FieldError, FormMistakes, parse_submission
from cchc.web.public import read_values
from cchc.web.status import REFERENCE_BOX, SECRET_BOX, NotFound, find_item, render_found

_CONTACT = ("ho_ten", "dia_chi", "email", "dien_thoai")
_WORDS = "bo_sung"
_TOO_LATE = "Việc này không thực hiện được ở trạng thái hiện tại của nội dung."
_NOT_STORED = "Hệ thống tạm thời chưa thực hiện được. Bạn thử lại sau ít phút; nội dung vừa nhập vẫn còn."
_DONE: Mapping[ViecCuaToi, str] = MappingProxyType(
    {
        ViecCuaToi.BO_SUNG: "Đã ghi nhận thông tin bổ sung. Thời hạn trả lời được tính lại từ hôm nay.",
        ViecCuaToi.SUA: "Đã sửa họ tên, cách liên hệ.",
        ViecCuaToi.RUT_DONG_Y: "Đã rút lại đồng ý công khai. Nếu đã đăng, bản đăng được gỡ ở lần cập nhật tới.",
        ViecCuaToi.RUT: "Đã rút lại nội dung. Chúng tôi không xử lý nội dung này nữa.",
        ViecCuaToi.XOA: "Đã xóa nội dung, họ tên, cách liên hệ và tệp của bạn khỏi hệ thống.",
    }
)


@dataclass(frozen=True)
class Deed:
    """A deed on its way: the service, the item, which deed, what was typed."""

    service: Service
    own: OwnItem
    viec: ViecCuaToi
    values: Mapping[str, str]


async def send_deed(request: Request) -> Response:
    """Show a deed, or do it when its page says so: 303 to a word of thanks that names no item."""
    service, values = service_of(request), await read_values(request)
    try:
        own = await find_item(request, values)
    except NotFound as missing:
        return missing.response
    viec = next((deed for deed in list_deeds(own) if deed.value == values.get("viec")), None)
    if viec is None:
        return render_found(service, own, values, _TOO_LATE, HTTPStatus.CONFLICT)
    deed = Deed(service, own, viec, values)
    match values.get("xac_nhan"):
        case "tai" if viec is ViecCuaToi.XEM:
            return _export(deed)
        case "co" if viec is not ViecCuaToi.XEM:
            return await _do(deed)
    return _show(deed, _typed_contact(own))


async def show_done(request: Request) -> Response:
    """Say what was done, without naming the item."""
    service = service_of(request)
    found = next((deed for deed in _DONE if deed.value == request.path_params["viec"]), None)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    context = {"loi_bao": _DONE[found], "da_xoa": found is ViecCuaToi.XOA}
    return service.pages.render("cua_toi_xong.html", title="Đã thực hiện", context=context)


async def _do(deed: Deed) -> Response:
    service = deed.service
    try:
        done = await _act(deed)
    except FormMistakes as mistakes:
        return _show(deed, deed.values, mistakes.errors, HTTPStatus.UNPROCESSABLE_ENTITY)
    except (NotAllowed, NoSuchThing):
        return render_found(service, deed.own, deed.values, _TOO_LATE, HTTPStatus.CONFLICT)
    except StoreUnavailable:
        return _show(deed, deed.values, (), HTTPStatus.SERVICE_UNAVAILABLE, _NOT_STORED)
    remove(service.settings.files_dir, done.files)
    path = f"{service.settings.base_path}/gop-y/cua-toi/xong/{deed.viec.value}"
    return RedirectResponse(path, HTTPStatus.SEE_OTHER, headers={"Cache-Control": "no-store"})


async def _act(deed: Deed) -> Applied:
    service = deed.service
    desk = OwnDesk(service.store, service.rules, service.calendar, service.clock)
    if deed.viec is ViecCuaToi.BO_SUNG:
        return await add_words(desk, deed.own, _words(deed.values))
    if deed.viec is ViecCuaToi.SUA:
        return await correct(desk, deed.own, _parse_contact(deed))
    plain: Mapping[ViecCuaToi, Callable[[OwnDesk, OwnItem], Awaitable[Applied]]] = {
        ViecCuaToi.RUT: take_back,
        ViecCuaToi.RUT_DONG_Y: withdraw_publication,
        ViecCuaToi.XOA: erase,
    }
    return await plain[deed.viec](desk, deed.own)


def _words(values: Mapping[str, str]) -> str:
    words, most = clean_paragraphs(values.get(_WORDS, "")), LIMITS["noi_dung"]
    if not words:
        raise FormMistakes((FieldError(_WORDS, "Nhập thông tin bổ sung"),))
    if len(words) > most:
        message = f"Rút ngắn còn tối đa {most} ký tự (hiện có {len(words)} ký tự)"
        raise FormMistakes((FieldError(_WORDS, message),))
    return words


def _parse_contact(deed: Deed) -> dict[str, str]:
    """Return the new name and contacts under the rules of the form with which the item came."""
    spec, sent = FORMS[deed.own.status.kind], _whole(deed.own)
    kept = {name: str(getattr(sent, name)) for name in spec.fields if name not in spec.checkboxes}
    typed = {name: deed.values.get(name, "") for name in _CONTACT if name in spec.fields}
    agreed = dict.fromkeys(spec.checkboxes, "co")
    try:
        corrected = parse_submission(spec, kept | typed | agreed)
    except FormMistakes as mistakes:
        errors = tuple(error for error in mistakes.errors if error.field in typed)
        raise FormMistakes(errors or mistakes.errors) from None
    return {name: getattr(corrected, name, "") for name in _CONTACT}


def _show(
    deed: Deed,
    values: Mapping[str, str],
    errors: tuple[FieldError, ...] = (),
    status: HTTPStatus = HTTPStatus.OK,
    notice: str = "",
) -> Response:
    spec, detail = FORMS[deed.own.status.kind], deed.own.whole
    context = {
        "viec": deed.viec,
        "muc": deed.own.status,
        "ma": deed.values.get(REFERENCE_BOX, ""),
        "phan_bi_mat": deed.values.get(SECRET_BOX, ""),
        "gia_tri": {name: values.get(name, "") for name in (*_CONTACT, _WORDS)},
        "truong": [name for name in _CONTACT if name in spec.fields],
        "loi": {error.field: error.message for error in errors},
        "thong_bao": notice,
        "dong": list(list_lines(spec, _whole(deed.own), list_choices(deed.service))),
        "dong_y": detail.detail.dong_y if detail else (),
        "tep": detail.attachments if detail else (),
        "yeu_cau": _last_request(deed.own),
        "quy_tac_loai": deed.service.rules.loai[deed.own.status.kind],
    }
    title = f"Lỗi: {deed.viec.label}" if errors or notice else deed.viec.label
    return deed.service.pages.render("cua_toi.html", title=title, status=status, context=context)


def _export(deed: Deed) -> Response:
    """Answer with everything that is kept about the item, as a file for the person."""
    own = deed.own.whole
    if own is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    content = {
        "ma_tiep_nhan": deed.own.status.reference,
        "loai": deed.own.status.kind.label,
        "trang_thai": deed.own.status.state.label,
        "ngay_nhan": deed.own.status.received_at.isoformat(),
        "noi_dung": own.detail.submission.model_dump(mode="json", exclude={"kind"}),
        "dong_y": [given.model_dump(mode="json") for given in own.detail.dong_y],
        "tep": [{"ten": file.name, "kich_thuoc": file.size} for file in own.attachments],
    }
    name = f"du-lieu-{deed.own.status.reference}.json"
    return Response(
        json.dumps(content, ensure_ascii=False, indent=2),
        media_type="application/json",
        headers={"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'},
    )


def _whole(own: OwnItem) -> AnySubmission:
    if own.whole is None:  # Nothing can be done with an item that waits on the second path: no deed is offered.
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE)
    return own.whole.detail.submission


def _typed_contact(own: OwnItem) -> dict[str, str]:
    sent = _whole(own)
    return {name: str(getattr(sent, name, "")) for name in _CONTACT}


def _last_request(own: OwnItem) -> str:
    history = own.whole.detail.history if own.whole else ()
    return next((step.message for step in reversed(history) if step.action is HanhDong.YEU_CAU_BO_SUNG), "")
