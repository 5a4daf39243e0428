"""``cchc import`` with an article: what the editor sees, what is written, and what the site makes of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from articles.documents import make_pictures, make_styled, make_unstyled
from articles.packages import make_mail, make_package, make_zip
from cchc.cli import main
from cchc.importers.article_files import LoaiTep
from cchc.intake.article import Desk, Wishes, import_article
from cchc.plugin import build_site
from cchc.sources.editorial import check_one
from cchc.text import parse_datetime
from importers.prints import make_docx
from roots import NOW, files_of, replace

pytestmark = pytest.mark.slow

Take = Callable[..., Result]
Drafts = Callable[[], dict[str, str]]

DRAFT = "posts/2026/ngay-hoi-hien-mau.md"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article with pictures."""
    file = tmp_path / "bai.docx"
    file.write_bytes(make_pictures())
    return file


def check(root: Path) -> Result:
    """Run ``cchc check``."""
    return CliRunner().invoke(main, ["check", "--root", str(root), "--now", NOW])


def test_the_report_numbers_what_is_left_to_do(article: Path, take_in: Take) -> None:
    """Each step has its file and line; the lines are those of the draft."""
    result = take_in(article)
    assert f"Đã tạo tin nháp {DRAFT}\n" in result.output
    assert f"  1. {DRAFT}:4: xem lại tóm tắt, rồi xóa chữ “CẦN XEM LẠI:”\n" in result.output
    assert f"  2. {DRAFT}:15: viết mô tả ảnh cho người không nhìn thấy" in result.output
    assert f"  8. {DRAFT}:10: đọc lại cả bài, chạy “cchc check”, rồi đổi trang_thai thành cho-duyet\n" in result.output


def test_check_warns_of_a_draft_and_stops_what_is_sent_on(article: Path, root: Path, take_in: Take) -> None:
    """As long as it is a draft nobody else is stopped; with marks left it cannot go on."""
    take_in(article)
    result = check(root)
    assert result.exit_code == 0
    assert f"{DRAFT}:15: còn chữ “CẦN …”" in result.output
    replace(root, DRAFT, "trang_thai: nhap", "trang_thai: cho-duyet")
    result = check(root)
    assert result.exit_code == 1
    assert f"{DRAFT}:4: còn chữ “CẦN …”; hãy viết hoặc xem lại chỗ này rồi xóa chữ đó\n" in result.output


def test_a_finished_draft_is_published_with_its_pictures(article: Path, root: Path, take_in: Take) -> None:
    """The editor writes the words, and the page shows each picture as a figure with its caption."""
    take_in(article)
    text = (root / DRAFT).read_text(encoding="utf-8").replace("CẦN XEM LẠI: ", "").replace("CẦN VIẾT: mô tả", "Mô tả")
    (root / DRAFT).write_text(text.replace("trang_thai: nhap", "trang_thai: da-dang"), encoding="utf-8")
    assert check(root).exit_code == 0, check(root).output
    build_site(root, root / "site", parse_datetime(NOW))
    html = (root / "site/tin-tuc/2026/ngay-hoi-hien-mau/index.html").read_text(encoding="utf-8")
    captions = [node.get_text() for node in BeautifulSoup(html, "html.parser").select("main figure figcaption")]
    assert captions[:3] == ["Hình 1. Khu vực tiếp nhận *mở*", "Ảnh: bên trái", "Ảnh: bên phải"]


def test_the_same_article_comes_in_once(tmp_path: Path, root: Path, take_in: Take, drafts: Drafts) -> None:
    """In another file, under another name, after the draft was edited or renamed: it is recognised and told."""
    first = tmp_path / "a.docx"
    first.write_bytes(make_unstyled())
    take_in(first)
    (path,) = drafts()
    replace(root, path, "Phát tài liệu", "Phát tài liệu in")
    (root / path).rename(root / "posts/2026/ten-khac.md")
    again = tmp_path / "b.zip"
    again.write_bytes(make_zip({"khac.docx": make_unstyled()}))
    before = files_of(root / "posts")
    result = take_in(again)
    assert result.exit_code == 0
    assert "bài này đã nhập trước đây, xem posts/2026/ten-khac.md. Không ghi gì thêm." in result.output
    assert files_of(root / "posts") == before


def test_an_article_whose_draft_was_deleted_comes_in_again(article: Path, root: Path, take_in: Take) -> None:
    """Who deleted it by mistake can take it in anew."""
    take_in(article)
    (root / DRAFT).unlink()
    assert "Đã tạo tin nháp" in take_in(article).output


