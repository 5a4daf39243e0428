"""The detail print of the old portal as text and as Word, in the project's own words, for tests of its quirks."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

METHODS = [
    ("Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí", "Mô tả"),
    ("Trực tiếp", "07 Ngày làm việc", "Phí : 20.000 Đồng (một lần mượn)", "Tại quầy"),
    ("Trực tuyến", "7,5 Ngày", "Lệ phí : 10000 Đồng", ""),
    ("Dịch vụ bưu chính", "Trong ngày nhận thẻ", "", ""),
]
BASES = [
    ("Số ký hiệu", "Trích yếu", "Ngày ban hành", "Cơ quan ban hành"),
    ("46/2019/QH14", "Luật Thư viện", "21-11-2019", "Quốc hội"),
    ("93/2020/NĐ-CP", "Nghị định 93/2020/NĐ-CP", "", ""),
]
PAPERS = """
Bao gồm
- 01 Bản chính Đơn theo mẫu ([don.doc](https://cong.example/download_file.jsp?ma='3fab'))
- 02 Bản chính, 01 Bản sao Ảnh thẻ
 Lưu ý: người nộp mang theo thẻ cũ

* Trường hợp cấp lại:
- 01 Bản sao Thẻ cũ
"""
VALUES = {
    "Mã thủ tục": "1.900009",
    "Số quyết định": "12/QĐ-TV",
    "Tên thủ tục": "Cấp thẻ mượn sách",
    "Cấp thực hiện": "Cấp Tỉnh, Cấp Huyện",
    "Loại thủ tục": "TTHC được luật giao quy định chi tiết",
    "Lĩnh vực": "Thư viện",
    "Trình tự thực hiện": "- Bước 1: Nộp đơn tại quầy.\n+ Có phiếu hẹn.\nBước 2. Nhận thẻ.",
    "Cách thức thực hiện": "",
    "Thành phần hồ sơ": "",
    "Đối tượng thực hiện": "Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX), Bạn đọc nhí",
    "Cơ quan thực hiện": "Thư viện tỉnh, Sở Văn hóa, Thể thao và Du lịch",
    "Cơ quan có thẩm quyền": "Không có thông tin",
    "Địa chỉ tiếp nhận HS": "Không có thông tin",
    "Cơ quan được ủy quyền": "Không có thông tin",
    "Cơ quan phối hợp": "Không có",
    "Kết quả thực hiện": "Thẻ mượn sách",
    "Căn cứ pháp lý": "",
    "Yêu cầu, điều kiện thực hiện": "Không",
    "Từ khóa": "thẻ, sách",
    "Mô tả": "Không có thông tin",
}

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def make_text(**changes: str) -> str:
    """Return the print as text; keywords are labels with spaces as underscores."""
    values = {**VALUES, **{label.replace("_", " "): text for label, text in changes.items()}}
    tables = {
        "Cách thức thực hiện": _pipes(METHODS),
        "Thành phần hồ sơ": PAPERS,
        "Căn cứ pháp lý": _pipes(BASES),
    }
    parts = [f"{label}:\n{value or tables.get(label, '')}" for label, value in values.items()]
    return "\n".join(["Chi tiết thủ tục hành chính:", *parts]) + "\n"


def _pipes(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"|{'|'.join(row)}|" for row in rows]
    return "\n".join([lines[0], "|--|--|--|-|", *lines[1:], ""])


def make_docx(document: str | None = None, **changes: str) -> bytes:
    """Return the print as Word, or a Word package with the given document."""
    parts = {"word/document.xml": make_document(**changes) if document is None else document}
    if document is None:
        parts["docProps/core.xml"] = (
            '<p xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>2024-02-28T22:21:27Z</dcterms:created></p>'
        )
    return make_zip({"[Content_Types].xml": "<Types/>", **parts})


def make_zip(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of the parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def make_document(**changes: str) -> str:
    """Return ``word/document.xml`` of the print: labels in bold runs, tables without a grid."""
    values = {**VALUES, **{label.replace("_", " "): text for label, text in changes.items()}}
    papers = [
        ("Tên giấy tờ", "Mẫu đơn, tờ khai", "Số lượng"),
        ("Đơn theo mẫu", "don.doc", "Bản chính: 1\nBản sao: 0"),
        ("Ảnh thẻ", "", "Bản chính: 2\nBản sao: 1"),
        ("Lưu ý: người nộp mang theo thẻ cũ", "", "Bản chính: 0\nBản sao: 0"),
    ]
    again = [papers[0], ("Thẻ cũ", "", "Bản chính: 0\nBản sao: 1")]
    tables = {
        "Cách thức thực hiện": _table(METHODS),
        "Thành phần hồ sơ": _paragraph("Bao gồm")
        + _table(papers)
        + _paragraph("* Trường hợp cấp lại:")
        + _table(again),
        "Căn cứ pháp lý": _table(BASES),
    }
    body = _paragraph("Chi tiết thủ tục hành chính")
    for label, value in values.items():
        body += _paragraph(f"{label}: ", value) + tables.get(label, "")
    return f"<w:document {_W}><w:body>{body}</w:body></w:document>"


def _paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{escape(run)}</w:t></w:r>" for run in runs) + "</w:p>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
