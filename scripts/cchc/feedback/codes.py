"""Codes that people read aloud and type: the reference of an item and its secret part."""

import re
from dataclasses import dataclass
from math import log2

_ALPHABET = "23456789CFHJKMNPRTVWX"


@dataclass(frozen=True)
class CodeFormat:
    """Groups of characters without vowels (no words come out) and without look-alikes: 0OQD 1IL SZBG."""

    groups: int
    group_size: int

    @property
    def space(self) -> int:
        """Return how many codes exist."""
        size: int = len(_ALPHABET) ** (self.groups * self.group_size)
        return size

    @property
    def entropy(self) -> float:
        """Return the bits of a code drawn evenly."""
        return log2(self.space)

    def write(self, number: int) -> str:
        """Return the code of a number in ``range(space)``."""
        chars: list[str] = []
        for _ in range(self.groups * self.group_size):
            number, digit = divmod(number, len(_ALPHABET))
            chars.append(_ALPHABET[digit])
        return self._group("".join(chars))

    def parse(self, text: str) -> str | None:
        """Return the code as we write it from what a person typed (case, spaces and hyphens are free), or None."""
        bare = re.sub(r"[\s\-–]+", "", text).upper()
        if len(bare) != self.groups * self.group_size or set(bare) - set(_ALPHABET):
            return None
        return self._group(bare)

    def _group(self, bare: str) -> str:
        size = self.group_size
        return "-".join(bare[start : start + size] for start in range(0, len(bare), size))


REFERENCE = CodeFormat(groups=2, group_size=5)
"""Mã tiếp nhận, ``K7M4P-9RTX3``: 43.9 bits; it names an item but opens nothing without the secret part."""

SECRET = CodeFormat(groups=3, group_size=4)
"""Phần bí mật: 52.7 bits, shown to the sender only; the store keeps its hash."""
