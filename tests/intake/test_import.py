"""Taking procedures in: new, changed, kept, in conflict, gone; nothing overwritten silently."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cchc.importers import read_thu_tuc
from cchc.intake import IntakeError, Options, Report, import_thu_tuc, render_report
from cchc.model.thu_tuc import ThuTuc
from cchc.sources import read, write_front_matter
from importers.formality import paper, write_record

Run = Callable[..., Report]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The folder of the portal's files."""
    return tmp_path / "nguon"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root into which procedures are taken."""
    return tmp_path / "goc"


@pytest.fixture
def run(tmp_path: Path, source: Path, root: Path) -> Run:
    """Import everything from the source into the root."""

    def run_import(**options: Any) -> Report:
        return import_thu_tuc(read_thu_tuc([source]), root, Options(tmp_path / "mac-dinh", **options))

    return run_import


def files(root: Path) -> dict[str, bytes]:
    """Return all files of a root with their bytes."""
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def stored(root: Path) -> ThuTuc:
    """Return the one procedure of a root."""
    content, problems = read(root, default_lists=root)
    assert not problems
    return content.thu_tuc[0].record


def edit(root: Path, **changes: Any) -> None:
    """Change fields of the one procedure the way an editor does: in its file."""
    content, _ = read(root, default_lists=root)
    entry = content.thu_tuc[0]
    write_front_matter(root / entry.path, entry.record.model_copy(update=changes))


def test_a_new_procedure_is_written_and_reads_back_the_same(run: Run, source: Path, root: Path) -> None:
    """The file lies under its field and code; the list of fields is made."""
    write_record(source)
    report = run()
    assert [thu_tuc.ma for thu_tuc in report.new] == ["1.900001"]
    assert stored(root) == report.new[0]
    assert sorted(files(root)) == [
        "tthc/danh-muc/linh-vuc.yml",
        "tthc/danh-muc/nguon/dvcqg.jsonl",
        "tthc/thu-vien/1.900001.md",
    ]


def test_importing_twice_changes_nothing(run: Run, source: Path, root: Path) -> None:
    """The second run finds everything unchanged and leaves every byte."""
    write_record(source)
    write_record(source, code="1.900002", codeNotation="1.900002", name="Cấp lại thẻ")
    run()
    before = files(root)
    report = run()
    assert (report.unchanged, report.new, report.changes) == (2, (), ())
    assert files(root) == before


def test_an_interrupted_import_is_completed_by_the_next(run: Run, source: Path, root: Path) -> None:
    """The ledger is written last: without it, records that stand here as at the source are simply taken as known."""
    write_record(source)
    run()
    before = files(root)
    (root / "tthc" / "danh-muc" / "nguon" / "dvcqg.jsonl").unlink()
    assert run().unchanged == 1
    assert files(root) == before


def test_a_dry_run_writes_nothing(run: Run, source: Path, root: Path) -> None:
    """The report is the same, the folder untouched."""
    write_record(source)
    assert len(run(dry_run=True).new) == 1
    assert not root.exists()


def test_a_change_at_the_source_is_taken_where_nobody_edited(run: Run, source: Path, root: Path) -> None:
    """An untouched field follows the source; the report names the place and both values."""
    write_record(source, requirementsAndConditions="Đủ 60 tuổi")
    run()
    write_record(source, requirementsAndConditions="Đủ 65 tuổi")
    report = run()
    assert [change.changed for change in report.changes] == [("yeu_cau_dieu_kien",)]
    assert stored(root).yeu_cau_dieu_kien == "Đủ 65 tuổi"
    assert "    yeu_cau_dieu_kien: “Đủ 60 tuổi” → “Đủ 65 tuổi”" in list(render_report(report))


def test_a_part_that_the_source_empties_is_emptied(run: Run, source: Path, root: Path) -> None:
    """Taking away is a change too."""
    write_record(source, note="Ghi chú")
    run()
    write_record(source, note="")
    assert run().changes[0].changed == ("mo_ta",)
    assert stored(root).mo_ta == ""


def test_a_local_edit_is_kept_and_told(run: Run, source: Path, root: Path) -> None:
    """The source did not move: the editor's text stays and the report says so."""
    write_record(source)
    run()
    edit(root, ten="Cấp thẻ thư viện")
    before = files(root)
    report = run()
    assert [change.kept for change in report.changes] == [("ten",)]
    assert files(root) == before
    lines = list(render_report(report))
    assert "giữ bản sửa tại chỗ, nguồn không đổi: 1.900001 Cấp thẻ thư viện" in lines
    assert any("tại chỗ “Cấp thẻ thư viện”" in line for line in lines)


