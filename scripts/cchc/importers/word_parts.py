"""The parts of a Word document made ready to be read: changes accepted, text boxes lifted out, what is no text gone."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from cchc.importers.legacy_fonts import BangMa
from cchc.importers.packages import BrokenPackageError, Element, Package
from cchc.importers.word_fonts import convert_fonts, parse_styles

DOCUMENT = "word/document.xml"
_STORIES = (DOCUMENT, "word/footnotes.xml", "word/endnotes.xml")
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_STYLES = "word/styles.xml"

_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "o": "urn:schemas-microsoft-com:office:office",
}
_W = f"{{{_NAMES['w']}}}"


@dataclass
class Cleaned:
    """A package with nothing but text and pictures, and what was done to it, told to the editor in Vietnamese."""

    data: bytes = b""
    notes: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)


def clean(package: Package) -> Cleaned:
    """Return the document of a package, rebuilt part by part within the package's limit.

    Raise BrokenPackageError, TooLargeError, or UnsureError when old fonts cannot be read surely.
    """
    cleaned = Cleaned()
    parts = {name: package.parse(name) for name in package.names if name.endswith((".xml", ".rels"))}
    if DOCUMENT in parts and parts[DOCUMENT].tag != f"{_W}document":
        raise BrokenPackageError("tệp Word lưu dạng “Strict Open XML”; hãy mở bằng Word, lưu lại dạng .docx thường")
    styles = parse_styles(parts.get(_STYLES))
    met: set[BangMa] = set()
    for name, part in parts.items():
        if _MARGIN.match(name):
            convert_fonts(part, styles)
            cleaned.margins += [
                "".join(node.text or "" for node in line.iter(f"{_W}t")) for line in part.iter(f"{_W}p")
            ]
    for name in _STORIES:
        story = parts.get(name)
        if story is not None:
            cleaned.notes += _clean_part(story)
            met |= convert_fonts(story, styles)
    cleaned.notes += [f"đã chuyển chữ {bang_ma.value} sang Unicode; hãy đọc lại kỹ dấu" for bang_ma in sorted(met)]
    if any(name.startswith(("word/comments", "word/people")) for name in package.names):
        cleaned.notes.append("đã bỏ các bình luận (comment) của Word")
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name in package.names:
            if name in parts:
                archive.writestr(name, etree.tostring(parts[name], encoding="UTF-8", xml_declaration=True))
            elif name.startswith("word/media/"):
                archive.writestr(name, package.read(name))
    cleaned.data = output.getvalue()
    return cleaned


def _clean_part(part: Element) -> Iterator[str]:
    """Clean one story in place; yield what was done where the editor should know."""
    for step in _STEPS:
        note = step(part)
        if note:
            yield note


def _choose_alternatives(part: Element) -> str:
    """Word keeps a drawing twice, for new and for old programs; the old form is the plain one."""
    for node in _find(part, "//mc:AlternateContent"):
        branches = _find(node, "mc:Fallback") + _find(node, "mc:Choice")
        best = next((branch for branch in branches if len(branch)), None)
        _replace(node, [] if best is None else list(best))
    return ""


def _accept_changes(part: Element) -> str:
    inserted = len(_find(part, "//w:ins[ancestor::w:body and not(parent::w:rPr) and .//w:t]"))
    deleted = len(_find(part, "//w:del[.//w:delText]")) + len(_find(part, "//w:tr[w:trPr/w:del]"))
    for node in _find(part, "//w:del[not(parent::w:rPr) and not(parent::w:trPr)] | //w:moveFrom"):
        _replace(node, [])
    if not inserted and not deleted:
        return ""
    return f"bài có dấu vết sửa đổi: đã nhận {inserted} chỗ chèn, bỏ {deleted} chỗ xóa"


def _drop_hidden(part: Element) -> str:
    hidden = _find(part, "//w:r[w:rPr/w:vanish[not(@w:val='0' or @w:val='false')]]")
    words = [run for run in hidden if _find(run, "w:t")]
    for run in hidden:
        _replace(run, [])
    return f"đã bỏ {len(words)} đoạn chữ ẩn" if words else ""


def _lift_text_boxes(part: Element) -> str:
    """Put the paragraphs of each text box after the paragraph that anchors it, in the order of the boxes."""
    boxes = _find(part, "//*[local-name()='txbxContent']")
    last: dict[Element, Element] = {}
    for box in boxes:
        anchor = next((node for node in box.iterancestors(f"{_W}p")), None)
        if anchor is None:
            continue
        at = last.get(anchor, anchor)
        for block in list(box):
            at.addnext(block)
            at = block
        last[anchor] = at
        _replace(box, [])
    return f"đã đưa {len(last)} khung chữ (text box) thành đoạn thường" if last else ""


def _drop_contents(part: Element) -> str:
    """Drop tables of contents: the site makes its own."""
    gallery = "w:sdtPr/w:docPartObj/w:docPartGallery[contains(@w:val, 'Contents')]"
    found = _find(part, f"//w:sdt[{gallery}]")
    styled = _find(part, "//w:p[w:pPr/w:pStyle[starts-with(@w:val, 'TOC') or starts-with(@w:val, 'Contents')]]")
    for node in found + [node for node in styled if not any(node in set(block.iter()) for block in found)]:
        _replace(node, [])
    return "đã bỏ mục lục tự động của Word" if found or styled else ""


def _drop_page_numbers(part: Element) -> str:
    for node in _find(part, "//w:fldSimple[contains(@w:instr, 'PAGE')]"):
        _replace(node, [])
    for node in _find(part, "//w:fldSimple | //w:smartTag"):
        _replace(node, list(node))
    return ""


def _keep_formulas(part: Element) -> str:
    formulas = _find(part, "//m:oMath")
    for formula in formulas:
        run = etree.Element(f"{_W}r")
        text = etree.SubElement(run, f"{_W}t")
        text.text = "".join(node.text or "" for node in formula.iter(f"{{{_NAMES['m']}}}t"))
        _replace(formula, [run])
    for node in _find(part, "//m:oMathPara"):
        _replace(node, list(node))
    return f"có {len(formulas)} công thức, chỉ giữ được chữ; hãy viết lại hoặc thay bằng ảnh" if formulas else ""


def _tell_linked_pictures(part: Element) -> str:
    """A document may name pictures of other places; they are never fetched."""
    linked = len(_find(part, "//a:blip[@r:link and not(@r:embed)]"))
    return f"có {linked} ảnh nằm ngoài tệp Word nên không lấy được; hãy chèn ảnh vào bài rồi nhập lại" if linked else ""


def _tell_drawings(part: Element) -> str:
    lost = len(_find(part, "//c:chart")) + len(_find(part, "//dgm:relIds")) + len(_find(part, "//o:OLEObject"))
    return f"không lấy được {lost} biểu đồ, sơ đồ hoặc tệp nhúng; hãy chụp lại thành ảnh rồi chèn" if lost else ""


_STEPS: tuple[Callable[[Element], str], ...] = (
    _choose_alternatives,
    _accept_changes,
    _drop_hidden,
    _lift_text_boxes,
    _drop_contents,
    _drop_page_numbers,
    _keep_formulas,
    _tell_linked_pictures,
    _tell_drawings,
)


def _find(node: Element, path: str) -> list[Element]:
    found = node.xpath(path, namespaces=_NAMES)
    return [item for item in found if isinstance(item, etree._Element)] if isinstance(found, list) else []


def _replace(node: Element, children: list[Element]) -> None:
    """Put children where a node stands; text behind it does not occur in these formats."""
    parent = node.getparent()
    if parent is None:
        return
    for child in children:
        node.addprevious(child)
    parent.remove(node)
