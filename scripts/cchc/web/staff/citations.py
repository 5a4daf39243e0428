"""Warnings about what an answer cites: texts out of force, texts and procedures that the site does not know."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.feedback.templates import Citations, find_unknown
from cchc.model.dich_vu import DuLieuDichVu
from cchc.text import find_all_so_ky_hieu, so_ky_hieu_key

_PROCEDURE = re.compile(r"(?<![\d.])\d\.\d{6}(?!\d)")


@dataclass(frozen=True)
class NghiVan:
    """A citation that somebody should look at again: what is cited, what is the matter."""

    trich_dan: str
    ly_do: str


def find_doubts(text: str, can_cu: tuple[str, ...], data: DuLieuDichVu) -> tuple[NghiVan, ...]:
    """Return the doubtful citations of an answer: those named as its ground, and those in its words."""
    cited = tuple(dict.fromkeys((*can_cu, *_cited_in(text))))
    ended = {so_ky_hieu_key(entry.so_ky_hieu) for entry in data.van_ban if entry.da_het}
    known = Citations(
        frozenset(entry.ma for entry in data.thu_tuc),
        frozenset(entry.so_ky_hieu for entry in data.van_ban if not entry.da_het),
    )
    return tuple(NghiVan(entry, _say(entry, ended)) for entry in find_unknown(cited, known))


def _cited_in(text: str) -> Iterator[str]:
    yield from find_all_so_ky_hieu(text)
    yield from _PROCEDURE.findall(text)


def _say(cited: str, ended: set[str]) -> str:
    if so_ky_hieu_key(cited) in ended:
        return "đã hết hiệu lực"
    return "không có trong danh mục văn bản, thủ tục còn hiệu lực của Cổng"
