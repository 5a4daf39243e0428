"""Suggestions under the search boxes of the frame, in a real Chromium over the project's own sample site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from visiting import serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOSTILE = [
    "x" * 10_000,
    "(.*)+[a-z]{1,99}\\",
    "<script>alert(1)</script>",
    "😀🏥",
    "giấy\u0000phép",
    "null",
    "' OR 1=1 --",
]


@pytest.fixture(scope="module")
def address(sample_root: Path) -> Iterator[str]:
    """Serve the sample site under the policy of the real one and yield its address."""
    with serve(sample_root / "site") as served:
        yield served


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """Open a page that fails the test on any script error or breach of the policy."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, color_scheme=request.param, locale="vi-VN")
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert said == []


def _type(page: Page, address: str, text: str) -> None:
    page.goto(f"{address}/huong-dan/")
    page.keyboard.press("/")
    expect(page.locator("#tim-nhanh")).to_be_focused()
    expect(page.locator("#tim-nhanh")).to_have_role("combobox")
    page.keyboard.insert_text(text)


def test_nothing_is_fetched_before_the_box_is_focused(page: Page, address: str) -> None:
    """A page that is only read costs no byte of the search."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/huong-dan/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "goi-y" in url or "tim-kiem" in url] == []
    page.keyboard.press("Control+k")
    with page.expect_response("**/goi-y.json"):
        expect(page.locator("#tim-nhanh")).to_be_focused()


def test_keyboard_alone_opens_a_suggestion(page: Page, address: str) -> None:
    """From the second letter procedures are suggested; arrows choose, the box keeps the focus, Enter follows."""
    _type(page, address, "n")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.insert_text("ha thuoc")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.locator("#tim-nhanh")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert page.locator("#tim-nhanh").get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    expect(page.locator("#tim-nhanh")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/thu-tuc-hanh-chinh/1.014076/")


def test_last_option_and_enter_alone_search_everything(page: Page, address: str) -> None:
    """Going up from the box reaches the way to all results; Enter without a choice goes there as well."""
    _type(page, address, "mai tang")
    expect(page.get_by_role("option").last).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tra-cuu/?q=mai+tang")
    _type(page, address, "mai tang")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tra-cuu/?q=mai+tang")


def test_escape_closes_the_list_then_the_panel(page: Page, address: str) -> None:
    """The first Escape keeps the words and the box, the second leaves the panel."""
    _type(page, address, "nha thuoc")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#tim-nhanh")).to_have_value("nha thuoc")
    page.keyboard.press("Escape")
    expect(page.locator("#tim-nhanh")).to_be_hidden()


def test_axe_finds_nothing_with_the_list_open(page: Page, address: str) -> None:
    """The open list is sound for assistive technology and readable, an option chosen or not."""
    _type(page, address, "giay phep")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert [(found["id"], found["nodes"][0]["html"]) for found in Axe().run(page).response["violations"]] == []


def test_axe_finds_nothing_in_results_and_filters(page: Page, address: str) -> None:
    """Marked results, what was meant, the filters and the other groups are sound and readable."""
    page.goto(f"{address}/tra-cuu/?q=nha+thuco")
    expect(page.locator("#ket-qua")).to_have_attribute("data-state", "done")
    expect(page.locator("#y-ban-la")).to_be_visible()
    assert [(found["id"], found["nodes"][0]["html"]) for found in Axe().run(page).response["violations"]] == []


def test_other_groups_stand_beside_the_procedures(page: Page, address: str) -> None:
    """The same words bring guides, news and forms, grouped, each a link that exists."""
    page.goto(f"{address}/tra-cuu/?q=buu+chinh+cong+ich")
    expect(page.locator("#ket-qua")).to_have_attribute("data-state", "done")
    guides = page.get_by_role("region", name="Trang hướng dẫn, giới thiệu")
    guides.get_by_role("link", name="bưu chính công ích").first.click()
    page.wait_for_url("**/huong-dan/**")
    expect(page.locator("h1")).to_be_visible()


def test_hostile_words_do_nothing_bad(page: Page, address: str) -> None:
    """Whatever is pasted, the box answers, nothing runs and nothing breaks."""
    for text in HOSTILE:
        _type(page, address, text)
        expect(page.get_by_role("option").last).to_be_visible()
        expect(page.locator(".goi-y-ds script, .goi-y-ds img")).to_have_count(0)


def test_a_tap_follows_a_suggestion(page: Page, address: str) -> None:
    """A finger or a mouse follows an option at once."""
    _type(page, address, "nha thuoc")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/thu-tuc-hanh-chinh/1.014076/")


def test_nothing_near_leads_to_the_form_of_questions(page: Page, address: str) -> None:
    """The words that found nothing come along in the fragment, which no server sees."""
    page.goto(f"{address}/tra-cuu/?q=zzqq+xxkk+%3F%26")
    expect(page.locator("#ket-qua")).to_have_attribute("data-state", "done")
    link = page.locator("#tra-cuu-goi-y").get_by_role("link", name="Gửi câu hỏi")
    expect(link).to_have_attribute("href", f"{address}/gop-y/hoi-dap#tieu_de=zzqq+xxkk+%3F%26")
