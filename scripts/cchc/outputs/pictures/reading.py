"""From the bytes of a picture to its pixels: upright, in sRGB, without a word of what a camera wrote beside them."""

import struct
import warnings
import zlib
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

MAX_PIXELS = 40_000_000
"""More pixels than any camera of a unit gives; a small file may claim billions to exhaust the memory."""

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_TROUBLES = (OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, struct.error, zlib.error)
"""What Pillow's decoders raise on broken bytes."""

_UNREADABLE = "không đọc được: tệp hỏng hoặc không phải ảnh JPEG, PNG, WebP, AVIF; hãy xuất lại ảnh từ tệp gốc"
_CUT_OFF = "bị hỏng hoặc chép chưa hết; hãy chép lại từ tệp gốc"
_MOVING = "là ảnh động; hãy thay bằng ảnh tĩnh, hoặc đăng dưới dạng video có bản ghi lời"


class AnhHong(ValueError):
    """A picture that cannot be published; the message continues "ảnh …" for its author, in Vietnamese."""


def measure(data: bytes) -> tuple[int, int]:
    """Return width and height from the header, without decoding; raise AnhHong for what must not be decoded.

    Warnings are turned into errors meanwhile, so only one thread may call this at a time.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                width, height = image.size
                # A JPEG of two lenses (MPO) has two frames and does not move.
                moving = image.format != "MPO" and getattr(image, "n_frames", 1) > 1
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise AnhHong(_too_large()) from error
        except (*_TROUBLES, Warning) as error:
            raise AnhHong(_UNREADABLE) from error
    if width * height > MAX_PIXELS:
        raise AnhHong(_too_large(width, height))
    if moving:
        raise AnhHong(_MOVING)
    return width, height


def decode(data: bytes) -> Image.Image:
    """Return the pixels of a measured picture as RGB, or RGBA where something shines through; raise AnhHong."""
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as source:
            source.load()
            image = _to_srgb(ImageOps.exif_transpose(source))
    except _TROUBLES as error:
        raise AnhHong(_CUT_OFF) from error
    image.info = {}  # encoders take profiles, comments and EXIF from here
    return image


def _too_large(width: int = 0, height: int = 0) -> str:
    size = f"rộng {width} × {height} điểm ảnh, " if width else ""
    return f"{size}quá {MAX_PIXELS // 1_000_000} triệu điểm ảnh; hãy thu nhỏ, bề rộng 2.000 điểm là đủ"


def _to_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    image, alpha = _split(_in_eight_bits(image))
    if profile:
        image = _apply_profile(image, profile)
    image = image.convert("RGB")
    if alpha is not None:
        image.putalpha(alpha)
    return image


def _in_eight_bits(image: Image.Image) -> Image.Image:
    if not image.mode.startswith("I"):
        return image
    # Pillow clips 16 bits when it converts them; greys of scanners would turn white.
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _split(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return the colours and, where something shines through, the mask."""
    if not image.has_transparency_data:
        return (image.convert("RGB") if image.mode == "P" else image), None
    image = image.convert("RGBA")
    alpha = image.getchannel("A")
    return image.convert("RGB"), alpha if alpha.getextrema() != (255, 255) else None


def _apply_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile: the colours are shown as if there were none, as browsers do
    return converted or image
