"""Published forms tell nothing of who made them, when and with what; their text stays as it was."""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from cchc.model.bieu_mau import DinhDang
from cchc.sources.properties import strip_properties
from cchc.sources.zip_bytes import pack, stored, stored_size, unpack

PERSON = "Trần Thị Bích Đào"
SAMPLES = sorted((Path(__file__).parents[2] / "tthc/bieu-mau/tep").glob("*"))

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{PERSON}</dc:creator></cp:coreProperties>'
)


def _office(parts: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 8, 0, 0)), text, method)
    return buffer.getvalue()


OFFICE = {
    DinhDang.DOCX: {"[Content_Types].xml": "<Types/>", "word/document.xml": "<d>Đơn</d>", "docProps/core.xml": CORE},
    DinhDang.XLSX: {"xl/workbook.xml": "<d>Bảng</d>", "docProps/app.xml": f"<P><Company>{PERSON}</Company></P>"},
    DinhDang.ODT: {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "<d>Đơn</d>",
        "meta.xml": f"<m>{PERSON}</m>",
    },
}


@pytest.mark.parametrize("dinh_dang", OFFICE)
def test_office_files_lose_their_properties_and_nothing_else(dinh_dang: DinhDang) -> None:
    """No member names the person any more; every other member is the same, in the same order."""
    before = OFFICE[dinh_dang]
    with zipfile.ZipFile(BytesIO(strip_properties(_office(before), dinh_dang))) as after:
        assert after.testzip() is None
        assert after.namelist() == list(before)
        texts = {name: after.read(name).decode() for name in after.namelist()}
        dates = {info.date_time for info in after.infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name, text in texts.items() if PERSON in text]
    kept = [name for name in before if not name.startswith(("docProps/", "meta.xml"))]
    assert {name: texts[name] for name in kept} == {name: before[name] for name in kept}


def test_the_type_of_an_odt_stays_readable_by_its_first_bytes() -> None:
    """The member mimetype stays first and uncompressed, as the format wants."""
    stripped = strip_properties(_office(OFFICE[DinhDang.ODT]), DinhDang.ODT)
    assert stripped[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"


def _pdf(info: bytes, more: bytes = b"") -> bytes:
    return b"%PDF-1.4\n1 0 obj\n<< " + info + b" >>\nendobj\n" + more + b"trailer\n<< /Info 1 0 R /Root 2 0 R >>\n%%EOF"


def test_a_pdf_loses_its_information_without_moving() -> None:
    """The dictionary is empty, the reference gone, and every other byte keeps its place."""
    before = _pdf(b"/Author (Nguyen \\) Van) /Producer <FEFF0041> /CreationDate (D:2026)")
    after = strip_properties(before, DinhDang.PDF)
    assert len(after) == len(before)
    assert not [word for word in (b"Nguyen", b"FEFF", b"D:2026", b"/Info") if word in after]
    assert b"/Root 2 0 R" in after


def test_a_pdf_loses_its_metadata_stream() -> None:
    """XMP metadata is blanked with its reference."""
    xmp = b"3 0 obj\n<< /Type /Metadata /Subtype /XML /Length 20 >>\nstream\n<x>Tran Thi Bich</x>\nendstream\nendobj\n"
    after = strip_properties(_pdf(b"/Author (A)", xmp + b"2 0 obj\n<< /Metadata 3 0 R >>\nendobj\n"), DinhDang.PDF)
    assert b"Tran Thi Bich" not in after
    assert b"/Metadata 3 0 R" not in after


def test_information_inside_compressed_objects_is_found() -> None:
    """Since PDF 1.5 the dictionary may lie in a compressed stream; it is blanked there too."""
    first, second = b"<< /Author (Tran Thi Bich) >>", b"<< /Type /Page >>"
    header = b"7 0 8 %d " % (len(first) + 1)
    packed = zlib.compress(header + first + b" " + second)
    stream = b"9 0 obj\n<< /Type /ObjStm /N 2 /First %d /Filter /FlateDecode /Length %d >>\nstream\n" % (
        len(header),
        len(packed),
    )
    before = b"%PDF-1.5\n" + stream + packed + b"\nendstream\nendobj\n10 0 obj\n<< /Type /XRef /Info 7 0 R >>\nendobj\n"
    after = strip_properties(before, DinhDang.PDF)
    assert len(after) == len(before)
    start = after.index(b"stream\n") + len(b"stream\n")
    objects = zlib.decompressobj().decompress(after[start:])
    assert b"Tran" not in objects
    assert objects.endswith(second)


def test_a_signed_pdf_is_never_altered() -> None:
    """A change would break the signature, so the file stays as it was signed."""
    before = _pdf(b"/Author (A)", b"4 0 obj\n<< /ByteRange [0 10 20 30] >>\nendobj\n")
    assert strip_properties(before, DinhDang.PDF) == before


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_sample_files_come_out_the_same_each_time(file: Path) -> None:
    """Stripping is reproducible, and stripping again changes nothing."""
    dinh_dang = DinhDang(file.suffix[1:])
    once = strip_properties(file.read_bytes(), dinh_dang)
    assert strip_properties(file.read_bytes(), dinh_dang) == once
    assert strip_properties(once, dinh_dang) == once


def test_the_size_of_an_archive_is_known_before_it_is_made() -> None:
    """The size told on a page is that of the archive, Vietnamese names included."""
    members = [stored("don.pdf", b"12345"), stored("Đơn đề nghị.docx", b"")]
    archive = pack(members)
    assert len(archive) == stored_size((member.name, member.size) for member in members)
    assert unpack(archive) == members
