"""What an editor can get wrong in a decision tree: each comes with file and line, and the tree stays off the site."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli import main
from roots import NOW, make_root, replace, write

pytestmark = pytest.mark.slow

PATH = "tthc/danh-muc/chon-thu-tuc/mo-quay.yml"

TREE = """\
ma: mo-quay
ten: Mở quầy thuốc
mo_ta: Cây thử nghiệm
buoc:
- ma: dau-tien
  cau_hoi: Bạn muốn làm gì?
  tra_loi:
  - noi_dung: Mở quầy thuốc
    den: mo
  - noi_dung: Việc khác
    den: viec-khac
- ma: mo
  ket_luan: Bạn cần đăng ký mở quầy thuốc
  thu_tuc:
  - '1.000001'
- ma: viec-khac
  cau_hoi: Việc gì?
  tra_loi:
  - noi_dung: Việc một
    den: mot
  - noi_dung: Việc hai
    den: hai
- ma: mot
  ket_luan: Việc một
  thu_tuc: ['1.000001']
- ma: hai
  ket_luan: Việc hai
  thu_tuc: ['1.000001']
"""

Cchc = Callable[[str], Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A valid root with one tree."""
    root = make_root(tmp_path / "root")
    write(root, PATH, TREE)
    return root


@pytest.fixture
def cchc(root: Path) -> Cchc:
    """Run a command on the root."""
    return lambda command: CliRunner().invoke(main, [command, "--root", str(root), "--now", NOW])


def test_a_sound_tree_becomes_pages(root: Path, cchc: Cchc) -> None:
    """Each step has a page below the tree's address; the site maps name the tree."""
    result = cchc("build")
    assert result.exit_code == 0, result.stderr
    for uri in ("", "mo-quay/", "mo-quay/dau-tien/", "mo-quay/mo/", "mo-quay/viec-khac/", "mo-quay/hai/"):
        assert (root / "site/chon-thu-tuc" / uri / "index.html").is_file(), uri
    assert "chon-thu-tuc/mo-quay/" in (root / "site/so-do-trang/index.html").read_text(encoding="utf-8")
    assert "chon-thu-tuc/mo-quay/mo/" in (root / "site/sitemap.xml").read_text(encoding="utf-8")


def test_a_site_without_trees_speaks_of_none(root: Path, cchc: Cchc) -> None:
    """No page, no invitation on the landing page."""
    (root / PATH).unlink()
    assert cchc("build").exit_code == 0
    assert not (root / "site/chon-thu-tuc").exists()
    assert "chon-thu-tuc" not in (root / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        pytest.param("    den: mo\n", "    den: mo-khac\n", 9, "ngõ cụt: không có bước “mo-khac”", id="leads-nowhere"),
        pytest.param("  thu_tuc:\n  - '1.000001'\n", "", 12, "ngõ cụt: bước kết luận phải chỉ ra", id="dead-end"),
        pytest.param("    den: hai\n", "    den: dau-tien\n", 22, "các câu hỏi thành vòng lặp", id="loop-to-the-start"),
        pytest.param("    den: hai\n", "    den: viec-khac\n", 22, "các câu hỏi thành vòng lặp", id="loop-to-itself"),
        pytest.param(
            "    den: hai\n", "    den: mot\n", 26, "không câu trả lời nào dẫn tới bước “hai”", id="lost-step"
        ),
        pytest.param("    den: hai\n", "    den: mot\n", 22, "đã được dẫn tới từ bước “viec-khac”", id="two-ways"),
        pytest.param("  - '1.000001'\n", "  - '1.999999'\n", 15, "không có thủ tục công khai", id="unknown-procedure"),
        pytest.param("- ma: hai\n", "- ma: mot\n", 23, "được dùng nhiều lần", id="code-twice"),
        pytest.param("ma: mo-quay\n", "ma: mo-nha\n", 1, "đổi tên tệp thành mo-nha.yml", id="file-name"),
        pytest.param(
            "  - noi_dung: Việc khác\n    den: viec-khac\n", "", 5, "ít nhất hai câu trả lời", id="one-answer"
        ),
        pytest.param("    den: mo\n", "    toi: mo\n", 9, "trường không có trong mẫu", id="unknown-key"),
        pytest.param("mo_ta: Cây thử", "mo_ta: Cây: thử", 3, "dấu hai chấm trong giá trị", id="syntax"),
    ],
)
def test_a_slip_is_told_with_its_line(root: Path, cchc: Cchc, old: str, new: str, line: int, message: str) -> None:
    """Dead ends, loops, lost steps and wrong codes are errors that stop the build."""
    replace(root, PATH, old, new)
    result = cchc("check")
    assert result.exit_code == 1
    told = [problem for problem in result.stderr.splitlines() if message in problem]
    assert told, result.stderr
    assert told[0].startswith(f"{PATH}:{line}:"), told[0]


def test_an_ended_procedure_is_no_end(root: Path, cchc: Cchc) -> None:
    """A tree that leads to a procedure out of force says so."""
    replace(root, "tthc/duoc-pham/1.000001.md", "so_luong_ho_so: 1\n", "so_luong_ho_so: 1\nhieu_luc_den: 2026-06-30\n")
    result = cchc("check")
    assert result.exit_code == 1
    assert f"{PATH}:15: buoc.1.thu_tuc.0: thủ tục 1.000001 không còn áp dụng" in result.stderr


def test_a_new_site_starts_without_the_sample_trees(tmp_path: Path) -> None:
    """Trees name procedures, which a new site does not have: it gets the other lists and is sound."""
    answers = [
        "--co-quan-cap-tren",
        "",
        "--dia-chi",
        "",
        "--dien-thoai",
        "",
        "--email",
        "",
        "--url",
        "https://y.example/",
    ]
    made = CliRunner().invoke(main, ["init", str(tmp_path / "moi"), "--ten-co-quan", "Bệnh viện Thử Nghiệm", *answers])
    assert made.exit_code == 0, made.output
    assert (tmp_path / "moi/tthc/danh-muc/ngay-nghi.yml").is_file()
    assert not (tmp_path / "moi/tthc/danh-muc/chon-thu-tuc").exists()
    assert CliRunner().invoke(main, ["check", "--root", str(tmp_path / "moi"), "--now", NOW]).exit_code == 0