def test_nothing_is_overwritten(tmp_path: Path, root: Path, take_in: Take, drafts: Drafts) -> None:
    """Another article of the same title gets a name of its own, so do its pictures."""
    for name, words in (("a.txt", "một"), ("b.txt", "hai")):
        (tmp_path / name).write_text(f"Tin hai\n\nNội dung {words}.\n", encoding="utf-8")
        assert take_in(tmp_path / name).exit_code == 0
    assert list(drafts()) == ["posts/2026/tin-hai-2.md", "posts/2026/tin-hai-3.md"]
    assert "Tóm tắt tin hai." in (root / "posts/2026/tin-hai.md").read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(article: Path, root: Path, take_in: Take) -> None:
    """The report is the same, the root as it was."""
    before = files_of(root)
    result = take_in(article, "--dry-run")
    assert f"Sẽ tạo tin nháp {DRAFT}" in result.output
    assert "Chạy thử: chưa ghi tệp nào." in result.output
    assert files_of(root) == before


def test_a_failed_write_leaves_nothing_behind(article: Path, root: Path, take_in: Take) -> None:
    """Where one file cannot be written, none is: here a file stands where the folder of the list must be."""
    (root / "tthc/danh-muc/nguon").write_text("", encoding="utf-8")
    before = files_of(root)
    result = take_in(article)
    assert result.exit_code == 1
    assert "không ghi được" in result.stderr
    assert files_of(root) == before


def test_procedures_of_the_portal_stay_procedures(tmp_path: Path, root: Path, take_in: Take, drafts: Drafts) -> None:
    """The portal's Word print is told apart by its content, also beside an article in one command."""
    portal, article = tmp_path / "ChiTietTTHC.docx", tmp_path / "bai.docx"
    portal.write_bytes(make_docx())
    article.write_bytes(make_styled())
    result = take_in(article, str(portal))
    assert "mới: 1.900009" in result.output
    assert list(drafts()) == ["posts/2026/mot-cua-cap-xa-mot-nam-nhin-lai.md"]
    assert list(root.glob("tthc/*/1.900009.md"))


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--don-vi", "khong-co", "không có đơn vị “khong-co”"),
        ("--chuyen-muc", "khong-co", "không có chuyên mục “khong-co”; chọn một trong: tin-hoat-dong, thong-bao"),
        ("--noi-dung", "khong-co", "không có nội dung cải cách hành chính “khong-co”"),
    ],
)
def test_codes_are_checked(article: Path, take_in: Take, option: str, value: str, reason: str) -> None:
    """A wrong code is told with those that may be used."""
    result = take_in(article, option, value)
    assert result.exit_code == 1
    assert reason in result.stderr


def test_codes_are_taken(article: Path, take_in: Take, drafts: Drafts) -> None:
    """What the editor says stands in the draft."""
    take_in(article, "--chuyen-muc", "thong-bao")
    assert "chuyen_muc: thong-bao\n" in drafts()[DRAFT]


def test_whoever_sits_at_a_terminal_is_asked_for_the_unit(article: Path, root: Path, drafts: Drafts) -> None:
    """Units are offered with their names; the answer stands in the draft."""
    desk = Desk(root, root / "tthc/danh-muc", parse_datetime(NOW))
    asked: list[tuple[str, str]] = []

    def answer(units: Sequence[tuple[str, str]]) -> str:
        asked.extend(units)
        return units[0][0]

    import_article(desk, article, LoaiTep.WORD, Wishes(ask=answer))
    assert asked == [("so-y-te", "Sở Y tế tỉnh Thử Nghiệm")]
    assert "don_vi: so-y-te\n" in drafts()[DRAFT]


def test_marks_are_looked_for_in_news_only() -> None:
    """The handbook may speak of the marks."""
    assert list(check_one("Chữ “CẦN VIẾT:” là chỗ bạn phải viết.", "docs/huong-dan/a.md")) == []


def test_all_kinds_come_in_at_once(tmp_path: Path, root: Path, drafts: Drafts) -> None:
    """Several files in one command; a broken one does not stop the others."""
    files = {"a.docx": make_styled(), "b.zip": make_package(), "c.eml": make_mail(), "d.docx": b"PK\x03\x04hong"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [str(tmp_path / name) for name in files]
    result = CliRunner().invoke(main, ["import", *paths, "--root", str(root), "--don-vi", "so-y-te", "--now", NOW])
    assert result.exit_code == 1
    assert len(drafts()) == 3
    assert len(result.stderr.splitlines()) == 1
