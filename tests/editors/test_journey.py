"""The editor's journey in a browser: open, write in Vietnamese, attach a picture, save, build, see it published."""

import base64
import io
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Browser, Page, Request

from cchc.plugin import build_site
from cchc.text import VIETNAM
from cchc.web.app import create_app
from editors.driving import open_editor
from web.serving import make_settings, run_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TIEU_DE = "Đoàn kiểm tra khen tổ “một cửa” Bệnh viện Ước Lễ"
TEP = "doan-kiem-tra-khen-to-mot-cua-benh-vien-uoc-le"

_TAKE = """async () => {
  const found = {}
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'directory') { await walk(handle, `${path}${name}/`); continue }
      const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer())
      found[path + name] = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
    }
  }
  await walk(await navigator.storage.getDirectory(), '')
  return found
}"""


def _now() -> datetime:
    return datetime.now(VIETNAM) + timedelta(minutes=5)


def _choose(page: Page, field: str, option: str) -> None:
    """Choose in a list, which the editor shows as buttons when it is short."""
    group = page.locator(f'[data-key-path="{field}"]')
    buttons = group.get_by_role("radio", name=option).or_(group.get_by_role("checkbox", name=option))
    group.get_by_role("combobox").or_(buttons).first.wait_for()
    if buttons.count():
        buttons.first.click()
    else:
        group.get_by_role("combobox").click()
        page.get_by_role("option", name=option).first.click()


def _write_post(page: Page, picture: Path) -> None:
    page.evaluate("location.hash = '#/collections/tin/new'")
    page.locator('[data-key-path="tieu_de"]').get_by_role("textbox").fill(TIEU_DE)
    page.locator('[data-key-path="tom_tat"]').get_by_role("textbox").fill("Người bệnh không phải chờ quá mười phút.")
    _choose(page, "don_vi", "Sở Y tế")
    _choose(page, "noi_dung_cchc", "Cải cách thể chế")
    _choose(page, "chuyen_muc", "Tin hoạt động")
    page.locator('[data-key-path="body"] [contenteditable="true"]').click()
    page.keyboard.type("Sáng nay, đoàn kiểm tra đã làm việc với bệnh viện.")
    _choose(page, "trang_thai", "Đã đăng")
    page.locator('[data-key-path="anh"]').get_by_role("checkbox", name="Thêm").first.click()
    page.locator('[data-key-path="anh.tep"]').get_by_role("button", name="Duyệt tệp").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("dialog").get_by_role("button", name="Tải lên").click()
    chooser.value.set_files(picture)
    page.get_by_role("dialog").get_by_role("button", name="Chèn").click()
    page.locator('[data-key-path="anh.alt"]').get_by_role("textbox").fill("Đoàn kiểm tra tại quầy tiếp nhận")
    _save(page)


def _save(page: Page) -> None:
    """Save; the editor takes what was typed last a moment later, and a hand as fast as ours is told to mend a field."""
    saved, refused = page.get_by_text("Đã lưu bài viết"), page.get_by_text("Vui lòng sửa lỗi")
    for _ in range(5):
        page.get_by_role("button", name="Lưu", exact=True).click()
        saved.or_(refused).first.wait_for()
        if saved.count():
            return
        refused.wait_for(state="hidden")
    raise AssertionError("the editor did not save")


def test_from_the_open_editor_to_the_list_and_the_feed(
    editor_root: Path, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What is written in Vietnamese with a picture is published after a build, and no other host was ever asked."""
    picture = tmp_path_factory.mktemp("anh") / "Ảnh hội nghị đầu năm.png"
    Image.linear_gradient("L").resize((960, 540)).save(picture)
    site = editor_root / "site"
    build_site(editor_root, site, _now())
    asked: list[Request] = []
    complaints: list[str] = []
    with run_server(create_app(make_settings(editor_root))) as address:
        context = chromium.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.on("request", lambda request: asked.append(request))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        open_editor(page, address, editor_root)
        _write_post(page, picture)
        written = page.evaluate(_TAKE)
        context.close()
    foreign = [request.url for request in asked if not request.url.startswith((address, "blob:", "data:"))]
    assert (foreign, complaints) == ([], [])
    for path, data in written.items():
        if path.startswith("posts/"):
            (editor_root / path).parent.mkdir(parents=True, exist_ok=True)
            (editor_root / path).write_bytes(base64.b64decode(data))
    _check_published(editor_root, site)


def _check_published(root: Path, site: Path) -> None:
    now = _now()
    post = f"posts/{now.year}/{TEP}.md"
    assert (root / post).read_text(encoding="utf-8").startswith(f"---\ntieu_de: {TIEU_DE}\n")
    assert Image.open(io.BytesIO((root / "posts/anh/anh-hoi-nghi-dau-nam.png").read_bytes())).size == (960, 540)
    assert build_site(root, site, now) is not None
    address = f"tin-tuc/{now.year}/{TEP}/"
    listed = BeautifulSoup((site / "tin-tuc" / "index.html").read_text(encoding="utf-8"), "lxml")
    assert any(link.get_text(strip=True) == TIEU_DE for link in listed.select("main a, #noi-dung a"))
    article = BeautifulSoup((site / address / "index.html").read_text(encoding="utf-8"), "lxml")
    assert article.select('img[alt="Đoàn kiểm tra tại quầy tiếp nhận"]')
    entries = feedparser.parse((site / "rss" / "tin-tuc.xml").read_bytes()).entries
    assert entries[0].title == TIEU_DE
    assert entries[0].link.endswith(address)


def test_every_control_of_the_entry_is_vietnamese(editor_root: Path, chromium: Browser) -> None:
    """A browser that speaks English opens the editor in Vietnamese all the same, with the models' labels."""
    build_site(editor_root, editor_root / "site", _now())
    with run_server(create_app(make_settings(editor_root))) as address:
        context = chromium.new_context(locale="en-GB")
        page = context.new_page()
        open_editor(page, address, editor_root)
        page.evaluate("location.hash = '#/collections/tin/new'")
        page.get_by_text("Nội dung cải cách hành chính").wait_for()
        assert page.get_by_role("button", name="Lưu", exact=True).is_visible()
        context.close()


def test_without_the_package_there_is_no_editor(editor_root: Path) -> None:
    """A root in which nothing is installed has no /quan-tri/, and loses it when the editor is removed."""
    build_site(editor_root, editor_root / "site", _now())
    assert (editor_root / "site" / "quan-tri" / "index.html").is_file()
    shutil.rmtree(editor_root / "var")
    build_site(editor_root, editor_root / "site", _now())
    assert not (editor_root / "site" / "quan-tri").exists()
