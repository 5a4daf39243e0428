"""Several formats into one catalogue: none lowers what another brought, and an older one never wins."""

import csv
import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc.importers import read_thu_tuc
from cchc.intake import Options, Report, import_thu_tuc, render_report
from cchc.model.thanh_phan import QuyetDinhThuTuc
from cchc.model.thu_tuc import ThuTuc
from cchc.sources import read, write_front_matter
from importers.formality import PORTAL, SHARED, method, needs_shared, paper, write_record
from importers.pdfs import finish_sheet, start_sheet
from importers.prints import make_docx, make_text

pytestmark = pytest.mark.slow

Take = Callable[..., Report]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root into which procedures are taken."""
    return tmp_path / "goc"


@pytest.fixture
def take(tmp_path: Path, root: Path) -> Take:
    """Import files into the root."""

    def run_import(*paths: Path, **options: Any) -> Report:
        return import_thu_tuc(read_thu_tuc(paths), root, Options(tmp_path / "mac-dinh", **options))

    return run_import


def stored(root: Path, ma: str = "1.900009") -> ThuTuc:
    """Return a procedure of the root."""
    content, problems = read(root, default_lists=root)
    assert not problems
    return next(entry.record for entry in content.thu_tuc if entry.record.ma == ma)


def change(root: Path, ma: str, **changes: Any) -> None:
    """Change fields of a procedure the way an editor does: in its file."""
    content, _ = read(root, default_lists=root)
    entry = next(entry for entry in content.thu_tuc if entry.record.ma == ma)
    write_front_matter(root / entry.path, entry.record.model_copy(update=changes))


def write_text(folder: Path, **changes: str) -> Path:
    """Write the old portal's print as text."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "1.900009.txt"
    file.write_text(make_text(**changes), encoding="utf-8")
    return file


def test_what_a_print_does_not_carry_stays(take: Take, root: Path, tmp_path: Path) -> None:
    """Dates, agency and address that an editor wrote stay when a print with another text comes in."""
    take(write_text(tmp_path / "a"))
    decision = QuyetDinhThuTuc(so="12/QĐ-TV", ngay_ky=date(2024, 1, 5), co_quan="Thư viện tỉnh")
    change(root, "1.900009", quyet_dinh=(decision,), url_dvcqg="https://cong.example/1")
    report = take(write_text(tmp_path / "a", Mô_tả="Mới"))
    assert [item.changed for item in report.changes] == [("mo_ta",)]
    assert stored(root).quyet_dinh == (decision,)
    assert stored(root).url_dvcqg == "https://cong.example/1"


def test_a_new_decision_of_a_print_does_not_take_the_day_of_the_old_one(take: Take, root: Path, tmp_path: Path) -> None:
    """Gaps are filled only for the decision of the same number."""
    take(write_text(tmp_path / "a"))
    change(root, "1.900009", quyet_dinh=(QuyetDinhThuTuc(so="12/QĐ-TV", ngay_ky=date(2024, 1, 5)),))
    report = take(write_text(tmp_path / "a", Số_quyết_định="13/QĐ-TV"), take_source=True)
    assert [item.changed for item in report.changes] == [("quyet_dinh",)]
    assert stored(root).quyet_dinh == (QuyetDinhThuTuc(so="13/QĐ-TV"),)


def test_a_paper_under_another_name_keeps_its_code(take: Take, root: Path, tmp_path: Path) -> None:
    """In a list of the same length the paper that stands in the same place is the same paper."""
    take(write_text(tmp_path / "a"))
    case, *others = stored(root).thanh_phan_ho_so
    coded = case.model_copy(
        update={"giay_to": tuple(item.model_copy(update={"ma": f"GT{at}"}) for at, item in enumerate(case.giay_to))}
    )
    change(root, "1.900009", thanh_phan_ho_so=(coded, *others))
    text = make_text().replace("Ảnh thẻ", "Ảnh chân dung")
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    take(tmp_path / "b.txt", take_source=True)
    papers = stored(root).thanh_phan_ho_so[0].giay_to
    assert [(item.ma, item.ten) for item in papers[:2]] == [("GT0", "Đơn theo mẫu"), ("GT1", "Ảnh chân dung")]