def test_a_conflict_keeps_the_local_text_and_shows_both_until_settled(run: Run, source: Path, root: Path) -> None:
    """Both sides moved: nothing is overwritten, both values are shown, and again at the next run."""
    write_record(source)
    run()
    edit(root, ten="Cấp thẻ thư viện")
    write_record(source, name="Cấp thẻ đọc sách điện tử")
    for _ in range(2):
        report = run()
        assert [change.conflicts for change in report.changes] == [("ten",)]
        assert stored(root).ten == "Cấp thẻ thư viện"
        assert any(
            "tại chỗ “Cấp thẻ thư viện” → nguồn “Cấp thẻ đọc sách điện tử”" in line for line in render_report(report)
        )


def test_take_source_settles_conflicts_and_nothing_else(run: Run, source: Path, root: Path) -> None:
    """The option takes the source where both moved; an edit of an unmoved field stays."""
    write_record(source, note="Ghi chú")
    run()
    edit(root, ten="Cấp thẻ thư viện", mo_ta="Sửa")
    write_record(source, name="Cấp thẻ đọc sách điện tử", note="Ghi chú")
    report = run(take_source=True)
    assert (report.changes[0].changed, report.changes[0].kept) == (("ten",), ("mo_ta",))
    assert (stored(root).ten, stored(root).mo_ta) == ("Cấp thẻ đọc sách điện tử", "Sửa")
    assert run().changes[0].conflicts == ()


def test_an_edit_that_the_source_follows_is_no_conflict(run: Run, source: Path, root: Path) -> None:
    """When both come to the same text, there is nothing to tell, then or later."""
    write_record(source)
    run()
    edit(root, ten="Cấp thẻ thư viện")
    write_record(source, name="Cấp thẻ thư viện")
    assert run().unchanged == 1
    write_record(source, name="Cấp thẻ mới")
    assert run().changes[0].changed == ("ten",)


def test_fields_that_the_source_never_fills_belong_to_the_editor(run: Run, source: Path, root: Path) -> None:
    """Guides, forms and other names added here are neither touched nor reported."""
    write_record(source)
    run()
    edit(root, noi_dung="Hướng dẫn thêm.", ten_goi_khac=("thẻ mượn sách",))
    assert run().unchanged == 1
    assert stored(root).noi_dung == "Hướng dẫn thêm."


def test_a_record_written_by_hand_is_filled_in_but_not_overwritten(run: Run, source: Path, root: Path) -> None:
    """Without an earlier import, empty fields are filled and different ones are conflicts."""
    file = root / "tthc" / "sach" / "the.md"
    write_front_matter(file, ThuTuc(ma="1.900001", ten="Thẻ sách", linh_vuc="sach"))
    write_record(source)
    change = run().changes[0]
    assert change.conflicts == ("ten", "linh_vuc")
    assert "trinh_tu" in change.changed
    assert (stored(root).ten, stored(root).trinh_tu[0].ten) == ("Thẻ sách", "Bước 1")
    assert [path for path in files(root) if path.endswith(".md")] == ["tthc/sach/the.md"]


