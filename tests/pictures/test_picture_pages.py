"""Pictures as they stand in the built site: in pages, feeds and data, and as a browser takes them."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner
from photographs import ARTICLE, CONSENT, LATITUDE, photograph
from PIL import Image
from playwright.sync_api import Browser

from cchc.cli import main
from roots import NOW, replace
from visiting import serve, visit

pytestmark = pytest.mark.slow

_RASTER = {".jpg", ".jpeg", ".png", ".webp", ".avif"}


def _build(root: Path) -> Path:
    result = CliRunner().invoke(main, ["build", "--root", str(root), "--now", NOW])
    assert result.exit_code == 0, result.output
    return root / "site"


def _article(site: Path) -> BeautifulSoup:
    return BeautifulSoup((site / "tin-tuc/2026/tin-mot/index.html").read_text("utf-8"), "lxml")


def _rasters(site: Path) -> Iterator[Path]:
    return (file for file in site.rglob("*") if file.suffix in _RASTER)


def test_no_place_reaches_the_site(built: Path, site: Path) -> None:
    """No file of the site holds the place, the camera or the comment that the sources hold."""
    assert LATITUDE in (built / "posts/anh/hop.jpg").read_bytes()
    for file in site.rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        assert LATITUDE not in data, file
        assert "Máy ảnh thử nghiệm".encode() not in data, file


def test_only_pictures_of_public_items_are_published(site: Path) -> None:
    """A picture that no public item names, such as that of a draft, has no address."""
    assert {file.name.partition("-")[0] for file in (site / "tin-tuc/anh").iterdir()} == {"hop", "kham", "so"}


def test_every_picture_has_words_and_a_size(site: Path) -> None:
    """Each picture of an article, also within its text, has alternative text, width and height."""
    pictures = _article(site).select("article img, .thu-vien img")
    assert len(pictures) >= 2
    for picture in pictures:
        assert picture.get("alt"), picture
        assert int(str(picture["width"])) > 0 < int(str(picture["height"])), picture


def test_browsers_are_offered_the_small_formats_first(site: Path) -> None:
    """AVIF stands before WebP, each in several widths that exist on the site; the last resort is a JPEG."""
    picture = _article(site).select_one("figure picture")
    assert picture is not None
    assert [source["type"] for source in picture.select("source")] == ["image/avif", "image/webp"]
    sets = [str(tag["srcset"]) for tag in picture.select("[srcset]")]
    addresses = [candidate.split()[0] for words in sets for candidate in words.split(",")]
    assert len(addresses) == 9
    assert all((site / "tin-tuc/2026/tin-mot" / address).resolve().is_file() for address in addresses)
    assert isinstance(picture.img, Tag)
    assert str(picture.img["src"]).endswith(".jpg")


def test_a_feed_gives_a_plain_jpeg_with_its_true_size(site: Path) -> None:
    """The enclosure is the fallback with the bytes that it has, and the entry's text holds the plain element."""
    feed = (site / "rss/tin-tuc.xml").read_text("utf-8")
    found = re.search(r'<enclosure[^>]*url="[^"]*/(tin-tuc/anh/hop-1200[^"]*\.jpg)"', feed)
    length = re.search(r'<enclosure[^>]*length="(\d+)"', feed)
    assert found is not None
    assert length is not None
    assert int(length[1]) == (site / found[1]).stat().st_size
    assert "<picture" not in feed
    assert "so-do-500" in feed


def test_the_place_of_consent_stays_inside(site: Path) -> None:
    """No file of the site tells where a patient's written consent is kept."""
    for file in site.rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        assert CONSENT.encode() not in data, file
        assert b"van_ban_dong_y" not in data or "schema" in file.parts, file


def test_open_data_name_the_published_pictures(site: Path) -> None:
    """The addresses of pictures in the open data lead to files of the site."""
    items = json.loads((site / "du-lieu/tin-tuc.json").read_text("utf-8"))
    item = next(item for item in items if item["anh"])
    for picture in (item["anh"], *item["thu_vien_anh"]):
        assert (site / picture["url"].removeprefix("https://cchc.example/muc/")).is_file()


@pytest.mark.slow
def test_a_second_build_changes_no_byte(root: Path) -> None:
    """Pictures from the cache are those of a clean build, and the names carry their hash."""
    site = _build(root)
    before = {file: file.read_bytes() for file in _rasters(site)}
    assert {file: file.read_bytes() for file in _rasters(_build(root))} == before
    CliRunner().invoke(main, ["build", "--root", str(root), "--now", NOW, "--clean"])
    assert {file: file.read_bytes() for file in _rasters(site)} == before


@pytest.mark.slow
def test_a_changed_picture_gets_another_address(root: Path) -> None:
    """Browsers that keep pictures for good see the new one: its name changes with its bytes."""
    before = {file.name for file in _rasters(_build(root))}
    (root / "posts/anh/hop.jpg").write_bytes(photograph(orientation=3))
    after = {file.name for file in _rasters(_build(root))}
    changed = {name for name in after - before if not name.startswith("hop-")}
    assert len({name for name in after - before if name.startswith("hop-")}) == 9
    assert changed == set()


@pytest.mark.slow
def test_a_withdrawn_item_takes_its_pictures_along(root: Path) -> None:
    """Withdrawing an item removes its pictures from the site."""
    assert list(_rasters(_build(root) / "tin-tuc"))
    replace(root, ARTICLE, "trang_thai: da-dang", "trang_thai: go-bo")
    assert not list(_rasters(_build(root) / "tin-tuc"))


@pytest.mark.slow
def test_the_sample_publishes_no_metadata(sample_root: Path) -> None:
    """No picture of the sample site carries EXIF or text beside its pixels."""
    files = list(_rasters(sample_root / "site"))
    assert files
    for file in files:
        with Image.open(BytesIO(file.read_bytes())) as image:
            assert not image.getexif(), file
            assert {"exif", "xmp", "comment", "Software"}.isdisjoint(image.info), file


@pytest.mark.slow
def test_pictures_of_the_sample_have_words_and_sizes(sample_root: Path) -> None:
    """Every picture on every page of news has alternative text, width and height."""
    pages = list((sample_root / "site/tin-tuc").rglob("index.html"))
    for page in pages:
        for tag in re.findall(r"<img\b[^>]*>", page.read_text("utf-8").partition("<main")[2]):
            assert re.search(r'\balt="[^"]+"', tag), (page, tag)
            assert re.search(r'\bwidth="\d+" height="\d+"', tag), (page, tag)
    assert pages


@pytest.mark.browser
@pytest.mark.parametrize(("width", "expected"), [(360, "hop-400."), (1280, "hop-1200.")])
def test_a_browser_takes_the_avif_that_fits(site: Path, chromium: Browser, width: int, expected: str) -> None:
    """A real browser loads one AVIF of the width that it needs, and no other format."""
    with serve(site) as base, visit(chromium, width=width) as page:
        loaded: list[str] = []
        page.on("response", lambda response: loaded.append(response.url.rsplit("/", 1)[1]))
        page.goto(f"{base}/tin-tuc/2026/tin-mot/")
        page.wait_for_load_state("networkidle")
        hop = [name for name in loaded if name.startswith("hop-")]
        assert len(hop) == 1
        assert hop[0].startswith(expected)
        assert hop[0].endswith(".avif")
