"""Pages of a PDF as lines of text with their place and width, and cells of tables; only what a text layer needs.

Text is taken in the order and with the signs of the file, so that combining marks stay with their letters; reading by
place would tear them apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeAlias

from cchc.importers.files import TooLargeError

PDF = b"%PDF-"

# A procedure of 45,000 signs prints on some twenty pages.
_MOST_PAGES = 300
_MOST_BYTES = 8_000_000
_LARGEST_FONT_TABLE = 2_000_000

_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_RANGE = re.compile(rb"<([0-9a-fA-F]{1,4})>\s*<([0-9a-fA-F]{1,4})>\s*(?:<([0-9a-fA-F]+)>|\[([^\]]*)\])")
_CHAR = re.compile(rb"<([0-9a-fA-F]{1,4})>\s*<([0-9a-fA-F]+)>")
_HEX = re.compile(rb"<([0-9a-fA-F\s]*)>")


class BrokenPdfError(Exception):
    """A PDF that cannot be read; the text says why, in Vietnamese."""


@dataclass(frozen=True)
class Line:
    """A line of text: its left end and baseline from the top left of the page, its size, and the width of each sign.

    All lengths are in points.
    """

    x: float
    y: float
    size: float
    text: str
    widths: tuple[float, ...]

    @property
    def width(self) -> float:
        """Return the width of the line with the space at its end."""
        return sum(self.widths)


@dataclass(frozen=True)
class Cell:
    """A cell of a table, with the lines in it from top to bottom."""

    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Page:
    """The height of a page, its lines outside of tables, and its cells."""

    height: float
    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]


@dataclass
class _Font:
    text: dict[int, str]
    widths: dict[int, float]


@dataclass
class _State:
    """What the page's program has drawn so far."""

    fonts: dict[str, _Font]
    matrix: _Matrix = _UNIT
    stack: list[_Matrix] = field(default_factory=list)
    font: _Font | None = None
    size: float = 0.0
    place: _Matrix = _UNIT
    is_new: bool = True
    start: tuple[float, float] = (0.0, 0.0)
    lines: list[Line] = field(default_factory=list)
    strokes: list[tuple[float, float, float, float]] = field(default_factory=list)


def read_pages(data: bytes) -> tuple[tuple[Page, ...], str]:
    """Return the pages of a PDF and its date of creation as the file writes it.

    Raise BrokenPdfError, or TooLargeError for more pages or bytes than any procedure has.
    """
    # The library is loaded only when a PDF is met; most imports have none.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise BrokenPdfError("tệp PDF đặt mật khẩu; hãy lưu lại không có mật khẩu")
        if len(reader.pages) > _MOST_PAGES:
            raise TooLargeError
        created = reader.metadata and reader.metadata.get("/CreationDate")
        return tuple(_read_pages(reader)), str(created or "")
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError):
        # The library has no one error for broken files: a wrong object shows as any of these.
        raise BrokenPdfError("tệp PDF bị cụt hoặc hỏng; hãy tải lại") from None


def _read_pages(reader: Any) -> Iterator[Page]:
    from pypdf.generic import ContentStream, StreamObject

    left = _MOST_BYTES
    fonts: dict[int, _Font] = {}
    for page in reader.pages:
        program = _read_program(page, left)
        left -= len(program)
        stream = StreamObject()
        stream.set_data(program)
        state = _State(_read_fonts(page, fonts))
        for operands, operator in ContentStream(stream, reader).operations:
            _draw(state, operator, operands)
        yield _lay_out(state, float(page.mediabox.height))


def _read_program(page: Any, limit: int) -> bytes:
    contents = page["/Contents"].get_object()
    program = b""
    for part in contents if isinstance(contents, list) else [contents]:
        program += part.get_object().get_data() + b"\n"
        if len(program) > limit:
            raise TooLargeError
    return program


def _read_fonts(page: Any, known: dict[int, _Font]) -> dict[str, _Font]:
    fonts = {}
    for name, reference in page["/Resources"].get("/Font", {}).items():
        font = reference.get_object()
        fonts[str(name)] = known.setdefault(id(font), _Font({}, {}))
        if not fonts[str(name)].text and "/ToUnicode" in font:
            known[id(font)] = fonts[str(name)] = _Font(_read_signs(font["/ToUnicode"].get_data()), _read_widths(font))
    return fonts


def _read_signs(table: bytes) -> dict[int, str]:
    if len(table) > _LARGEST_FONT_TABLE:
        raise TooLargeError
    signs: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        signs.update((int(code, 16), _unhex(text)) for code, text in _CHAR.findall(block))
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, first, each in _RANGE.findall(block):
            codes = range(int(low, 16), int(high, 16) + 1)
            if each:
                signs.update(zip(codes, map(_unhex, _HEX.findall(each)), strict=False))
            else:
                start = int(first, 16)
                signs.update((code, chr(start + code - codes.start)) for code in codes if start + code < 0x10000)
    return signs


