"""The steps of storing a submission, told to whoever watches: drills end the process between any two of them."""

from collections.abc import Callable
from enum import Enum, auto
from typing import TypeAlias


class Step(Enum):
    """A point that the writing thread has just passed, in the order of a submission and then of the spool."""

    TAKEN = auto()
    BEGUN = auto()
    ITEM_WRITTEN = auto()
    DEPENDENT_WRITTEN = auto()
    COMMITTED = auto()
    SPOOL_DRAFTED = auto()
    SPOOL_SYNCED = auto()
    SPOOL_NAMED = auto()
    SPOOLED = auto()
    DRAINED = auto()
    DRAIN_FORGOTTEN = auto()


Watcher: TypeAlias = Callable[[Step], None]
"""Is told of each step by the thread that made it."""


def nobody(_: Step) -> None:
    """Watch nothing."""
