"""A mistake in a content file, told to its author: where, which field, what is wrong and what to write."""

from dataclasses import dataclass
from enum import StrEnum


class MucDo(StrEnum):
    """How much a problem matters: an error stops the build, a warning only does so in strict mode."""

    LOI = "lỗi"
    CANH_BAO = "cảnh báo"


@dataclass(frozen=True, order=True)
class Problem:
    """One line for the author, written ``path:line: field: message``.

    ``path`` is relative to the root with forward slashes; ``field`` is dotted with list positions (``giay_to.2.ten``),
    empty when the file as a whole is meant; ``line`` is 1-based, 0 as long as it has not been looked up.
    """

    path: str
    line: int
    field: str
    message: str
    muc_do: MucDo = MucDo.LOI

    @property
    def is_error(self) -> bool:
        """Tell whether the problem stops a build that is not strict."""
        return self.muc_do is MucDo.LOI

    def __str__(self) -> str:
        where = f"{self.path}:{self.line or 1}:"
        return " ".join(part for part in (where, f"{self.field}:" if self.field else "", self.message) if part)
