"""Which steps an item's page offers somebody now, and why one that would be his is not open to him.

This only spares officers forms that would be refused: the rules themselves are held where steps are written.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc.feedback.records import Account, DeskItem
from cchc.feedback.rules import CachCongKhai, QuyTac
from cchc.feedback.store import NotAllowed
from cchc.model.feedback import ACTIONS, HanhDong, MucDichDongY, TraLoi, TrangThaiGopY, is_allowed
from cchc.web.staff.step_pages import STEP_PAGES


@dataclass(frozen=True)
class Offer:
    """A step on an item's page; ``reason`` is that of NotAllowed, "" if the step is open."""

    action: HanhDong
    reason: str = ""


def list_offers(account: Account, item: DeskItem, rules: QuyTac) -> tuple[Offer, ...]:
    """Return the steps that this account may take now, with those that only another person may take."""
    return tuple(_offers(account, item, rules))


def check_offer(action: HanhDong, account: Account, item: DeskItem, rules: QuyTac) -> None:
    """Raise NotAllowed unless the page offers this step."""
    if account.role not in ACTIONS[action].vai_tro:
        raise NotAllowed("role")
    found = next((offer for offer in list_offers(account, item, rules) if offer.action is action), None)
    if found is None:
        raise NotAllowed("state")
    if found.reason:
        raise NotAllowed(found.reason)


def _offers(account: Account, item: DeskItem, rules: QuyTac) -> Iterator[Offer]:
    for action in STEP_PAGES:
        if not is_allowed(action, item.detail.item.state, account.role):
            continue
        reason = _find_reason(action, account, item, rules)
        if reason is not None:
            yield Offer(action, reason)


def _find_reason(action: HanhDong, account: Account, item: DeskItem, rules: QuyTac) -> str | None:
    """Return why a step is not open, "" if it is, None if there is nothing to take it with."""
    newest = item.answers[-1] if item.answers else None
    match action:
        case HanhDong.TRINH:
            return "" if newest and not newest.submitted_at and not newest.approved_at else None
        case HanhDong.TRA_LAI:
            return "" if newest and _waits(newest, item.detail.item.state) else None
        case HanhDong.DUYET:
            return _by_another(account, newest.by) if newest and _is_submitted(newest) else None
        case HanhDong.TRINH_CONG_KHAI:
            return _on_ground(item, rules) if newest and newest.approved_at else None
        case HanhDong.CONG_KHAI:
            if newest is None or not _is_prepared(newest):
                return None
            return _on_ground(item, rules) or _by_another(account, newest.prepared_by)
    return ""


def _waits(newest: TraLoi, state: TrangThaiGopY) -> bool:
    return _is_prepared(newest) if state is TrangThaiGopY.DA_TRA_LOI else _is_submitted(newest)


def _is_submitted(newest: TraLoi) -> bool:
    return newest.submitted_at is not None and newest.approved_at is None


def _is_prepared(newest: TraLoi) -> bool:
    return newest.prepared_at is not None and newest.published_at is None


def _by_another(account: Account, author: str | None) -> str:
    return "same-person" if author == account.username else ""


def _on_ground(item: DeskItem, rules: QuyTac) -> str | None:
    ground = rules.loai[item.detail.item.kind].cong_khai
    if ground is CachCongKhai.KHONG:
        return None
    given = (entry for entry in item.detail.dong_y if entry.muc_dich is MucDichDongY.CONG_KHAI)
    consented = any(entry.withdrawn_at is None for entry in given)
    return "no-consent" if ground is CachCongKhai.DONG_Y and not consented else ""
