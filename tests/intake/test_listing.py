"""A list beside the catalogue: told, never written."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.cli.import_ import import_
from cchc.importers import read_thu_tuc
from cchc.intake import Options, Report, import_thu_tuc, render_report
from importers.formality import write_record
from importers.workbooks import make_list

AGENCY = "Thư viện tỉnh"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with two procedures of one agency in one field."""
    root = tmp_path / "goc"
    write_record(tmp_path / "nguon")
    write_record(tmp_path / "nguon", code="1.900002", codeNotation="1.900002", name="Cấp lại thẻ")
    import_thu_tuc(read_thu_tuc([tmp_path / "nguon"]), root, Options(root))
    return root


def compare(root: Path, *rows: tuple[str, ...]) -> Report:
    """Import a list and make sure that nothing is written."""
    file = root.parent / "danh-sach.xlsx"
    file.write_bytes(make_list(*rows))
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    report = import_thu_tuc(read_thu_tuc([file]), root, Options(root))
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    return report


def test_missing_and_unlisted_and_different_are_told(root: Path) -> None:
    """A code that stands in the list only, one that stands here only, and another name."""
    report = compare(
        root,
        ("1.900001", "Cấp thẻ đọc sách", AGENCY, "", "Thư viện"),
        ("1.900007", "Cho mượn tranh", AGENCY, "", "Thư viện"),
    )
    lines = list(render_report(report))
    assert "danh sách có, tại chỗ chưa có (hãy nhập bản chi tiết): 1.900007 Cho mượn tranh" in lines
    assert "tại chỗ có, danh sách không còn (giữ nguyên): 1.900002 Cấp lại thẻ" in lines
    different = [line for line in lines if line.startswith("danh sách ghi khác")]
    assert [line.split(": ", 2)[1] for line in different] == ["1.900001 ten"]
    assert lines[-2].endswith("dòng 2, chưa có tại chỗ 1, không còn trong danh sách 1, ghi khác 1")
    assert report.gone == ()


def test_a_list_of_another_agency_or_field_says_nothing_about_ours(root: Path) -> None:
    """What the list cannot contain is not missing from it."""
    for row in (
        ("1.9", "", "", "", ""),
        ("1.900007", "A", "Bộ Tranh", "", "Thư viện"),
        ("1.900008", "A", AGENCY, "", "Tranh"),
    ):
        listing = compare(root, row, ("1.900009", "B", "Bộ Tranh", "", "Tranh")).listing
        assert listing
        assert listing.unlisted == ()


def test_spaces_and_case_are_no_difference(root: Path) -> None:
    """The export is careless with both."""
    name = "CẤP THẺ  đọc sách cho người lớn tuổi"
    listing = compare(root, ("1.900001", name, AGENCY, "", "thư viện")).listing
    assert listing
    assert listing.differences == ()


def test_a_list_alone_is_a_successful_import(root: Path) -> None:
    """The command says that nothing is written and ends well."""
    file = root.parent / "danh-sach.xlsx"
    file.write_bytes(make_list(("1.900001", "A", AGENCY, "", "Thư viện")))
    result = CliRunner().invoke(import_, [str(file), "--root", str(root)])
    assert result.exit_code == 0
    assert "Danh sách chỉ để đối chiếu, không ghi gì" in result.stdout
