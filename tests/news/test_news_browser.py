"""News of the sample site as readers meet them: sound at both widths, usable by keyboard and without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from visiting import serve, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVENT = "/tin-tuc/2026/doi-thoai-nguoi-dan-ve-thu-tuc-nha-thuoc/"
VIDEO = "/tin-tuc/2026/video-ba-phut-nop-ho-so-tai-nha/"
GALLERY = "/tin-tuc/2026/nua-ngay-o-bo-phan-mot-cua-qua-anh/"
PAGES = (
    EVENT,
    VIDEO,
    GALLERY,
    "/tin-tuc/2026/hoan-lop-tap-huan-so-hoa-ho-so/",
    "/tin-tuc/2026/kiem-tra-dot-xuat-sau-don-vi/",
    "/tin-tuc/2026/bao-tri-he-thong-dem-28-11/",
    "/tin-tuc/2026/tam-doi-noi-tiep-nhan-giam-dinh-y-khoa/",
    "/tin-tuc/su-kien/",
    "/tin-tuc/luu-tru/",
    "/tin-tuc/luu-tru/thong-bao-het-han/",
    "/tin-tuc/loat-bai/dich-vu-cong-truc-tuyen-toan-trinh/",
    "/tin-tuc/the/",
    "/don-vi/",
    "/don-vi/trung-tam-truyen-thong-giao-duc-suc-khoe/",
)


@pytest.fixture(scope="module")
def news_address(sample_root: Path) -> Iterator[str]:
    """Serve the built sample site."""
    with serve(sample_root / "site") as served:
        yield served


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_news_pages_are_sound(chromium: Browser, news_address: str, width: int, scheme: str) -> None:
    """No axe finding, nothing wider than the screen, no word of complaint from the browser."""
    with visit(chromium, width=width, scheme=scheme) as page:
        for path in PAGES:
            assert page.goto(news_address + path).ok, path
            findings = [(found["id"], found["nodes"][0]["target"]) for found in Axe().run(page).response["violations"]]
            assert findings == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_series_is_read_through_by_its_links(chromium: Browser, news_address: str) -> None:
    """From the first article of a series its links lead through all others to the last."""
    with visit(chromium) as page:
        page.goto(news_address + "/tin-tuc/loat-bai/dich-vu-cong-truc-tuyen-toan-trinh/")
        listed = page.locator("ol.hang h2 a").all_inner_texts()
        page.locator("ol.hang h2 a").first.click()
        read = [page.locator("h1").inner_text()]
        while page.locator('main a[rel="next"]').count():
            page.locator('main a[rel="next"]').click()
            read.append(page.locator("h1").inner_text())
        assert len(read) >= 4
        assert read == listed


def test_pictures_of_a_gallery_are_reached_by_keyboard(chromium: Browser, news_address: str) -> None:
    """Every picture of a gallery is a link to its large form, and the keyboard goes from one to the next."""
    with visit(chromium, width=360, javascript=False) as page:
        page.goto(news_address + GALLERY)
        links = page.locator(".thu-vien a")
        assert links.count() == 6
        links.first.focus()
        page.keyboard.press("Tab")
        focused = page.locator(".thu-vien a:focus")
        assert focused.get_attribute("href") == links.nth(1).get_attribute("href")
        picture = page.request.get(focused.evaluate("link => link.href"))
        assert picture.headers["content-type"].startswith("image/")


def test_the_transcript_opens_without_scripts(chromium: Browser, news_address: str) -> None:
    """The words of a video are hidden until asked for and need no script."""
    with visit(chromium, javascript=False) as page:
        page.goto(news_address + VIDEO)
        words = page.get_by_text("Chỗ dễ nhầm thứ nhất")
        assert not words.is_visible()
        page.get_by_text("Đọc bản ghi lời").click()
        assert words.is_visible()


def test_an_event_goes_into_a_calendar(chromium: Browser, news_address: str) -> None:
    """The event of an article is found from the list of events, and its calendar file holds its place."""
    with visit(chromium, width=360) as page:
        page.goto(news_address + "/tin-tuc/su-kien/")
        page.get_by_role("link", name="Đối thoại với nhà thuốc, quầy thuốc").click()
        assert page.url == news_address + EVENT
        file = page.request.get(page.get_by_role("link", name="Thêm vào lịch").evaluate("link => link.href"))
        assert file.headers["content-type"] == "text/calendar"
        assert "LOCATION:Hội trường tầng 3" in file.text()
