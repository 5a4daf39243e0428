"""The Vietnamese language as this portal needs it: pure functions over strings, dates and amounts."""

from cchc.text.collate import collation_key
from cchc.text.dates import VIETNAM, format_date, format_datetime, parse_date, parse_datetime, to_vietnam
from cchc.text.fold import fold, is_nfc, nfc
from cchc.text.money import format_money
from cchc.text.shorten import shorten
from cchc.text.slug import slug

__all__ = [
    "VIETNAM",
    "collation_key",
    "fold",
    "format_date",
    "format_datetime",
    "format_money",
    "is_nfc",
    "nfc",
    "parse_date",
    "parse_datetime",
    "shorten",
    "slug",
    "to_vietnam",
]
