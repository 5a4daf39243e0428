"""The PDF export: wrapped lines, rows over pages, marks set apart, descriptions printed for all channels at once."""

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.agreement import compare_formats
from cchc.importers import Imported, Refused, read_thu_tuc
from cchc.importers.repeated_text import split_repeated
from cchc.model.phan_loai import CapThucHien, DonViThoiGian, Kenh
from cchc.model.thanh_phan import KetQua, ThoiHan
from cchc.model.thu_tuc import ThuTuc
from importers.formality import PORTAL, SHARED, needs_shared
from importers.pdfs import Sheet, finish_sheet, make_file, start_papers, start_sheet

pytestmark = pytest.mark.slow

# 505 points hold 84 glyphs of 6 points; a cell for the name of a paper holds 39.
FULL = "x" * 82
CELL = "y" * 35


def read_pdf(folder: Path, data: bytes) -> Imported | Refused:
    """Read one PDF."""
    file = folder / "tep"
    file.write_bytes(data)
    (outcome,) = read_thu_tuc([file])
    assert isinstance(outcome, Imported | Refused)
    return outcome


def record(folder: Path, data: bytes) -> ThuTuc:
    """Return the record of a PDF; it must not be refused."""
    outcome = read_pdf(folder, data)
    assert isinstance(outcome, Imported), outcome
    return outcome.thu_tuc


def test_every_section_is_mapped(tmp_path: Path) -> None:
    """Labels, levels in short, papers with forms, times, amounts, legal bases, results with codes, moment of export."""
    sheet = start_sheet()
    sheet.text("Nộp đơn.")
    thu_tuc = record(tmp_path, finish_sheet(sheet))
    assert (thu_tuc.ma, thu_tuc.ten, thu_tuc.linh_vuc) == ("1.900009", "Cấp thẻ đọc sách", "thu-vien")
    assert thu_tuc.cap_thuc_hien == (CapThucHien.BO, CapThucHien.TINH)
    assert thu_tuc.co_quan.tham_quyen == ()
    assert thu_tuc.co_quan.thuc_hien == ("Thư viện tỉnh",)
    (paper,) = thu_tuc.thanh_phan_ho_so[0].giay_to
    assert (paper.ten, paper.ban_chinh, paper.ban_sao) == ("Đơn theo mẫu", 1, 2)
    assert [tep.ten for tep in paper.tep_nguon] == ["Mẫu 1.docx", "Mẫu 2.doc"]
    (method,) = thu_tuc.cach_thuc
    assert (method.kenh, method.mo_ta) == (Kenh.TRUC_TIEP, "Tại quầy")
    assert method.thoi_han == ThoiHan(so=Decimal(5), don_vi=DonViThoiGian.NGAY)
    assert [phi.so_tien for phi in method.phi] == [Decimal(20000)]
    assert [item.so_ky_hieu for item in thu_tuc.can_cu_phap_ly] == ["46/2019/QH14"]
    assert thu_tuc.ket_qua == (KetQua(ten="Thẻ đọc", ma="KQ.G99.000001"),)
    assert thu_tuc.yeu_cau_dieu_kien == "Không"
    assert thu_tuc.nguon
    assert thu_tuc.nguon.lay_luc
    assert thu_tuc.nguon.lay_luc.isoformat() == "2026-07-18T08:20:09+07:00"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ((f"{FULL} ", "dài quá nên xuống dòng."), f"{FULL} dài quá nên xuống dòng."),
        (("Ngắn.", "Dòng mới."), "Ngắn.\n\nDòng mới."),
        (("- một;", "- hai."), "- một;\n- hai."),
        ((f"{FULL}ố/", "NĐ-CP dài."), f"{FULL}ố/NĐ-CP dài."),
        (("z" * 84, "zzz liền"), "z" * 87 + " liền"),
    ],
)
def test_lines_are_joined_where_the_next_word_had_no_room(tmp_path: Path, lines: tuple[str, ...], text: str) -> None:
    """A line that had room for the next word ended in the source; a word cut at the edge is whole again."""
    sheet = start_sheet()
    sheet.text(*lines)
    assert record(tmp_path, finish_sheet(sheet)).trinh_tu[0].noi_dung == text


def test_running_text_goes_on_over_pages(tmp_path: Path) -> None:
    """A page break is no paragraph."""
    sheet = start_sheet()
    sheet.text(f"{FULL} ")
    sheet.page()
    sheet.text("sang trang.")
    assert record(tmp_path, finish_sheet(sheet)).trinh_tu[0].noi_dung == f"{FULL} sang trang."


@pytest.mark.parametrize(
    ("above", "below", "name"),
    [(f"{CELL} tro", "ng đó", f"{CELL} trong đó"), ("Hết.", "Dòng mới", "Hết. Dòng mới")],
    ids=["between two signs", "at a new line"],
)
def test_a_row_over_two_pages_is_one_paper(tmp_path: Path, above: str, below: str, name: str) -> None:
    """What was cut is glued, in every column; the next row is a paper of its own."""
    sheet = start_sheet()
    sheet.text("Nộp đơn.")
    sheet.page()
    start_papers(sheet, "Trường hợp 1: Cấp lại")
    sheet.row([above], [""], ["1 bản chính, 1 b"], bottom=769.89)
    sheet.page()
    sheet.row([below], [""], ["ản sao"])
    sheet.row(["Ảnh"], [""], ["2 bản chính"])
    (case,) = record(tmp_path, finish_sheet(sheet, papers=False)).thanh_phan_ho_so
    assert case.truong_hop == "Cấp lại"
    assert [(item.ten, item.ban_chinh, item.ban_sao) for item in case.giay_to] == [
        (name, 1, 1),
        ("Ảnh", 2, 0),
    ]


