"""Making a step: its page, what becomes of what was sent, and the same page with every word kept if it was refused."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from cchc.feedback.desk import Step
from cchc.feedback.explaining import NotMasked, WordsMissing, explain
from cchc.feedback.records import DeskItem
from cchc.feedback.store import NoSuchThing, NotAllowed, StaleChange
from cchc.model.feedback import ACTIONS, HanhDong
from cchc.web.staff.item import describe, find_item
from cchc.web.staff.offers import check_offer
from cchc.web.staff.publication import describe_found
from cchc.web.staff.step_forms import FORMS
from cchc.web.staff.step_pages import STEP_PAGES
from cchc.web.staff.visit import Visit, status_of

CONFIRM = "xac_nhan"
SEEN = "da_xem"

_TICK = "Đánh dấu ô xác nhận trước khi thực hiện"


async def show_step(visit: Visit) -> Response:
    """Show the page of a step: what it does, its boxes, and its button."""
    action, item = _action_of(visit), await find_item(visit)
    check_offer(action, visit.account, item, visit.office.desk.rules)
    return await _render(visit, action, item)


async def make_step(visit: Visit) -> Response:
    """Make the step, then go back to the item; a refused one comes back with every word."""
    action, item = _action_of(visit), await find_item(visit)
    page, form = STEP_PAGES[action], FORMS.get(action)
    try:
        if form is not None and (again := form.again(visit)):
            return await _show_again(visit, action, again=again)
        if page.final and not visit.first(CONFIRM):
            raise WordsMissing(CONFIRM, _TICK)
        step = _step_of(visit, item)
        if form is not None:
            await form.run(visit, step)
        elif page.run is not None:
            await page.run(visit.office.desk, step)
    except (WordsMissing, NotMasked) as error:
        return await _show_again(visit, action, error=error)
    except StaleChange as error:
        return await _show_moved(visit, action, error)
    except NotAllowed as error:
        return visit.tell("Không thực hiện được", explain(error), status_of(error), kept=visit.typed)
    if action is HanhDong.PHAN_CONG and visit.account.don_vi not in ("", visit.first("don_vi")):
        # Handed to another unit, the item is no longer theirs to see.
        return visit.go("")
    return visit.go(f"/muc/{item.detail.item.reference}?xong={action.value}")


def _action_of(visit: Visit) -> HanhDong:
    wanted = visit.request.path_params["buoc"]
    found = next((action for action in ACTIONS if action.value == wanted), None)
    if found is None:
        raise NoSuchThing(wanted)
    return found


def _step_of(visit: Visit, item: DeskItem) -> Step:
    reference = item.detail.item.reference
    return Step(visit.account.username, reference, _seen(visit), visit.first("note"), visit.first("message"))


def _seen(visit: Visit) -> datetime:
    """Return the moment of change that the officer saw; no form of the desk comes without it."""
    try:
        seen = datetime.fromisoformat(visit.first(SEEN))
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    if seen.tzinfo is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return seen


async def _show_again(
    visit: Visit, action: HanhDong, *, error: Exception | None = None, again: Mapping[str, object] | None = None
) -> Response:
    """Show the form once more; raise NotAllowed where the step is not open, since then there is nothing to show."""
    item = await find_item(visit)
    check_offer(action, visit.account, item, visit.office.desk.rules)
    return await _render(visit, action, item, error=error, again=again)


async def _show_moved(visit: Visit, action: HanhDong, error: StaleChange) -> Response:
    """Show the form again over the item as it is now; where the step is no longer open, only the words."""
    item = await find_item(visit)
    try:
        check_offer(action, visit.account, item, visit.office.desk.rules)
    except NotAllowed as refused:
        words = f"{explain(error)} {explain(refused)}"
        return visit.tell("Nội dung đã thay đổi", words, HTTPStatus.CONFLICT, kept=visit.typed)
    return await _render(visit, action, item, error=error)


async def _render(
    visit: Visit,
    action: HanhDong,
    item: DeskItem,
    *,
    error: Exception | None = None,
    again: Mapping[str, object] | None = None,
) -> Response:
    page, form = STEP_PAGES[action], FORMS.get(action)
    field = error.field if isinstance(error, WordsMissing) else ""
    context: dict[str, object] = {
        **await describe(visit, item),
        "buoc": action,
        "trang_buoc": page,
        "gia_tri": {"note": visit.first("note"), "message": visit.first("message")},
        "loi": {field: explain(error)} if error and field else {},
        "loi_nhan": explain(error) if error and not field else "",
        "thay_doi": _changes(visit, item) if isinstance(error, StaleChange) else (),
        "con_lo": describe_found(error) if isinstance(error, NotMasked) else (),
    }
    if form is not None:
        context |= await form.describe(visit, item)
    return visit.render(
        page.template,
        title=f"{'Lỗi: ' if error else ''}{page.button} – {item.detail.item.reference}",
        status=_status_of(error),
        context={**context, **(again or {})},
    )


def _status_of(error: Exception | None) -> int:
    if error is None:
        return HTTPStatus.OK
    return HTTPStatus.CONFLICT if isinstance(error, StaleChange) else HTTPStatus.UNPROCESSABLE_ENTITY


def _changes(visit: Visit, item: DeskItem) -> list[object]:
    seen = _seen(visit)
    return [entry for entry in item.detail.history if entry.at > seen]
