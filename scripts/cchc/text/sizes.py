"""Sizes of files as people read them."""

from decimal import Decimal

from cchc.text.money import format_number

_MB = 1024 * 1024


def format_size(size: int) -> str:
    """Write a number of bytes: ``34 KB``, ``1,2 MB``."""
    if size < _MB:
        return f"{max(1, round(size / 1024))} KB"
    return f"{format_number(round(Decimal(size) / _MB, 1))} MB"
