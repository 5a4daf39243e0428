"""Workbooks in the shape of the portal's list export, for tests."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from importers.prints import make_zip

HEAD = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")
LETTERHEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc"

_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def make_list(*rows: Sequence[str], head: Sequence[str] = HEAD, doctype: str = "") -> bytes:
    """Return the export: letterhead, head in row 2, data from row 3; texts shared, the last one of a row inline."""
    shared: list[str] = []
    lines = []
    for number, row in enumerate([(LETTERHEAD,), head, *rows], 1):
        cells = ""
        for column, text in zip("ABCDE", row, strict=False):
            if column == "E":
                cells += f'<c r="E{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            elif text:
                cells += f'<c r="{column}{number}" t="s"><v>{len(shared)}</v></c>'
                shared.append(text)
            else:
                cells += f'<c r="{column}{number}"/>'
        lines.append(f'<row r="{number}">{cells}</row>')
    items = "".join(f"<si><r><t>{escape(text[:2])}</t></r><r><t>{escape(text[2:])}</t></r></si>" for text in shared)
    sheets = '<sheets><sheet name="Danh sách TTHC" sheetId="1" r:id="rId4"/></sheets>'
    return make_zip(
        {
            "xl/workbook.xml": f"<workbook {_S} {_R}>{sheets}</workbook>",
            "xl/_rels/workbook.xml.rels": '<rels><rel Id="rId4" Target="worksheets/sheet1.xml"/></rels>',
            "xl/sharedStrings.xml": f"{doctype}<sst {_S}>{items}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet {_S}><sheetData>{''.join(lines)}</sheetData></worksheet>",
        }
    )
