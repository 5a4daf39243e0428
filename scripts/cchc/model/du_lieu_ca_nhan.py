"""Personal data in a text that is to be published: identity and card numbers, phones, e-mail addresses, accounts.

Only what has a form can be found; names and addresses are looked for by a person (QA-08, PDP-03).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class LoaiDuLieu(StrEnum):
    """What was found, in the words in which its author is told."""

    THU_DIEN_TU = "địa chỉ thư điện tử"
    THE_BAO_HIEM = "mã số thẻ bảo hiểm y tế"
    CAN_CUOC = "số định danh cá nhân, căn cước"
    TAI_KHOAN = "số tài khoản"
    DIEN_THOAI = "số điện thoại"


@dataclass(frozen=True)
class DuLieuCaNhan:
    """One find: its kind, the line (from 1) and its words as they stand in the text."""

    loai: LoaiDuLieu
    dong: int
    chu: str


_GAP = r"[ .\-]?"
_EDGE = r"(?<![\w.,/\-])"
_END = r"(?![\w/])"
_PATTERNS = (
    (LoaiDuLieu.THU_DIEN_TU, re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")),
    (LoaiDuLieu.THE_BAO_HIEM, re.compile(rf"{_EDGE}[A-Z]{{2}}{_GAP}\d(?:{_GAP}\d){{12}}{_END}")),
    (LoaiDuLieu.CAN_CUOC, re.compile(rf"{_EDGE}0(?:{_GAP}\d){{11}}{_END}")),
    (
        LoaiDuLieu.CAN_CUOC,
        re.compile(
            rf"(?:căn cước|cccd|cmnd|cmtnd|chứng minh|hộ chiếu)\D{{0,24}}?([A-Z]?\d(?:{_GAP}\d){{6,11}}){_END}", re.I
        ),
    ),
    (
        LoaiDuLieu.TAI_KHOAN,
        re.compile(rf"(?:tài khoản|stk)\D{{0,24}}?(\d(?:{_GAP}\d){{5,18}}){_END}", re.I),
    ),
    # Mobile numbers are a person's until somebody says otherwise; offices have numbers that begin with 02, 18, 19.
    (LoaiDuLieu.DIEN_THOAI, re.compile(rf"{_EDGE}(?:\+?84{_GAP}|0)[35789](?:{_GAP}\d){{8}}{_END}")),
    (
        LoaiDuLieu.DIEN_THOAI,
        re.compile(rf"(?:điện thoại|đt|sđt|zalo|gọi)\D{{0,16}}?((?:\+?84{_GAP}|0)\d(?:{_GAP}\d){{7,9}}){_END}", re.I),
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
