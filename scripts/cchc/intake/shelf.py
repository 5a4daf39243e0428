"""Where a draft is put until its editor decides: an entry of a controlled list."""

from collections.abc import Iterable

from cchc.model.danh_muc import Muc


def prefer(entries: Iterable[Muc], wanted: Iterable[str]) -> str:
    """Return the first wanted entry that the list has, else the list's first; an empty text for an empty list."""
    known = [muc.ma for muc in entries]
    return next((ma for ma in (*wanted, *known) if ma in known), "")
