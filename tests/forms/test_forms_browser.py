"""The list of forms in a real browser: narrowed while one types, whole without scripts."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from visiting import serve, visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LIST = "thu-tuc-hanh-chinh/bieu-mau/"


def test_typing_narrows_the_list(sample_root: Path, chromium: Browser) -> None:
    """Words without diacritics find the forms, empty fields disappear, and the number is announced."""
    with serve(sample_root / "site") as address, visit(chromium) as page:
        page.goto(f"{address}/{LIST}")
        every = page.locator("[data-bieu-mau]:visible").count()
        page.fill("#loc-bieu-mau", "kinh doanh duoc")
        found = page.locator("[data-bieu-mau]:visible")
        assert 0 < found.count() < every
        assert "kinh doanh dược" in found.first.inner_text()
        assert page.inner_text("#loc-bieu-mau-bao").startswith("Tìm thấy ")
        assert page.locator("section.bo-phan:visible").count() < page.locator("section.bo-phan").count()
        page.fill("#loc-bieu-mau", "không có mẫu nào như vậy")
        assert page.inner_text("#loc-bieu-mau-bao") == "Không có biểu mẫu nào khớp. Bạn thử ít chữ hơn."
        page.fill("#loc-bieu-mau", "")
        assert page.locator("[data-bieu-mau]:visible").count() == every


def test_the_list_stands_whole_without_scripts(sample_root: Path, chromium: Browser) -> None:
    """Every form and every link by field is there; nothing is offered that would not work."""
    with serve(sample_root / "site") as address, visit(chromium, javascript=False) as page:
        page.goto(f"{address}/{LIST}")
        assert page.locator("[data-bieu-mau]:visible").count() == page.locator("[data-bieu-mau]").count()
        assert page.locator("#loc-bieu-mau:visible").count() == 0


@pytest.mark.parametrize(
    "path",
    [
        LIST,
        f"{LIST}don-gcn-kinh-doanh-duoc-2017/",
        "thu-tuc-hanh-chinh/1.014076/phien-ban/1/",
        "thu-tuc-hanh-chinh/1.004557/",
        "rss/",
    ],
)
def test_pages_of_change_are_accessible(sample_root: Path, chromium: Browser, path: str) -> None:
    """Lists, old forms, old versions, banners and the page of feeds pass axe and fit a phone."""
    with serve(sample_root / "site") as address, visit(chromium, width=360) as page:
        page.goto(f"{address}/{path}")
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