def test_a_broken_local_file_is_never_overwritten(run: Run, source: Path, root: Path) -> None:
    """What cannot be read cannot be compared: the record is refused and the file left as it is."""
    file = root / "tthc" / "thu-vien" / "1.900001.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\nma: 1.900001\nsai\n---\n", encoding="utf-8")
    write_record(source)
    report = run()
    assert "tệp tại chỗ đang có lỗi, hãy sửa trước: tthc/thu-vien/1.900001.md:" in report.refused[0].reason
    assert file.read_text(encoding="utf-8") == "---\nma: 1.900001\nsai\n---\n"


def test_a_procedure_that_left_the_source_is_told_and_stays(run: Run, source: Path, root: Path) -> None:
    """Only records that came from this source count; none is deleted."""
    gone = write_record(source)
    write_record(source, code="1.900002", codeNotation="1.900002")
    run()
    write_front_matter(root / "tthc" / "a" / "b.md", ThuTuc(ma="1.900003", ten="Của địa phương", linh_vuc="a"))
    gone.unlink()
    report = run()
    assert [thu_tuc.ma for thu_tuc in report.gone] == ["1.900001"]
    assert (root / "tthc" / "thu-vien" / "1.900001.md").is_file()


def test_refused_records_do_not_stop_the_others(run: Run, source: Path) -> None:
    """A malformed code and a duplicate are told; the good record is taken."""
    write_record(source)
    write_record(source, code="1.9000011-Xoa", codeNotation="1.9000011-Xoa")
    write_record(source / "nua", name="Bản trùng")
    report = run()
    assert (len(report.new), len(report.refused)) == (1, 2)
    lines = list(render_report(report))
    assert any(line.startswith("từ chối: ") and "1.9000011-Xoa" in line for line in lines)
    assert lines[-1].startswith("Tổng: mới 1, thay đổi 0, không đổi 0,")


def test_fields_with_one_name_and_several_codes_are_one(run: Run, source: Path, root: Path) -> None:
    """The list has the field once with all its codes; accents and punctuation make no difference."""
    fields = [("An toàn thực phẩm", "G18"), ("An toàn thực phẩm ", "G02"), ("AN TOÀN, THỰC PHẨM", "25")]
    for number, (ten, code) in enumerate(fields):
        ma = f"1.90000{number}"
        write_record(source, code=ma, codeNotation=ma, categoriesDetails=[{"name": ten, "code": code}])
    run()
    content, _ = read(root, default_lists=root)
    assert {entry.record.linh_vuc for entry in content.thu_tuc} == {"an-toan-thuc-pham"}
    listed = [(muc.ma, set(muc.ma_dvcqg)) for muc in content.danh_muc.linh_vuc]
    assert listed == [("an-toan-thuc-pham", {"G18", "G02", "25"})]


OWN_LIST = """# Danh mục của Sở
- ma: sach
  ten: Sách và thư viện
  ten_cu: Thư viện
- ma: khac
  ten: Khác
"""


def test_known_fields_are_matched_and_never_renamed(run: Run, source: Path, root: Path) -> None:
    """A field is known by an older name or a code; it gains the code, new ones follow, the heading comment stays."""
    file = root / "tthc" / "danh-muc" / "linh-vuc.yml"
    file.parent.mkdir(parents=True)
    file.write_text(OWN_LIST, encoding="utf-8")
    write_record(source)
    write_record(source, code="1.900002", codeNotation="1.900002", categoriesDetails=[{"name": "Đọc", "code": "G7"}])
    write_record(
        source, code="1.900003", codeNotation="1.900003", categoriesDetails=[{"name": "Mới", "code": "G99-TV01"}]
    )
    run()
    content, problems = read(root, default_lists=root)
    assert not problems
    assert [(muc.ma, muc.ten, muc.ma_dvcqg) for muc in content.danh_muc.linh_vuc] == [
        ("sach", "Sách và thư viện", ("G99-TV01",)),
        ("khac", "Khác", ()),
        ("doc", "Đọc", ("G7",)),
    ]
    assert [entry.record.linh_vuc for entry in content.thu_tuc] == ["doc", "sach", "sach"]
    assert file.read_text(encoding="utf-8").startswith("# Danh mục của Sở\n")