def test_an_edit_that_filled_a_gap_is_still_known_as_an_edit(take: Take, root: Path, tmp_path: Path) -> None:
    """After a print agreed with an edited part, a fuller source does not silently overwrite the edit."""
    take(write_text(tmp_path / "a"))
    edited = stored(root).can_cu_phap_ly[0].model_copy(update={"trich_yeu": "Luật Thư viện năm 2019"})
    change(root, "1.900009", can_cu_phap_ly=(edited,))
    for _ in range(2):
        assert take(write_text(tmp_path / "a")).changes[0].kept == ("can_cu_phap_ly",)
    assert stored(root).can_cu_phap_ly == (edited,)


def test_an_older_print_is_told_and_changes_nothing(take: Take, root: Path, tmp_path: Path) -> None:
    """The record of the new portal stays; the print of before July 2025 is only named."""
    take(write_record(tmp_path / "moi", code="1.900009", codeNotation="1.900009"))
    before = stored(root)
    report = take(write_text(tmp_path / "cu"))
    assert (report.changes, [item.ma for item in report.older]) == ((), ["1.900009"])
    assert stored(root) == before
    assert "cũ hơn bản tại chỗ hoặc chỉ là bản sao chép (không lấy): 1.900009 Cấp thẻ mượn sách" in list(
        render_report(report)
    )


def test_an_older_print_tells_nothing_about_what_is_newer(take: Take, root: Path, tmp_path: Path) -> None:
    """Records of the new portal that an old export does not know have not left the source."""
    take(write_record(tmp_path / "moi"))
    report = take(write_text(tmp_path / "cu"))
    assert report.gone == ()
    assert any(line.startswith("lưu ý: chỉ có trong bản in trước ngày 01/7/2025") for line in render_report(report))


def test_a_newer_record_takes_over_from_an_old_print(take: Take, root: Path, tmp_path: Path) -> None:
    """The other way round everything moves on, and the report counts the new name and decision."""
    take(write_text(tmp_path / "cu"))
    report = take(write_record(tmp_path / "moi", code="1.900009", codeNotation="1.900009", name="Cấp thẻ"))
    assert {"ten", "nguon"} <= set(report.changes[0].changed)
    assert stored(root).ten == "Cấp thẻ"
    assert "Trong các thủ tục thay đổi: đổi tên 1" in list(render_report(report))


def test_one_detail_export_does_not_say_that_the_rest_has_gone(take: Take, root: Path, tmp_path: Path) -> None:
    """A Word export is one procedure, not a catalogue."""
    take(write_record(tmp_path / "moi"))
    file = tmp_path / "mot.doc"
    file.write_bytes(make_docx())
    assert take(file).gone == ()


def test_text_and_word_of_one_procedure_agree(take: Take, root: Path, tmp_path: Path) -> None:
    """After the text, the Word export of the same state changes nothing, identities of forms included."""
    take(write_text(tmp_path / "a"))
    file = tmp_path / "mot.doc"
    file.write_bytes(make_docx())
    report = take(file)
    assert (report.unchanged, report.changes) == (1, ())


