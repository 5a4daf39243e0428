"""QR codes of pages: read back by a decoder of another make, at the sizes of real addresses."""

import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser

from cchc.outputs.qr import make_qr_svg

pytestmark = pytest.mark.slow

ADDRESS = "https://cchc.soyte-binhminh.example/thu-tuc-hanh-chinh/1.014076/"


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("length", [20, 64, 106, 134, 190])
def test_a_code_is_read_back(chromium: Browser, length: int) -> None:
    """The drawing, as a browser paints it, decodes to the address it was made from."""
    address = (ADDRESS * 3)[:length]
    page = chromium.new_page(viewport={"width": 400, "height": 400})
    page.set_content(make_qr_svg(address).decode())
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [address]


def test_the_same_address_gives_the_same_bytes() -> None:
    """A build is reproducible: no date, no random mask."""
    assert make_qr_svg(ADDRESS) == make_qr_svg(ADDRESS)


def test_each_procedure_page_has_its_code(sample_root: Path) -> None:
    """The file lies beside the page and the page shows it; an ended procedure has neither."""
    pages = sample_root / "site/thu-tuc-hanh-chinh"
    assert (pages / "1.014076/qr.svg").is_file()
    assert "qr.svg" in (pages / "1.014076/index.html").read_text(encoding="utf-8")
    assert not (pages / "1.004557/qr.svg").exists()
    assert "qr.svg" not in (pages / "1.004557/index.html").read_text(encoding="utf-8")
