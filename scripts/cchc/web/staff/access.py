"""Who sees what at the desk. What somebody may do is checked again where it is written (``cchc.feedback``)."""

from cchc.feedback.records import Account, DeskItem
from cchc.feedback.store import NotAllowed
from cchc.model.feedback import VaiTro, personal_texts
from cchc.model.feedback.masking import mask


def check_open(account: Account, item: DeskItem) -> None:
    """Raise NotAllowed unless the item belongs to the account's unit; the department itself sees all."""
    if account.don_vi and account.don_vi != item.don_vi:
        raise NotAllowed("other-unit")


def sees_sender(account: Account) -> bool:
    """Tell whether an account is shown who sent something: only those who answer need to know (PDP-03)."""
    return account.role is not VaiTro.XEM


def words_for(account: Account, item: DeskItem, text: str) -> str:
    """Return somebody's words as this account may read them: for a viewer without what is personal in them."""
    return text if sees_sender(account) else mask(text, personal_texts(item.detail.submission))


def words_for_list(account: Account, text: str) -> str:
    """Return words of a list, where the sender is not at hand: for a viewer without numbers and addresses."""
    return text if sees_sender(account) else mask(text)
