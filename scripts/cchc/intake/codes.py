"""Codes that an editor gives on the command line, held against the register of units and the controlled lists."""

from collections.abc import Sequence

from cchc.model.content import Content
from cchc.model.danh_muc import Muc


class UnknownCodeError(ValueError):
    """A code that nothing has; the message says in Vietnamese which there are."""


def check_don_vi(content: Content, ma: str) -> str:
    """Return the code of a unit as it was given; raise UnknownCodeError if no unit has it."""
    known = [entry.record.ma for entry in content.don_vi]
    if ma not in known:
        raise UnknownCodeError(f"không có đơn vị “{ma}” trong docs/don-vi/; chọn một trong: {', '.join(known)}")
    return ma


def choose_muc(wish: str, entries: Sequence[Muc], usual: Sequence[str], kind: str) -> str:
    """Return the wished code of a list, else the first usual one that it has, else its first; ``kind`` names the list.

    Raise UnknownCodeError if the list lacks the wished code or is empty.
    """
    codes = [muc.ma for muc in entries]
    if wish and wish not in codes:
        raise UnknownCodeError(f"không có {kind} “{wish}”; chọn một trong: {', '.join(codes)}")
    found = wish or next((ma for ma in usual if ma in codes), next(iter(codes), ""))
    if not found:
        raise UnknownCodeError(f"danh mục {kind} đang trống; hãy bổ sung trong tthc/danh-muc/")
    return found
