"""Entries of the controlled lists with their pages and with how many records each holds."""

from collections import Counter
from collections.abc import Callable, Iterable

from cchc.catalogue.items import MucItem
from cchc.model.danh_muc import Muc


def join_muc(entries: Iterable[Muc], url: Callable[[str], str], counts: Counter[str]) -> dict[str, MucItem]:
    """Return the entries of a list by their code, in the editors' order; ``counts`` tells the records of each."""
    return {muc.ma: MucItem(muc.ma, muc.ten, url(muc.ma), muc.mo_ta, counts[muc.ma]) for muc in entries}
