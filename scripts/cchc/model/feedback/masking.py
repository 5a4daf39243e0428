"""Personal data in free text: found for the warning beside a form, masked before anything is published (PDP-03, QA-08).

Finding is generous: a number too many is masked sooner than one too few. A person reads the result before it is public.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from cchc.text import fold, nfc


class DuLieuCaNhan(StrEnum):
    """Sorts of personal data that can be told from their form, with the words that take their place."""

    HO_TEN = "ho-ten", "họ tên"
    EMAIL = "email", "thư điện tử"
    DIEN_THOAI = "dien-thoai", "số điện thoại"
    BHYT = "bhyt", "số thẻ bảo hiểm y tế"
    TAI_KHOAN = "tai-khoan", "số tài khoản"
    SO_GIAY_TO = "so-giay-to", "số giấy tờ"

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the words beside the value."""
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member

    @property
    def placeholder(self) -> str:
        """Return what stands in the masked text."""
        return f"[{self.label}]"


@dataclass(frozen=True)
class TimThay:
    """Something personal in a text: its sort, its place, its words."""

    loai: DuLieuCaNhan
    start: int
    end: int
    chu: str


_L = DuLieuCaNhan
_PLACEHOLDER = re.compile("|".join(re.escape(sort.placeholder) for sort in DuLieuCaNhan))
_GAP = r"[ .\-\u00a0]?"
_ACCOUNT = r"(?:số\s+)?tài\s+khoản|(?:so\s+)?tai\s+khoan|stk|(?:số|so)\s+tk"
# In this order: of two that begin at one place the first is meant. A group, where there is one, is what is masked.
_PATTERNS: tuple[tuple[DuLieuCaNhan, re.Pattern[str]], ...] = (
    (_L.EMAIL, re.compile(r"[\w.%+\-]+\s?(?:@|\(at\)|\[at\])\s?[\w\-]+(?:\.[\w\-]+)+")),
    (_L.BHYT, re.compile(rf"(?<![A-Za-z])[A-Za-z]{{2}}{_GAP}\d(?:{_GAP}\d){{12}}(?!\d)")),
    (_L.TAI_KHOAN, re.compile(rf"(?:{_ACCOUNT})\D{{0,20}}?(\d(?:{_GAP}\d){{5,18}})", re.IGNORECASE)),
    (_L.SO_GIAY_TO, re.compile(r"(?<!\d)\d{3}(?: \d{3}){3}(?!\d)")),
    # The digits of a procedure's full code (1.012753.000.00.00.H19) are no phone number.
    (_L.DIEN_THOAI, re.compile(rf"(?<!\d)(?<!\d\.)(?:\+84|0084|\(0\d{{1,3}}\)|0){_GAP}\d(?:{_GAP}\d){{7,9}}(?!\d)")),
    (_L.SO_GIAY_TO, re.compile(r"\d{9,}")),
)
_HEALTH = (
    *("benh an", "ket qua xet nghiem", "ket qua kham", "chan doan", "don thuoc cua", "tien su benh", "nhiem hiv"),
    *("so benh an", "giay ra vien", "benh nhan ten"),
)


def find_personal(text: str, names: Iterable[str] = (), keep: Iterable[str] = ()) -> tuple[TimThay, ...]:
    """Return what is personal in a text, in its order, without overlaps.

    ``names`` are words to be masked wherever they stand: the sender's name, also its last two words, with diacritics or
    without any; his contacts and address. ``keep`` are strings that a person has confirmed as public, such as the
    agency's own number. The text is taken in Unicode form NFC: places count in it.
    """
    patterns = (*((DuLieuCaNhan.HO_TEN, pattern) for pattern in _name_patterns(names)), *_PATTERNS)
    text, kept = nfc(text), {_bare(entry) for entry in keep}
    found: list[TimThay] = []
    for start, piece in _pieces(text):
        found += [
            TimThay(match.loai, start + match.start, start + match.end, match.chu)
            for match in _scan(piece, patterns)
            if _bare(match.chu) not in kept
        ]
    return tuple(found)


def mask(text: str, names: Iterable[str] = (), keep: Iterable[str] = ()) -> str:
    """Return the text with a word in brackets for each thing that ``find_personal`` finds; afterwards it finds none."""
    text, names, keep = nfc(text), tuple(names), tuple(keep)
    # What stood on both sides of something masked may be found only now; each round masks more, so there is an end.
    while found := find_personal(text, names, keep):
        for entry in reversed(found):
            text = f"{text[: entry.start]}{entry.loai.placeholder}{text[entry.end :]}"
    return text


def hints_at_health(text: str) -> bool:
    """Tell whether a text seems to speak of somebody's own health record: a hint for the writer, never a mask."""
    folded = fold(text)
    return any(word in folded for word in _HEALTH)


def _name_patterns(names: Iterable[str]) -> Iterator[re.Pattern[str]]:
    variants: set[tuple[str, ...]] = set()
    for name in names:
        words = tuple(nfc(name).split())
        if sum(char.isalnum() for char in name) < 2:
            continue
        for part in {words, words[-2:]}:
            variants.add(part)
            if len(part) > 1:
                variants.add(tuple(fold(" ".join(part)).split()))
    # Longer ones first, or a last name would hide the whole.
    for words in sorted(filter(None, variants), key=lambda words: (-len(" ".join(words)), words)):
        # One word alone may be a common one: then only as it was written.
        flags = re.IGNORECASE if len(words) > 1 else 0
        spelled = r"\s+".join(map(re.escape, words))
        yield re.compile(rf"(?<!\w){spelled}(?!\w)", flags)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for placeholder in _PLACEHOLDER.finditer(text):
        yield start, text[start : placeholder.start()]
        start = placeholder.end()
    yield start, text[start:]


def _scan(piece: str, patterns: Iterable[tuple[DuLieuCaNhan, re.Pattern[str]]]) -> list[TimThay]:
    candidates = [
        (match.span(match.lastindex or 0), rank, sort)
        for rank, (sort, pattern) in enumerate(patterns)
        for match in pattern.finditer(piece)
    ]
    found: list[TimThay] = []
    for (start, end), _, sort in sorted(candidates, key=lambda entry: (entry[0][0], entry[1])):
        if not found or start >= found[-1].end:
            found.append(TimThay(sort, start, end, piece[start:end]))
    return found


def _bare(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())
