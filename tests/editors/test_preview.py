"""The preview as editors use it: a real server, real files, a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from cchc.plugin.preview import Refresh
from cchc.plugin.preview.server import PreviewServer
from roots import make_root, replace, write

TIN = "posts/2026/tin-mot.md"
TRANG = "tin-tuc/2026/tin-mot/"

pytestmark = pytest.mark.slow


@contextmanager
def preview_of(root: Path) -> Iterator[tuple[PreviewServer, list[Refresh]]]:
    """Run a preview whose looks the test takes itself, so that nothing depends on the clock."""
    told: list[Refresh] = []
    server = PreviewServer(root, 0, told.append)
    server.open()
    try:
        yield server, told
    finally:
        server.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small valid root."""
    return make_root(tmp_path)


def text_of(server: PreviewServer, path: str) -> str:
    """Return a page of the preview."""
    return httpx.get(server.url + path).text


def test_a_saved_post_is_shown_with_what_it_changes(root: Path) -> None:
    """After a save the item's page, the list and the feed say the new title, and the terminal is told the address."""
    with preview_of(root) as (server, told):
        replace(root, TIN, "Tin một: đường mới", "Tin một: đường đã mở")
        server.look()
        assert all("đường đã mở" in text_of(server, path) for path in (TRANG, "tin-tuc/", "rss/tin-tuc.xml"))
        assert (told[-1].changed, told[-1].url) == ((TIN,), f"/{TRANG}")


def test_nothing_is_read_again_without_a_change(root: Path) -> None:
    """A look at unchanged files tells nothing and sends no browser round."""
    with preview_of(root) as (server, told):
        server.look()
        assert len(told) == 1


def test_a_procedure_and_a_guide_are_refreshed_too(root: Path) -> None:
    """An edit of a procedure or of a hand-written page shows on its page, its new title in the page's crumbs."""
    with preview_of(root) as (server, told):
        replace(root, "tthc/duoc-pham/1.000001.md", "Đăng ký mở quầy thuốc thử nghiệm", "Đăng ký mở nhà thuốc")
        server.look()
        assert "Đăng ký mở nhà thuốc" in text_of(server, told[-1].url.lstrip("/"))
        replace(root, "docs/huong-dan/index.md", "title: Hướng dẫn", "title: Chỉ dẫn")
        server.look()
        assert told[-1].url == "/huong-dan/"
        assert "<h1" in (page := text_of(server, "huong-dan/"))
        assert "Chỉ dẫn" in page


def test_a_new_guide_and_a_removed_one_change_the_menu(root: Path) -> None:
    """A hand-written page that is new is found at once, one that is gone answers 404."""
    with preview_of(root) as (server, _):
        write(root, "docs/gioi-thieu/index.md", "# Giới thiệu đơn vị\n")
        server.look()
        assert "Giới thiệu đơn vị" in text_of(server, "gioi-thieu/")
        (root / "docs" / "gioi-thieu" / "index.md").unlink()
        server.look()
        assert httpx.get(server.url + "gioi-thieu/").status_code == 404


@pytest.mark.parametrize(
    ("old", "new", "mark"),
    [
        ("trang_thai: da-dang", "trang_thai: nhap", "Bản nháp"),
        ("trang_thai: da-dang", "trang_thai: cho-duyet", "Chờ duyệt"),
        ("ngay_dang: 2026-11-01T08:30", "ngay_dang: 2099-11-01T08:30", "Hẹn đăng 01/11/2099 08:30"),
    ],
)
def test_what_is_not_public_is_shown_with_a_mark(root: Path, old: str, new: str, mark: str) -> None:
    """Drafts, items that wait for approval and scheduled ones are in the list, each saying so."""
    with preview_of(root) as (server, _):
        replace(root, TIN, old, new)
        server.look()
        assert f"{mark}: Tin một" in text_of(server, "tin-tuc/")


def test_a_withdrawn_item_is_not_shown(root: Path) -> None:
    """What is taken down is gone from the preview as from the site."""
    with preview_of(root) as (server, _):
        replace(root, TIN, "trang_thai: da-dang", "trang_thai: go-bo")
        server.look()
        assert httpx.get(server.url + TRANG).status_code != 200


def test_a_mistake_is_told_and_the_last_good_page_stays(root: Path) -> None:
    """A wrong field is told in page and terminal with file and line; the last good text stays until it is mended."""
    with preview_of(root) as (server, told):
        replace(root, TIN, "chuyen_muc: tin-hoat-dong", "chuyen_mucc: tin-hoat-dong")
        server.look()
        page = text_of(server, TRANG)
        assert "Nội dung tin một" in page
        assert f"{TIN}:7" in page
        assert "có phải bạn muốn viết “chuyen_muc”?" in page
        assert [problem.line for problem in told[-1].problems if problem.field == "chuyen_mucc"] == [7]
        replace(root, TIN, "chuyen_mucc", "chuyen_muc")
        server.look()
        assert 'role="alert"' not in text_of(server, TRANG)


def test_an_error_from_the_start_does_not_keep_the_preview_closed(root: Path) -> None:
    """A root with a broken file opens all the same, and the panel says what to mend."""
    write(root, "posts/2026/hong.md", "không có phần khai báo")
    with preview_of(root) as (server, _):
        assert "posts/2026/hong.md:1" in text_of(server, "")


def test_only_this_machine_is_answered(root: Path) -> None:
    """A request under a foreign host name is refused, so that no page of another origin can read drafts."""
    with preview_of(root) as (server, _):
        assert httpx.get(server.url, headers={"Host": "ke-khac.example"}).status_code == 421
        assert httpx.get(server.url + "../../mkdocs.yml").status_code == 404
        assert httpx.get(server.url + "%2e%2e/%2e%2e/mkdocs.yml").status_code == 404


@pytest.mark.browser
def test_the_browser_loads_the_page_again_by_itself(root: Path, chromium: Browser) -> None:
    """A page that stands open shows the saved text without a touch, and its policy is never broken."""
    with preview_of(root) as (server, _):
        page = chromium.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        with page.expect_request(lambda request: "/_xem-truoc/su-kien" in request.url):
            page.goto(server.url + TRANG)
        replace(root, TIN, "Nội dung tin một", "Nội dung vừa viết lại")
        server.look()
        page.get_by_text("Nội dung vừa viết lại").wait_for()
        assert page.get_by_label("Xem trước").get_by_text("Vừa cập nhật").is_visible()
        assert complaints == []
        page.close()
