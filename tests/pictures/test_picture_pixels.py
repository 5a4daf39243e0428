"""What is left of a picture: its pixels, upright and in sRGB, and nothing of what stood beside them."""

from io import BytesIO

import pytest
from photographs import LATITUDE, huge_png, photograph, save, scene, svg
from PIL import Image, ImageCms

from cchc.outputs.pictures.encoding import encode
from cchc.outputs.pictures.reading import AnhHong, decode, measure
from cchc.outputs.pictures.svg import measure_svg

pytestmark = pytest.mark.slow


def _open(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_place_and_camera_are_gone_from_every_file() -> None:
    """No published file carries EXIF, a place, a comment or a profile of the source."""
    for file in encode(decode(photograph())):
        published = _open(file.data)
        assert not published.getexif(), file.duoi
        assert {"exif", "xmp", "icc_profile", "comment"}.isdisjoint(published.info), file.duoi
        assert LATITUDE not in file.data
        assert b"RIENG TU" not in file.data


def test_a_photograph_held_upright_is_published_upright() -> None:
    """A camera that notes orientation 6 instead of turning the pixels still gives the red half at the top."""
    image = decode(photograph(orientation=6))
    assert image.width > image.height
    red, _, blue = image.getpixel((image.width // 2, 10))
    assert red > blue


def test_printers_colours_become_screen_colours() -> None:
    """A CMYK JPEG is published in RGB with its colours, not inverted."""
    image = decode(save(scene().convert("CMYK"), "JPEG"))
    red, _, blue = image.getpixel((10, 10))
    assert image.mode == "RGB"
    assert red > 150 > blue


def test_sixteen_bits_keep_their_shades() -> None:
    """A scan of 16 bits keeps its middle grey instead of turning white."""
    data = save(Image.new("I;16", (600, 400), 32768), "PNG")
    assert decode(data).getpixel((5, 5)) == pytest.approx((128, 128, 128), abs=2)


def test_a_foreign_profile_is_applied_before_it_is_dropped() -> None:
    """Numbers that mean another colour in another profile are translated, not just relabelled."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain = decode(save(scene(), "JPEG"))
    assert decode(save(scene(), "JPEG", icc_profile=profile)).getpixel((5, 5)) == plain.getpixel((5, 5))


def test_transparency_stays() -> None:
    """A transparent PNG keeps its mask and falls back to PNG, never to a black JPEG."""
    logo = Image.new("RGBA", (900, 300), (200, 0, 0, 0))
    logo.paste((200, 0, 0, 255), (0, 0, 450, 300))
    files = list(encode(decode(save(logo, "PNG"))))
    assert {file.duoi for file in files} == {"avif", "webp", "png"}
    assert all(_open(file.data).convert("RGBA").getpixel((file.rong - 5, 5))[3] == 0 for file in files)


def test_pictures_are_never_enlarged() -> None:
    """A picture of 900 pixels is offered in 400, 800 and 900; one of 300 only in 300."""
    assert sorted({file.rong for file in encode(scene(900, 600))}) == [400, 800, 900]
    assert {file.rong for file in encode(scene(300, 200))} == {300}


def test_the_same_picture_gives_the_same_bytes() -> None:
    """Encoding twice gives the same bytes in every format and width."""
    image = decode(photograph())
    assert list(encode(image)) == list(encode(image))


def test_a_bomb_is_refused_by_its_header() -> None:
    """A small file that claims 400 million pixels is refused before anything is unpacked."""
    with pytest.raises(AnhHong, match="quá 40 triệu điểm ảnh"):
        measure(huge_png())


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_moving_pictures_are_refused(kind: str) -> None:
    """An animation is refused with what to send instead."""
    frames = [scene(40, 30), scene(40, 30).rotate(90)]
    with pytest.raises(AnhHong, match="ảnh động"):
        measure(save(frames[0], kind, save_all=True, append_images=frames[1:]))


def test_a_gif_under_another_name_is_refused() -> None:
    """The bytes decide what a file is, not its name."""
    with pytest.raises(AnhHong, match="không phải ảnh JPEG"):
        measure(save(scene(40, 30).convert("P"), "GIF"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_cut_off_is_refused(kind: str) -> None:
    """A file that was copied by half is refused rather than published half grey."""
    data = save(Image.effect_noise((600, 400), 80), kind)
    with pytest.raises(AnhHong, match="hỏng"):
        decode(data[: len(data) // 2])


def test_a_plain_drawing_is_taken_with_its_size() -> None:
    """A drawing of shapes, styles and links within itself is accepted; its size comes from its view box."""
    inner = '<defs><g id="a"/></defs><use href="#a"/><style>rect{fill:url(#b)}</style>'
    assert measure_svg(svg(inner)) == (16, 9)


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject><p/></foreignObject>", "<foreignobject>"),
        ('<g onload="alert(1)"/>', "onload"),
        ('<image href="https://example.com/a.png"/>', "ra ngoài"),
        ('<a href="javascript:alert(1)"/>', "ra ngoài"),
        ('<rect style="fill:url(https://example.com/a)"/>', "nơi khác"),
        ("<style>@import 'https://example.com/a.css';</style>", "nơi khác"),
        ('<set attributeName="href" to="https://example.com"/>', "<set>"),
        ('<animate attributeName="xlink:href" values="https://example.com"/>', "tự đổi"),
        ('<?xml-stylesheet href="https://example.com/a.css"?>', "chỉ dẫn"),
    ],
)
def test_a_drawing_that_could_act_is_refused(inner: str, found: str) -> None:
    """Scripts, handlers and addresses of elsewhere are refused by name."""
    with pytest.raises(AnhHong, match=found):
        measure_svg(svg(inner))


def test_entities_of_a_drawing_are_refused() -> None:
    """Entities, which can grow without end, are refused whether they are used or not."""
    with pytest.raises(AnhHong, match="thực thể"):
        measure_svg(b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg())
