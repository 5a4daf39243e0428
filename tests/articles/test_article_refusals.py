"""Files that cannot become a draft: one clear sentence each, and nothing is written."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document

from articles.documents import make_jpeg, make_styled, make_unstyled, save
from articles.packages import make_mail, make_zip
from roots import files_of

pytestmark = pytest.mark.slow

MEGABYTE = 1 << 20
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a package with a part put in or replaced."""
    source, output = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for old in source.namelist():
            if old != name:
                archive.writestr(old, source.read(old))
        archive.writestr(name, content)
    return output.getvalue()


def with_body(xml: str, head: str = "") -> bytes:
    """Return a Word document with this body."""
    document = f"{head}<w:document {W}><w:body>{xml}</w:body></w:document>"
    return with_part(make_unstyled(), "word/document.xml", document.encode())


def secret_letter() -> bytes:
    """Return a letter whose head, which is left out of articles, carries a mark in a cell."""
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "SỞ Y TẾ"
    table.cell(0, 0).add_paragraph("MẬT")
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document.add_paragraph("Nội dung (minh họa).")
    return save(document)


def encrypted() -> bytes:
    """Return a ZIP whose member is said to be encrypted."""
    data = bytearray(make_zip({"bai.txt": b"x"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(sign) + at] |= 1
    return bytes(data)


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "macros": ("a.docm", lambda: with_part(make_styled(), "word/vbaProject.bin", b"x"), "có macro"),
    "password": ("a.docx", lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "đặt mật khẩu"),
    "message of Outlook": ("a.msg", lambda: OLE + b"\0" * 600 + "__substg1.0_".encode("utf-16-le"), ".eml"),
    "old workbook": ("a.xls", lambda: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "không phải Word"),
    "cut document": ("a.docx", lambda: make_styled()[:3000], "bị cụt hoặc hỏng"),
    "broken XML": ("a.docx", lambda: with_part(make_styled(), "word/document.xml", b"<w:document"), "hỏng"),
    "entities": ("a.docx", lambda: with_body("<w:p/>", '<!DOCTYPE d [<!ENTITY a "b">]>'), "DOCTYPE"),
    "bomb of text": (
        "a.docx",
        lambda: with_body("<w:p><w:r><w:t>" + "a" * 20 * MEGABYTE + "</w:t></w:r></w:p>"),
        "quá lớn sau khi giải nén",
    ),
    "bomb of a picture": (
        "a.docx",
        lambda: with_part(make_styled(), "word/media/a.png", b"\0" * 40 * MEGABYTE),
        "quá lớn sau khi giải nén",
    ),
    "deep nesting": ("a.docx", lambda: with_body("<w:sdt>" * 5000), "lồng quá sâu"),
    "strict Open XML": (
        "a.docx",
        lambda: with_part(
            make_styled(),
            "word/document.xml",
            b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>',
        ),
        "Strict Open XML",
    ),
    "no words": ("a.docx", lambda: with_body("<w:p/>"), "không có chữ nào"),
    "mark of secrecy": ("a.docx", lambda: with_body("<w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p>"), "dấu mật “TỐI MẬT”"),
    "mark in the head of a letter": ("a.docx", secret_letter, "dấu mật “MẬT”"),
    "mark in the head of the page": (
        "a.docx",
        lambda: with_part(
            make_unstyled(),
            "word/header7.xml",
            f"<w:hdr {W}><w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>ẬT</w:t></w:r></w:p></w:hdr>".encode(),
        ),
        "dấu mật “MẬT”",
    ),
    "mixed fonts": (
        "a.docx",
        lambda: with_body(
            '<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>'
            "<w:t>Thủ tục hµnh chÝnh thùc hiÖn</w:t></w:r></w:p>"
        ),
        "lẫn với chữ Unicode",
    ),
    "HEIC photo": ("a.zip", lambda: make_zip({"b.txt": b"T\n\nN.", "c.heic": b"\0\0\0\x18ftypheic"}), "c.heic là HEIC"),
    "no picture": ("a.zip", lambda: make_zip({"b.txt": b"T\n\nN.", "c.jpg": b"khong"}), "c.jpg không phải ảnh"),
    "two texts": ("a.zip", lambda: make_zip({"b.txt": b"x", "c.txt": b"y"}), "có 2 bài trong một gói"),
    "no text": ("a.zip", lambda: make_zip({"b.jpg": make_jpeg()}), "không có bài viết"),
    "too many files": ("a.zip", lambda: make_zip({f"{at}.jpg": b"x" for at in range(301)}), "hơn 300 tệp"),
    "ZIP with a password": ("a.zip", encrypted, "mật khẩu"),
    "bomb of a ZIP": ("a.zip", lambda: make_zip({"a.txt": b"\0" * 20 * MEGABYTE}), "quá lớn sau khi giải nén"),
    "text of no encoding": ("a.txt", lambda: "Ëß§ñþ ðÿ¶ øþß ÆØÅæ çñÞß".encode("cp1252"), "không rõ bảng nào"),
    "program named text": ("a.txt", lambda: b"MZ\0\0\0\1", "không phải văn bản"),
    "e-mail nested to hurt": ("a.eml", lambda: make_mail(html="<div>" * 50_000 + "x"), "lồng quá sâu"),
    "e-mail without text": ("a.eml", lambda: make_mail(body="\n"), "không có nội dung bài"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_taken_is_refused_and_nothing_is_written(
    kind: str, tmp_path: Path, root: Path, take_in: Callable[[Path], Result]
) -> None:
    """One sentence on the error stream, exit code 1, the root as it was."""
    name, make, reason = REFUSED[kind]
    file = tmp_path / name
    file.write_bytes(make())
    before = files_of(root)
    result = take_in(file)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert reason in line
    assert line.startswith(f"{file}: ")
    assert line.endswith("Chưa ghi gì.")
    assert files_of(root) == before


def test_a_linked_picture_is_never_fetched(tmp_path: Path, take_in: Callable[[Path], Result]) -> None:
    """A document cannot make this machine open a file or an address."""
    drawing = (
        '<w:p xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:r><w:t>T</w:t><w:drawing>'
        '<wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="rId99"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99"'
        ' Type="x" Target="/etc/hostname" TargetMode="External"/></Relationships>'
    )
    file = tmp_path / "a.docx"
    file.write_bytes(with_part(with_body(drawing), "word/_rels/document.xml.rels", rels.encode()))
    result = take_in(file)
    assert "có 1 ảnh nằm ngoài tệp Word" in result.output
    assert "ảnh: " not in result.output
