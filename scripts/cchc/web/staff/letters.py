"""Messages that were given up, and trying them again."""

import asyncio
from http import HTTPStatus

from starlette.responses import Response

from cchc.feedback.changes import Revive
from cchc.feedback.store import NotAllowed
from cchc.model.feedback import HanhDong, NguoiNhan, VaiTro
from cchc.web.staff.applying import apply
from cchc.web.staff.visit import Visit

_TITLE = "Thư chưa gửi được"


async def show_letters(visit: Visit) -> Response:
    """List the messages that were given up: reference and event, never words or addresses."""
    _check(visit)
    dead = await asyncio.to_thread(visit.office.service.store.list_dead_letters)
    waiting = await asyncio.to_thread(visit.office.service.store.list_outbox)
    context = {
        "thu": [(letter, _event(letter.event), letter.recipient is NguoiNhan.NGUOI_GUI) for letter in dead],
        "dang_cho": len(waiting),
        "vua_xong": bool(visit.request.query_params.get("xong")),
    }
    return visit.render("thu_loi.html", title=_TITLE, context=context)


async def revive_letter(visit: Visit) -> Response:
    """Put a message that was given up back among those that wait."""
    _check(visit)
    number = visit.first("thu")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return visit.tell("Không tìm thấy", "Không có thư nào mang số này.", HTTPStatus.NOT_FOUND)
    await apply(visit.office, Revive(int(number), visit.office.service.clock()))
    return visit.go("/thu-loi?xong=1")


def _check(visit: Visit) -> None:
    """Raise NotAllowed for viewers and for units: messages belong to the department."""
    if visit.account.role is VaiTro.XEM:
        raise NotAllowed("role")
    if visit.account.don_vi:
        raise NotAllowed("other-unit")


def _event(event: HanhDong | str) -> str:
    return next((action.label for action in HanhDong if action.value == str(event)), str(event))
