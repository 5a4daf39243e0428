"""Setting Vietnamese words into a box: the font, lines broken at words, the largest size that fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

_PACKAGE = "fontpkg_noto_sans"
_FILE = "NotoSans[wdth,wght].ttf"
_WIDTH = 100
_MEASURED = 100
LEADING = 1.3
"""Line height as a multiple of the size: a hook over a circumflex never touches the dot of the line above."""


@dataclass(frozen=True)
class Setting:
    """Lines with the font in which they are set; ``leading`` is the distance of baselines in pixels."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    leading: int

    @property
    def height(self) -> int:
        """The height of all lines in pixels."""
        return self.leading * len(self.lines)


def find_font_file() -> Path | None:
    """Return the file of the font, None where its package is not installed; fonts of the system are never taken.

    They differ from machine to machine, and so would the published bytes.
    """
    spec = find_spec(_PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    file = Path(folders[0], "files", _FILE) if folders else None
    return file if file and file.is_file() else None


@dataclass(frozen=True)
class Face:
    """The font in one weight, from 100 to 900."""

    file: Path
    weight: int

    def load(self, size: int) -> ImageFont.FreeTypeFont:
        """Load the font in a size in pixels."""
        return _load(self, size)

    def measure(self, text: str) -> float:
        """Return the width of a text in a size of one pixel: letters grow evenly, and the layout knows no pairs."""
        return sum(_advance(self, letter) for letter in text)


def fit(text: str, face: Face, sizes: Sequence[int], box: tuple[int, int], lines: int) -> Setting:
    """Set a text in the first size, largest first, in which it fits into the box (pixels) and so many lines.

    In the last size it is cut at a word.
    """
    width, height = box
    found: tuple[str, ...] = ()
    allowed = lines
    for size in sizes:
        found = _break(text, face, width / size)
        allowed = max(1, min(lines, height // round(size * LEADING)))
        if len(found) <= allowed:
            break
    if len(found) > allowed:
        found = (*found[: allowed - 1], _cut(found[allowed - 1], face, width / size))
    return Setting(found, face.load(size), round(size * LEADING))


@cache
def _load(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """Opening a variable font takes longer than drawing a card with it; there are few sizes."""
    # The basic layout is built into Pillow; the other one changes with libraries of the system.
    font = ImageFont.truetype(str(face.file), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([face.weight, _WIDTH])
    return font


@cache
def _advance(face: Face, letter: str) -> float:
    """Measuring is most of the work of a card, and the letters are always the same."""
    return face.load(_MEASURED).getlength(letter) / _MEASURED


def _break(text: str, face: Face, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    used = 0.0
    space = face.measure(" ")
    for word in (piece for whole in text.split() for piece in _pieces(whole, face, width)):
        word_width = face.measure(word)
        if lines and used + space + word_width <= width:
            lines[-1] += f" {word}"
            used += space + word_width
        else:
            lines.append(word)
            used = word_width
    return tuple(lines)


def _pieces(word: str, face: Face, width: float) -> list[str]:
    """Break a word that is longer than a line, such as an address."""
    if face.measure(word) <= width:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and face.measure(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, face: Face, width: float) -> str:
    """Return as many words of a line as leave room for the sign that more follows."""
    words = line.split()
    while len(words) > 1 and face.measure(" ".join(words) + "…") > width:
        words.pop()
    return " ".join(words).rstrip(",;:–-.") + "…"
