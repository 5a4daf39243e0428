"""Marks that an import leaves where an editor must still write or look; they never reach the site."""

import re

CAN_VIET = "CẦN VIẾT:"
"""Stands where nothing could be taken from the source."""

CAN_XEM_LAI = "CẦN XEM LẠI:"
"""Stands before what was taken from the source by rule, not by judgement."""

_MARK = re.compile(r"CẦN (?:VIẾT|XEM LẠI):")


def find_marks(text: str) -> list[int]:
    """Return the lines (from 1) that still hold a mark."""
    if "CẦN " not in text:
        return []
    return [number for number, line in enumerate(text.splitlines(), 1) if _MARK.search(line)]


def remove_mark(text: str) -> str:
    """Return the text without the mark at its head."""
    return re.sub(rf"^{_MARK.pattern}\s*", "", text)
