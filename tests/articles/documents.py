"""Word documents as different people and programs make them, built here so that every byte of them is known.

python-docx gives the frame that Word itself writes (styles, numbering, relationships); what it cannot write (tracked
changes, text boxes, comments, footnotes) is put in as the XML that Word saves. All content is fictional.
"""

import zipfile
from collections.abc import Callable
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from PIL import Image

SAMPLE = "Dữ liệu minh họa, không có thật."

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOX = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def make_jpeg(size: tuple[int, int] = (320, 200), *, exif: Image.Exif | None = None) -> bytes:
    """Return a photo of many colours, with the tags of a camera if asked for."""
    image = Image.linear_gradient("L").resize(size)
    photo = Image.merge("RGB", (image, image.rotate(90).resize(size), image.rotate(180).resize(size)))
    output = BytesIO()
    photo.save(output, "JPEG", quality=90, **({"exif": exif} if exif else {}))
    return output.getvalue()


def make_png(size: tuple[int, int] = (120, 80)) -> bytes:
    """Return a drawing of few colours."""
    image = Image.new("RGB", size, "white")
    image.paste("navy", (10, 10, size[0] // 2, size[1] - 10))
    output = BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


def save(document: DocumentType) -> bytes:
    """Return the bytes of a document."""
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def make_styled() -> bytes:
    """Word with styles: title, headings of three levels, nested lists, a quotation, links, emphasis, odd signs."""
    document = Document()
    document.add_paragraph("Một cửa cấp xã: một năm nhìn lại", style="Title")
    lead = document.add_paragraph()
    lead.add_run("Sau một năm, người dân xã An Bình (tên minh họa) nộp hồ sơ y tế tại một quầy.").bold = True
    document.add_heading("Kết quả nổi bật", 1)
    text = document.add_paragraph("Thời gian chờ giảm ")
    text.add_run("từ 40 phút").bold = True
    text.add_run(" xuống ")
    text.add_run("15 phút").italic = True
    text.add_run("; mã hồ sơ có dạng G18_01*2026 <tạm>.\u00a0Xem ")
    _link(document, text, "Cổng Dịch vụ công", "https://dichvucong.gov.vn/")
    text.add_run(".")
    document.add_heading("Ba việc đã làm", 2)
    for words, style in (
        ("Sắp xếp lại quầy", "List Bullet"),
        ("Quầy ưu tiên", "List Bullet 2"),
        ("Ghế chờ", "List Bullet 2"),
        ("Tập huấn", "List Bullet"),
    ):
        document.add_paragraph(words, style=style)
    document.add_heading("Chi tiết kỹ thuật", 3)
    document.add_paragraph("Gọi số, in phiếu", style="List Number")
    document.add_paragraph("Trả kết quả", style="List Number")
    document.add_paragraph("Làm đúng ngay từ lần đầu.", style="Quote")
    document.add_heading("Việc tiếp theo", 1)
    document.add_paragraph("Nối phần mềm một cửa\tvới kho dữ liệu.")
    document.add_paragraph("")
    document.add_paragraph(SAMPLE)
    document.add_paragraph("Tin, ảnh: Ban biên tập (minh họa)")
    section = document.sections[0]
    section.header.paragraphs[0].text = "ĐẦU TRANG KHÔNG ĐƯỢC LẤY"
    section.footer.paragraphs[0].text = "Trang 1"
    return save(document)


def make_unstyled() -> bytes:
    """Word as most people use it: no styles, bold lines for headings, typed bullets and numbers, soft breaks."""
    document = Document()
    _bold(document.add_paragraph(), "TẬP HUẤN NGHIỆP VỤ MỘT CỬA")
    document.add_paragraph("Ngày 12/11/2026, đơn vị minh họa mở lớp tập huấn cho 45 công chức tiếp nhận hồ sơ.")
    _bold(document.add_paragraph(), "Nội dung tập huấn")
    for line in ("- Kỹ năng giao tiếp;", "+ chào hỏi;", "+ giải thích;", "- Quy trình tiếp nhận;"):
        document.add_paragraph(line)
    _bold(document.add_paragraph(), "Câu in đậm này là một câu thường, kết thúc bằng dấu chấm.")
    _bold(document.add_paragraph(), "Các bước tiếp theo")
    for line in ("1. Phát tài liệu", "2. Kiểm tra cuối khóa"):
        document.add_paragraph(line)
    document.add_paragraph("2026 là năm thứ hai.").add_run().add_break()
    document.paragraphs[-1].add_run(SAMPLE)
    return save(document)


def make_tracked() -> bytes:
    """Word with tracked changes, a comment, hidden text and a deleted row: what the author meant in the end."""
    document = Document()
    document.add_heading("Rút ngắn thời hạn cấp phép", 1)
    body = document.element.body
    _append(
        body,
        f'<w:p {_W}><w:r><w:t xml:space="preserve">Thời hạn giảm còn </w:t></w:r>'
        '<w:del w:id="1" w:author="A"><w:r><w:delText>20 ngày</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="A"><w:r><w:t>12 ngày</w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> (mật khẩu nội bộ 1234)</w:t></w:r>"
        '<w:r><w:t xml:space="preserve"> làm việc</w:t></w:r>'
        '<w:commentRangeStart w:id="0"/><w:r><w:t>.</w:t></w:r><w:commentRangeEnd w:id="0"/></w:p>',
    )
    _append(
        body,
        f'<w:p {_W}><w:pPr><w:rPr><w:del w:id="3" w:author="A"/></w:rPr></w:pPr>'
        '<w:r><w:t xml:space="preserve">Hai đoạn nhập </w:t></w:r></w:p>',
    )
    _append(body, f"<w:p {_W}><w:r><w:t>thành một.</w:t></w:r></w:p>")
    _append(
        body,
        f'<w:p {_W}><w:moveFrom w:id="4" w:author="A"><w:r><w:t>Câu bị chuyển đi.</w:t></w:r></w:moveFrom>'
        '<w:moveTo w:id="5" w:author="A"><w:r><w:t>Câu chuyển đến.</w:t></w:r></w:moveTo></w:p>',
    )
    table = document.add_table(rows=3, cols=2)
    for row, words in zip(table.rows, (("Việc", "Hạn"), ("Rà soát", "15/12"), ("Hàng xóa", "31/12")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.rows[2]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {_W} w:id="6" w:author="A"/>'))
    document.add_paragraph(SAMPLE)
    comment = document.paragraphs[-1].runs[0]
    document.add_comment(comment, text="Bình luận nội bộ", author="A")
    return save(document)


def make_boxes() -> bytes:
    """Word with text boxes, one saved in both forms, one in the new form only, and an automatic table of contents."""
    document = Document()
    document.add_heading("Hộp thư góp ý đặt ở đâu?", 1)
    _append(
        document.element.body,
        f'<w:sdt {_W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>Mục lục ........ 2</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    document.add_paragraph("Đơn vị đặt hộp thư ở ba nơi.")
    new = _box_new("Khung một: sảnh chính.")
    old = (
        "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Khung một: sảnh chính.</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    _append(
        document.element.body,
        f"<w:p {_W} {_BOX}><w:r><w:t>Đoạn có khung.</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    _append(document.element.body, f"<w:p {_W} {_BOX}><w:r>{_box_new('Khung hai: khoa Khám bệnh.')}</w:r></w:p>")
    document.add_paragraph(SAMPLE)
    return save(document)


def make_tables() -> bytes:
    """Word with a table whose cells are merged both ways, one with a title row, and a frame that is no table."""
    document = Document()
    document.add_heading("Số hồ sơ theo quý", 1)
    document.add_paragraph("Bảng dưới đây tổng hợp từ các đơn vị minh họa.")
    table = document.add_table(rows=5, cols=4)
    rows = (
        ("Đơn vị", "Năm 2026", "", "Ghi chú"),
        ("", "Quý I", "Quý II", ""),
        ("Khối bệnh viện", "", "", ""),
        ("Bệnh viện A", "120", "135", "Tăng | đều"),
        ("Bệnh viện B", "80", "95", ""),
    )
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 3).merge(table.cell(1, 3))
    table.cell(2, 0).merge(table.cell(2, 3))
    table.cell(3, 3).merge(table.cell(4, 3))
    document.add_paragraph("Danh sách liên hệ:")
    second = document.add_table(rows=3, cols=2)
    second.cell(0, 0).merge(second.cell(0, 1)).text = "Phụ lục: đầu mối"
    for at, words in ((1, ("Việc", "Nơi làm")), (2, ("Tiếp nhận", "Quầy 1"))):
        second.cell(at, 0).text, second.cell(at, 1).text = words
    second.cell(2, 1).add_paragraph("Quầy 2")
    frame = document.add_table(rows=1, cols=1)
    frame.cell(0, 0).text = "Khung trang trí chỉ là một đoạn văn."
    document.add_paragraph(SAMPLE)
    return save(document)


def make_pictures() -> bytes:
    """Word with a photo and its caption, one with words of its author, a speck, and two photos set side by side."""
    document = Document()
    document.add_heading("Ngày hội hiến máu", 1)
    document.add_paragraph("Sáng 20/11/2026, hơn 200 người tham gia ngày hội (minh họa).")
    document.add_picture(BytesIO(make_jpeg()), width=Cm(8))
    document.add_paragraph("Hình 1. Khu vực tiếp nhận *mở*", style="Caption")
    document.add_paragraph("Đến trưa, ban tổ chức nhận 180 đơn vị máu.")
    document.add_picture(BytesIO(make_png()), width=Cm(4))
    _describe(document.paragraphs[-1], "Sơ đồ lối vào hội trường, mũi tên chỉ sang trái")
    document.add_picture(BytesIO(make_png((12, 12))), width=Cm(0.3))
    table = document.add_table(rows=2, cols=2)
    for x in (0, 1):
        table.cell(0, x).paragraphs[0].add_run().add_picture(BytesIO(make_jpeg((240 + x, 160))), width=Cm(5))
    table.cell(1, 0).text = "Ảnh: bên trái"
    table.cell(1, 1).text = "Ảnh: bên phải"
    document.add_paragraph(SAMPLE)
    return save(document)


def make_notes() -> bytes:
    """Word with footnotes, raised and lowered signs, a formula and a letterhead."""
    document = Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "SỞ Y TẾ TỈNH BÌNH MINH"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    head.cell(0, 1).add_paragraph("Độc lập - Tự do - Hạnh phúc")
    document.add_heading("Đo chỉ số hài lòng", 1)
    text = document.add_paragraph("Tỷ lệ hài lòng đạt 92%")
    text.add_run()._r.append(parse_xml(f'<w:footnoteReference {_W} w:id="2"/>'))
    text.add_run(" trên diện tích 30 m")
    text.add_run("2").font.superscript = True
    text.add_run(" với khí CO")
    text.add_run("2").font.subscript = True
    text.add_run(" thấp.")
    _append(
        document.element.body,
        f'<w:p {_W} xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:r>'
        '<w:t xml:space="preserve">Cách tính: </w:t></w:r><m:oMath><m:r><m:t>H = a : b</m:t></m:r></m:oMath></w:p>',
    )
    document.add_paragraph(SAMPLE)
    notes = (
        f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve">'
        " Khảo sát 500 phiếu (minh họa).</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    return _with_part(save(document), "word/footnotes.xml", notes)


def make_tcvn3() -> bytes:
    """An old document typed for .VnTime: fonts named by runs and by a style, capitals by .VnTimeH, some Unicode."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name = ".VnTime"
    title = document.add_paragraph()
    _run(title, "c¶i c¸ch hµnh chÝnh", ".VnTimeH", bold=True)
    document.add_paragraph(
        "Së Y tÕ tØnh B×nh Minh thùc hiÖn kÕ ho¹ch c¶i c¸ch n¨m 2026; ng\u00ad\u00eai d©n ®Õn mét n¬i."
    )
    mixed = document.add_paragraph("Thñ tôc ")
    _run(mixed, "đã chuyển sang Unicode", "Times New Roman")
    _run(mixed, " vµ ®", ".VnTime")
    mixed.runs[-1]._r.append(parse_xml(f"<w:softHyphen {_W}/>"))
    _run(mixed, "îc kiÓm tra.", ".VnTime")
    sample = document.add_paragraph()
    _run(sample, SAMPLE, "Times New Roman")
    return save(document)


def make_vni() -> bytes:
    """An old document typed for VNI-Times; one letter is cut in two by a change of format."""
    document = Document()
    title = document.add_paragraph()
    _run(title, "Coâng khai thuû tuïc haønh chính", "VNI-Times", bold=True)
    text = document.add_paragraph()
    _run(text, "Ngöôøi daân xem thu", "VNI-Times")
    _run(text, "û tuïc", "VNI-Times", bold=True)
    _run(text, " taïi Traïm Y teá xaõ Hoøa Höng, tæ leä ñuùng haïn ñaït 98%.", "VNI-Times")
    _run(document.add_paragraph(), SAMPLE, "Times New Roman")
    return save(document)


GENERATED: dict[str, Callable[[], bytes]] = {
    "kieu-chuan": make_styled,
    "khong-kieu": make_unstyled,
    "sua-doi": make_tracked,
    "khung-chu": make_boxes,
    "bang-gop-o": make_tables,
    "anh-chu-thich": make_pictures,
    "chu-thich-chan-trang": make_notes,
    "tcvn3": make_tcvn3,
    "vni": make_vni,
}
"""The documents that are made here, by the name of the file that holds the Markdown they must give."""


def _bold(paragraph: Paragraph, words: str) -> None:
    paragraph.add_run(words).bold = True


def _run(paragraph: Paragraph, words: str, font: str, *, bold: bool = False) -> None:
    run = paragraph.add_run(words)
    run.font.name = font
    run.bold = bold or None


def _append(body: object, xml: str) -> None:
    element = parse_xml(xml)
    sections = body.findall(qn("w:sectPr"))  # type: ignore[attr-defined] # an element of lxml
    if sections:
        sections[0].addprevious(element)
    else:
        body.append(element)  # type: ignore[attr-defined]


def _box_new(words: str) -> str:
    return (
        "<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>"
        f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing>"
    )


def _describe(paragraph: Paragraph, words: str) -> None:
    for node in paragraph._p.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):
        node.set("descr", words)


def _link(document: DocumentType, paragraph: Paragraph, words: str, address: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    target = document.part.relate_to(address, kind, is_external=True)
    xml = f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>'
    paragraph._p.append(parse_xml(xml))


def _with_part(data: bytes, name: str, xml: str) -> bytes:
    output = BytesIO(data)
    with zipfile.ZipFile(output, "a") as archive:
        archive.writestr(name, xml)
    return output.getvalue()
