"""The handbook's screenshots, made from the running program: python -m editors.handbook_pictures makes them again."""

import io
import shutil
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from cchc.cli.editor import editor
from cchc.plugin.preview.server import PreviewServer
from editors.driving import open_editor
from roots import replace

REPOSITORY = Path(__file__).resolve().parents[2]
PICTURES = REPOSITORY / "docs" / "so-tay-bien-tap" / "anh"
TIN = "posts/2026/tap-huan-xem-truoc.md"

_TEXT = """\
---
tieu_de: Tập huấn nghiệp vụ một cửa cho mười hai trạm y tế
tom_tat: Từ ngày 01/12/2026, người dân nộp hồ sơ tại trạm sẽ được hẹn giờ.
ngay_dang: 2026-11-20T08:30
don_vi: so-y-te
noi_dung_cchc: [cai-cach-thu-tuc-hanh-chinh]
chuyen_muc: tin-hoat-dong
trang_thai: nhap
du_lieu_mau: true
---

Sáng 20/11/2026, Văn phòng Sở tổ chức tập huấn tại phường An Bình.
"""


def main() -> None:
    """Make every picture of the handbook."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("needs an installed Chromium")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = _make_root(Path(folder))
        server = PreviewServer(root, 0, lambda _: None)
        server.open()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(locale="vi-VN", viewport={"width": 1120, "height": 700}).new_page()
        _preview(page, server, root)
        _editor(page, server, root)
        browser.close()
        server.close()


def _make_root(root: Path) -> Path:
    for name in ("docs", "posts", "tthc"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    done = CliRunner().invoke(editor, ["install", "--root", str(root)])
    if done.exit_code:
        sys.exit(done.output)
    return root


def _preview(page: Page, server: PreviewServer, root: Path) -> None:
    (root / TIN).write_text(_TEXT, encoding="utf-8")
    server.look()
    page.goto(server.url + server.site.last.url.lstrip("/"))
    _shoot(page, "xem-truoc")
    replace(root, TIN, "chuyen_muc:", "chuyen_mucc:")
    server.look()
    page.get_by_role("alert").wait_for()
    page.get_by_role("alert").scroll_into_view_if_needed()
    _shoot(page, "xem-truoc-loi")
    page.goto("about:blank")  # a page of the preview would load itself again in the middle of the next step
    replace(root, TIN, "chuyen_mucc:", "chuyen_muc:")
    server.look()


def _editor(page: Page, server: PreviewServer, root: Path) -> None:
    open_editor(page, server.url.rstrip("/"), root)
    _shoot(page, "quan-tri-danh-sach")
    page.evaluate("location.hash = '#/collections/tin/new'")
    title = page.locator('[data-key-path="tieu_de"]').get_by_role("textbox")
    title.fill("Tập huấn nghiệp vụ một cửa cho mười hai trạm y tế")
    page.locator('[data-key-path="tom_tat"]').get_by_role("textbox").fill("Người dân sẽ được hẹn giờ nộp hồ sơ.")
    _shoot(page, "quan-tri-soan")


def _shoot(page: Page, name: str) -> None:
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.quantize(64, method=Image.Quantize.MEDIANCUT).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
