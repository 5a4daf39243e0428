"""The open data as tables for office programs."""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc.outputs.open_data.tables import Bang, Cot, render_csv, render_xlsx

LISTS = ("thu-tuc", "quyet-dinh", "bieu-mau", "don-vi", "tin-tuc")

BANG = Bang(
    "Bảng thử",
    (Cot("ten", "Tên"), Cot("so", "Số")),
    [("=1+1", 3), ("@x", -2), ("-5", 0), ("Đường, “ngõ”\nhẻm", 7)],
)


def test_csv_begins_with_a_byte_order_mark() -> None:
    """Spreadsheets see Vietnamese letters because the file says that it is UTF-8."""
    assert render_csv(BANG).startswith(b"\xef\xbb\xbften,so\r\n")


def test_csv_disarms_formulas() -> None:
    """A text that would be run as a formula is preceded by an apostrophe; numbers and other texts are left alone."""
    rows = list(csv.reader(StringIO(render_csv(BANG).decode("utf-8-sig"), newline="")))
    assert rows[1:] == [["'=1+1", "3"], ["'@x", "-2"], ["'-5", "0"], ["Đường, “ngõ”\nhẻm", "7"]]


def test_a_workbook_holds_texts_and_never_formulas() -> None:
    """What begins like a formula is a text cell, a number is a number, the head row is frozen."""
    sheet = load_workbook(BytesIO(render_xlsx(BANG))).active
    assert [cell.value for cell in sheet[1]] == ["Tên", "Số"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert (sheet["B2"].value, sheet["B2"].data_type) == (3, "n")
    assert sheet.freeze_panes == "A2"


def test_a_workbook_is_the_same_to_the_byte() -> None:
    """The same rows give the same file, whose dates are fixed."""
    first = render_xlsx(BANG)
    assert render_xlsx(BANG) == first
    assert load_workbook(BytesIO(first)).properties.created == datetime(2000, 1, 1)


def test_a_cell_holds_at_most_what_a_workbook_allows() -> None:
    """A longer text is cut instead of being lost."""
    sheet = load_workbook(BytesIO(render_xlsx(Bang("Dài", (Cot("a", "A"),), [("đ" * 40_000,)])))).active
    assert len(sheet["A2"].value) == 32_767


@pytest.mark.slow
@pytest.mark.parametrize("ten", LISTS)
def test_tables_have_a_row_for_each_record(site: Path, ten: str) -> None:
    """CSV and workbook of a set have the same number of rows and columns."""
    text = (site / f"du-lieu/{ten}.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(StringIO(text, newline="")))
    sheet = load_workbook(site / f"du-lieu/{ten}.xlsx").active
    assert len(rows) >= 2
    assert (sheet.max_row, sheet.max_column) == (len(rows), len(rows[0]))


@pytest.mark.slow
def test_the_table_of_procedures_speaks_in_words(site: Path) -> None:
    """Codes are labels, amounts and time limits have units, several values share a cell."""
    text = (site / "du-lieu/thu-tuc.csv").read_text(encoding="utf-8-sig")
    first = next(csv.DictReader(StringIO(text, newline="")))
    assert first["ten"] == "'=Đăng ký mở quầy thuốc thử nghiệm"
    assert first["cap_thuc_hien"] == "Cấp tỉnh"
    assert first["thoi_han"] == "20 ngày; 15 ngày làm việc; 7,5 ngày"
    assert first["phi_le_phi"] == "500.000 đồng"
