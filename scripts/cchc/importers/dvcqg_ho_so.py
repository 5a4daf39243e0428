"""Dossiers of the national portal: cases, papers, the notes among them, the number of sets."""

import re
from collections.abc import Iterable

from cchc.importers.dvcqg_shape import Case, Component
from cchc.importers.plain_text import clean_line
from cchc.model.thanh_phan import GiayTo, TepNguon, TruongHopHoSo
from cchc.text import fold

_LEAD = r"[\W_]*(?:\w{1,2}[.)]\s*)?"
# Notes by their first words, whatever numbers of copies the form made people type.
_NOTE = re.compile(
    _LEAD + r"(?:(?:luu y|ghi chu|chu y|so luong ho so|so luong bo ho so|so bo ho so)\b"
    r"|(?:thanh phan ho so|ho so (?:bao )?gom|giay to phai (?:nop|xuat trinh))\b[^:]{0,80}:$)"
)
# Sentences about the filing: notes only where no copy at all is asked for.
_SENTENCE = re.compile(
    _LEAD + r"(?:trong truong hop|truong hop|doi voi|nguoi tiep nhan|nguoi yeu cau|nguoi co yeu cau|co quan|khi|neu"
    r"|cham nhat|viec|tuy)\b"
)
_SETS = re.compile(r"so (?:luong |bo )(?:bo )?ho so\s*:?\s*(.{0,200})")
_COUNT = re.compile(r"\b(?:0?(\d{1,2})\s*\)?|(mot))\s*(?:\(\s*\w+\s*\)\s*)?\(?\s*bo\b")


def map_thanh_phan_ho_so(cases: Iterable[Case]) -> tuple[TruongHopHoSo, ...]:
    """Map the papers case by case, every line of the source one line here."""
    return tuple(
        TruongHopHoSo(truong_hop=clean_line(case.name), giay_to=tuple(_map_giay_to(line) for line in case.components))
        for case in cases
    )


def find_so_luong(ho_so: Iterable[TruongHopHoSo]) -> tuple[int | None, str]:
    """Return the number of sets that the notes name, and the notes' words where the number depends on something.

    The portal has no field for it; agencies write "Số lượng hồ sơ: 01 bộ" among the papers.
    """
    counts: set[int] = set()
    notes: dict[str, None] = {}
    for text in _texts(ho_so):
        if found := _SETS.search(fold(text)):
            numbers = [int(count[1] or 1) for count in _COUNT.finditer(found[1])]
            # "02 bộ, trong đó 01 bộ gốc và 01 bộ sao": the parts add up to the first number.
            counts.update(numbers[:1] if numbers[:1] == [sum(numbers[1:])] else numbers)
            if len(numbers) > 1:
                notes[text] = None
    return counts.pop() if len(counts) == 1 else None, "; ".join(notes)


def _texts(ho_so: Iterable[TruongHopHoSo]) -> Iterable[str]:
    for case in ho_so:
        yield case.truong_hop
        yield from (giay_to.ten for giay_to in case.giay_to)


def _map_giay_to(component: Component) -> GiayTo:
    ten = clean_line(component.name)
    note = _is_note(ten, component)
    return GiayTo(
        ma=clean_line(component.code),
        ten=ten,
        ban_chinh=0 if note else component.originals or 0,
        ban_sao=0 if note else component.copies or 0,
        tep_nguon=tuple(TepNguon(id=file.id, ten=clean_line(file.name)) for file in component.attachments),
        la_ghi_chu=note,
    )


def _is_note(ten: str, component: Component) -> bool:
    if component.attachments:
        return False
    folded = fold(ten)
    return _NOTE.match(folded) is not None or (
        not component.originals and not component.copies and _SENTENCE.match(folded) is not None
    )
