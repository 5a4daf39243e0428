"""Numbers of legal documents (số ký hiệu): found in texts as people type them, compared as the law means them."""

import re
from functools import lru_cache

from cchc.text.fold import fold, nfc

# Number, optional year, then the letters of kind and issuer: 96/2023/NĐ-CP, 2393/QĐ-BYT, 66.7/2025/NQ-CP, 15/2023/QH15.
_NUMBER = re.compile(
    r"\d{1,5}(?:\.\d{1,3})?[a-z]?/(?:\d{4}/)?(?:[A-ZĐƯƠ][A-Za-zĐđƯưƠơ]*\d{0,2})(?:[-/&][A-ZĐƯƠ][A-Za-zĐđƯưƠơ]*\d{0,2})*"
)
_LOOSE_SIGN = re.compile(r"\s*([/-])\s*")
_PREFIX = re.compile(r"^[(\[\"“]*(?:số\s*[:.]?)?", re.IGNORECASE)
_PARTS = re.compile(r"0*(\d[^/]*)/(\d{4}/)?(.+)")
_ASSEMBLY = re.compile(r"^(?:nq|l|pl)-qh")
_LOCAL = re.compile(r"(?:ubnd|hdnd)$")


def find_all_so_ky_hieu(text: str) -> tuple[str, ...]:
    """Return the document numbers in a text, each once: "Nghị định số 96 /2023/NĐ-CP." gives ("96/2023/NĐ-CP",).

    What lacks its letters ("nghị định 146/2025") is no number: nothing is filled in by guessing.
    """
    words = _LOOSE_SIGN.sub(r"\1", " ".join(nfc(text).split())).split(" ")
    return tuple(dict.fromkeys(number for word in words if (number := _parse(word))))


def find_so_ky_hieu(text: str) -> str:
    """Return the one document number in the text: "Luật số 32/2024/QH15 " gives "32/2024/QH15".

    Empty if there is none, or more than one: then only a person can tell.
    """
    found = find_all_so_ky_hieu(text)
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=16384)
def so_ky_hieu_key(so_ky_hieu: str) -> str:
    """Return what two ways of writing one number have in common: "07/2016/QD-TTg", "7/2016/QĐ-TTG" are the same.

    Also the same are "198/2016/TT/BTC" and "198/2016/TT-BTC", "190/2025/NQ-QH15" and "190/2025/QH15".
    """
    folded = fold("".join(so_ky_hieu.split()))
    parts = _PARTS.fullmatch(folded)
    if parts is None:
        return folded
    number, year, sign = parts.groups()
    return f"{number}/{year or ''}{_ASSEMBLY.sub('qh', sign.replace('/', '-'))}"


def is_local(so_ky_hieu: str) -> bool:
    """Tell whether a province or commune issued the document, so that other places have the same number too."""
    return _LOCAL.search(so_ky_hieu_key(so_ky_hieu)) is not None


def _parse(word: str) -> str:
    word = _PREFIX.sub("", word).rstrip('.,;:)]”"')
    if word.endswith("-cp"):
        # Typed in small letters; "-CP" is the Government, whose signs are capitals throughout.
        word = word.upper()
    return word if _NUMBER.fullmatch(word) else ""
