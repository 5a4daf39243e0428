"""Every mistake of an author gives one clear Vietnamese line with file and line, and nothing is written."""

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from roots import files_of, replace, write, write_docx

pytestmark = pytest.mark.slow

Cchc = Callable[..., Result]

REPOSITORY = Path(__file__).resolve().parents[2]

PROCEDURE = "tthc/duoc-pham/1.000001.md"
POST = "posts/2026/tin-mot.md"


def _unknown_key(root: Path) -> None:
    replace(root, PROCEDURE, "so_luong_ho_so: 1", "so_luong_hoso: 1")


def _wrong_code(root: Path) -> None:
    replace(root, PROCEDURE, 'ma: "1.000001"', 'ma: "1.00001"')


def _missing_part(root: Path) -> None:
    replace(root, PROCEDURE, "doi_tuong: [cong-dan-viet-nam]\n", "")


def _duplicate_code(root: Path) -> None:
    text = (root / PROCEDURE).read_text(encoding="utf-8").replace("linh_vuc: duoc-pham", "linh_vuc: dan-so")
    write(root, "tthc/dan-so/1.000001.md", text)


def _missing_form(root: Path) -> None:
    (root / "tthc/bieu-mau/tep/don-de-nghi.docx").unlink()


def _macro_form(root: Path) -> None:
    write_docx(root / "tthc/bieu-mau/tep/don-de-nghi.docx", macros=True)


def _false_form(root: Path) -> None:
    write(root, "tthc/bieu-mau/tep/don-de-nghi.docx", "%PDF-1.7")


def _nfd(root: Path) -> None:
    replace(root, POST, "Tóm tắt tin một.", unicodedata.normalize("NFD", "Tóm tắt tin một."))


def _secret(root: Path) -> None:
    replace(root, POST, "Nội dung tin một", "MẬT\n\nNội dung tin một")


def _future_decision(root: Path) -> None:
    replace(root, "tthc/quyet-dinh/12-qd-ubnd-2026.md", "ngay_ky: 2026-01-10", "ngay_ky: 2027-01-10")


def _unknown_unit(root: Path) -> None:
    replace(root, POST, "don_vi: so-y-te", "don_vi: so-y-te-khac")


def _unknown_procedure(root: Path) -> None:
    replace(root, POST, 'tthc: ["1.000001"]', 'tthc: ["1.999999"]')


def _decision_without_line(root: Path) -> None:
    replace(root, PROCEDURE, "so: 12/QĐ-UBND", "so: 13/QĐ-UBND")


def _colon(root: Path) -> None:
    replace(root, POST, "tom_tat: Tóm tắt tin một.", "tom_tat: Tóm tắt: tin một")


def _twice(root: Path) -> None:
    replace(root, POST, "don_vi: so-y-te\n", "don_vi: so-y-te\ndon_vi: so-y-te\n")


def _latin1(root: Path) -> None:
    (root / POST).write_bytes("---\ntieu_de: Tin\ntom_tat: \xc3\xe9\xff\n---\n".encode("latin-1"))


def _word_bullet(root: Path) -> None:
    replace(root, POST, "Nội dung tin một", "\uf0a7 Nội dung tin một")


def _no_front_matter(root: Path) -> None:
    write(root, POST, "Chỉ có nội dung.\n")


def _alias(root: Path) -> None:
    replace(root, POST, "tthc: [", "the: &a [x]\nvan_ban: *a\ntthc: [")


