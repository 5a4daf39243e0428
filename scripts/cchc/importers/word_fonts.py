"""Text of a Word document in fonts before Unicode, found by the fonts of its runs and turned into Unicode in place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cchc.importers.legacy_fonts import VNI_LETTERS, BangMa, decode_run, find_bang_ma
from cchc.importers.packages import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SLOTS = (f"{_W}hAnsi", f"{_W}ascii")
_THEMES = (f"{_W}hAnsiTheme", f"{_W}asciiTheme")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class FontsOfStyles:
    """The font that each style names itself, the style it is based on, and what stands where nothing is named."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    paragraph: str = ""
    default: str = ""

    def find(self, style: str) -> str:
        """Return the font of a style or of the nearest one it is based on; empty if none names any."""
        seen: set[str] = set()
        while style and style not in seen:
            if style in self.fonts:
                return self.fonts[style]
            seen.add(style)
            style = self.parents.get(style, "")
        return ""


def parse_styles(styles: Element | None) -> FontsOfStyles:
    """Return the fonts that the styles of a document name."""
    if styles is None:
        return FontsOfStyles()
    fonts: dict[str, str] = {}
    parents: dict[str, str] = {}
    paragraph = ""
    for style in styles.iterfind(f"{_W}style"):
        name = style.get(f"{_W}styleId", "")
        font = _font(style.find(f"{_W}rPr"))
        if font:
            fonts[name] = font
        parents[name] = _value(style, "basedOn")
        if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in {"1", "true"}:
            paragraph = name
    default = _font(styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))
    return FontsOfStyles(fonts, parents, paragraph, default)


def convert_fonts(part: Element, styles: FontsOfStyles) -> set[BangMa]:
    """Turn the runs of old fonts into Unicode in place; return the encodings that were met. Raise UnsureError."""
    met: set[BangMa] = set()
    for paragraph in part.iter(f"{_W}p"):
        before: Element | None = None
        for run in _runs(paragraph):
            font = _font_of(run, paragraph, styles)
            bang_ma = find_bang_ma(font)
            if bang_ma is None:
                before = None
                continue
            for node in _texts(run):
                if bang_ma is BangMa.VNI and before is not None:
                    _join_letter(before, node)
                before = node
    for paragraph in part.iter(f"{_W}p"):
        for run in _runs(paragraph):
            font = _font_of(run, paragraph, styles)
            bang_ma = find_bang_ma(font)
            if bang_ma is not None and _convert_run(run, font):
                met.add(bang_ma)
    return met


def _runs(paragraph: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph, not those of paragraphs inside it (text boxes)."""
    for run in paragraph.iter(f"{_W}r"):
        owner = next(run.iterancestors(f"{_W}p"), None)
        if owner is paragraph:
            yield run


def _texts(run: Element) -> Iterator[Element]:
    """Yield the texts of a run; the soft hyphen, the place of "ư", may stand as an element of its own."""
    for hyphen in list(run.iterchildren(f"{_W}softHyphen")):
        hyphen.tag, hyphen.text = f"{_W}t", "\u00ad"
    yield from run.iterchildren(f"{_W}t")


def _convert_run(run: Element, font: str) -> bool:
    changed = False
    for symbol in list(run.iterchildren(f"{_W}sym")):
        if find_bang_ma(symbol.get(f"{_W}font", "")):
            symbol.tag, symbol.text = f"{_W}t", chr(int(symbol.get(f"{_W}char", "F020"), 16))
    for node in _texts(run):
        text = node.text or ""
        node.text = decode_run(text, font)
        node.set(_SPACE, "preserve")
        changed = changed or node.text != text
    return changed


def _join_letter(before: Element, after: Element) -> None:
    """Move a mark that stands at the head of a run to its letter at the end of the run before."""
    first, last = (after.text or "")[:1], (before.text or "")[-1:]
    if first and last and last + first in VNI_LETTERS and first not in VNI_LETTERS:
        before.text = f"{before.text}{first}"
        after.text = (after.text or "")[1:]


def _font_of(run: Element, paragraph: Element, styles: FontsOfStyles) -> str:
    own = run.find(f"{_W}rPr")
    own_font = _font(own)
    if own_font:
        return own_font
    run_style = "" if own is None else _value(own, "rStyle")
    properties = paragraph.find(f"{_W}pPr")
    style = ("" if properties is None else _value(properties, "pStyle")) or styles.paragraph
    return styles.find(run_style) or styles.find(style) or styles.default


def _font(properties: Element | None) -> str:
    fonts = None if properties is None else properties.find(f"{_W}rFonts")
    if fonts is None:
        return ""
    if any(theme in fonts.attrib for theme in _THEMES):
        return "(theme)"
    return next((str(fonts.get(slot)) for slot in _SLOTS if fonts.get(slot)), "")


def _value(parent: Element, name: str) -> str:
    node = parent.find(f"{_W}{name}")
    return "" if node is None else node.get(f"{_W}val", "")
