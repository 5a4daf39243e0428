"""Pictures as cameras, scanners and drawing programs leave them, made in the test."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

ARTICLE = "posts/2026/tin-mot.md"
CONSENT = "Tủ hồ sơ số 9 phòng Kế hoạch"

LATITUDE = b"\x00\x00\x00\x12\x00\x00\x00\x01"
"""A latitude of 18 degrees as EXIF writes it: bytes to look for in what is published."""

_ORIENTATION, _MAKE, _GPS = 0x0112, 0x010F, 0x8825


def scene(width: int = 1600, height: int = 1000) -> Image.Image:
    """Return a picture whose upper half is red and whose lower half is blue."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 30, 200), (0, height // 2, width, height))
    return image


def save(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return the bytes of a picture in one of the formats of Pillow."""
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def photograph(orientation: int = 1) -> bytes:
    """Return a JPEG with the camera's name, the place where it was taken, a comment, and its orientation."""
    exif = Image.Exif()
    exif[_MAKE] = "Máy ảnh thử nghiệm"
    exif[_ORIENTATION] = orientation
    exif.get_ifd(_GPS).update({1: "N", 2: (18.0, 20.0, 0.0), 3: "E", 4: (105.0, 54.0, 0.0)})
    image = scene()
    if orientation == 6:
        image = image.transpose(Image.Transpose.ROTATE_90)
    data = save(image, "JPEG", exif=exif.tobytes(), comment=b"GHI CHU RIENG TU")
    assert LATITUDE in data
    return data


def huge_png() -> bytes:
    """Return a PNG of a few bytes whose header claims 20,000 × 20,000 pixels."""
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def svg(inner: str = "", attributes: str = 'viewBox="0 0 16 9"') -> bytes:
    """Return a drawing with a rectangle and something more."""
    rectangle = '<rect width="16" height="9" fill="#a4161a"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{rectangle}{inner}</svg>'.encode()
