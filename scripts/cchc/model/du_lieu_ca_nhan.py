"""Personal data that has a form: its sorts, its shapes, and the strict search in texts that are to be published.

Strict: a build stops at what it finds, so it takes nothing for a person's that may be an office's or a law's (QA-08,
PDP-03). The generous search, which a person reads after, is ``feedback.masking``; both are made of these shapes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.model.labelled import Labelled


class LoaiDuLieu(Labelled):
    """Sorts of personal data, as their author is told; the label is what takes their place in a masked text."""

    HO_TEN = "họ tên", "họ tên"
    THU_DIEN_TU = "địa chỉ thư điện tử", "thư điện tử"
    DIEN_THOAI = "số điện thoại", "số điện thoại"
    THE_BAO_HIEM = "mã số thẻ bảo hiểm y tế", "số thẻ bảo hiểm y tế"
    TAI_KHOAN = "số tài khoản", "số tài khoản"
    SO_GIAY_TO = "số định danh cá nhân, căn cước", "số giấy tờ"


@dataclass(frozen=True)
class DuLieuCaNhan:
    """One find: its kind, the line (from 1) and its words as they stand in the text."""

    loai: LoaiDuLieu
    dong: int
    chu: str


GAP = r"[ .\-\u00a0]?"
"""What people put between the digits of a number."""


def digits(fewest: int, most: int) -> str:
    """Return the pattern of a number of so many digits, with gaps or without."""
    return rf"\d(?:{GAP}\d){{{fewest - 1},{most - 1}}}"


def address(sign: str) -> str:
    """Return the pattern of an e-mail address whose sign is written in one of these ways."""
    return rf"[\w.%+\-]+{sign}[\w\-]+(?:\.[\w\-]+)+"


THE = rf"[A-Z]{{2}}{GAP}{digits(13, 13)}"
"""A health insurance card: two letters and thirteen digits."""

TAI_KHOAN = rf"(?:tài\s+khoản|tai\s+khoan|stk|(?:số|so)\s+tk)\D{{0,24}}?({digits(6, 19)})"
"""A number behind the word account, to be compiled without regard to case; the group is the number."""

GIAY_TO = rf"(?:căn cước|cccd|cmnd|cmtnd|chứng minh|hộ chiếu)\D{{0,24}}?([A-Z]?{digits(7, 12)})(?![\w/])"
"""A number behind the name of a card or passport, likewise."""

_EDGE = r"(?<![\w.,/\-])"
_END = r"(?![\w/])"
_PHONES = "điện thoại|đt|sđt|zalo|gọi"
_PATTERNS = (
    (LoaiDuLieu.THU_DIEN_TU, re.compile(address("@"))),
    (LoaiDuLieu.THE_BAO_HIEM, re.compile(rf"{_EDGE}{THE}{_END}")),
    (LoaiDuLieu.SO_GIAY_TO, re.compile(rf"{_EDGE}0{GAP}{digits(11, 11)}{_END}")),
    (LoaiDuLieu.SO_GIAY_TO, re.compile(GIAY_TO, re.IGNORECASE)),
    (LoaiDuLieu.TAI_KHOAN, re.compile(rf"{TAI_KHOAN}{_END}", re.IGNORECASE)),
    # Mobile numbers are a person's until somebody says otherwise; offices have numbers that begin with 02, 18, 19.
    (LoaiDuLieu.DIEN_THOAI, re.compile(rf"{_EDGE}(?:\+?84{GAP}|0)[35789]{GAP}{digits(8, 8)}{_END}")),
    (
        LoaiDuLieu.DIEN_THOAI,
        re.compile(rf"(?:{_PHONES})\D{{0,16}}?((?:\+?84{GAP}|0){digits(8, 10)}){_END}", re.IGNORECASE),
    ),
)


def find_du_lieu_ca_nhan(text: str) -> Iterator[DuLieuCaNhan]:
    """Yield what looks like personal data, line by line; a piece of text counts once."""
    for number, line in enumerate(text.splitlines(), 1):
        taken: list[range] = []
        for loai, pattern in _PATTERNS:
            for match in pattern.finditer(line):
                first, last = match.span(match.lastindex or 0)
                if not any(first < other.stop and other.start < last for other in taken):
                    taken.append(range(first, last))
                    yield DuLieuCaNhan(loai, number, line[first:last])
