"""``cchc report gop-y``: what came in a quarter and what became of it, by kind and unit, in time or late."""

import csv
import shutil
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from cchc.cli import main
from cchc.feedback.changes import Act, CreateAccount, Erase, Move
from cchc.feedback.figures import Measure, count_period
from cchc.feedback.records import Account, Course, CourseStep, Tombstone
from cchc.feedback.rules import read_rules
from cchc.feedback.sql_store import open_store
from cchc.model.feedback import HanhDong, LoaiGopY, TrangThaiGopY, VaiTro
from cchc.model.gop_y_ky import DemGopY, GopYTrongKy
from cchc.model.ky_bao_cao import KyBaoCao, find_khoang
from cchc.model.ngay_nghi import NamNghi, NgayNghi, make_lich
from cchc.model.site import Site
from cchc.outputs.bao_cao import describe_gop_y, render_docx, render_markdown, table_of_gop_y
from cchc.text import VIETNAM
from feedback.samples import CAU_HOI, GOP_Y, QUY_DINH, make_new
from roots import make_root

_H, _S = HanhDong, TrangThaiGopY
_QUARTER = find_khoang(KyBaoCao.model_validate({"ma": "quy-3", "ten": "Quý III", "tu": "15/6", "den": "14/9"}), 2026)
_YEAR = NamNghi(nam=2026, can_cu="Thử nghiệm", ngay_nghi=(NgayNghi(ngay=date(2026, 9, 2), ten="Quốc khánh"),))
_CALENDAR = Path(__file__).resolve().parents[2] / "tthc" / "danh-muc" / "ngay-nghi.yml"
_AFTER = {
    _H.TIEP_NHAN: _S.DA_TIEP_NHAN,
    _H.PHAN_CONG: _S.DANG_XU_LY,
    _H.YEU_CAU_BO_SUNG: _S.YEU_CAU_BO_SUNG,
    _H.BO_SUNG: _S.DA_TIEP_NHAN,
    _H.CHUYEN: _S.DA_CHUYEN,
    _H.DUYET: _S.DA_TRA_LOI,
    _H.CONG_KHAI: _S.DA_CONG_KHAI,
    _H.TU_CHOI: _S.TU_CHOI,
    _H.RUT: _S.RUT_LAI,
    _H.MO_LAI: _S.DANG_XU_LY,
}


def _at(day: tuple[int, int]) -> datetime:
    return datetime.combine(date(2026, *day), time(9), VIETNAM)


def _course(received: tuple[int, int], *steps: tuple[int, int, HanhDong], unit: str | None = "benh-vien-a") -> Course:
    made = tuple(CourseStep(_at((month, day)), action, _AFTER[action]) for month, day, action in steps)
    first = CourseStep(_at(received), _H.GUI, _S.MOI)
    return Course(LoaiGopY.HOI_DAP, unit, _at(received), (first, *made))


def _count(*courses: Course, today: date = date(2026, 11, 22), known: bool = True) -> GopYTrongKy:
    units: Mapping[str, str] = {"benh-vien-a": "Bệnh viện Đông A"}
    measure = Measure(read_rules(), make_lich([_YEAR] if known else []), units, today)
    return count_period(courses, (), _QUARTER, measure)


def _total(*courses: Course, known: bool = True) -> DemGopY:
    return _count(*courses, known=known).tong_so


def _row(**numbers: int) -> DemGopY:
    return DemGopY("Tổng số", **numbers)


