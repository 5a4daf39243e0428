"""Setting Vietnamese words into a box: the font, lines broken at words, the largest size that fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

_PACKAGE = "fontpkg_noto_sans"
_FILE = "NotoSans[wdth,wght].ttf"
_WIDTH = 100
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


def load_font(file: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Load the font in a size in pixels and a weight from 100 to 900."""
    # The basic layout is built into Pillow; the other one changes with libraries of the system.
    font = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight, _WIDTH])
    return font


def fit(text: str, fonts: Sequence[ImageFont.FreeTypeFont], box: tuple[int, int], lines: int) -> Setting:
    """Set a text in the first font, largest first, in which it fits into the box (pixels) and so many lines.

    In the last font it is cut at a word.
    """
    # Measuring is most of the work: each word is measured once, and letters grow evenly with their size.
    words = [(word, fonts[0].getlength(word)) for word in text.split()]
    space = fonts[0].getlength(" ")
    width, height = box
    found: tuple[str, ...] = ()
    allowed = lines
    for font in fonts:
        found = _break(words, space, width * fonts[0].size / font.size)
        leading = round(font.size * LEADING)
        allowed = max(1, min(lines, height // leading))
        if len(found) <= allowed:
            return Setting(found, font, leading)
    cut = _cut(found[allowed - 1], fonts[-1], width)
    return Setting((*found[: allowed - 1], cut), fonts[-1], round(fonts[-1].size * LEADING))


def _break(words: Sequence[tuple[str, float]], space: float, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    used = 0.0
    for whole, whole_width in words:
        for word, word_width in _pieces(whole, whole_width, width):
            if lines and used + space + word_width <= width:
                lines[-1] += f" {word}"
                used += space + word_width
            else:
                lines.append(word)
                used = word_width
    return tuple(lines)


def _pieces(word: str, word_width: float, width: float) -> list[tuple[str, float]]:
    """Break a word that is longer than a line, such as an address."""
    if word_width <= width:
        return [(word, word_width)]
    letters = max(1, int(len(word) * width / word_width * 0.9))
    pieces = [word[start : start + letters] for start in range(0, len(word), letters)]
    return [(piece, word_width * len(piece) / len(word)) for piece in pieces]


def _cut(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Return as many words of a line as leave room for the sign that more follows."""
    words = line.split()
    while len(words) > 1 and font.getlength(" ".join(words) + "…") > width:
        words.pop()
    return " ".join(words).rstrip(",;:–-.") + "…"
