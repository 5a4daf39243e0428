"""A picture in the widths and formats that are published: AVIF and WebP for browsers, JPEG or PNG for all others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, features
from PIL import __version__ as pillow_version

WIDTHS = (400, 800, 1200)
"""Widths in pixels: a thumbnail on a sharp screen, a phone, the reading column."""

MEDIA_TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
}
"""Media type by the ending of the file, in the order in which a browser is offered them."""

# One thread a picture: several pictures are encoded side by side, and the bytes do not depend on the machine.
_AVIF: Mapping[str, Any] = {"format": "AVIF", "quality": 58, "speed": 8, "max_threads": 1}
_WEBP: Mapping[str, Any] = {"format": "WEBP", "quality": 78, "method": 4}
_JPEG: Mapping[str, Any] = {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True}
_PNG: Mapping[str, Any] = {"format": "PNG", "optimize": True}


@dataclass(frozen=True)
class Encoded:
    """One encoded file; ``duoi`` is the ending of its name."""

    duoi: str
    rong: int
    cao: int
    data: bytes


def settings() -> str:
    """Return everything but the source on which the bytes depend, for keys of caches."""
    versions = [f"{name} {features.version(name)}" for name in ("avif", "webp", "jpg", "zlib", "littlecms2")]
    return repr((2, WIDTHS, _AVIF, _WEBP, _JPEG, _PNG, pillow_version, versions))


def encode(image: Image.Image) -> Iterator[Encoded]:
    """Encode an RGB or RGBA picture in all widths, never enlarged."""
    fallback = ("png", _PNG) if image.mode == "RGBA" else ("jpg", _JPEG)
    for width in sorted({min(width, image.width) for width in WIDTHS}):
        height = max(1, round(image.height * width / image.width))
        sized = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
        for duoi, options in (("avif", _AVIF), ("webp", _WEBP), fallback):
            yield Encoded(duoi, width, height, _save(sized, options))


def _save(image: Image.Image, options: Mapping[str, Any]) -> bytes:
    buffer = BytesIO()
    image.save(buffer, **options)
    return buffer.getvalue()