def test_a_pdf_lowers_nothing_that_it_does_not_print(take: Take, root: Path, tmp_path: Path) -> None:
    """Days, agency, identities, fee texts, names of steps, groups of agencies and the kind stay; what is new comes."""
    portal = {
        "code": "1.900009",
        "codeNotation": "1.900009",
        "name": "Cấp thẻ đọc sách",
        "type": "SPECIFIC",
        "isMinistry": True,
        "subjectTypesDetails": [{"name": "Công dân Việt Nam"}, {"name": "Hợp tác xã"}],
        "departmentsExecuting": [{"name": "Thư viện tỉnh"}],
        "unitGroupsExecuting": [{"name": "Sở Văn hóa"}],
        "executionSteps": [
            {"name": "Bước 1", "description": "Nộp đơn."},
            {"name": "Bước 2", "description": "Nhận thẻ."},
        ],
        "executionMethods": [
            method(description="Tại quầy", fees=[{"type": "FEE", "value": 20000, "description": "Lệ phí một lần"}])
        ],
        "executionCases": [
            {
                "name": "",
                "profileComponents": [
                    paper(
                        "Đơn theo mẫu",
                        copies=2,
                        code="GT1",
                        attachments=[{"id": "a", "fileName": "Mẫu 1.docx"}, {"id": "b", "fileName": "Mẫu 2.doc"}],
                    )
                ],
            }
        ],
        "legalBasisesDetails": [{"code": "46/2019/QH14", "name": "Luật Thư viện"}],
        "resultsDetails": [{"code": "KQ.G99.000001", "name": "Thẻ đọc"}],
        "requirementsAndConditions": "Đủ 6 tuổi",
        "keywords": "thẻ; sách",
    }
    take(write_record(tmp_path / "cong", **portal))
    before = stored(root)
    sheet = start_sheet()
    sheet.text("Nộp đơn.", "Nhận thẻ.")
    file = tmp_path / "in.pdf"
    file.write_bytes(finish_sheet(sheet))
    report = take(file)
    assert [(item.changed, item.kept, item.conflicts) for item in report.changes] == [(("yeu_cau_dieu_kien",), (), ())]
    assert stored(root) == before.model_copy(update={"yeu_cau_dieu_kien": "Không"})


@pytest.mark.shared
@pytest.mark.slow
@needs_shared
def test_the_real_pdfs_hardly_change_the_records_of_the_portal(take: Take) -> None:
    """After the JSON of the health field its 45 PDFs change two line breaks and lose one sign, and nothing else."""
    take(PORTAL / "y-te")
    report = take(SHARED / "xuat-chi-tiet-pdf")
    assert (report.unchanged, report.new, report.older, report.gone) == (43, (), (), ())
    assert sorted(name for item in report.changes for name in item.changed) == ["thanh_phan_ho_so", "yeu_cau_dieu_kien"]


def test_notes_are_told_once_with_the_codes(take: Take, tmp_path: Path) -> None:
    """What was left out is one line however many procedures it concerns."""
    for number in range(7):
        write_text(tmp_path / str(number), Mã_thủ_tục=f"1.90001{number}")
    lines = [line for line in render_report(take(tmp_path)) if "cấp huyện" in line]
    assert len(lines) == 1
    assert lines[0].endswith("1.900014 và 2 thủ tục nữa")


@pytest.mark.shared
@pytest.mark.slow
@needs_shared
def test_the_two_years_of_the_health_records_are_told_right(take: Take, tmp_path: Path) -> None:
    """Importing 2024 and then 2026 gives the comparison: new, gone, renamed, new decision, moved, the same."""
    old = SHARED / "dvcqg-van-ban-2024"
    with (old / "doi-chieu-2024-2026.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    expected: dict[str, set[str]] = {}
    for row in rows:
        expected.setdefault(row["ket_qua"], set()).add(row["ma"])
    moved = tmp_path / "chuyen.jsonl"
    with gzip.open(PORTAL / "khac.jsonl.gz", "rt", encoding="utf-8") as lines:
        moved.write_text(
            "".join(line for line in lines if any(f'"{ma}"' in line[:200] for ma in expected["chuyen_linh_vuc"])),
            encoding="utf-8",
        )

    assert {item.ma for item in take(old / "y-te").new} == {row["ma"] for row in rows} - expected["chi_co_2026"]
    report = take(PORTAL / "y-te", moved)

    changes = {item.ma: item for item in report.changes}
    renamed = {ma for ma, item in changes.items() if "ten" in item.changed}
    decided = {
        ma for ma, item in changes.items() if item.local.quyet_dinh[0].so != item.incoming.quyet_dinh[0].so
    } - renamed
    assert {item.ma for item in report.new} == expected["chi_co_2026"]
    assert {item.ma for item in report.gone} == expected["chi_co_2024"]
    assert renamed == expected["doi_ten"]
    assert decided - expected["chuyen_linh_vuc"] == expected["doi_quyet_dinh"]
    assert all("linh_vuc" in changes[ma].changed for ma in expected["chuyen_linh_vuc"])
    assert expected["giong"].isdisjoint(renamed | decided)
    assert not [item for item in report.changes if item.conflicts or item.kept]