@pytest.mark.parametrize(
    ("course", "row"),
    [
        # Received on Monday 6 July: 15 working days end on 27 July, 2 on 8 July, 5 on 13 July.
        (_course((7, 6), (7, 7, _H.TIEP_NHAN), (7, 27, _H.DUYET)), _row(moi=1, dung_han=1)),
        (_course((7, 6), (7, 7, _H.TIEP_NHAN), (7, 28, _H.DUYET)), _row(moi=1, cham_han=1)),
        (_course((7, 6), (7, 8, _H.TU_CHOI)), _row(moi=1, dung_han=1)),
        (_course((7, 6), (7, 9, _H.TU_CHOI)), _row(moi=1, cham_han=1)),
        (_course((7, 6), (7, 7, _H.TIEP_NHAN), (7, 13, _H.CHUYEN)), _row(moi=1, dung_han=1)),
        (_course((7, 6), (7, 7, _H.TIEP_NHAN), (7, 14, _H.CHUYEN)), _row(moi=1, cham_han=1)),
        (_course((7, 6), (7, 7, _H.TIEP_NHAN), (7, 9, _H.TU_CHOI)), _row(moi=1, dung_han=1)),
        (_course((7, 6), (9, 9, _H.RUT)), _row(moi=1, rut_lai=1)),
        # What the sender adds begins the time anew.
        (
            _course((7, 6), (7, 8, _H.YEU_CAU_BO_SUNG), (8, 3, _H.BO_SUNG), (8, 24, _H.DUYET)),
            _row(moi=1, dung_han=1),
        ),
        # Pending at the end of the quarter: late, in time, waiting for the sender.
        (_course((7, 6), (7, 7, _H.TIEP_NHAN)), _row(moi=1, dang_xu_ly=1, qua_han=1)),
        (_course((9, 8), (9, 9, _H.TIEP_NHAN)), _row(moi=1, dang_xu_ly=1)),
        (_course((7, 6), (7, 8, _H.YEU_CAU_BO_SUNG)), _row(moi=1, dang_xu_ly=1)),
        (_course((9, 7)), _row(moi=1, dang_xu_ly=1, qua_han=1)),
        # Answered after the quarter: in this one it is still pending.
        (_course((9, 8), (9, 9, _H.TIEP_NHAN), (9, 20, _H.DUYET)), _row(moi=1, dang_xu_ly=1)),
        # From before the quarter: carried over, or done already.
        (_course((6, 10), (6, 11, _H.TIEP_NHAN), (6, 25, _H.DUYET)), _row(ky_truoc=1, dung_han=1)),
        (_course((6, 1), (6, 2, _H.TIEP_NHAN), (6, 10, _H.DUYET), (6, 20, _H.CONG_KHAI)), _row()),
        # Opened again: new work, with a time of its own.
        (
            _course((6, 1), (6, 2, _H.TIEP_NHAN), (6, 10, _H.DUYET), (7, 6, _H.MO_LAI), (7, 28, _H.DUYET)),
            _row(moi=1, cham_han=1),
        ),
        (_course((9, 15)), _row()),
    ],
)
def test_an_item_is_counted_where_it_stood_at_the_end(course: Course, row: DemGopY) -> None:
    """Each way through the desk gives one in the right columns, by the limits that the desk itself saw."""
    assert _total(course) == row


def test_what_there_was_is_done_or_pending() -> None:
    """No item is lost between the columns, and kinds and units have the same sum."""
    courses = [
        _course((6, 10), (6, 25, _H.DUYET)),
        _course((7, 6), (7, 7, _H.TIEP_NHAN), (7, 28, _H.DUYET), unit=None),
        _course((7, 6), (9, 9, _H.RUT)),
        _course((9, 8)),
    ]
    figures = _count(*courses)
    for rows in (figures.theo_loai, figures.theo_don_vi):
        assert sum(row.tong for row in rows) == 4
        assert all(row.tong == row.da_xu_ly + row.dang_xu_ly for row in rows)
    assert [row.ten for row in figures.theo_don_vi] == ["Bệnh viện Đông A", "Chưa phân công đơn vị"]


def test_without_days_off_nothing_is_called_late() -> None:
    """A year that the calendar does not know is told, never guessed."""
    done = _course((7, 6), (7, 7, _H.TIEP_NHAN), (9, 10, _H.DUYET))
    assert _total(done, _course((7, 6)), known=False) == _row(moi=2, chua_ro=1, dang_xu_ly=1)


def test_a_running_quarter_is_counted_up_to_today_and_says_so() -> None:
    """What comes after today is not late yet."""
    figures = _count(_course((7, 6), (7, 7, _H.TIEP_NHAN)), today=date(2026, 7, 20))
    assert figures.tong_so == _row(moi=1, dang_xu_ly=1)
    text = render_markdown(describe_gop_y(figures, Site(ten_co_quan="Sở Y tế tỉnh Thử Nghiệm")))
    assert "Kỳ báo cáo chưa kết thúc" in text


def test_the_report_names_the_source_of_each_limit() -> None:
    """The rule that a kind's limit follows stands in the report as in the rules, with its working days."""
    report = describe_gop_y(_count(_course((7, 6))), Site(ten_co_quan="Sở Y tế tỉnh Thử Nghiệm"))
    text, rules = render_markdown(report), read_rules()
    for kind, rule in rules.loai.items():
        if rule.thoi_han:
            assert f"- {kind.label}: {rule.thoi_han} ngày làm việc. {rule.can_cu}." in text
    assert rules.dong_ho.can_cu in text


