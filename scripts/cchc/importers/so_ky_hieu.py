"""Numbers of legal documents as they stand in foreign fields: taken over where they are certain, never composed."""

import re

from cchc.importers.plain_text import clean_line
from cchc.text import so_ky_hieu as text_rules

_LOOSE_SIGN = re.compile(r"\s*([/-])\s*")
_KIND = re.compile(
    r"(?:bộ luật|luật|luất|pháp lệnh|nghị quyết|nghị định|nđ|quyết định|qđ|thông tư(?: liên tịch)?|ttlt|tt)?"
    r"\s*(?:số)?\s*[:.,;]*",
    re.IGNORECASE,
)


def find_so_ky_hieu(text: str) -> str:
    """Return the one document number in a foreign field, empty if there is none or more than one."""
    return text_rules.find_so_ky_hieu(clean_line(text))


def says_more(text: str, so_ky_hieu: str) -> bool:
    """Tell whether the text holds more than the number and the kind of document, which would be lost with it."""
    rest = _LOOSE_SIGN.sub(r"\1", clean_line(text)).replace(so_ky_hieu, "", 1)
    rest = rest.replace(so_ky_hieu.lower(), "", 1).strip(" .,;:()")
    return _KIND.fullmatch(rest) is None


def begins_alike(text: str, so_ky_hieu: str) -> bool:
    """Tell whether the first number in the text, with the year if it has one, begins the document number."""
    first = re.search(r"\d[\d./]*", text)
    return first is not None and re.match(re.escape(first[0].rstrip("./")) + r"\b", so_ky_hieu) is not None
