"""The whole way of a citizen in a real Chromium, with and without JavaScript."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from cchc.web.app import create_app
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import make_settings, run_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _assert_sound(page: Page, *, javascript: bool) -> None:
    # axe is itself a script with promises, which never settle where scripts are off.
    assert not javascript or Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"


@pytest.mark.parametrize(("width", "scheme", "javascript"), [(360, "light", False), (1280, "dark", True)])
def test_from_form_to_state(chromium: Browser, tmp_path: Path, width: int, scheme: str, javascript: bool) -> None:
    """Form, mistakes, receipt and state: the summary has the focus, words are kept, axe and the policy are content."""
    clock, troubles = TurnedClock(), list[str]()
    app = create_app(make_settings(tmp_path), store=MemoryStore(), clock=clock)
    with run_server(app) as address:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=javascript
        )
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on(
            "request", lambda request: None if request.url.startswith((address, "data:")) else troubles.append("out")
        )
        page.goto(f"{address}/gop-y/hoi-dap?thu_tuc=1.000091")
        _assert_sound(page, javascript=javascript)
        clock.turn(seconds=30)
        page.fill("#tieu_de", "Hỏi về <b>lệ phí</b> & thời hạn")
        page.click("button[type=submit]")
        page.wait_for_selector("#tom-tat-loi:focus")
        _assert_sound(page, javascript=javascript)
        page.click(".tom-tat-loi a[href='#ho_ten']")
        page.wait_for_selector("#ho_ten:focus")
        assert page.input_value("#tieu_de") == "Hỏi về <b>lệ phí</b> & thời hạn"
        page.keyboard.type("Người Gửi Mẫu")
        page.fill("#email", "mau@example.vn")
        page.fill("#noi_dung", "Một\n\nHai")
        page.check("#dong_y_xu_ly")
        page.click("button[type=submit]")
        page.wait_for_selector(".the-ma")
        _assert_sound(page, javascript=javascript)
        ma, phan_bi_mat = page.locator(".the-ma").all_inner_texts()
        page.goto(f"{address}/gop-y/tra-cuu")
        page.fill("#ma", ma)
        page.fill("#phan_bi_mat", phan_bi_mat)
        page.keyboard.press("Enter")
        page.wait_for_selector(".hop-thanh-cong")
        _assert_sound(page, javascript=javascript)
        assert "Mới nhận" in page.locator("dl").inner_text()
        context.close()
    assert [trouble for trouble in troubles if "422" not in trouble] == []
