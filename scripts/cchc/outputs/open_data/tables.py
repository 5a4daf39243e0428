"""Tables as files that office programs open: CSV and XLSX, the same bytes for the same rows."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO

from xlsxwriter import Workbook  # type: ignore[import-untyped] # the library has no stubs

# Some spreadsheets take the full-width signs of East Asian keyboards for the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MAX_CELL = 32_767
"""The most characters that a cell of a workbook holds (Excel specifications and limits)."""

_EPOCH = datetime(2000, 1, 1)
"""A date of making without meaning, so that the same rows give the same bytes."""

_WIDTH = 60


@dataclass(frozen=True)
class Cot:
    """A column: its name in CSV and its label in workbooks."""

    ma: str
    nhan: str


@dataclass(frozen=True)
class Bang:
    """A table; every cell is text or a whole number."""

    tieu_de: str
    cot: tuple[Cot, ...]
    hang: Sequence[tuple[str | int, ...]]


def render_csv(bang: Bang) -> bytes:
    """Return the table as RFC 4180 in UTF-8 with BOM, which Excel needs to see Vietnamese letters.

    A text that a spreadsheet would take for a formula is preceded by an apostrophe.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(cot.ma for cot in bang.cot)
    writer.writerows([_disarm(cell) for cell in row] for row in bang.hang)
    return text.getvalue().encode("utf-8-sig")


def _disarm(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def render_xlsx(bang: Bang) -> bytes:
    """Return the table as a workbook: a frozen, filterable head row, every text as text and never as a formula."""
    stream = BytesIO()
    # Files in the archive carry the fixed date that the library gives them; only the properties know a clock.
    with Workbook(stream, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}) as book:
        book.set_properties({"title": bang.tieu_de, "created": _EPOCH})
        sheet = book.add_worksheet(bang.tieu_de[:31])
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF5"})
        for column, cot in enumerate(bang.cot):
            sheet.set_column(column, column, _width(bang, column))
            sheet.write_string(0, column, cot.nhan, head)
        for position, row in enumerate(bang.hang, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(position, column, cell)
                elif cell:
                    sheet.write_string(position, column, cell[:_MAX_CELL])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(bang.hang), len(bang.cot) - 1)
    return stream.getvalue()


def _width(bang: Bang, column: int) -> int:
    longest = max((len(str(row[column])) for row in bang.hang), default=0)
    return min(max(longest, len(bang.cot[column].nhan) // 2, 10) + 2, _WIDTH)
