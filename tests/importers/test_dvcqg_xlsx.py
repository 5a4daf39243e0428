"""The list export: its head in row 2, agencies on lines of a cell, codes that are none."""

from pathlib import Path

import pytest

from cchc.importers import Listed, Outcome, Refused, read_thu_tuc
from importers.formality import SHARED, needs_shared
from importers.workbooks import HEAD, make_list

ROW = ("1.900001", " Cấp thẻ đọc sách ", "Bộ Sách", "Sở Sách\nThư viện tỉnh", "Thư viện")


def read_list(folder: Path, data: bytes) -> list[Outcome]:
    """Read a workbook."""
    file = folder / "danh-sach"
    file.write_bytes(data)
    return list(read_thu_tuc([file]))


def test_a_line_gives_code_name_agencies_and_field(tmp_path: Path) -> None:
    """Spaces around are gone, each line of a cell is an agency, the letterhead and empty rows are not read."""
    empty = ("", "", "", "", "")
    (line,) = read_list(tmp_path, make_list(ROW, empty))
    assert line == Listed(
        ma="1.900001",
        ten="Cấp thẻ đọc sách",
        linh_vuc="Thư viện",
        ban_hanh=("Bộ Sách",),
        thuc_hien=("Sở Sách", "Thư viện tỉnh"),
        origin=f"{tmp_path / 'danh-sach'}, dòng 3",
    )


def test_columns_are_known_by_their_head(tmp_path: Path) -> None:
    """Their order and the case of the head do not matter."""
    head = ("LĨNH VỰC", "Mã số", "Tên", "Cơ quan thực hiện", "Cơ quan ban hành")
    (line,) = read_list(tmp_path, make_list(("Thư viện", "1.900001", "Thẻ", "", "Bộ Sách"), head=head))
    assert isinstance(line, Listed)
    assert (line.linh_vuc, line.ma, line.ban_hanh, line.thuc_hien) == ("Thư viện", "1.900001", ("Bộ Sách",), ())


def test_a_line_without_a_code_is_refused_alone(tmp_path: Path) -> None:
    """The others are read."""
    bad, good = read_list(tmp_path, make_list(("", *ROW[1:]), ROW))
    assert isinstance(bad, Refused)
    assert "không phải mã thủ tục" in bad.reason
    assert isinstance(good, Listed)


def test_another_workbook_is_not_read(tmp_path: Path) -> None:
    """A table without the head of the list is no list."""
    (outcome,) = read_list(tmp_path, make_list(("1", "2"), head=("Ngày", "Số hồ sơ")))
    assert isinstance(outcome, Refused)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_list(("1.900001", "a" * 40_000, "", "", "x")), "ô dài bất thường"),
        (make_list(ROW, doctype='<!DOCTYPE x [<!ENTITY a "b">]>'), "khai báo thực thể"),
        (make_list(ROW)[:300], "bị cụt"),
    ],
    ids=["long cell", "entity", "cut"],
)
def test_hostile_workbooks_are_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    """One clear reason each."""
    (outcome,) = read_list(tmp_path, data)
    assert isinstance(outcome, Refused)
    assert reason in outcome.reason


@pytest.mark.slow
def test_one_text_in_a_hundred_thousand_cells_is_stopped(tmp_path: Path) -> None:
    """A shared text costs nothing in the file; what all cells hold together is bounded."""
    data = make_list(*[("1.900001", "Thẻ", "a" * 32_000, "b" * 32_000, "x")] * 1_000, head=HEAD)
    (outcome,) = read_list(tmp_path, data)
    assert isinstance(outcome, Refused)
    assert "ô dài bất thường" in outcome.reason or "quá lớn" in outcome.reason


@pytest.mark.slow
@pytest.mark.shared
@needs_shared
def test_the_five_real_lists_are_read_whole() -> None:
    """2,114 lines with names and fields, none refused."""
    outcomes = list(read_thu_tuc([SHARED / "xuat-danh-sach-xlsx"]))
    lines = [outcome for outcome in outcomes if isinstance(outcome, Listed)]
    assert len(lines) == 2114
    assert not [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert all(line.ten and line.linh_vuc and line.ban_hanh for line in lines)
