"""Tables of editors made readable by screen readers (A11Y-08): scopes on headers, no header cell without words."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_ALIGNMENT_CLASSES = {"left": "can-trai", "center": "can-giua", "right": "can-phai"}


class AccessibleTables(Extension):
    """Gives every Markdown table the header cells that its author meant."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - name given by Python-Markdown
        """Register the mending of tables after inline text is in place and before unsafe attributes are dropped."""
        md.treeprocessors.register(_TableMender(md), "cchc-tables", -9)


class _TableMender(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        for table in root.iter("table"):
            _take_alignment(table)
            _mend(table)


def _mend(table: ET.Element) -> None:
    """Scope the header row; where its corner is empty, the first column heads the rows."""
    head = table.find("thead")
    cells = [] if head is None else list(head.iter("th"))
    if not cells:
        return
    corner_is_empty = _is_empty(cells[0])
    if head is not None and all(_is_empty(cell) for cell in cells):
        table.remove(head)
    else:
        _scope_columns(cells)
    if corner_is_empty:
        _head_rows(table)


def _scope_columns(cells: Sequence[ET.Element]) -> None:
    for cell in cells:
        if _is_empty(cell):
            cell.tag = "td"
        else:
            cell.set("scope", "col")


def _head_rows(table: ET.Element) -> None:
    for row in table.iterfind("tbody/tr"):
        first = row.find("td")
        if first is not None and not _is_empty(first):
            first.tag = "th"
            first.set("scope", "row")


def _take_alignment(table: ET.Element) -> None:
    """Turn the alignment that Markdown writes as a style, which a strict policy forbids, into a class."""
    for cell in (*table.iter("th"), *table.iter("td")):
        alignment = cell.attrib.pop("style", "").removeprefix("text-align: ").rstrip(";")
        if alignment in _ALIGNMENT_CLASSES:
            cell.set("class", _ALIGNMENT_CLASSES[alignment])


def _is_empty(cell: ET.Element) -> bool:
    return not "".join(cell.itertext()).strip() and len(cell) == 0