def test_marks_set_apart_stay_with_their_letters(tmp_path: Path) -> None:
    """Decomposed text is drawn in pieces above and below the line; it comes out composed, without spaces."""
    sheet = start_sheet()
    decomposed = unicodedata.normalize("NFD", "Lệ phí thuốc")
    pieces = [(sign, 3.0 if unicodedata.combining(sign) else 0.0) for sign in decomposed]
    sheet.marks(*pieces)
    assert record(tmp_path, finish_sheet(sheet)).trinh_tu[0].noi_dung == "Lệ phí thuốc"


def test_repeated_descriptions_are_told_apart(tmp_path: Path) -> None:
    """Each row shows the descriptions of all rows; each way of filing gets its own."""
    sheet = start_sheet()
    sheet.text("Nộp đơn.")
    joined = "Gần, Gần, Xa, Xa"
    methods = [
        (channel, time, "Miễn phí", joined)
        for time in ("5 ngày", "7 ngày làm việc")
        for channel in ("Trực tiếp", "Qua bưu điện")
    ]
    outcome = read_pdf(tmp_path, finish_sheet(sheet, methods=methods))
    assert isinstance(outcome, Imported)
    assert [cach.mo_ta for cach in outcome.thu_tuc.cach_thuc] == ["Gần", "Gần", "Xa", "Xa"]
    assert [cach.phi for cach in outcome.thu_tuc.cach_thuc] == [()] * 4
    assert "hãy kiểm tra phí, lệ phí" in outcome.notes[0]


def test_descriptions_that_cannot_be_told_apart_are_left_out_and_told(tmp_path: Path) -> None:
    """Nothing is guessed."""
    sheet = start_sheet()
    sheet.text("Nộp đơn.")
    methods = [("Trực tiếp", "5 ngày", "", "Một"), ("Trực tuyến", "5 ngày", "", "Một")]
    outcome = read_pdf(tmp_path, finish_sheet(sheet, methods=methods))
    assert isinstance(outcome, Imported)
    assert [cach.mo_ta for cach in outcome.thu_tuc.cach_thuc] == ["", ""]
    assert "không tách chắc chắn được" in outcome.notes[0]


@pytest.mark.parametrize(
    ("joined", "patterns", "texts"),
    [
        (["a, b, a, b"], ["xx"], ("a, b", "a, b")),
        (["a, b, c, a, b, c"], ["xxx", "xyxy"], ("a", "b, c", "a", "b, c")),
        (["a, b\nc, a, bc", "a, b\nc, a, b\nc"], ["xx"], ("a, b\nc", "a, b\nc")),
        (["a, b, a"], ["xx"], None),
        (["a"], ["xx"], None),
        ([], [""], None),
        (["a, " * 3000], ["xx"], None),
    ],
)
def test_joined_texts_come_apart_by_their_repetition(
    joined: list[str], patterns: list[str], texts: tuple[str, ...] | None
) -> None:
    """The first pattern that covers the text exactly counts; of unequal copies the most frequent."""
    assert split_repeated(joined, patterns) == texts


def test_a_cut_pdf_is_refused(tmp_path: Path) -> None:
    """A file that ends early has lost its last sections, or cannot be opened at all."""
    sheet = start_sheet()
    sheet.text("Nộp đơn.")
    assert "thiếu mục “Thành phần hồ sơ”" in str(read_pdf(tmp_path, sheet.render()))
    assert "bị cụt" in str(read_pdf(tmp_path, finish_sheet(sheet)[:2000]))


def test_another_pdf_is_not_read(tmp_path: Path) -> None:
    """A document without the title of the export is no export."""
    sheet = Sheet()
    sheet.text("Báo cáo", size=18)
    assert "không phải định dạng đọc được" in str(read_pdf(tmp_path, sheet.render()))


def _loop() -> bytes:
    page = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"
    return make_file([b"<< /Type /Catalog /Pages 2 0 R >>", page, b"<< >>"])


def _bomb() -> bytes:
    sheet = start_sheet()
    sheet.pages[-1] += "0 0 m 1 1 l S\n" * 1_000_000
    return sheet.render()


def _many_pages() -> bytes:
    sheet = Sheet(pages=[""] * 400)
    return sheet.render()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_loop, "bị cụt hoặc hỏng"),
        (_bomb, "quá lớn"),
        (_many_pages, "quá lớn"),
        (lambda: b"%PDF-1.7\n" + b"[" * 200_000, "bị cụt hoặc hỏng"),
        (lambda: b"%PDF-1.7\n", "bị cụt hoặc hỏng"),
    ],
    ids=["pages that hold themselves", "program of 14 MB", "400 pages", "deep nesting", "empty"],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_hostile_pdfs_are_refused(tmp_path: Path, make: object, reason: str) -> None:
    """One clear reason each, soon."""
    assert callable(make)
    assert reason in str(read_pdf(tmp_path, make()))


@pytest.mark.shared
@pytest.mark.slow
@needs_shared
def test_pdf_and_json_of_the_same_codes_agree() -> None:
    """In every field that both carry at least 98 % of the values of the 45 health procedures are equal."""
    agreements = compare_formats(SHARED / "xuat-chi-tiet-pdf", PORTAL / "y-te")
    assert agreements["ma"].records == 45
    assert {name: round(item.percent, 2) for name, item in agreements.items() if item.percent < 98} == {}
    assert {name for name, item in agreements.items() if item.records - item.same_records > 1} == set()