def test_a_root_without_a_list_takes_the_default_entries_it_uses(
    run: Run, source: Path, root: Path, tmp_path: Path
) -> None:
    """The new list holds the default field that is used, under its default slug, and no field without procedures."""
    (tmp_path / "mac-dinh").mkdir()
    (tmp_path / "mac-dinh" / "linh-vuc.yml").write_text(OWN_LIST, encoding="utf-8")
    write_record(source)
    run()
    content, _ = read(root, default_lists=root)
    assert [(muc.ma, muc.ten) for muc in content.danh_muc.linh_vuc] == [("sach", "Sách và thư viện")]


def test_fields_without_codes_are_told_apart_by_name(run: Run, source: Path, root: Path) -> None:
    """A missing code is no common code."""
    for number, ten in enumerate(["Thư viện", "Bảo tàng"]):
        ma = f"1.90000{number}"
        write_record(source, code=ma, codeNotation=ma, categoriesDetails=[{"name": ten, "code": ""}])
    run()
    content, _ = read(root, default_lists=root)
    assert [entry.record.linh_vuc for entry in content.thu_tuc] == ["bao-tang", "thu-vien"]


def test_a_field_never_takes_the_folder_of_another_kind(run: Run, source: Path, root: Path) -> None:
    """A field called like a content folder gets another slug, so that its procedures are found."""
    write_record(source, categoriesDetails=[{"name": "Biểu mẫu", "code": "1"}])
    run()
    assert stored(root).linh_vuc == "linh-vuc-bieu-mau"


@pytest.mark.parametrize(
    ("path", "text"),
    [("tthc/danh-muc/linh-vuc.yml", "- ten: Thiếu mã\n"), ("tthc/danh-muc/nguon/dvcqg.jsonl", "<<<<<<< HEAD\n")],
)
def test_a_damaged_list_stops_the_import_before_anything_is_written(
    run: Run, source: Path, root: Path, path: str, text: str
) -> None:
    """Writing over a damaged list or ledger would lose work; the message names the line."""
    file = root / path
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    write_record(source)
    before = files(root)
    with pytest.raises(IntakeError, match=path + ":1:"):
        run()
    assert files(root) == before


def test_long_differences_are_cut_to_the_part_that_differs(run: Run, source: Path) -> None:
    """A change deep in a long text is shown with a little around it, on one line, by its place in the record."""
    long = "Nội dung dài. " * 40
    write_record(source, executionSteps=[{"name": "", "description": long + "Phí 5 đồng" + long}])
    run()
    write_record(source, executionSteps=[{"name": "", "description": long + "Phí 7 đồng" + long}])
    lines = [line for line in render_report(run()) if "trinh_tu.0.noi_dung" in line]
    assert len(lines) == 1
    assert "Phí 5" in lines[0]
    assert "Phí 7" in lines[0]
    assert len(lines[0]) < 240


def test_many_differences_of_one_field_are_counted(run: Run, source: Path) -> None:
    """A field that changed everywhere shows some places and the number of the others."""
    write_record(source, executionCases=[{"name": "", "profileComponents": [paper(f"Đơn {n}") for n in range(20)]}])
    run()
    write_record(source, executionCases=[{"name": "", "profileComponents": [paper(f"Tờ {n}") for n in range(20)]}])
    assert "    thanh_phan_ho_so: … và 14 chỗ khác nữa" in list(render_report(run()))


def test_long_lists_are_cut_unless_asked_for(run: Run, source: Path) -> None:
    """Sixty new procedures are fifty lines and a count; all with verbose."""
    for number in range(60):
        ma = f"1.9000{number:02d}"
        write_record(source, code=ma, codeNotation=ma)
    report = run(dry_run=True)
    assert len(list(render_report(report))) == 52
    assert len(list(render_report(report, verbose=True))) == 61