def _unhex(digits: bytes) -> str:
    return bytes.fromhex(b"".join(digits.split()).decode("ascii")).decode("utf-16-be", errors="replace")


def _read_widths(font: Any) -> dict[int, float]:
    widths: dict[int, float] = {}
    entries = list(font["/DescendantFonts"][0].get_object().get("/W", []))
    while len(entries) >= 2:
        first, second = int(entries.pop(0)), entries.pop(0)
        if isinstance(second, list):
            widths.update((first + step, float(width)) for step, width in enumerate(second))
        else:
            width = float(entries.pop(0))
            widths.update((code, width) for code in range(first, min(int(second), 0xFFFF) + 1))
    return widths


def _draw(state: _State, operator: bytes, operands: Any) -> None:
    match operator:
        case b"q":
            state.stack.append(state.matrix)
        case b"Q":
            state.matrix = state.stack.pop() if state.stack else _UNIT
        case b"cm":
            state.matrix = _times(_numbers(operands), state.matrix)
        case b"BT":
            state.place, state.is_new = _UNIT, True
        case b"Tm":
            state.place = _numbers(operands)
        case b"Tf":
            state.font, state.size = state.fonts.get(str(operands[0])), float(operands[1])
        case b"TJ" | b"Tj":
            _write(state, operands[0] if operator == b"TJ" else operands)
        case b"m":
            state.start = (float(operands[0]), float(operands[1]))
        case b"l":
            state.strokes.append((*_place(state.start, state.matrix), *_place(operands, state.matrix)))
        case _:
            pass


def _numbers(operands: Any) -> _Matrix:
    a, b, c, d, e, f = (float(number) for number in operands)
    return (a, b, c, d, e, f)


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _place(point: Any, matrix: _Matrix) -> tuple[float, float]:
    x, y = float(point[0]), float(point[1])
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


def _write(state: _State, pieces: Any) -> None:
    if state.font is None:
        return
    text: list[str] = []
    widths: list[float] = []
    for piece in pieces:
        codes = piece if isinstance(piece, bytes) else getattr(piece, "original_bytes", None)
        if codes is None:
            if widths:
                # An adjustment between two signs, in thousandths of the size, to the left.
                widths[-1] -= float(piece) / 1000 * state.size
            continue
        for at in range(0, len(codes) - 1, 2):
            code = codes[at] << 8 | codes[at + 1]
            sign = state.font.text.get(code, "\ufffd")
            text.append(sign)
            widths += [state.font.widths.get(code, 1000.0) / 1000 * state.size / len(sign)] * len(sign) if sign else []
    if state.is_new:
        state.lines.append(Line(*_place((0, 0), _times(state.place, state.matrix)), state.size, "", ()))
        state.is_new = False
    # Marks that stand above or below their letter are set apart inside one text object: a text object is a line.
    line = state.lines[-1]
    state.lines[-1] = Line(line.x, line.y, line.size, line.text + "".join(text), (*line.widths, *widths))


def _lay_out(state: _State, height: float) -> Page:
    """Turn what was drawn, measured from the bottom, into a page measured from the top."""
    lines = [Line(line.x, height - line.y, line.size, line.text, line.widths) for line in state.lines if line.text]
    boxes = list(_find_boxes(state.strokes, height))
    inside: dict[int, list[Line]] = {}
    outside: list[Line] = []
    for line in lines:
        home = next((at for at, box in enumerate(boxes) if _holds(box, line)), None)
        (outside if home is None else inside.setdefault(home, [])).append(line)
    cells = tuple(
        Cell(box.left, box.top, box.right, box.bottom, tuple(inside.get(at, ()))) for at, box in enumerate(boxes)
    )
    return Page(height, tuple(outside), cells)


def _find_boxes(strokes: list[tuple[float, float, float, float]], height: float) -> Iterator[Cell]:
    """Yield the cells: each is drawn as four strokes one after the other."""
    for at in range(0, len(strokes) - 3, 4):
        edges = strokes[at : at + 4]
        across = [x for stroke in edges for x in (stroke[0], stroke[2])]
        down = [height - y for stroke in edges for y in (stroke[1], stroke[3])]
        yield Cell(min(across), min(down), max(across), max(down))


def _holds(box: Cell, line: Line) -> bool:
    return box.left - 1 <= line.x <= box.right + 1 and box.top - 1 <= line.y <= box.bottom + 1
