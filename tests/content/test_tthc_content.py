"""What the sample catalogue under ``tthc/`` promises: breadth, completeness, agreement both ways, honest marking."""

import re
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cchc.model.bieu_mau import DinhDang
from cchc.model.content import Content
from cchc.model.phan_loai import CapThucHien, HanhDong
from cchc.model.thu_tuc import ThuTuc, find_missing
from cchc.sources.tree import read

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
EDITABLE = {DinhDang.DOCX, DinhDang.ODT}
PEOPLE = {"creator", "lastModifiedBy", "initial-creator", "printed-by", "Company", "Manager"}


@pytest.fixture(scope="module")
def content() -> Content:
    """All content of the repository, which must have no problem under ``tthc/``."""
    found, problems = read(ROOT, default_lists=ROOT / "tthc" / "danh-muc")
    assert [str(problem) for problem in problems if problem.path.startswith("tthc/")] == []
    return found


@pytest.fixture(scope="module")
def thu_tuc(content: Content) -> dict[str, ThuTuc]:
    """The procedures by code."""
    return {entry.record.ma: entry.record for entry in content.thu_tuc}


def test_the_sample_covers_fields_and_levels(thu_tuc: dict[str, ThuTuc]) -> None:
    """There are at least 24 procedures over at least 8 fields, at province and at commune level."""
    levels = {cap for record in thu_tuc.values() for cap in record.cap_thuc_hien}
    assert len(thu_tuc) >= 24
    assert len({record.linh_vuc for record in thu_tuc.values()}) >= 8
    assert {CapThucHien.TINH, CapThucHien.XA} <= levels


def test_no_code_is_given_twice(content: Content) -> None:
    """Each procedure has one file, named by its code, in the folder of its field."""
    paths = [entry.path for entry in content.thu_tuc]
    assert paths == [f"tthc/{entry.record.linh_vuc}/{entry.record.ma}.md" for entry in content.thu_tuc]
    assert len(paths) == len({entry.record.ma for entry in content.thu_tuc})


def test_every_obligatory_part_is_there(thu_tuc: dict[str, ThuTuc]) -> None:
    """The sample is complete to 100 %: no procedure lacks an obligatory part."""
    assert {ma: list(find_missing(record)) for ma, record in thu_tuc.items() if any(find_missing(record))} == {}


def test_the_strict_rules_hold_without_a_source(thu_tuc: dict[str, ThuTuc]) -> None:
    """Each procedure also passes the rules that are relaxed for records taken from the national portal."""
    for record in thu_tuc.values():
        assert ThuTuc.model_validate({**record.model_dump(), "nguon": None})


def test_each_procedure_can_be_found_by_everyday_words(thu_tuc: dict[str, ThuTuc]) -> None:
    """Each procedure has key words and a short description in plain language."""
    assert [ma for ma, record in thu_tuc.items() if not (record.tu_khoa and record.mo_ta)] == []


def test_fields_are_in_the_list(content: Content) -> None:
    """Each procedure's field is an entry of the list, and no portal code stands for two fields."""
    codes = [code for muc in content.danh_muc.linh_vuc for code in muc.ma_dvcqg]
    assert {e.record.linh_vuc for e in content.thu_tuc} <= {muc.ma for muc in content.danh_muc.linh_vuc}
    assert len(codes) == len(set(codes))


def test_procedures_name_only_procedures_that_exist(thu_tuc: dict[str, ThuTuc]) -> None:
    """Related and successor codes resolve, and both ends of a relation name each other."""
    for ma, record in thu_tuc.items():
        assert all(ma in thu_tuc[other].tthc_lien_quan for other in record.tthc_lien_quan)
        assert all(ma in thu_tuc[other].thay_the_cho for other in record.thay_the_boi)
        assert all(ma in thu_tuc[other].thay_the_boi for other in record.thay_the_cho)


def test_decisions_show_all_classes_of_change(content: Content) -> None:
    """At least four decisions cover new, amended, replaced and abolished procedures."""
    shown = {muc.hanh_dong for entry in content.quyet_dinh for muc in entry.record.muc}
    assert len(content.quyet_dinh) >= 4
    assert shown == set(HanhDong)


def test_decisions_and_procedures_agree(content: Content) -> None:
    """What a decision says of a procedure, the procedure cites with the same dates, and the reverse."""
    own = {entry.record.so for entry in content.quyet_dinh}
    said = {
        (qd.record.so, muc.ma, muc.hanh_dong, qd.record.ngay_ky, qd.record.hieu_luc_tu)
        for qd in content.quyet_dinh
        for muc in qd.record.muc
    }
    cited = {
        (qd.so, entry.record.ma, qd.hanh_dong, qd.ngay_ky, qd.hieu_luc_tu)
        for entry in content.thu_tuc
        for qd in entry.record.quyet_dinh
        if qd.so in own
    }
    assert said == cited
    assert {ma for _, ma, *_ in cited} == {entry.record.ma for entry in content.thu_tuc}


