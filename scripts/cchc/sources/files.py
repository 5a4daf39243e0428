"""What the files that records name really are, told from their bytes and never from their names."""

import hashlib
import zipfile
from pathlib import Path

from cchc.model.bieu_mau import DinhDang, TepThucTe

_ODT = b"application/vnd.oasis.opendocument.text"


def describe(root: Path, path: str) -> TepThucTe:
    """Describe a file by its bytes: type by signature, size, SHA-256 and whether it carries macros.

    Raise OSError if the file cannot be read.
    """
    file = root / path
    data = file.read_bytes()
    dinh_dang, co_macro = _kind(file, data[:8])
    return TepThucTe(
        duong_dan=path,
        dinh_dang=dinh_dang,
        kich_thuoc=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        co_macro=co_macro,
    )


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
