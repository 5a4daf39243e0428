"""A report as a Word file in the form of an administrative document (Decree 30/2020/NĐ-CP, annex I)."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from cchc.outputs.bao_cao.document import BangSo, BaoCao, Phan
from cchc.sources.zip_bytes import pack, unpack

_FONT = "Times New Roman"
_EPOCH = datetime(2000, 1, 1)
"""A date of making without meaning, so that the same report gives the same bytes."""

_MOST_COLUMNS = 8
"""Tables with more columns are set smaller: the months of a year must each hold "12/2026" on one line."""

_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def render_docx(bao_cao: BaoCao) -> bytes:
    """Return the report as DOCX: A4, margins 20-20-30-15 mm, 14 points, head rows of tables repeated."""
    word = Document()
    _set_up(word, bao_cao)
    _letterhead(word, bao_cao)
    _title(word, bao_cao)
    for phan in bao_cao.phan:
        _section(word, phan)
    _signature(word)
    for phan in bao_cao.phu_luc:
        lying = word.add_section(WD_SECTION.NEW_PAGE)
        lying.orientation = WD_ORIENT.LANDSCAPE
        lying.page_width, lying.page_height = Mm(297), Mm(210)
        _section(word, phan)
    stream = BytesIO()
    word.save(stream)
    # The library dates the members of the archive with the clock; packed again they carry no date.
    return pack(unpack(stream.getvalue()))


def _set_up(word: WordDocument, bao_cao: BaoCao) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(14)
    heading = word.styles["Heading 1"]
    heading.font.name, heading.font.size, heading.font.bold = _FONT, Pt(14), True
    heading.font.color.rgb = None
    for style in (normal, heading):
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The template's headings name fonts of its theme, which win over fonts that are named directly.
        fonts.attrib.clear()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), _FONT)
    known = word.core_properties
    known.title, known.author, known.language = bao_cao.trich_yeu, bao_cao.co_quan, "vi-VN"
    known.comments = ""
    known.created = known.modified = _EPOCH


def _letterhead(word: WordDocument, bao_cao: BaoCao) -> None:
    left, right = _two_columns(word, 65, 100)
    for line, bold in ((bao_cao.co_quan_cap_tren.upper(), False), (bao_cao.co_quan.upper(), True)):
        if line:
            _centred(left, line, bold=bold, size=13)
    _rule(left, Mm(22))
    _centred(left, "Số:        /BC-…", bold=False, size=13)
    for line in _NATION:
        _centred(right, line, bold=True, size=12 if line.isupper() else 13)
    _rule(right, Mm(23))
    _centred(right, "…, ngày … tháng … năm …", bold=False, size=13, italic=True)
    for cell in (left, right):
        first = cell.paragraphs[0]
        first._element.getparent().remove(first._element)  # the empty paragraph with which every cell begins


def _rule(cell: _Cell, indent: Length) -> None:
    """Draw the line that the decree asks for below the agency and below the motto."""
    paragraph = cell.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = indent
    shape.space_before, shape.space_after, shape.line_spacing = Pt(2), Pt(0), Pt(4)
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(line)
    paragraph._element.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _title(word: WordDocument, bao_cao: BaoCao) -> None:
    for text in (bao_cao.ten.upper(), bao_cao.trich_yeu):
        paragraph = word.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(12 if text.isupper() else 0)
        paragraph.add_run(text).bold = True


def _section(word: WordDocument, phan: Phan) -> None:
    word.add_heading(phan.tieu_de, level=1)
    for doan in phan.doan:
        bullet = doan.startswith("- ")
        paragraph = word.add_paragraph(doan)
        paragraph.paragraph_format.first_line_indent = None if bullet else Mm(10)
        paragraph.paragraph_format.space_after = Pt(6)
    if phan.bang:
        _table(word, phan.bang)


def _table(word: WordDocument, bang: BangSo) -> None:
    if bang.ten:
        caption = word.add_paragraph()
        caption.add_run(bang.ten).italic = True
        caption.paragraph_format.keep_with_next = True
    table = word.add_table(rows=1, cols=len(bang.cot), style="Table Grid")
    widths = _widths(word, bang)
    _set_grid(table, widths)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    wide = len(bang.cot) > _MOST_COLUMNS
    size = 10 if wide else 12
    if wide:
        _set_cell_margins(table, Mm(1))
    for place, (cell, ten) in enumerate(zip(table.rows[0].cells, bang.cot, strict=True)):
        _fill(cell, ten, size=size, bold=True, number=place in bang.so)
    for hang in bang.hang:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, (cell, text) in enumerate(zip(row.cells, hang, strict=True)):
            _fill(cell, text, size=size, number=place in bang.so)


def _widths(word: WordDocument, bang: BangSo) -> list[Length]:
    page = word.sections[-1]
    whole = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    return [Length(whole * share // sum(bang.rong)) for share in bang.rong]


def _two_columns(word: WordDocument, left: int, right: int) -> tuple[_Cell, _Cell]:
    """Return the cells of a row without lines, of so many millimetres."""
    table = word.add_table(rows=1, cols=2)
    _set_grid(table, [Mm(left), Mm(right)])
    first, second = table.rows[0].cells
    return first, second


def _set_grid(table: Table, widths: Sequence[Length]) -> None:
    """Fix the widths of columns; a row added later takes them over."""
    table.autofit = False
    for place, width in enumerate(widths):
        table.columns[place].width = width  # LibreOffice reads the grid, Word the cells
        table.rows[0].cells[place].width = width


def _set_cell_margins(table: Table, width: Length) -> None:
    """Set the space between the lines of a table and its text, left and right; Word's own is 1.9 mm."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(round(width.twips)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # The look of a table comes last among its properties; the schema knows only this order.
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins) if look is not None else table._tbl.tblPr.append(margins)


def _fill(cell: _Cell, text: str, *, size: int, bold: bool = False, number: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _signature(word: WordDocument) -> None:
    left, right = _two_columns(word, 80, 85)
    _plain(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
    _plain(left.add_paragraph(), "- …;", size=11)
    _plain(left.add_paragraph(), "- Lưu: VT.", size=11)
    _plain(right.paragraphs[0], "NGƯỜI LẬP BÁO CÁO", size=13, bold=True)
    right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _centred(cell: _Cell, text: str, *, bold: bool, size: int, italic: bool = False) -> None:
    paragraph = cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _plain(paragraph, text, size=size, bold=bold, italic=italic)


def _plain(paragraph: Paragraph, text: str, *, size: int, bold: bool = False, italic: bool = False) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
