"""The pages of the sample site as a citizen's browser gets them: sound, calm and closed to the outside."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "/",
    "/thu-tuc-hanh-chinh/",
    "/thu-tuc-hanh-chinh/linh-vuc/duoc-pham/",
    "/thu-tuc-hanh-chinh/a-z/",
    "/thu-tuc-hanh-chinh/1.014076/",
    "/thu-tuc-hanh-chinh/quyet-dinh-cong-bo/",
    "/thu-tuc-hanh-chinh/bieu-mau/",
    "/tin-tuc/",
    "/tra-cuu/?q=mo+nha+thuoc",
    "/don-vi/so-y-te/",
    "/huong-dan/tra-cuu/",
    "/lien-he/",
    "/hoi-dap/",
    "/rss/",
    "/so-do-trang/",
    "/khong-co-trang-nay/",
    "/gop-y/hoi-dap",
    "/gop-y/trang?trang=/&muc=4",
)


@contextmanager
def _visit(chromium: Browser, width: int, scheme: str, *, javascript: bool = True) -> Iterator[tuple[Page, list[str]]]:
    """Open a page of a given width and scheme; whatever the browser complains of is collected."""
    troubles: list[str] = []
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=javascript
    )
    page = context.new_page()
    page.on("console", lambda message: troubles.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: troubles.append(request.url) if _is_foreign(page, request.url) else None)
    yield page, troubles
    context.close()


def _is_foreign(page: Page, url: str) -> bool:
    origin = "/".join(page.url.split("/")[:3])
    return page.url != "about:blank" and not url.startswith((origin, "data:"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_sound(chromium: Browser, address: str, width: int, scheme: str) -> None:
    """No axe finding, no foreign request, no policy violation, nothing wider than the screen."""
    with _visit(chromium, width, scheme) as (page, troubles):
        for path in PAGES:
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            findings = [(f["id"], f["nodes"][0]["target"]) for f in Axe().run(page).response["violations"]]
            assert findings == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
            expected = "404" if path == "/khong-co-trang-nay/" else None
            assert [trouble for trouble in troubles if not (expected and expected in trouble)] == [], path
            troubles.clear()


def test_an_article_is_sound(chromium: Browser, address: str) -> None:
    """The newest article opens from the list and holds headline, unit, time, related items and its picture."""
    with _visit(chromium, 360, "light") as (page, troubles):
        page.goto(f"{address}/tin-tuc/")
        page.locator("main article a, main .tin a, main h2 a, main h3 a").first.click()
        page.wait_for_load_state("networkidle")
        assert page.locator("h1").count() == 1
        assert page.locator("main time").first.inner_text()
        assert page.get_by_text("Các tin khác").count() >= 1
        assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
        assert Axe().run(page).response["violations"] == []
        assert troubles == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
def test_no_screen_needs_sideways_scrolling(chromium: Browser, address: str, width: int) -> None:
    """From the smallest phone to a wide screen nothing runs out of the page."""
    with _visit(chromium, width, "light") as (page, _):
        for path in PAGES:
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_menu_works_without_javascript(chromium: Browser, address: str) -> None:
    """On a phone without scripts the menu opens and leads to the procedures, their papers and a form."""
    with _visit(chromium, 360, "light", javascript=False) as (page, _):
        page.goto(address)
        page.get_by_text("Danh mục", exact=True).click()
        page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Thủ tục hành chính").click()
        page.get_by_role("link", name="Dược phẩm").first.click()
        page.locator('main a[href*="1.014076"]').first.click()
        page.locator("#thanh-phan-ho-so").scroll_into_view_if_needed()
        box = page.locator('.giay-to input[type="checkbox"]').first
        box.check()
        assert box.is_checked()


def test_what_is_put_away_is_not_seen(chromium: Browser, address: str) -> None:
    """Hidden buttons, boxes and rows stay hidden in the look of the site, whatever their classes lay out."""
    with _visit(chromium, 360, "light") as (page, _):
        page.goto(f"{address}/lien-he/")
        for name in ("nut nut--chinh", "truong", "hang-nut", "hop-luu-y", "tom-tat-loi", "the", "tep"):
            page.evaluate(
                """name => {
                  const hidden = Object.assign(document.createElement("button"), {className: name, hidden: true});
                  hidden.textContent = "thử";
                  document.querySelector("#noi-dung").append(hidden);
                }""",
                name,
            )
        buttons = page.locator("button", has_text="thử").all()
        assert len(buttons) == 7
        assert not any(button.is_visible() for button in buttons)


def test_every_procedure_is_three_clicks_from_home(chromium: Browser, address: str) -> None:
    """Home, the field's list, the procedure: two clicks reach any of them (STR-11 allows three)."""
    with _visit(chromium, 1280, "light") as (page, _):
        page.goto(address)
        fields = page.eval_on_selector_all('main a[href*="/linh-vuc/"]', "links => links.map(link => link.href)")
        reached: set[str] = set()
        for field in dict.fromkeys(fields):
            page.goto(field)
            reached |= set(page.eval_on_selector_all("main a", "links => links.map(link => link.href)"))
        page.goto(f"{address}/thu-tuc-hanh-chinh/a-z/")
        listed = page.eval_on_selector_all(
            "main a", r"links => links.map(link => link.href).filter(href => /\/\d\.\d{6}\/$/.test(href))"
        )
        assert len(listed) >= 24
        assert set(listed) <= reached


def test_display_choices_are_kept(chromium: Browser, address: str) -> None:
    """Dark ground, high contrast and larger text survive the way to another page, before it is painted."""
    with _visit(chromium, 1280, "light") as (page, _):
        page.goto(address)
        page.locator("[data-nen-toi]:visible").click()
        page.locator("[data-tuong-phan-cao]:visible").click()
        page.locator('[data-co-chu="1"]:visible').click()
        chosen = page.evaluate("({...document.documentElement.dataset})")
        page.goto(f"{address}/lien-he/")
        assert page.evaluate("({...document.documentElement.dataset})") == chosen
        assert chosen["giaoDien"] == "toi"


def test_print_leaves_out_the_frame(chromium: Browser, address: str) -> None:
    """On paper a procedure has no menu and no buttons, but all its parts."""
    with _visit(chromium, 1280, "light") as (page, _):
        page.goto(f"{address}/thu-tuc-hanh-chinh/1.014076/")
        page.emulate_media(media="print")
        assert not page.get_by_role("navigation", name="Danh mục chính").is_visible()
        assert page.locator("#thanh-phan-ho-so").is_visible()
        assert page.locator("#quyet-dinh").is_visible()