def test_word_opens_the_report_with_both_tables() -> None:
    """Kinds and units each have an appendix whose last row is the total."""
    figures = _count(_course((7, 6), (7, 28, _H.DUYET)), _course((9, 8)))
    word = Document(BytesIO(render_docx(describe_gop_y(figures, Site(ten_co_quan="Sở Y tế tỉnh Thử Nghiệm")))))
    for table in word.tables[-2:]:
        cells = [cell.text for cell in table.rows[-1].cells]
        assert cells == ["Tổng số", "0", "2", "2", "1", "0", "1", "0", "0", "1", "1"]
    assert table_of_gop_y(figures).hang[-1][:2] == ("Tổng số", "Tổng số")


def test_erased_items_are_told_apart() -> None:
    """A tombstone has no day of arrival: how many were erased in the period is a sentence of its own."""
    measure = Measure(read_rules(), make_lich([_YEAR]), {}, date(2026, 11, 22))
    graves = [
        Tombstone("A", LoaiGopY.HOI_DAP, _at((7, 1)), "nguoi-gui-yeu-cau", "2026-06"),
        Tombstone("B", LoaiGopY.HOI_DAP, _at((10, 1)), "nguoi-gui-yeu-cau", "2026-06"),
    ]
    figures = count_period((), graves, _QUARTER, measure)
    text = render_markdown(describe_gop_y(figures, Site(ten_co_quan="Sở Y tế tỉnh Thử Nghiệm")))
    assert figures.da_xoa == 1
    assert "Đã xóa 1 mục trong kỳ" in text


def _run(root: Path, *options: str) -> Result:
    arguments = ["report", "gop-y", *options, "--root", str(root), "--now", "2026-11-22T08:00"]
    return CliRunner(env={"CCHC_DATABASE_URL": ""}).invoke(main, arguments)


@pytest.mark.slow
def test_the_command_reads_the_service_and_writes_the_files(tmp_path: Path) -> None:
    """A real database becomes DOCX, Markdown and CSV; no name, word or reference of a sender is in them."""
    root = make_root(tmp_path / "root")
    shutil.copy(_CALENDAR, root / "tthc" / "danh-muc")
    with closing(open_store(f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}")) as store:
        store.apply(CreateAccount(Account("an", "Cán bộ Mẫu", VaiTro.TRA_LOI, datetime.now(UTC)))).result(10)
        items = [
            store.add(make_new(sent, received_at=_at((10, 5)))).result(10).item.reference
            for sent in (CAU_HOI, QUY_DINH, GOP_Y, CAU_HOI)
        ]
        store.apply(Move(Act(items[0], "an", _at((10, 20)), message="Trùng"), _H.TU_CHOI)).result(10)
        store.apply(Erase(items[3], _at((10, 21)), "nguoi-gui-yeu-cau")).result(10)
    done = _run(root, "--ky", "quy-4", "--nam", "2026")
    assert done.exit_code == 0, done.output
    folder = root / "var" / "bao-cao"
    assert sorted(file.name for file in folder.iterdir()) == [
        "gop-y-2026-quy-4-so-lieu.csv",
        "gop-y-2026-quy-4.docx",
        "gop-y-2026-quy-4.md",
    ]
    text = (folder / "gop-y-2026-quy-4-so-lieu.csv").read_text(encoding="utf-8-sig")
    rows = {(row["nhom"], row["ten"]): row for row in csv.DictReader(StringIO(text))}
    assert rows["Tổng số", "Tổng số"]["tong"] == "2"
    assert rows["Loại", "Hỏi đáp"]["cham_han"] == "1"
    words = (folder / "gop-y-2026-quy-4.md").read_text(encoding="utf-8")
    assert "Góp ý về trang thông tin (không phải trả lời từng mục): 1 mục" in words
    assert "Đã xóa 1 mục" in words
    everything = text + words + done.output
    assert not [word for word in (CAU_HOI.ho_ten, "Trùng", *items) if word in everything]


@pytest.mark.slow
def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    """No database yet, or no such period: a sentence, an exit code, no file."""
    root = make_root(tmp_path / "root")
    assert "Không đọc được dữ liệu góp ý" in _run(root).output
    assert "không có kỳ" in _run(root, "--ky", "quy-5").output
    assert not (root / "var").exists()
