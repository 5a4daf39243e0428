"""Tables of Word as Markdown tables: merged cells spread out so that no word is lost, layout tables unwrapped."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cchc.importers.article import Block, Loai
from cchc.importers.packages import Element

_READ = Callable[[Element], list[Block]]
_MERGED = "bảng có ô gộp: đã tách, chữ của ô gộp được lặp lại ở từng ô; hãy xem lại bảng"
_NESTED = "bảng lồng trong bảng: đã đưa chữ vào ô; hãy xem lại bảng"
_MAX_SPAN = 200
_BAR = re.compile(r"(\\*)\|")


@dataclass(frozen=True)
class _Cell:
    """A cell on the grid; ``is_copy`` marks the places that a merged cell covers beside its first."""

    markdown: str = ""
    text: str = ""
    is_copy: bool = False
    colspan: int = 1


_Grid = list[list[_Cell]]


def make_table(table: Element, read: _READ, notes: list[str]) -> Iterator[Block]:
    """Yield a table block, with the title row that spans it as a paragraph before, or the blocks of a layout table."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]
    if _is_layout(cells, read):
        for cell in _in_reading_order(cells):
            yield from read(cell)
        return
    if any(cell.find(".//table") is not None for row in cells for cell in row):
        notes.append(_NESTED)
    grid = _make_grid(cells, read)
    if any(cell.is_copy for row in grid for cell in row):
        notes.append(_MERGED)
    while grid and _is_full_row(grid[0]) and len(grid) > 1:
        title = grid.pop(0)[0]
        if title.text:
            yield Block(Loai.PARAGRAPH, title.text, title.markdown, is_bold=_is_bold(title.markdown))
    heads = _count_heads(grid, cells, rows)
    if grid:
        yield Block(Loai.TABLE, " ".join(cell.text for row in grid for cell in row), _render(grid, heads))


def _is_layout(cells: list[list[Element]], read: _READ) -> bool:
    """A table of one cell or one column, or one that holds pictures, only sets places on the page."""
    if any(_has_picture(cell) for row in cells for cell in row):
        return True
    return max((len(row) for row in cells), default=0) <= 1


def _in_reading_order(cells: list[list[Element]]) -> Iterator[Element]:
    """Yield cells row by row; below a row of pictures each cell follows its picture, since it is the caption."""
    at = 0
    while at < len(cells):
        row, below = cells[at], cells[at + 1] if at + 1 < len(cells) else []
        captioned = len(row) == len(below) > 1 and all(map(_has_picture, row)) and not any(map(_has_picture, below))
        for x, cell in enumerate(row):
            yield cell
            if captioned:
                yield below[x]
        at += 2 if captioned else 1


def _has_picture(cell: Element) -> bool:
    return cell.find(".//img") is not None


def _make_grid(cells: list[list[Element]], read: _READ) -> _Grid:
    grid: dict[tuple[int, int], _Cell] = {}
    for y, row in enumerate(cells):
        x = 0
        for node in row:
            while (y, x) in grid:
                x += 1
            markdown, text = _cell_text(read(node))
            width, height = _span(node, "colspan"), min(_span(node, "rowspan"), len(cells) - y)
            for dy in range(height):
                for dx in range(width):
                    grid[y + dy, x + dx] = _Cell(markdown, text, is_copy=bool(dx or dy), colspan=width)
            x += width
    width = max((x for _, x in grid), default=-1) + 1
    made = [[grid.get((y, x), _Cell()) for x in range(width)] for y in range(len(cells))]
    return [row for row in made if any(cell.text for cell in row)]


def _span(node: Element, name: str) -> int:
    value = node.get(name, "1")
    return min(max(int(value), 1), _MAX_SPAN) if value.isdigit() else 1


def _cell_text(blocks: list[Block]) -> tuple[str, str]:
    """Return the Markdown and the words of a cell; lines of several paragraphs or of a list stand below each other."""
    lines: list[str] = []
    for block in blocks:
        if block.loai is Loai.TABLE:
            rows = [line for line in block.markdown.split("\n") if not set(line) <= set("|- ")]
            lines += [" – ".join(filter(None, map(str.strip, row.strip("|").split(" | ")))) for row in rows]
        else:
            lines += [line.strip() for line in block.markdown.split("\n")]
    markdown = "<br>".join(_escape_bars(line) for line in lines if line)
    return markdown, " ".join(block.text for block in blocks)


def _escape_bars(line: str) -> str:
    """Keep bars from ending the cell; behind a backslash only an entity does so."""
    line = line[1:] if line.startswith("\\|") else line
    return _BAR.sub(lambda found: f"{found[1]}&#124;" if found[1] else "\\|", line)


def _is_full_row(row: list[_Cell]) -> bool:
    return len(row) > 1 and row[0].colspan >= len(row)


def _is_bold(markdown: str) -> bool:
    return markdown.startswith("**") and markdown.endswith("**")


def _count_heads(grid: _Grid, cells: list[list[Element]], rows: list[Element]) -> int:
    """Return how many rows head the table: those marked as such, else the first with the rows its merged cells need."""
    marked = len([row for row in rows if next(row.iterancestors("thead"), None) is not None])
    if 0 < marked < len(grid):
        return marked
    if not grid or not any(cell.is_copy for cell in grid[0]) or len(grid) < 3:
        return 1
    below = any(cell.is_copy for cell in grid[1])
    return 2 if below and any(cell.text and not cell.is_copy for cell in grid[1]) else 1


def _render(grid: _Grid, heads: int) -> str:
    head = [_join_heads([row[x] for row in grid[:heads]]) for x in range(len(grid[0]))]
    lines = [_line(head), "|" + "|".join("---" for _ in head) + "|"]
    for row in grid[heads:]:
        if _is_full_row(row):
            lines.append(_line([_strong(row[0].markdown), *("" for _ in row[1:])]))
        else:
            lines.append(_line([cell.markdown for cell in row]))
    return "\n".join(lines)


def _join_heads(cells: list[_Cell]) -> str:
    """Return the words of stacked header cells, each once: "Năm 2026 – Quý I"."""
    words = dict.fromkeys(cell.markdown.strip("*") if _is_bold(cell.markdown) else cell.markdown for cell in cells)
    return " – ".join(word for word in words if word)


def _strong(markdown: str) -> str:
    return markdown if _is_bold(markdown) or "<br>" in markdown else f"**{markdown}**"


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
