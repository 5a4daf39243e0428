"""A decision is carried into the procedures that it names in one command, whole or not at all, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from cchc.model.post import Tin, TrangThaiTin
from cchc.model.thu_tuc import ThuTuc
from cchc.sources.records import parse_record
from roots import files_of, replace, write

pytestmark = pytest.mark.slow

Cchc = Callable[..., Result]

PROCEDURE = "tthc/duoc-pham/1.000001.md"
NEWS = "posts/2026/cong-bo-quyet-dinh-40-qd-ubnd-2026.md"
DECISION = "tthc/quyet-dinh/40-qd-ubnd-2026.md"
NEW = (
    "new",
    "quyet-dinh",
    "40/QĐ-UBND",
    "--ngay-ky",
    "2026-11-20",
    "--trich-yeu",
    "Về việc công bố thủ tục thử nghiệm",
)


def _record(root: Path, path: str = PROCEDURE) -> ThuTuc:
    record, problems = parse_record((root / path).read_text(encoding="utf-8"), path, ThuTuc)
    assert record, problems
    return record


def _add_second(root: Path) -> None:
    text = (root / PROCEDURE).read_text(encoding="utf-8")
    write(root, "tthc/duoc-pham/1.000002.md", text.replace('ma: "1.000001"', 'ma: "1.000002"'))
    replace(
        root, "tthc/quyet-dinh/12-qd-ubnd-2026.md", "muc:\n", 'muc:\n  - {ma: "1.000002", hanh_dong: moi-ban-hanh}\n'
    )


def _new(root: Path, cchc: Cchc, *muc: str, more: tuple[str, ...] = ()) -> Result:
    return cchc(*NEW, "--root", root, *(part for text in muc for part in ("--muc", text)), *more)


def test_an_amendment_keeps_the_former_text_and_opens_a_version(root: Path, cchc: Cchc) -> None:
    """The decision is cited, the present text kept as version 1, version 2 begins on the day of effect."""
    before = _record(root)
    result = _new(root, cchc, "1.000001:sua-doi-bo-sung:phi_le_phi,thoi_han", more=("--hieu-luc", "2026-12-01"))
    assert result.exit_code == 0, result.stderr
    after = _record(root)
    assert _record(root, "tthc/duoc-pham/phien-ban/1.000001/1.md") == before
    assert [(pb.so, str(pb.tu), str(pb.den), pb.quyet_dinh) for pb in after.phien_ban] == [
        ("1", "None", "2026-11-30", "12/QĐ-UBND"),
        ("2", "2026-12-01", "None", "40/QĐ-UBND"),
    ]
    assert [part.value for part in after.phien_ban[1].bo_phan_thay_doi] == ["phi_le_phi", "thoi_han"]
    assert after.quyet_dinh[-1].so == "40/QĐ-UBND"
    assert cchc("check", "--root", root).exit_code == 0


def test_a_second_amendment_counts_on(root: Path, cchc: Cchc) -> None:
    """Version numbers go on, and the closed version ends on the eve of the next."""
    _new(root, cchc, "1.000001:sua-doi-bo-sung:phi_le_phi")
    later = ("new", "quyet-dinh", "41/QĐ-UBND", "--ngay-ky", "2026-11-21", "--trich-yeu", "Công bố", "--root", root)
    result = cchc(*later, "--muc", "1.000001:sua-doi-bo-sung:thoi_han")
    assert result.exit_code == 0, result.stderr
    assert [(pb.so, str(pb.den)) for pb in _record(root).phien_ban] == [
        ("1", "2026-11-19"),
        ("2", "2026-11-20"),
        ("3", "None"),
    ]
    assert (root / "tthc/duoc-pham/phien-ban/1.000001/2.md").is_file()


def test_a_replacement_tells_both_procedures(root: Path, cchc: Cchc) -> None:
    """The old one gets its last day and successor, the new one its predecessor."""
    _add_second(root)
    result = _new(root, cchc, "1.000001:thay-the:1.000002")
    assert result.exit_code == 0, result.stderr
    old, new = _record(root), _record(root, "tthc/duoc-pham/1.000002.md")
    assert (str(old.hieu_luc_den), old.thay_the_boi, new.thay_the_cho) == ("2026-11-19", ("1.000002",), ("1.000001",))
    assert cchc("build", "--root", root).exit_code == 0


def test_an_abolition_sets_the_last_day(root: Path, cchc: Cchc) -> None:
    """Nothing is archived: the page itself stays as it was."""
    assert _new(root, cchc, "1.000001:bai-bo").exit_code == 0
    assert str(_record(root).hieu_luc_den) == "2026-11-19"
    assert not (root / "tthc/duoc-pham/phien-ban").exists()


def test_comments_and_other_lines_stay(root: Path, cchc: Cchc) -> None:
    """Only the lines of the changed fields differ; an editor's comment survives."""
    replace(root, PROCEDURE, "so_luong_ho_so: 1\n", "# Sở chỉ nhận một bộ.\nso_luong_ho_so: 1 # xem điều 5\n")
    before = (root / PROCEDURE).read_text(encoding="utf-8").splitlines()
    assert _new(root, cchc, "1.000001:bai-bo").exit_code == 0
    after = (root / PROCEDURE).read_text(encoding="utf-8").splitlines()
    untouched = [line for line in before if "12/QĐ-UBND" not in line and "ngay_ky: 2026-01-10" not in line]
    assert [line for line in untouched if line not in after] == []


