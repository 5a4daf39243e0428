"""The list export of the portal as a workbook: codes, names, agencies and fields, for comparison only."""

import re
from collections.abc import Iterator
from itertools import islice

from cchc.importers.imported import Listed, Refused
from cchc.importers.packages import BrokenPackageError, Element, Package
from cchc.importers.plain_text import clean_line, clean_lines
from cchc.model.values import parse_ma
from cchc.text import fold

WORKBOOK = "xl/workbook.xml"

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHARED = "xl/sharedStrings.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_COLUMN = re.compile(r"[A-Z]{1,3}")
# The letterhead stands above the head of the table; nobody puts more above it.
_HEAD_WITHIN = 10
_HEAD = {
    "ma so": "ma",
    "ma": "ma",
    "ma thu tuc": "ma",
    "ma tthc": "ma",
    "ten": "ten",
    "ten thu tuc": "ten",
    "ten tthc": "ten",
    "co quan ban hanh": "ban_hanh",
    "co quan thuc hien": "thuc_hien",
    "linh vuc": "linh_vuc",
}
_MOST_ROWS = 100_000
# A cell of a workbook holds at most 32,767 signs; a shared text can stand in every cell, so all of them are counted.
_LONGEST_CELL = 32_767
_MOST_SIGNS = 50_000_000

Row = dict[str, str]
"""The cells of a row that have a text, by the letters of their column."""


def import_list(package: Package, origin: str) -> Iterator[Listed | Refused] | None:
    """Return the lines of a list export; None if no sheet has its head, which is looked for in the first rows."""
    for name in _sheet_names(package):
        rows = list(islice(_rows(package, name), _MOST_ROWS + 1))
        if len(rows) > _MOST_ROWS:
            raise BrokenPackageError(f"bảng tính có hơn {_MOST_ROWS} dòng; hãy chia nhỏ")
        for position, (_, row) in enumerate(rows[:_HEAD_WITHIN]):
            columns = {_HEAD[fold(clean_line(text))]: at for at, text in row.items() if fold(clean_line(text)) in _HEAD}
            if {"ma", "ten", "linh_vuc"} <= columns.keys():
                return _lines(rows[position + 1 :], columns, origin)
    return None


def _lines(rows: list[tuple[str, Row]], columns: dict[str, str], origin: str) -> Iterator[Listed | Refused]:
    for number, row in rows:
        cells = {name: row.get(at, "") for name, at in columns.items()}
        if any(text.strip() for text in cells.values()):
            yield _line(cells, f"{origin}, dòng {number}")


def _line(cells: dict[str, str], origin: str) -> Listed | Refused:
    ma = clean_line(cells["ma"])
    try:
        base = parse_ma(ma)
    except ValueError as error:
        return Refused(origin, ma, str(error))
    return Listed(
        ma=base,
        ten=clean_line(cells["ten"]),
        linh_vuc=clean_line(cells["linh_vuc"]),
        ban_hanh=tuple(clean_lines(cells.get("ban_hanh", ""))),
        thuc_hien=tuple(clean_lines(cells.get("thuc_hien", ""))),
        origin=origin,
    )


def _sheet_names(package: Package) -> list[str]:
    targets = {
        relation.get("Id"): str(relation.get("Target", "")).removeprefix("/xl/").removeprefix("xl/")
        for relation in package.parse(_RELATIONS)
    }
    ids = [sheet.get(f"{_R}id") for sheet in package.parse(WORKBOOK).iter(f"{_S}sheet")]
    return [f"xl/{targets[sheet]}" for sheet in ids if targets.get(sheet)]


def _rows(package: Package, sheet: str) -> Iterator[tuple[str, Row]]:
    shared = [_text(item) for item in package.parse(_SHARED)] if _SHARED in package else []
    signs = 0
    for position, row in enumerate(package.parse(sheet).iter(f"{_S}row"), 1):
        cells = {}
        for cell in row.iterfind(f"{_S}c"):
            column = _COLUMN.match(cell.get("r") or "")
            if column and (text := _read_cell(cell, shared)):
                cells[column[0]] = text
        signs += sum(map(len, cells.values()))
        if signs > _MOST_SIGNS or any(len(text) > _LONGEST_CELL for text in cells.values()):
            raise BrokenPackageError("bảng tính có ô dài bất thường")
        yield row.get("r") or str(position), cells


def _read_cell(cell: Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_S}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    inline = cell.find(f"{_S}is")
    return value if inline is None else _text(inline)


def _text(item: Element) -> str:
    return "".join(node.text or "" for node in item.iter(f"{_S}t"))
