"""Amounts as people read them: 500000 → 500.000 đồng."""

from decimal import Decimal

_UNITS = {"VND": "đồng", "USD": "đô la Mỹ"}


def format_money(amount: Decimal | int, currency: str = "VND") -> str:
    """Write an amount with Vietnamese separators and the currency in words: ``1.500.000 đồng``, ``12,5 đô la Mỹ``."""
    return f"{format_number(amount)} {_UNITS.get(currency, currency)}"


def format_number(number: Decimal | int) -> str:
    """Write a number with a point between thousands and a decimal comma, without trailing zeros."""
    text = f"{Decimal(number):,f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")
