"""What personal data is left in texts for the public: when they are prepared, and once more before they are let out."""

from collections.abc import Mapping

from cchc.feedback.records import DeskItem
from cchc.model.feedback import personal_texts
from cchc.model.feedback.masking import TimThay, find_personal

Found = dict[str, tuple[TimThay, ...]]
"""What was found, by field; fields without anything are not there."""


def find_left(item: DeskItem, texts: Mapping[str, str], keep: tuple[str, ...]) -> Found:
    """Return what is personal in texts by field; ``keep`` are public numbers that may stand in the answer."""
    names, kept = personal_texts(item.detail.submission), {"cong_khai": keep}
    found = {field: find_personal(text, names, kept.get(field, ())) for field, text in texts.items()}
    return {field: entries for field, entries in found.items() if entries}


def find_named(item: DeskItem) -> Found:
    """Return what is the sender's by his present name and contacts in the newest masked texts.

    Other numbers in them are those that were kept when the texts were prepared.
    """
    if not item.answers:
        return {}
    newest, names = item.answers[-1], personal_texts(item.detail.submission)
    texts = {"tieu_de": newest.tieu_de, "cau_hoi": newest.cau_hoi, "cong_khai": newest.cong_khai}
    found = {
        field: tuple(entry for entry in find_personal(text, names) if entry not in find_personal(text))
        for field, text in texts.items()
    }
    return {field: entries for field, entries in found.items() if entries}
