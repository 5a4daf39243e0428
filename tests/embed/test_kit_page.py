"""The page that composes snippets, and its examples for servers, tried as a web master would."""

import getpass
import os
import shutil
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from embed.conftest import Portal
from embed.test_kit_headers import run_server_program
from visiting import visit

pytestmark = pytest.mark.slow

browser = pytest.mark.browser
NEWEST = "Tin một: đường mới"


@browser
def test_each_choice_gives_the_snippet_that_the_page_lists_and_shows_it_live(portal: Portal, chromium: Browser) -> None:
    """Feed, way, number and look change snippet and preview together; the wording is that of the lists below."""
    frame, component, fragment = portal.snippets("Tin từ Sở Y tế tỉnh Thử Nghiệm")
    with visit(chromium) as page:
        page.goto(f"{portal.address}/nhung/")
        output, preview = page.locator("#nhung-ra"), page.locator("#nhung-xem")
        page.get_by_label("Nguồn tin").select_option("don-vi/so-y-te")
        assert output.inner_text() == frame
        assert preview.frame_locator("iframe").locator("li a").first.inner_text() == NEWEST

        page.get_by_role("radio", name="Thành phần web").check()
        assert output.inner_text() == component
        preview.locator("cchc-tin li a").first.wait_for()
        page.get_by_label("Số tin").select_option("20")
        page.get_by_label("Kiểu").select_option("day-du")
        assert output.inner_text() == component.replace('so-tin="5" kieu="gon"', 'so-tin="20" kieu="day-du"')
        preview.locator("cchc-tin li p").first.wait_for()

        page.get_by_role("radio", name="Mảnh HTML").check()
        assert fragment in output.inner_text()
        assert page.get_by_label("Số tin").input_value() == "5"
        page.get_by_label("Số tin").select_option("10")
        assert fragment.replace(".html", "/10.html") in output.inner_text()
        assert preview.locator("section.cchc-tin li a").first.inner_text() == NEWEST


@browser
def test_a_snippet_is_copied_with_one_press(portal: Portal, chromium: Browser) -> None:
    """The button puts exactly the shown text on the clipboard and says so."""
    with visit(chromium) as page:
        page.goto(f"{portal.address}/nhung/")
        page.get_by_role("button", name="Sao chép đoạn mã", exact=True).click()
        page.get_by_text("Đã sao chép.").wait_for(state="attached")
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#nhung-ra").inner_text()


@browser
def test_without_scripts_every_feed_has_its_snippets(portal: Portal, chromium: Browser) -> None:
    """The composer is hidden, the lists of ready snippets open and show all three ways."""
    with visit(chromium, javascript=False) as page:
        page.goto(f"{portal.address}/nhung/")
        assert not page.locator("#soan-nhung").is_visible()
        page.locator("summary", has_text="Đơn vị").click()
        page.locator("summary", has_text="Tin từ Sở Y tế").click()
        shown = page.locator("details[open] details[open] code")
        assert shown.all_inner_texts() == portal.snippets("Tin từ Sở Y tế tỉnh Thử Nghiệm")


@browser
@pytest.mark.parametrize("width", [300, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_the_kit(portal: Portal, chromium: Browser, width: int, scheme: str) -> None:
    """Composer, frames and example have no fault that axe knows, in both colour schemes, narrow and wide."""
    for path in ("/nhung/", "/nhung/khung/tin-tuc/", "/nhung/vi-du/"):
        with visit(chromium, width=width, scheme=scheme) as page:
            page.goto(portal.address + path)
            for component in page.locator("cchc-tin").all():
                component.scroll_into_view_if_needed()
                component.locator("li").first.wait_for()
            result = Axe().run(page, options={"rules": {"region": {"enabled": "/khung/" not in path}}})
            found = [(one["id"], one["nodes"][0]["target"]) for one in result.response["violations"]]
            assert found == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@browser
def test_a_frame_is_reached_by_keyboard(portal: Portal, chromium: Browser) -> None:
    """Tab goes from the title through every item to the source."""
    with visit(chromium, width=300) as page:
        page.goto(f"{portal.address}/nhung/khung/tin-tuc/")
        reached = []
        for _ in range(4):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.textContent"))
        assert reached[:3] == ["Tin cải cách hành chính", NEWEST, "Tin hai"]
        assert reached[3].endswith("Sở Y tế tỉnh Thử Nghiệm")


def _example(portal: Portal, beginning: str) -> str:
    page = BeautifulSoup((portal.site / "nhung/index.html").read_text(encoding="utf-8"), "lxml")
    section = page.select_one('section[aria-labelledby="chen-tu-may-chu"]')
    return next(code.get_text() for code in section.select("code") if code.get_text().startswith(beginning))


def _run_php(script: str, folder: Path) -> str:
    program = shutil.which("php")
    if program is None:
        pytest.skip("PHP is not installed")
    (folder / "trang.php").write_text(script)
    environ: Mapping[str, str] = os.environ | {"TMPDIR": str(folder)}
    done = subprocess.run([program, "trang.php"], cwd=folder, env=environ, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_php_example_includes_the_fragment_and_survives_the_portal(portal: Portal, tmp_path: Path) -> None:
    """The fragment is printed whole; when the portal is gone, the copy of the last time."""
    script = _example(portal, "<?php")
    fragment = (portal.site / "nhung/manh/tin-tuc.html").read_text(encoding="utf-8")
    assert _run_php(script, tmp_path) == fragment
    os.utime(tmp_path / "cchc-tin-tuc.html", (0, 0))
    assert _run_php(script.replace(portal.address, "http://127.0.0.1:9"), tmp_path) == fragment


def test_the_nginx_example_includes_the_fragment(portal: Portal, tmp_path: Path) -> None:
    """A page of nginx with the example's lines holds the fragment."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    example = _example(portal, "# Trong khối http")
    http, rest = example.split("# Trong khối server")
    server, page = rest.split("# Trong trang HTML")
    (tmp_path / "trang").mkdir()
    (tmp_path / "trang/index.html").write_text(f"<h1>Bệnh viện</h1>{page}", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    temporary = " ".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"daemon off; user {getpass.getuser()}; pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}}\n"
        f"http {{ access_log off; {temporary} types {{ text/html html; }}\n"
        f"{http.replace('/var/cache/nginx/cchc', str(tmp_path / 'kho'))}\n"
        f"server {{ listen 127.0.0.1:{port}; root {tmp_path}/trang; charset utf-8;\n{server} }} }}"
    )
    with run_server_program([program, "-c", str(config), "-p", str(tmp_path)], port) as address:
        shown = httpx.get(f"{address}/").text
    fragment = (portal.site / "nhung/manh/tin-tuc.html").read_text(encoding="utf-8")
    assert shown.startswith("<h1>Bệnh viện</h1>")
    assert fragment in shown
