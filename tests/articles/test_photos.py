"""Pictures are kept clean: upright, without place and author, of moderate size; what is no picture is refused."""

from io import BytesIO

import pytest
from PIL import Image

from articles.documents import make_jpeg, make_png
from articles.packages import EXIF
from cchc.importers.article import RefusedArticleError
from cchc.importers.photos import MAX_SIDE, make_photo

pytestmark = pytest.mark.slow


def reopen(data: bytes) -> Image.Image:
    """Open what was made."""
    return Image.open(BytesIO(data))


def save(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return a picture in a format."""
    output = BytesIO()
    image.save(output, kind, **options)  # type: ignore[arg-type] # options differ by format
    return output.getvalue()


def test_place_and_author_are_gone_and_the_picture_stands_upright() -> None:
    """A telephone's photo, lying on its side, with the place where it was taken."""
    before = make_jpeg((400, 200), exif=EXIF)
    assert b"Nguyen Van Mau" in before
    made = make_photo(before, "a.jpg")
    assert made is not None
    data, suffix = made
    image = reopen(data)
    assert (suffix, image.size) == ("jpg", (200, 400))
    assert not image.getexif()
    assert not image.info.keys() & {"exif", "icc_profile", "comment", "xmp", "photoshop"}
    assert b"Nguyen" not in data


def test_large_photos_are_made_smaller() -> None:
    """The longest side is what the largest screen needs."""
    made = make_photo(make_jpeg((4000, 1000)), "a.jpg")
    assert made is not None
    assert reopen(made[0]).size == (MAX_SIDE, MAX_SIDE // 4)


def test_drawings_and_transparency_stay_png() -> None:
    """Few colours or transparency: a JPEG would spoil them."""
    clear = save(Image.new("RGBA", (80, 80), (255, 0, 0, 90)), "PNG")
    assert [(make_photo(data, "a.png") or ("", ""))[1] for data in (make_png(), clear)] == ["png", "png"]


def test_specks_are_left_out() -> None:
    """Bullets and lines that Word keeps as pictures are none."""
    assert make_photo(make_png((20, 8)), "a.png") is None


@pytest.mark.parametrize("mode", ["CMYK", "P", "L", "LA", "I;16", "1"])
def test_every_mode_becomes_what_browsers_show(mode: str) -> None:
    """Print colours, palettes, grey and black-and-white."""
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = make_photo(save(Image.new(mode, (64, 64)), kind), "a")
    assert made is not None
    assert reopen(made[0]).mode in {"RGB", "RGBA", "L", "LA"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "HEIC"),
        (b"\xd7\xcd\xc6\x9a" + b"\0" * 100, "EMF/WMF"),
        (b"khong phai anh", "không phải ảnh"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "không phải ảnh"),
        (make_jpeg()[:500], "hỏng hoặc bị cụt"),
        (save(Image.new("1", (9001, 9000)), "PNG"), "quá lớn"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_name(data: bytes, reason: str) -> None:
    """One sentence that names the picture."""
    with pytest.raises(RefusedArticleError, match=reason) as refused:
        make_photo(data, "anh-cua-toi.jpg")
    assert "anh-cua-toi.jpg" in str(refused.value)
