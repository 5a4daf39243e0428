"""An item's page: what was sent, deadlines, answers, history, twins, files, and the steps that are open now."""

import asyncio
from datetime import date

from starlette.responses import Response

from cchc.feedback.codes import REFERENCE
from cchc.feedback.deadlines import Han, list_deadlines
from cchc.feedback.desk import get_item
from cchc.feedback.explaining import REASONS
from cchc.feedback.records import DeskItem
from cchc.feedback.store import NoSuchThing
from cchc.model.feedback import HanhDong, HistoryEntry
from cchc.web.staff.access import check_open, sees_sender, words_for
from cchc.web.staff.citations import find_doubts
from cchc.web.staff.deadline_words import say_days, say_deadline, today_of
from cchc.web.staff.facts import collect_names, list_matter, list_sender, name_title
from cchc.web.staff.offers import Offer, list_offers
from cchc.web.staff.step_pages import STEP_PAGES, StepPage
from cchc.web.staff.visit import Visit


async def show_item(visit: Visit) -> Response:
    """Show an item to somebody whose unit has it."""
    item = await find_item(visit)
    return visit.render("muc.html", title=f"Mục {item.detail.item.reference}", context=await describe(visit, item))


async def find_item(visit: Visit) -> DeskItem:
    """Return the item of the address; raise NoSuchThing, or NotAllowed for another unit's."""
    reference = REFERENCE.parse(visit.request.path_params["ma"])
    if reference is None:
        raise NoSuchThing("")
    item = await asyncio.to_thread(get_item, visit.office.desk, reference)
    check_open(visit.account, item)
    return item


async def describe(visit: Visit, item: DeskItem) -> dict[str, object]:
    """Return what every page about an item says of it."""
    desk, account = visit.office.desk, visit.account
    data = visit.office.service.site_data.get()
    accounts = await asyncio.to_thread(visit.office.service.store.list_accounts)
    limits = list_deadlines(item.detail, today_of(desk), desk.rules, desk.calendar)
    newest = item.answers[-1] if item.answers else None
    offers = list_offers(account, item, desk.rules)
    done = visit.request.query_params.get("xong", "")
    return {
        "muc": item,
        "goc_muc": f"{visit.office.base}/muc/{item.detail.item.reference}",
        "ten_muc": words_for(account, item, name_title(item.detail.item, data)),
        "noi_dung": words_for(account, item, item.detail.submission.noi_dung),
        "chi_tiet": list_matter(item, collect_names(data, desk.rules), personal=sees_sender(account)),
        "nguoi_gui": list_sender(item) if sees_sender(account) else None,
        "lich_su": item.detail.history if sees_sender(account) else _without_words(item.detail.history),
        "cac_han": [(limit, _say_limit(limit, today_of(desk))) for limit in limits],
        "han": say_deadline(desk, item.han),
        "nghi_van": find_doubts(newest.tra_loi, newest.can_cu, data) if newest else (),
        "cau_tra_loi": words_for(account, item, newest.tra_loi) if newest else "",
        "cac_buoc": [_open(offer) for offer in offers if not offer.reason],
        "buoc_cho": [_waiting(offer) for offer in offers if offer.reason],
        # Of the steps that carry the work on, the furthest is the one that is waited for.
        "buoc_chinh": next((offer.action for offer in reversed(offers) if _is_main(offer)), None),
        "vua_xong": next((action.label for action in HanhDong if action.value == done), ""),
        "ten_don_vi": {unit.ma: unit.ten for unit in data.don_vi},
        "ten_nguoi": {account.username: account.ho_ten for account in accounts},
        "mo_rong": account.don_vi == "",
    }


def _say_limit(limit: Han, today: date) -> str:
    return say_days(limit.con_lai, late=limit.ngay < today) if limit.ngay else ""


def _without_words(history: tuple[HistoryEntry, ...]) -> tuple[HistoryEntry, ...]:
    # Notes quote senders; a viewer sees which steps were made.
    return tuple(entry.model_copy(update={"note": "", "message": ""}) for entry in history)


def _is_main(offer: Offer) -> bool:
    return not offer.reason and STEP_PAGES[offer.action].main


def _open(offer: Offer) -> tuple[HanhDong, StepPage]:
    return offer.action, STEP_PAGES[offer.action]


def _waiting(offer: Offer) -> tuple[HanhDong, str]:
    return offer.action, REASONS[offer.reason]