def test_no_decision_is_dated_in_the_future(content: Content) -> None:
    """Decisions were signed and published by the day of the sample; only their effect may lie ahead."""
    for entry in content.quyet_dinh:
        assert entry.record.ngay_ky <= entry.record.ngay_cong_khai <= TODAY
        assert entry.record.ngay_ky <= entry.record.hieu_luc_tu


def test_the_sample_shows_every_stage_of_life(thu_tuc: dict[str, ThuTuc]) -> None:
    """One procedure is replaced, one is abolished, one is not yet in force."""
    ended = [r for r in thu_tuc.values() if r.hieu_luc_den and r.hieu_luc_den < TODAY]
    assert any(record.thay_the_boi for record in ended)
    assert any(qd.hanh_dong is HanhDong.BAI_BO for record in ended for qd in record.quyet_dinh)
    assert any(record.hieu_luc_tu and record.hieu_luc_tu > TODAY for record in thu_tuc.values())


def test_forms_and_procedures_agree(content: Content) -> None:
    """A form in use names exactly the procedures that name it, in their list of forms and among their papers."""
    in_use = [form.record for form in content.bieu_mau if not (form.record.hieu_luc_den or TODAY) < TODAY]
    named = {(form.id, ma) for form in in_use for ma in form.tthc}
    listed = {(form, e.record.ma) for e in content.thu_tuc for form in e.record.bieu_mau}
    papers = {
        (form, e.record.ma)
        for e in content.thu_tuc
        for truong_hop in e.record.thanh_phan_ho_so
        for giay_to in truong_hop.giay_to
        for form in giay_to.bieu_mau
    }
    assert len(content.bieu_mau) >= 12
    assert named == listed == papers


def test_the_sample_shows_an_old_form_and_filled_samples(content: Content) -> None:
    """One old form leads to the form in use; at least three forms come filled in for a fictional person."""
    old = [form.record for form in content.bieu_mau if form.record.hieu_luc_den and form.record.hieu_luc_den < TODAY]
    assert old
    assert all(form.thay_the_boi for form in old)
    assert sum(1 for form in content.bieu_mau if form.record.mau_dien) >= 3


def test_each_form_tells_how_to_fill_it_in(content: Content) -> None:
    """Each form comes with at least five lines of advice."""
    assert [e.record.id for e in content.bieu_mau if len(e.record.huong_dan.splitlines()) < 5] == []


def test_form_files_are_what_their_names_say(content: Content) -> None:
    """Each named file exists, has the bytes of its extension and carries no macro."""
    for entry in content.bieu_mau:
        for tep in entry.record.tep:
            real = content.tep[f"tthc/bieu-mau/{tep.duong_dan}"]
            assert (real.dinh_dang, real.co_macro) == (DinhDang(tep.phan_mo_rong), False)


def test_each_form_can_be_edited_and_printed(content: Content) -> None:
    """Each form is offered as an editable file and as PDF (FORM-02)."""
    for entry in content.bieu_mau:
        kinds = {DinhDang(tep.phan_mo_rong) for tep in entry.record.tep}
        assert DinhDang.PDF in kinds
        assert kinds & EDITABLE


def test_each_decision_has_its_text_as_pdf(content: Content) -> None:
    """Each decision offers its text as a PDF file."""
    for entry in content.quyet_dinh:
        assert content.tep[f"tthc/quyet-dinh/{entry.record.tep}"].dinh_dang is DinhDang.PDF


def test_no_file_lies_about_unused() -> None:
    """No file below the folders of forms and decisions is left unnamed by a record."""
    found, _ = read(ROOT, default_lists=ROOT / "tthc" / "danh-muc")
    on_disk = {p.relative_to(ROOT).as_posix() for p in (ROOT / "tthc").rglob("tep/*")}
    assert on_disk == {path for path in found.tep if path.startswith("tthc/")}


@pytest.mark.parametrize("file", sorted((ROOT / "tthc").rglob("tep/*")), ids=lambda file: file.name)
def test_files_name_no_person(file: Path) -> None:
    """The properties of a published file tell no author, editor or company."""
    if file.suffix == ".pdf":
        assert re.search(rb"/Author\b", file.read_bytes()) is None
    else:
        assert _people(file) == []


def test_every_record_says_that_it_is_a_sample(content: Content) -> None:
    """Procedures, decisions and forms all carry the mark of sample data, so a production build refuses them."""
    records = (*content.thu_tuc, *content.quyet_dinh, *content.bieu_mau)
    assert [entry.path for entry in records if not entry.record.du_lieu_mau] == []


def _people(file: Path) -> list[str]:
    """Return the texts of the property elements that would name a person or a company."""
    with zipfile.ZipFile(file) as archive:
        parts = [name for name in archive.namelist() if name.startswith("docProps/") or name == "meta.xml"]
        elements = [element for part in parts for element in ElementTree.fromstring(archive.read(part)).iter()]  # noqa: S314
    return [element.text for element in elements if element.tag.rpartition("}")[2] in PEOPLE and element.text]