CASES = {
    "unknown key": (_unknown_key, PROCEDURE, "so_luong_hoso: trường không có trong mẫu; có phải"),
    "wrong code": (_wrong_code, PROCEDURE, "ma: “1.00001” không phải mã thủ tục"),
    "missing obligatory part": (_missing_part, PROCEDURE, "doi_tuong: thiếu bộ phận bắt buộc “Đối tượng thực hiện”"),
    "duplicate code": (_duplicate_code, PROCEDURE, "ma: “1.000001” đã dùng ở tthc/dan-so/1.000001.md"),
    "form file missing": (
        _missing_form,
        "tthc/bieu-mau/don-de-nghi.md",
        "không thấy tệp tthc/bieu-mau/tep/don-de-nghi",
    ),
    "form with macros": (_macro_form, "tthc/bieu-mau/don-de-nghi.md", "có macro"),
    "form of another type": (_false_form, "tthc/bieu-mau/don-de-nghi.md", "thực ra là PDF"),
    "NFD text": (_nfd, POST, "dạng tổ hợp (NFD)"),
    "secret marking": (_secret, POST, "có dấu mật “MẬT”"),
    "future date": (_future_decision, "tthc/quyet-dinh/12-qd-ubnd-2026.md", "ngay_ky: ngày 10/01/2027 ở tương lai"),
    "unknown unit": (_unknown_unit, POST, "don_vi: không có đơn vị “so-y-te-khac”"),
    "unknown procedure": (_unknown_procedure, POST, "tthc: không có thủ tục “1.999999”"),
    "decision not cited": (
        _decision_without_line,
        "tthc/quyet-dinh/12-qd-ubnd-2026.md",
        "thủ tục 1.000001 chưa ghi quyết định 12/QĐ-UBND",
    ),
    "colon in a value": (_colon, POST, "dấu hai chấm trong giá trị"),
    "key twice": (_twice, POST, "trường “don_vi” được viết hai lần"),
    "wrong encoding": (_latin1, POST, "tệp không phải UTF-8"),
    "bullet of Word": (_word_bullet, POST, "có ký tự riêng của Word"),
    "no front matter": (_no_front_matter, POST, "phải bắt đầu bằng phần khai báo"),
    "alias": (_alias, POST, "không dùng neo"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_in_one_line(root: Path, cchc: Cchc, name: str) -> None:
    """``cchc check`` exits with 1 and tells the mistake once, as path:line: field: what to do."""
    spoil, path, message = CASES[name]
    spoil(root)
    result = cchc("check", "--root", root)
    assert result.exit_code == 1
    lines = [line for line in result.stderr.splitlines() if message in line]
    assert len(lines) == 1, result.stderr
    where, line, _ = lines[0].split(":", 2)
    assert where == path
    assert 1 <= int(line) <= len((root / path).read_bytes().splitlines())


def test_a_line_points_to_its_field(root: Path, cchc: Cchc) -> None:
    """The line of a problem is the line on which the field stands."""
    _wrong_code(root)
    assert f"{PROCEDURE}:2: ma:" in cchc("check", "--root", root).stderr


def test_all_mistakes_are_told_at_once(root: Path, cchc: Cchc) -> None:
    """Mistakes in several files, and several in one file, come in one run."""
    _unknown_unit(root)
    _missing_form(root)
    replace(root, PROCEDURE, "cap_thuc_hien: [tinh]", "cap_thuc_hien: [huyen]")
    replace(root, PROCEDURE, "doi_tuong: [cong-dan-viet-nam]", "doi_tuong: [ai-do]")
    stderr = cchc("check", "--root", root).stderr
    assert "“huyen” không có trong danh sách" in stderr
    assert "“ai-do” không có trong danh sách" in stderr
    assert "don_vi: không có đơn vị" in stderr
    assert "không thấy tệp" in stderr


def test_a_failed_build_leaves_the_old_site_whole(root: Path, cchc: Cchc) -> None:
    """After a mistake the site is byte for byte what it was, and the command exits with 1."""
    assert cchc("build", "--root", root).exit_code == 0
    before = files_of(root / "site")
    replace(root, POST, "Nội dung tin một", "Nội dung mới, [hỏng](/khong-co-trang-nay/)")
    result = cchc("build", "--root", root)
    assert result.exit_code == 1
    assert "liên kết chết tới “/khong-co-trang-nay/”" in result.stderr
    assert files_of(root / "site") == before


def test_a_dead_anchor_stops_the_build(root: Path, cchc: Cchc) -> None:
    """A link to a heading that is not there is an error as a dead page is."""
    replace(root, "docs/huong-dan/index.md", "#truc-tuyen", "#buu-chinh")
    result = cchc("build", "--root", root)
    assert result.exit_code == 1
    assert "#buu-chinh" in result.stderr


def test_nfd_files_can_be_mended(root: Path, cchc: Cchc) -> None:
    """``cchc check --nfc`` rewrites decomposed text and then finds nothing."""
    _nfd(root)
    result = cchc("check", "--root", root, "--nfc")
    assert result.exit_code == 0, result.stderr
    assert "Tóm tắt tin một." in (root / POST).read_text(encoding="utf-8")


def test_sample_data_is_refused_in_production(root: Path, cchc: Cchc) -> None:
    """A production site holds no record that is marked as a sample."""
    result = cchc("check", "--root", root, "--production")
    assert result.exit_code == 1
    assert f"{PROCEDURE}:" in result.stderr


def test_figures_of_the_sample_are_refused_in_production(root: Path, cchc: Cchc) -> None:
    """Surveys, their results and the ratings of pages that are samples are no department's own."""
    shutil.copytree(REPOSITORY / "docs" / "khao-sat", root / "docs" / "khao-sat")
    result = cchc("check", "--root", root, "--production")
    for name in ("giai-quyet-thu-tuc-2026.md", "ket-qua/giai-quyet-thu-tuc-2026.md", "danh-gia-trang.md"):
        assert f"docs/khao-sat/{name}:" in result.stderr


def test_strict_turns_warnings_into_errors(root: Path, cchc: Cchc) -> None:
    """A post dated ahead is a warning, and an error with --strict."""
    replace(root, POST, "ngay_dang: 2026-11-01T08:30", "ngay_dang: 2026-12-01T08:30")
    lenient = cchc("check", "--root", root)
    assert lenient.exit_code == 0
    assert "tin được giữ lại đến 01/12/2026 08:30" in lenient.stderr
    assert cchc("check", "--root", root, "--strict").exit_code == 1
