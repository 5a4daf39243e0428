"""What the files that records name really are, told from their bytes and never from their names."""

import hashlib
import zipfile
from pathlib import Path

from cchc.model.bieu_mau import DinhDang, TepThucTe
from cchc.sources.properties import strip_properties

_STRIPPED = ("tthc/bieu-mau/", "posts/")
"""What authors of the site write loses its properties: forms and attachments of news."""

_ODT = b"application/vnd.oasis.opendocument.text"


def describe(root: Path, path: str) -> TepThucTe:
    """Describe a file by its bytes: type by signature, whether it carries macros; size and SHA-256 as published.

    Raise OSError if the file cannot be read.
    """
    file = root / path
    data = file.read_bytes()
    dinh_dang, co_macro = _kind(file, data[:8])
    data = _published(path, data, dinh_dang)
    return TepThucTe(
        duong_dan=path,
        dinh_dang=dinh_dang,
        kich_thuoc=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        co_macro=co_macro,
    )


def read_published(root: Path, path: str, dinh_dang: DinhDang | None = None) -> bytes:
    """Return the bytes that the site publishes of a file; without ``dinh_dang`` its kind is told from its bytes.

    A form or an attachment of a news item loses its properties, all else stays as it is.

    The text of a decision is an official document, often signed: it is never altered.
    """
    data = (root / path).read_bytes()
    return _published(path, data, dinh_dang or _kind(root / path, data[:8])[0])


def _published(path: str, data: bytes, dinh_dang: DinhDang | None) -> bytes:
    return strip_properties(data, dinh_dang) if dinh_dang and path.startswith(_STRIPPED) else data


def _kind(file: Path, head: bytes) -> tuple[DinhDang | None, bool]:
    if head.startswith(b"%PDF-"):
        return DinhDang.PDF, False
    if not head.startswith(b"PK\x03\x04"):
        return None, False
    try:
        with zipfile.ZipFile(file) as archive:
            return _office_kind(archive)
    except zipfile.BadZipFile:
        return None, False


def _office_kind(archive: zipfile.ZipFile) -> tuple[DinhDang | None, bool]:
    names = archive.namelist()
    macros = any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names)
    if "word/document.xml" in names:
        return DinhDang.DOCX, macros
    if "xl/workbook.xml" in names:
        return DinhDang.XLSX, macros
    if "mimetype" in names:
        with archive.open("mimetype") as member:
            if member.read(len(_ODT) + 1).startswith(_ODT):
                return DinhDang.ODT, macros
    return None, macros
