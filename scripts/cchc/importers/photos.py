"""Pictures that come with an article made fit to be kept: turned upright, without EXIF and place, of moderate size."""

import warnings
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from cchc.importers.article import RefusedArticleError

MAX_BYTES = 30 << 20
"""Most bytes of one picture as it comes."""

MAX_PIXELS = 80_000_000
"""Most pixels of one picture; the cameras of telephones make some 50 million."""

MAX_SIDE = 2560
"""Longest side, in pixels, of a picture that is kept: the build makes the smaller ones that pages show."""

_MIN_SIDE = 40
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_QUALITY = 88
_VECTOR_HEADS = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00", b"\x01\x00\x09\x00")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")


def make_photo(data: bytes, name: str) -> tuple[bytes, str] | None:
    """Return the bytes and the ending (jpg, png) of a clean copy; None for specks that only decorate a page.

    Raise RefusedArticleError, naming the picture, if it is no picture, of a kind that browsers do not show, or too big.
    """
    if len(data) > MAX_BYTES:
        raise RefusedArticleError(f"ảnh {name} lớn hơn {MAX_BYTES >> 20} MB; hãy giảm kích thước rồi nhập lại")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise RefusedArticleError(f"ảnh {name} là HEIC của điện thoại; hãy lưu lại thành JPEG rồi nhập lại")
    if data.startswith(_VECTOR_HEADS):
        raise RefusedArticleError(f"ảnh {name} là hình vẽ EMF/WMF của Word; hãy lưu thành PNG rồi chèn lại")
    image = _open(data, name)
    if max(image.size) < _MIN_SIDE:
        return None
    return _save(_shrink(_to_srgb(image)))


def _open(data: bytes, name: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # The limit below is stricter than the one that Pillow warns of.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=_FORMATS)
            if image.width * image.height > MAX_PIXELS:
                size = f"{image.width} × {image.height}"
                raise RefusedArticleError(f"ảnh {name} quá lớn ({size} điểm ảnh); hãy thu nhỏ rồi nhập lại")
            image.load()
            return ImageOps.exif_transpose(image)
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise RefusedArticleError(f"{name} không phải ảnh JPEG, PNG, WebP, GIF; hãy lưu lại thành JPEG") from None
    except (OSError, ValueError, SyntaxError, EOFError, TypeError):
        raise RefusedArticleError(f"ảnh {name} hỏng hoặc bị cụt; hãy gửi lại ảnh") from None


def _to_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in sRGB or grey, so that it needs no profile; transparency is kept."""
    profile = image.info.get("icc_profile")
    if image.mode not in {"RGB", "RGBA", "L", "LA"}:
        has_alpha = image.mode in {"PA", "RGBa", "La"} or "transparency" in image.info
        image = image.convert("RGBA" if has_alpha else "RGB")
    elif "transparency" in image.info:
        image = image.convert("RGBA")
    if profile and image.mode == "RGB":
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB")) or image
        except (ImageCms.PyCMSError, OSError):
            return image
    return image


def _shrink(image: Image.Image) -> Image.Image:
    if max(image.size) > MAX_SIDE:
        image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    return image


def _save(image: Image.Image) -> tuple[bytes, str]:
    """Write from the bare pixels, so that nothing of the camera or the author travels along."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    png = BytesIO()
    if image.mode in {"RGBA", "LA"} or (image.getcolors(256) is not None):
        bare.save(png, "PNG", optimize=True)
        return png.getvalue(), "png"
    jpeg = BytesIO()
    bare.save(jpeg, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return jpeg.getvalue(), "jpg"
