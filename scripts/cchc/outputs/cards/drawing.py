"""The drawing of one social card, in the colours of the site; which cards there are lives in ``making``."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from cchc.outputs.cards.typesetting import Face, Setting, fit

RONG, CAO = 1200, 630
"""Width and height in pixels that Facebook and Zalo ask for."""

_GROUND, _RED, _GOLD, _INK, _PALE = "#FFFFFF", "#A4161A", "#F2B705", "#1B1B1F", "#55534F"
_MARGIN = 72
_WIDTH = RONG - 2 * _MARGIN
_TITLE_SIZES = (68, 60, 54, 48, 44)
_TITLE_LINES = 5
_TITLE_TOP, _TITLE_BOTTOM = 168, 528
_BOLD, _PLAIN = 650, 400


@dataclass(frozen=True)
class ChuThe:
    """The words of a card: the agency, the rubric over the title, the title, and a line at the foot."""

    co_quan: str
    chuyen_muc: str
    tieu_de: str
    chan: str = ""


def draw(words: ChuThe, font_file: Path) -> bytes:
    """Draw a card as PNG; the same words and the same version of the font and of Pillow give the same bytes."""
    image = Image.new("RGB", (RONG, CAO), _GROUND)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, RONG, 15), fill=_RED)
    pen.rectangle((0, 16, RONG, 20), fill=_GOLD)
    _print(pen, _one_line(words.co_quan, font_file, 30, _BOLD), 48, _INK)
    _print(pen, _one_line(words.chuyen_muc, font_file, 30, _BOLD), 112, _RED)
    _print(pen, set_title(words.tieu_de, font_file), _TITLE_TOP, _INK)
    pen.rectangle((_MARGIN, 546, _MARGIN + 96, 550), fill=_GOLD)
    _print(pen, _one_line(words.chan, font_file, 26, _PLAIN), 560, _PALE)
    return _encode(image)


def set_title(title: str, font_file: Path) -> Setting:
    """Set a title in the largest size in which it fits, cut at a word if it fits in none."""
    face = Face(font_file, _BOLD)
    return fit(title, face, _TITLE_SIZES, (_WIDTH, _TITLE_BOTTOM - _TITLE_TOP), _TITLE_LINES)


def _one_line(text: str, font_file: Path, size: int, weight: int) -> Setting:
    return fit(text, Face(font_file, weight), (size,), (_WIDTH, 2 * size), 1)


def _print(pen: ImageDraw.ImageDraw, setting: Setting, top: int, colour: str) -> None:
    for number, line in enumerate(setting.lines):
        baseline = top + number * setting.leading + round(setting.font.size)
        pen.text((_MARGIN, baseline), line, font=setting.font, fill=colour, anchor="ls")


def _encode(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


@cache
def _palette() -> Image.Image:
    """Return the colours of a card with their steps towards the ground: enough for smooth letters, small in bytes."""
    palette = Image.new("P", (1, 1))
    steps = [_mix(colour, step) for colour in (_RED, _GOLD, _INK, _PALE) for step in range(16)]
    palette.putpalette([value for colour in (*steps, (255, 255, 255)) for value in colour])
    return palette


def _mix(colour: str, step: int) -> tuple[int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return (red + (255 - red) * step // 16, green + (255 - green) * step // 16, blue + (255 - blue) * step // 16)
