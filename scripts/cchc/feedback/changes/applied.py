"""What becomes of a change."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Applied:
    """What became of a change. ``done`` is False if there was nothing to do: already spent, already there, none left.

    ``changed_at`` is the item's new moment of change, to be given as ``seen`` with the next step. ``files`` are the
    stored names of what no item has any more: the caller removes them from their folder.
    """

    done: bool = True
    changed_at: datetime | None = None
    references: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
