"""The flow of a printed document: wrapped lines joined to paragraphs, rows put together again over pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.importers.pdf_pages import Cell, Line, Page

# Points, as the portal lays its pages out: from a cell's edge to its text, the lower margin, the width of running text.
_PADDING = 10.0
_MARGIN = 72.0
_TEXT_WIDTH = 505.28
_SLACK = 0.5
_ROUNDING = 0.15
# The portal's typesetter counts the sign of a new line with the word before it, as wide as a missing glyph.
_NEW_LINE = 0.778
_SPACES = " \t\0"
# After these a line may end, though not before a digit (Unicode line breaking, rules LB13 and LB25).
_BREAKS = "-/–—‐"
_TAB = "\0"


@dataclass(frozen=True)
class Heading:
    """A line that stands out by its size."""

    text: str


@dataclass(frozen=True)
class Paragraphs:
    """Running text, a line for each line of the source."""

    text: str


@dataclass(frozen=True)
class Row:
    """A row of a table; its head is a row like the others."""

    cells: tuple[str, ...]


Block = Heading | Paragraphs | Row


@dataclass(frozen=True)
class _Piece:
    """A line outside of tables, or a row of cells, where it stands."""

    page: int
    y: float
    line: Line | None = None
    cells: tuple[Cell, ...] = ()


def read_flow(pages: Sequence[Page], *, heading_size: float) -> Iterator[Block]:
    """Yield headings, paragraphs and rows in reading order; lines of ``heading_size`` points and more are headings."""
    pieces = [piece for number, page in enumerate(pages) for piece in _pieces(number, page)]
    at = 0
    while at < len(pieces):
        last = at + 1
        if pieces[at].line is None:
            while last < len(pieces) and _continues(pieces[last - 1], pieces[last], pages):
                last += 1
            yield _join_row([piece.cells for piece in pieces[at:last]])
        else:
            while last < len(pieces) and _runs_on(pieces[at], pieces[last], heading_size):
                last += 1
            yield _join_lines([piece.line for piece in pieces[at:last] if piece.line], heading_size)
        at = last


def _pieces(number: int, page: Page) -> list[_Piece]:
    rows: list[list[Cell]] = []
    for cell in page.cells:
        if rows and abs(rows[-1][0].top - cell.top) < _SLACK and cell.left > rows[-1][-1].left:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    pieces = [_Piece(number, line.y, line=line) for line in page.lines if line.text.strip()]
    pieces += [_Piece(number, row[0].top, cells=tuple(row)) for row in rows]
    return sorted(pieces, key=lambda piece: piece.y)


def _continues(above: _Piece, below: _Piece, pages: Sequence[Page]) -> bool:
    """Tell whether a row goes on at the top of the next page: the one above it reaches the end of its page."""
    if below.line is not None or below.page != above.page + 1 or len(above.cells) != len(below.cells):
        return False
    return above.cells[0].bottom > pages[above.page].height - _MARGIN - _SLACK


def _join_row(parts: Sequence[tuple[Cell, ...]]) -> Row:
    return Row(tuple(_join_cell(column).replace(_TAB, "\t") for column in zip(*parts, strict=True)))


def _join_cell(parts: Sequence[Cell]) -> str:
    """Join the parts of a cell: what does not fit on a page is cut between two signs, if not at a new line."""
    text = ""
    before: Line | None = None
    for cell in parts:
        width = cell.right - cell.left - 2 * _PADDING
        if before and cell.lines and not before.text.endswith(" "):
            text += "\n" * (before.width + cell.lines[0].widths[0] <= width - _ROUNDING)
        text += _join(cell.lines, width)
        before = cell.lines[-1] if cell.lines else before
    return text


def _runs_on(first: _Piece, below: _Piece, heading_size: float) -> bool:
    """Tell whether a line goes on with the text above it; headings are one line each."""
    return first.line is not None and below.line is not None and max(first.line.size, below.line.size) < heading_size


def _join_lines(lines: Sequence[Line], heading_size: float) -> Heading | Paragraphs:
    text = _join(lines, _TEXT_WIDTH).replace(_TAB, "\t")
    return Heading(text) if lines[0].size >= heading_size else Paragraphs(text)


def _join(lines: Sequence[Line], width: float) -> str:
    text = ""
    for at, line in enumerate(lines):
        text += line.text
        if at + 1 < len(lines) and _ends_here(line, lines[at + 1], width, is_last=at + 2 == len(lines)):
            text += "\n"
    return text


def _ends_here(line: Line, below: Line, width: float, *, is_last: bool) -> bool:
    """Tell whether the source has a new line here: the next word, or sign, would have had room in this line."""
    needed = below.widths[0]
    if line.text[-1] in _SPACES + _BREAKS:
        end = _first_break(below.text)
        needed = sum(below.widths[:end])
        if end == len(below.text) and below.text[-1] not in _SPACES + _BREAKS and not is_last:
            needed += _NEW_LINE * below.size
    return line.width + needed <= width - _ROUNDING


def _first_break(text: str) -> int:
    for at, sign in enumerate(text, 1):
        if sign in _SPACES or (sign in _BREAKS and not text[at : at + 1].isdigit()):
            return at
    return len(text)
