"""Which files are taken, told by their bytes, never by their names; pictures are drawn anew, so nothing hides in them.

PDF and Word files are taken as they are: they are for the desk only, which opens them at its own care.
"""

import io
import zipfile
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

_PDF, _JPEG, _PNG, _ZIP = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST_PIXELS = 40_000_000
_MOST_UNPACKED = 50 * 1024 * 1024
_LONGEST_LIST = 1024 * 1024
_QUALITY = 88


@dataclass(frozen=True)
class Accepted:
    """A file that is taken: its name for people, its true type, and the bytes that are kept."""

    name: str
    media_type: str
    suffix: str
    data: bytes


class NotAccepted(Exception):
    """The file is not taken; the words continue "tệp ..." in Vietnamese."""


def accept_file(name: str, data: bytes) -> Accepted:
    """Return the file as it is kept; raise NotAccepted for another type, a broken picture, macros."""
    if data.startswith(_PDF):
        return Accepted(name, "application/pdf", ".pdf", data)
    if data.startswith(_JPEG):
        return Accepted(name, "image/jpeg", ".jpg", _redraw(data, "JPEG"))
    if data.startswith(_PNG):
        return Accepted(name, "image/png", ".png", _redraw(data, "PNG"))
    if data.startswith(_ZIP):
        _check_word(data)
        return Accepted(name, _WORD, ".docx", data)
    raise NotAccepted("không phải tệp PDF, JPEG, PNG hoặc Word (.docx)")


def _redraw(data: bytes, kind: str) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise NotAccepted("là ảnh quá lớn (trên 40 triệu điểm ảnh)")
            upright = ImageOps.exif_transpose(opened)
            plain = upright.convert("RGB" if kind == "JPEG" or "A" not in upright.mode else "RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NotAccepted("là ảnh bị hỏng, không mở được") from None
    # A new picture takes nothing along: no place, no camera, no comment.
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)
    drawn = io.BytesIO()
    clean.save(drawn, kind, **({"quality": _QUALITY} if kind == "JPEG" else {}))
    return drawn.getvalue()


def _check_word(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename.lower() for part in parts}
            if "word/document.xml" not in names or "[content_types].xml" not in names:
                raise NotAccepted("không phải tệp PDF, JPEG, PNG hoặc Word (.docx)")
            if sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise NotAccepted("là tệp Word quá lớn sau khi mở")
            with package.open("[Content_Types].xml") as listed:
                types = listed.read(_LONGEST_LIST).lower()
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise NotAccepted("là tệp Word bị hỏng, không mở được") from None
    if b"macroenabled" in types or b"vbaproject" in types or any(name.endswith("vbaproject.bin") for name in names):
        raise NotAccepted("là tệp Word có macro; lưu lại thành .docx không có macro")
