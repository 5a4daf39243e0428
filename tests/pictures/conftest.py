"""A root whose one article has pictures, and the font of the social cards."""

from pathlib import Path

import pytest
from photographs import ARTICLE, CONSENT, photograph, save, scene

from cchc.outputs.cards.typesetting import find_font_file
from cchc.plugin import build_site
from cchc.text import parse_datetime
from roots import NOW, make_root, replace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small valid root with pictures."""
    return _make_root(tmp_path / "root")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root with pictures, built once for all tests that only look at its site."""
    folder = _make_root(tmp_path_factory.mktemp("pictures") / "root")
    build_site(folder, folder / "site", parse_datetime(NOW))
    return folder


@pytest.fixture(scope="session")
def site(built: Path) -> Path:
    """The site of the built root."""
    return built / "site"


def _make_root(folder: Path) -> Path:
    """Write a valid root: a lead photograph, a gallery with a patient who consented, a picture in the text."""
    make_root(folder)
    pictures = {
        "anh/hop.jpg": photograph(),
        "anh/kham.jpg": photograph(orientation=6),
        "anh/so-do.png": save(scene(500, 300), "PNG"),
        "anh/nhap.jpg": photograph(),
    }
    for tep, data in pictures.items():
        file = folder / "posts" / tep
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
    fields = f"""\
anh: {{tep: anh/hop.jpg, alt: Cuộc họp}}
thu_vien_anh:
  - tep: anh/kham.jpg
    alt: Một người bệnh được khám
    co_nguoi_benh: true
    dong_y_hinh_anh: true
    van_ban_dong_y: {CONSENT}
the: [cải cách, một cửa]
trang_thai: da-dang
"""
    replace(folder, ARTICLE, "trang_thai: da-dang\n", fields)
    replace(folder, ARTICLE, "Nội dung tin một", "![Sơ đồ các bước](anh/so-do.png)\n\nNội dung tin một")
    return folder


@pytest.fixture(scope="session")
def font_file() -> Path:
    """Return the file of the font of social cards."""
    file = find_font_file()
    if file is None:
        pytest.skip("the package of the font (fontpkg-noto-sans) is not installed")
    return file
