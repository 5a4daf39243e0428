"""The Vietnamese language as this portal needs it: pure functions over strings, dates and amounts."""

from cchc.text.collate import collation_key
from cchc.text.dates import VIETNAM, format_date, format_datetime, format_period, parse_date, parse_datetime, to_vietnam
from cchc.text.fold import fold, is_nfc, nfc
from cchc.text.money import format_money
from cchc.text.shorten import shorten
from cchc.text.sizes import format_size
from cchc.text.slug import slug
from cchc.text.so_ky_hieu import find_all_so_ky_hieu, find_so_ky_hieu, is_local, so_ky_hieu_key

__all__ = [
    "VIETNAM",
    "collation_key",
    "find_all_so_ky_hieu",
    "find_so_ky_hieu",
    "fold",
    "format_date",
    "format_datetime",
    "format_money",
    "format_period",
    "format_size",
    "is_local",
    "is_nfc",
    "nfc",
    "parse_date",
    "parse_datetime",
    "shorten",
    "slug",
    "so_ky_hieu_key",
    "to_vietnam",
]
