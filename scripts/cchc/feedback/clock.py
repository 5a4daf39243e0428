"""The clock that use cases are given, so that tests and fault drills can turn it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Returns the present moment, with its zone."""


def utc_now() -> datetime:
    """Return the machine's present moment in UTC."""
    return datetime.now(UTC)
