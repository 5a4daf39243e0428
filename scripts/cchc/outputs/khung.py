"""The frame (khung) of record pages: one page rendered by the theme, cut at sentinels, filled for each record."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

GOC = "\ue000"
"""Stands for the way up to the site's root in every link, until the depth of the page is known."""

SLOTS = {"tieu_de": "\ue001", "dau_trang": "\ue002", "duong_dan": "\ue003", "than": "\ue004"}
"""The sentinel of each slot: private-use characters, which content files may not contain."""

_SENTINEL = re.compile("([" + "".join(SLOTS.values()) + "])")
_NAMES = {sentinel: name for name, sentinel in SLOTS.items()}


class BrokenKhung(Exception):
    """The theme did not print each slot exactly once: its templates and this code do not fit together."""


@dataclass(frozen=True)
class Khung:
    """The constant pieces of a frame with the names of the slots between them."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]

    def fill(self, values: Mapping[str, str], goc: str) -> bytes:
        """Return the bytes of a page: slots filled, links made relative to ``goc`` (such as "../../" or "/cchc/")."""
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts += (values[slot], piece)
        return "".join(parts).replace(GOC, goc).encode()


def cut(html: str) -> Khung:
    """Cut a rendered page at its sentinels; raise BrokenKhung unless each stands in it exactly once."""
    pieces = _SENTINEL.split(html)
    slots = tuple(_NAMES[sentinel] for sentinel in pieces[1::2])
    if sorted(slots) != sorted(SLOTS):
        raise BrokenKhung(f"slots found in the frame: {slots}")
    return Khung(tuple(pieces[0::2]), slots)


def goc_of(url: str) -> str:
    """Return the relative way from a page up to the root: ``../../`` for ``/tin-tuc/2026/``, ``./`` for ``/``."""
    return "../" * url.strip("/").count("/") + ("../" if url.strip("/") and url.endswith("/") else "") or "./"
