"""Numbers of legal documents as they stand in foreign fields: taken over where they are certain, never composed."""

import re

from cchc.importers.plain_text import clean_line

# Number, optional year, then the letters of kind and issuer: 96/2023/NĐ-CP, 2393/QĐ-BYT, 66.7/2025/NQ-CP, 15/2023/QH15.
_NUMBER = re.compile(
    r"\d{1,5}(?:\.\d{1,3})?[a-z]?/(?:\d{4}/)?(?:[A-ZĐƯƠ][A-Za-zĐđƯưƠơ]*\d{0,2})(?:[-/&][A-ZĐƯƠ][A-Za-zĐđƯưƠơ]*\d{0,2})*"
)
_LOOSE_SIGN = re.compile(r"\s*([/-])\s*")
_PREFIX = re.compile(r"^[(\[\"“]*(?:số\s*[:.]?)?", re.IGNORECASE)
_KIND = re.compile(
    r"(?:bộ luật|luật|luất|pháp lệnh|nghị quyết|nghị định|nđ|quyết định|qđ|thông tư(?: liên tịch)?|ttlt|tt)?"
    r"\s*(?:số)?\s*[:.,;]*",
    re.IGNORECASE,
)


def find_so_ky_hieu(text: str) -> str:
    """Return the one document number in the text: "Luật số 32/2024/QH15 " gives "32/2024/QH15".

    Empty if there is none, or more than one: then only a person can tell.
    """
    found = {number for word in _words(text) if (number := _parse(word))}
    return found.pop() if len(found) == 1 else ""


def says_more(text: str, so_ky_hieu: str) -> bool:
    """Tell whether the text holds more than the number and the kind of document, which would be lost with it."""
    rest = _LOOSE_SIGN.sub(r"\1", clean_line(text)).replace(so_ky_hieu, "", 1)
    rest = rest.replace(so_ky_hieu.lower(), "", 1).strip(" .,;:()")
    return _KIND.fullmatch(rest) is None


def begins_alike(text: str, so_ky_hieu: str) -> bool:
    """Tell whether the first number in the text, with the year if it has one, begins the document number."""
    first = re.search(r"\d[\d./]*", text)
    return first is not None and re.match(re.escape(first[0].rstrip("./")) + r"\b", so_ky_hieu) is not None


def _words(text: str) -> list[str]:
    return _LOOSE_SIGN.sub(r"\1", clean_line(text)).split(" ")


def _parse(word: str) -> str:
    word = _PREFIX.sub("", word).rstrip('.,;:)]”"')
    if word.endswith("-cp"):
        # Typed in small letters; "-CP" is the Government, whose signs are capitals throughout.
        word = word.upper()
    return word if _NUMBER.fullmatch(word) else ""
