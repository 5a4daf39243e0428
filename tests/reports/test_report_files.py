"""The report as files: DOCX that Word's own library reads, Markdown, CSV, and the command that writes them."""

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from cchc.catalogue.tuyen_truyen import join_tuyen_truyen
from cchc.cli import main
from cchc.model.ky_bao_cao import KyBaoCao, find_khoang
from cchc.model.site import Site
from cchc.outputs.bao_cao import describe_tuyen_truyen, render_docx, render_markdown
from reports.conftest import QUY_3, MakeCatalogue
from roots import NOW, make_root

SITE = Site(ten_co_quan="Sở Y tế tỉnh Thử Nghiệm", co_quan_cap_tren="UBND tỉnh Thử Nghiệm")


def _address(path: str) -> str:
    return f"https://cchc.example{path}"


@pytest.mark.slow
def test_word_opens_the_report_with_every_post_in_its_appendix(make_catalogue: MakeCatalogue) -> None:
    """The file holds the letterhead, the sections and a row for each post with its address."""
    catalogue = make_catalogue([(date(2026, 7, 1), "so-y-te"), (date(2026, 8, 1), "benh-vien-a")])
    report = describe_tuyen_truyen(join_tuyen_truyen(catalogue, find_khoang(QUY_3, 2026)), SITE, _address)
    word = Document(BytesIO(render_docx(report)))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Kết quả thông tin, tuyên truyền cải cách hành chính quý III năm 2026" in text
    assert "2/3 đơn vị có tin, bài (66%)" in text
    evidence = [[cell.text for cell in row.cells] for row in word.tables[-1].rows]
    assert [row[1] for row in evidence] == ["Ngày đăng", "01/07/2026", "01/08/2026"]
    assert evidence[1][5] == "https://cchc.example/tin-tuc/2026/tin-0/"
    assert word.tables[0].rows[0].cells[0].text.startswith("UBND TỈNH THỬ NGHIỆM")


@pytest.mark.slow
def test_the_months_of_a_year_stand_on_a_lying_page(make_catalogue: MakeCatalogue) -> None:
    """A table too wide for the page that stands goes into the first appendix; a quarter's stays in its section."""
    catalogue = make_catalogue([(date(2026, 2, 1), "so-y-te")])
    whole_year = KyBaoCao.model_validate({"ma": "nam", "ten": "Năm", "tu": "15/12", "den": "14/12"})
    year = describe_tuyen_truyen(join_tuyen_truyen(catalogue, find_khoang(whole_year, 2026)), SITE, _address)
    assert [phan.tieu_de for phan in year.phu_luc] == [
        "Phụ lục I. Đơn vị tham gia",
        "Phụ lục II. Danh sách tin, bài minh chứng",
    ]
    word = Document(BytesIO(render_docx(year)))
    assert [cell.text for cell in word.tables[-2].rows[0].cells][:2] == ["Đơn vị", "12/2025"]
    assert [page.page_width > page.page_height for page in word.sections] == [False, True, True]
    quarter = describe_tuyen_truyen(join_tuyen_truyen(catalogue, find_khoang(QUY_3, 2026)), SITE, _address)
    assert [phan.tieu_de for phan in quarter.phu_luc] == ["Phụ lục. Danh sách tin, bài minh chứng"]
    assert quarter.phan[3].bang


@pytest.mark.slow
def test_the_same_report_is_the_same_file(make_catalogue: MakeCatalogue) -> None:
    """Nothing in the file tells when it was written."""
    catalogue = make_catalogue([(date(2026, 7, 1), "so-y-te")])
    report = describe_tuyen_truyen(join_tuyen_truyen(catalogue, find_khoang(QUY_3, 2026)), SITE, _address)
    assert render_docx(report) == render_docx(report)


def test_a_bar_in_a_title_does_not_break_the_markdown_table(make_catalogue: MakeCatalogue) -> None:
    """Each row of a Markdown table has as many cells as its head."""
    catalogue = make_catalogue([(date(2026, 7, 1), "so-y-te")])
    report = describe_tuyen_truyen(join_tuyen_truyen(catalogue, find_khoang(QUY_3, 2026)), SITE, _address)
    rows = [line for line in render_markdown(report).splitlines() if "cchc.example" in line]
    assert len(rows) == 1
    assert rows[0].replace("\\|", "").count("|") == 7


def test_received_items_have_their_section_only_when_known(make_catalogue: MakeCatalogue) -> None:
    """Without numbers the section is left out and the next ones keep an unbroken numbering."""
    figures = join_tuyen_truyen(make_catalogue([]), find_khoang(QUY_3, 2026))
    without = [phan.tieu_de for phan in describe_tuyen_truyen(figures, SITE, _address).phan]
    known = [phan.tieu_de for phan in describe_tuyen_truyen(figures, SITE, _address, {"Hỏi đáp": 3}).phan]
    assert without[-1] == "VII. Kiến nghị, đề xuất"
    assert known[5:] == ["VI. Câu hỏi, góp ý đã tiếp nhận", "VII. Khó khăn, vướng mắc", "VIII. Kiến nghị, đề xuất"]


@pytest.mark.slow
def test_the_command_writes_the_files_and_tells_the_headline(tmp_path: Path) -> None:
    """``cchc report tuyen-truyen`` writes DOCX, Markdown and two CSV files below var/."""
    root = make_root(tmp_path / "root")
    done = CliRunner().invoke(
        main, ["report", "tuyen-truyen", "--ky", "quy-4", "--nam", "2026", "--root", str(root), "--now", NOW]
    )
    assert done.exit_code == 0, done.output
    assert "Quý IV năm 2026 (15/09/2026 – 14/12/2026): 2 tin, bài." in done.output
    names = sorted(file.name for file in (root / "var" / "bao-cao").iterdir())
    stem = "tuyen-truyen-2026-quy-4"
    assert names == [f"{stem}-minh-chung.csv", f"{stem}-so-lieu.csv", f"{stem}.docx", f"{stem}.md"]
    text = (root / "var" / "bao-cao" / f"{stem}-minh-chung.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["dia_chi"] for row in rows] == [
        "https://cchc.example/muc/tin-tuc/2026/tin-hai/",
        "https://cchc.example/muc/tin-tuc/2026/tin-mot/",
    ]


@pytest.mark.parametrize(
    ("options", "word"),
    [(["--ky", "quy-5"], "không có kỳ"), (["--ky", "quy-4", "--nam", "2030"], "chưa bắt đầu")],
)
def test_a_wrong_period_is_refused_in_words(options: list[str], word: str, tmp_path: Path) -> None:
    """The message names what may be chosen, and nothing is written."""
    root = make_root(tmp_path / "root")
    done = CliRunner().invoke(main, ["report", "tuyen-truyen", *options, "--root", str(root), "--now", NOW])
    assert done.exit_code == 2
    assert word in done.output
    assert not (root / "var").exists()
