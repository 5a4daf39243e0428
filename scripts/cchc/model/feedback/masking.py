"""Personal data in free text: found for the warning beside a form, masked before anything is published (PDP-03, QA-08).

Finding is generous: a number too many is masked sooner than one too few. A person reads the result before it is public.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cchc.model.du_lieu_ca_nhan import GAP, GIAY_TO, TAI_KHOAN, THE, LoaiDuLieu, address, digits
from cchc.text import fold, nfc


@dataclass(frozen=True)
class TimThay:
    """Something personal in a text: its sort, its place, its words."""

    loai: LoaiDuLieu
    start: int
    end: int
    chu: str


_L = LoaiDuLieu
_PLACEHOLDERS = {sort: f"[{sort.label}]" for sort in LoaiDuLieu}
_PLACEHOLDER = re.compile("|".join(map(re.escape, _PLACEHOLDERS.values())))
# In this order: of two that begin at one place the first is meant. A group, where there is one, is what is masked.
_PATTERNS: tuple[tuple[LoaiDuLieu, re.Pattern[str]], ...] = (
    (_L.THU_DIEN_TU, re.compile(address(r"\s?(?:@|\(at\)|\[at\])\s?"))),
    (_L.THE_BAO_HIEM, re.compile(rf"(?<![A-Za-z]){THE}(?!\d)", re.IGNORECASE)),
    (_L.TAI_KHOAN, re.compile(TAI_KHOAN, re.IGNORECASE)),
    (_L.SO_GIAY_TO, re.compile(r"(?<!\d)\d{3}(?: \d{3}){3}(?!\d)")),
    # The digits of a procedure's full code (1.012753.000.00.00.H19) are no phone number.
    (_L.DIEN_THOAI, re.compile(rf"(?<!\d)(?<!\d\.)(?:\+84|0084|\(0\d{{1,3}}\)|0){GAP}{digits(8, 10)}(?!\d)")),
    (_L.SO_GIAY_TO, re.compile(GIAY_TO, re.IGNORECASE)),
    (_L.SO_GIAY_TO, re.compile(r"\d{9,}")),
)
_BESIDE = re.compile(r"[()\[\]/;]|\s[-–—]\s")
"""What parts a name from what people write beside it: a second name, a firm, "(đại diện)"."""
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
    patterns = (*((_L.HO_TEN, pattern) for pattern in _name_patterns(names)), *_PATTERNS)
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
            text = f"{text[: entry.start]}{_PLACEHOLDERS[entry.loai]}{text[entry.end :]}"
    return text


def hints_at_health(text: str) -> bool:
    """Tell whether a text seems to speak of somebody's own health record: a hint for the writer, never a mask."""
    folded = fold(text)
    return any(word in folded for word in _HEALTH)


def _name_patterns(names: Iterable[str]) -> Iterator[re.Pattern[str]]:
    variants: set[tuple[str, ...]] = set()
    for name in names:
        if sum(char.isalnum() for char in name) < 2:
            continue
        parts = (tuple(part.split()) for part in _BESIDE.split(nfc(name)))
        for words in {tuple(nfc(name).split()), *(part for part in parts if len(part) > 1)}:
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


def _scan(piece: str, patterns: Iterable[tuple[LoaiDuLieu, re.Pattern[str]]]) -> list[TimThay]:
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
