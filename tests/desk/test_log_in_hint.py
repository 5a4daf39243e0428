"""The word for old browsers on the log-in page, shown by styles alone."""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Route

from cchc.web.app import create_app
from desk.officer import DESK
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import make_settings, run_server

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_HINT = ".xl-trinh-duyet-cu"
_FEATURE = "(aspect-ratio: 1)"


def test_an_old_browser_is_told_without_scripts(chromium: Browser, tmp_path: Path) -> None:
    """A browser that knows the feature sees nothing; one that does not, with scripts off, reads what to do."""

    def forget(route: Route) -> None:
        style = httpx.get(route.request.url).text
        assert _FEATURE in style
        route.fulfill(body=style.replace(_FEATURE, "(a-feature-of-tomorrow: 1)"), content_type="text/css")

    app = create_app(make_settings(tmp_path), store=MemoryStore(), clock=TurnedClock())
    with run_server(app) as address:
        context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
        try:
            page = context.new_page()
            page.goto(f"{address}{DESK}/dang-nhap")
            assert page.locator(_HINT).count() == 1
            assert not page.locator(_HINT).is_visible()
            page.route("**/xu-ly.css", forget)
            page.reload()
            assert page.locator(_HINT).is_visible()
            assert "cập nhật trình duyệt" in page.locator(_HINT).inner_text()
            assert page.locator("#mat_khau").is_visible()
        finally:
            context.close()
