"""A closed list whose values bring the words that people read; lists of the content files have theirs in ``nhan``."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A member is written ``NAME = "value", "Words"``; it compares, is stored and is sent as its value."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the words beside the value."""
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member