def test_the_news_draft_waits_for_its_editor(root: Path, cchc: Cchc) -> None:
    """The draft names decision and procedures, links to them, and does not reach the site."""
    assert _new(root, cchc, "1.000001:sua-doi-bo-sung:phi_le_phi").exit_code == 0
    tin, problems = parse_record((root / NEWS).read_text(encoding="utf-8"), NEWS, Tin)
    assert tin, problems
    assert tin.tieu_de == "Công bố 01 thủ tục được sửa đổi, bổ sung theo Quyết định số 40/QĐ-UBND"
    assert tin.trang_thai is TrangThaiTin.NHAP
    assert (tin.tthc, tin.quyet_dinh) == (("1.000001",), ("40/QĐ-UBND",))
    assert "(/thu-tuc-hanh-chinh/1.000001/)" in tin.noi_dung
    assert cchc("build", "--root", root).exit_code == 0
    assert not list((root / "site/tin-tuc").rglob("cong-bo-quyet-dinh*"))


def test_a_dry_run_writes_nothing_and_tells_everything(root: Path, cchc: Cchc) -> None:
    """All files are named, none is written."""
    before = files_of(root)
    result = _new(root, cchc, "1.000001:sua-doi-bo-sung", more=("--dry-run",))
    assert result.exit_code == 0
    for path in (DECISION, PROCEDURE, "tthc/duoc-pham/phien-ban/1.000001/1.md", NEWS):
        assert path in result.stdout
    assert "chưa ghi tệp nào" in result.stdout
    after = {path: data for path, data in files_of(root).items() if not path.startswith(".cache/")}
    assert after == before


def test_undo_puts_every_file_back(root: Path, cchc: Cchc) -> None:
    """After --undo the root is byte for byte what it was."""
    before = files_of(root)
    _new(root, cchc, "1.000001:sua-doi-bo-sung:phi_le_phi")
    result = cchc("apply", "quyet-dinh", root / DECISION, "--undo", "--root", root)
    assert result.exit_code == 0, result.stderr
    assert {path: data for path, data in files_of(root).items() if not path.startswith(".cache/")} == before


def test_undo_never_throws_away_an_edit(root: Path, cchc: Cchc) -> None:
    """Once somebody has worked on a file, undo refuses and changes nothing."""
    _new(root, cchc, "1.000001:sua-doi-bo-sung:phi_le_phi")
    replace(root, PROCEDURE, "so_tien: 500000", "so_tien: 300000")
    before = files_of(root)
    result = cchc("apply", "quyet-dinh", root / DECISION, "--undo", "--root", root)
    assert result.exit_code == 1
    assert f"đã có người sửa {PROCEDURE}" in result.stderr
    assert files_of(root) == before


def test_applying_twice_changes_nothing(root: Path, cchc: Cchc) -> None:
    """A decision that the procedures cite already has nothing left to do."""
    _new(root, cchc, "1.000001:sua-doi-bo-sung:phi_le_phi")
    before = files_of(root / "tthc")
    result = cchc("apply", "quyet-dinh", root / DECISION, "--root", root)
    assert result.exit_code == 0
    assert "đã được áp dụng" in result.stdout
    assert files_of(root / "tthc") == before


def test_a_decision_file_from_elsewhere_is_brought_in(root: Path, tmp_path: Path, cchc: Cchc) -> None:
    """A file outside the root is put in its place and applied."""
    text = (root / "tthc/quyet-dinh/12-qd-ubnd-2026.md").read_text(encoding="utf-8")
    text = text.replace("12/QĐ-UBND", "40/QĐ-UBND").replace("moi-ban-hanh", "bai-bo").replace("01-15", "10-15")
    file = write(tmp_path, "gui-den/quyet-dinh.md", text)
    result = cchc("apply", "quyet-dinh", file, "--root", root)
    assert result.exit_code == 0, result.stderr
    assert (root / DECISION).read_text(encoding="utf-8") == text
    assert str(_record(root).hieu_luc_den) == "2026-10-14"


REFUSALS = {
    "unknown procedure": ("1.999999:bai-bo", "chưa có thủ tục 1.999999"),
    "unknown successor": ("1.000001:thay-the:1.999999", "chưa có thủ tục 1.999999"),
    "no successor": ("1.000001:thay-the", "chưa ghi thủ tục thay thế 1.000001"),
    "unknown class": ("1.000001:xoa", "muc.0.hanh_dong"),
    "wrong code": ("1.1:bai-bo", "muc.0.ma"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_decision_that_does_not_fit_writes_nothing(root: Path, cchc: Cchc, name: str) -> None:
    """One bad line among good ones stops the whole, with its reason."""
    muc, reason = REFUSALS[name]
    before = files_of(root)
    result = _new(root, cchc, "1.000001:sua-doi-bo-sung:phi_le_phi" if "1.9" in muc else muc, muc)
    assert result.exit_code == 1
    assert reason in result.stderr
    assert "Chưa ghi tệp nào" in result.stderr
    assert {path: data for path, data in files_of(root).items() if not path.startswith(".cache/")} == before


def test_a_decision_before_the_present_version_is_refused(root: Path, cchc: Cchc) -> None:
    """A decision cannot amend a text that began after it."""
    replace(root, PROCEDURE, "du_lieu_mau:", "hieu_luc_tu: 2026-11-21\ndu_lieu_mau:")
    result = _new(root, cchc, "1.000001:sua-doi-bo-sung")
    assert result.exit_code == 1
    assert "không sau phiên bản đang có (từ 21/11/2026)" in result.stderr
