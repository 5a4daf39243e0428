"""Documents and questions of the sample site in a real browser: accessible, whole without scripts, printed."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from visiting import serve, visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGES = (
    "van-ban/",
    "van-ban/nam/2026/",
    "van-ban/nghi-dinh-42-2022-nd-cp/",
    "van-ban/du-thao-quy-che-tiep-nhan-tra-loi-cau-hoi/",
    "van-ban/du-thao-ke-hoach-cai-cach-hanh-chinh-2027/",
    "hoi-dap/",
    "hoi-dap/linh-vuc/duoc-pham/",
    "hoi-dap/quay-thuoc-dung-ten-nguoi-khac-duoc-khong/",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_pages_are_accessible(sample_root: Path, chromium: Browser, path: str, width: int, scheme: str) -> None:
    """Lists and pages pass axe, with every answer unfolded, and fit their screen."""
    with serve(sample_root / "site") as address, visit(chromium, width=width, scheme=scheme) as page:
        page.goto(f"{address}/{path}")
        page.evaluate("for (const answer of document.querySelectorAll('details.cau-hoi')) answer.open = true")
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_answers_unfold_without_scripts(sample_root: Path, chromium: Browser) -> None:
    """By keyboard and without scripts a reader opens an answer on the page of its procedure and goes to its basis."""
    with serve(sample_root / "site") as address, visit(chromium, javascript=False) as page:
        page.goto(f"{address}/thu-tuc-hanh-chinh/1.014092/")
        answer = page.locator("details.cau-hoi").first
        body = answer.locator(".cau-hoi__than")
        assert not body.is_visible()
        answer.locator("summary").focus()
        page.keyboard.press("Enter")
        assert body.is_visible()
        body.locator("a", has_text="Xem căn cứ").click()
        assert "/hoi-dap/" in page.url
        assert page.locator("#can-cu").is_visible()


def test_filters_work_without_scripts(sample_root: Path, chromium: Browser) -> None:
    """A reader comes by links from all documents to the replaced ones and from there to what replaced them."""
    with serve(sample_root / "site") as address, visit(chromium, width=360, javascript=False) as page:
        page.goto(f"{address}/van-ban/")
        page.click(".bo-loc summary")
        page.click(".bo-loc a:has-text('Hết hiệu lực'):not(:has-text('một phần'))")
        page.click("text=Nghị định số 42/2022/NĐ-CP")
        page.click(".hop-canh-bao a:has-text('224/2026/NĐ-CP')")
        assert page.inner_text("h1") == "Nghị định số 224/2026/NĐ-CP"


def test_search_finds_both_kinds(sample_root: Path, chromium: Browser) -> None:
    """The lookup shows documents and questions in groups of their own, without diacritics too."""
    with serve(sample_root / "site") as address, visit(chromium) as page:
        page.goto(f"{address}/tra-cuu/?q=mo%20quay%20thuoc")
        page.wait_for_selector("#nhom-hoi-dap")
        page.goto(f"{address}/tra-cuu/?q=224/2026/N%C4%90-CP")
        page.wait_for_selector("#nhom-van-ban")
        assert "Nghị định số 224/2026/NĐ-CP" in page.inner_text("section[aria-labelledby=nhom-van-ban]")


def test_answers_are_printed(sample_root: Path, chromium: Browser) -> None:
    """On paper the answers stand below their questions, though nobody unfolded them."""
    with serve(sample_root / "site") as address, visit(chromium) as page:
        page.goto(f"{address}/hoi-dap/linh-vuc/duoc-pham/")
        body = page.locator(".cau-hoi__than").first
        assert not body.is_visible()
        page.emulate_media(media="print")
        assert body.evaluate("e => e.getBoundingClientRect().height") > 20
