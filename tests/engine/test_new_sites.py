"""Sites of other departments and units, and new content files, made by command."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from cchc.feedback.rules import read_rules
from roots import files_of, replace

pytestmark = pytest.mark.slow

Cchc = Callable[..., Result]

ANSWERS = (
    *("--ten-co-quan", "Bệnh viện Thử Nghiệm"),
    *("--co-quan-cap-tren", "Sở Y tế tỉnh Thử Nghiệm"),
    *("--dia-chi", "", "--dien-thoai", "", "--email", "cchc@benhvien.example"),
    *("--url", "https://benhvien.example/cchc"),
)


@pytest.mark.slow
def test_a_new_site_builds_at_once(tmp_path: Path, cchc: Cchc) -> None:
    """``cchc init`` asks for the agency and leaves a site without dead links or traces of the sample department."""
    folder = tmp_path / "benh-vien"
    made = cchc("init", folder, *ANSWERS)
    assert made.exit_code == 0, made.output
    built = cchc("build", "--root", folder)
    assert built.exit_code == 0, built.stderr
    home = (folder / "site/index.html").read_text(encoding="utf-8")
    assert "Bệnh viện Thử Nghiệm" in home
    assert "Sở Y tế tỉnh Thử Nghiệm" in home
    for uri, data in files_of(folder / "site").items():
        assert "Bình Minh".encode() not in data, uri
    assert 'href="https://benhvien.example/cchc/"' in home
    assert "cchc@benhvien.example" in (folder / "site/lien-he/index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_new_site_is_ready_for_the_public(tmp_path: Path, cchc: Cchc) -> None:
    """It may go public as it is: no figures, numbers or addresses of the sample, and forms bear the agency's name."""
    folder = tmp_path / "benh-vien"
    assert cchc("init", folder, *ANSWERS).exit_code == 0
    built = cchc("build", "--root", folder, "--production")
    assert built.exit_code == 0, built.stderr
    of_the_sample = (b"0000 000", b"soyte-binhminh", b"giai-quyet-thu-tuc-2026")
    for uri, data in files_of(folder / "site").items():
        # The editors' handbook shows examples.
        assert uri.startswith("so-tay-bien-tap/") or not any(word in data for word in of_the_sample), uri
    rules = read_rules(folder / "tthc/danh-muc/gop-y.yml")
    assert rules.co_quan == "Bệnh viện Thử Nghiệm"
    assert "minh họa" not in rules.model_dump_json()


def test_a_folder_with_files_is_left_alone(root: Path, cchc: Cchc) -> None:
    """``cchc init`` never writes into a folder that holds something."""
    before = files_of(root)
    result = cchc("init", root, *ANSWERS)
    assert result.exit_code == 1
    assert "đã có tệp" in result.stderr
    assert files_of(root) == before


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (("post", "Tập huấn đường dây nóng", "--don-vi", "so-y-te"), "posts/2026/tap-huan-duong-day-nong.md"),
        (("thu-tuc", "1.000002.H19", "Đăng ký khác", "--linh-vuc", "duoc-pham"), "tthc/duoc-pham/1.000002.md"),
        (("quyet-dinh", "15/QĐ-UBND", "--ngay-ky", "2026-02-01"), "tthc/quyet-dinh/15-qd-ubnd-2026.md"),
        (("bieu-mau", "Đơn đề nghị cấp lại"), "tthc/bieu-mau/don-de-nghi-cap-lai.md"),
        (("don-vi", "Trạm Y tế xã Thử"), "docs/don-vi/tram-y-te-xa-thu.md"),
    ],
)
def test_a_new_file_stands_in_its_place_and_explains_itself(
    root: Path, cchc: Cchc, arguments: tuple[str, ...], path: str
) -> None:
    """The file carries the given values, the labels of all fields, and is never overwritten."""
    now = ("--now", "2026-11-22") if arguments[0] == "post" else ()
    result = cchc("new", *arguments, "--root", root, *now)
    assert result.exit_code == 0, result.output
    text = (root / path).read_text(encoding="utf-8")
    assert text.startswith("---\n# ")
    assert "(bắt buộc)" in text
    again = cchc("new", *arguments, "--root", root, *now)
    assert again.exit_code == 1
    assert f"Đã có tệp {path}" in again.stderr
    assert (root / path).read_text(encoding="utf-8") == text


def test_a_new_post_is_a_sound_draft(root: Path, cchc: Cchc) -> None:
    """A fresh post passes the check as it is, with a word on what is still to be written."""
    assert cchc("new", "post", "Tin mới", "--don-vi", "so-y-te", "--root", root, "--now", "2026-11-22").exit_code == 0
    checked = cchc("check", "--root", root)
    assert checked.exit_code == 0
    assert checked.stderr.count("còn chữ “CẦN …”") == 2
    assert "trang_thai: nhap" in (root / "posts/2026/tin-moi.md").read_text(encoding="utf-8")


def test_a_fresh_post_cannot_be_published(root: Path, cchc: Cchc) -> None:
    """Whoever publishes a post without writing it is stopped: its summary and text are still to be written."""
    cchc("new", "post", "Tin mới", "--don-vi", "so-y-te", "--root", root, "--now", "2026-11-22")
    replace(root, "posts/2026/tin-moi.md", "trang_thai: nhap", "trang_thai: da-dang")
    assert cchc("check", "--root", root).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("post", "Tin mới", "--don-vi", "khong-co"), "không có đơn vị “khong-co” trong docs/don-vi/; chọn một trong:"),
        (("post", "Tin mới", "--don-vi", "so-y-te", "--chuyen-muc", "la"), "không có chuyên mục “la”"),
        (("post", "Tin mới", "--don-vi", "so-y-te", "--noi-dung", "la"), "không có nội dung cải cách hành chính “la”"),
        (("post", "…", "--don-vi", "so-y-te"), "tên phải có ít nhất một chữ cái hoặc chữ số"),
        (("hoi-dap", "Ở đâu?", "--don-vi", "khong-co"), "không có đơn vị “khong-co”"),
    ],
)
def test_a_slip_in_a_new_file_is_told_at_once(root: Path, cchc: Cchc, arguments: tuple[str, ...], message: str) -> None:
    """A code that nothing has, or a title without a letter, makes no file and is told with what there is."""
    before = set(root.rglob("*.md"))
    refused = cchc("new", *arguments, "--root", root)
    assert refused.exit_code == 2
    assert message in refused.stderr
    assert set(root.rglob("*.md")) == before
