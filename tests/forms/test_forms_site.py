"""Forms on the built site: sizes and hashes of what is published, archives, old forms, filled samples, the list."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import Result

from roots import replace, write, write_docx

Cchc = Callable[..., Result]

pytestmark = pytest.mark.slow

FORM = "tthc/bieu-mau/don-de-nghi.md"
SITE_FORMS = "site/thu-tuc-hanh-chinh/bieu-mau"


def _add_files(root: Path) -> None:
    """Give the form a PDF and a filled sample."""
    pdf = "%PDF-1.4\n1 0 obj\n<< /Author (Tran Thi Bich) >>\nendobj\ntrailer\n<< /Info 1 0 R >>\n%%EOF\n"
    write(root, "tthc/bieu-mau/tep/don-de-nghi.pdf", pdf)
    write(root, "tthc/bieu-mau/tep/don-de-nghi-mau-dien.pdf", pdf.replace("Author", "Title"))
    replace(
        root,
        FORM,
        "docx\n",
        "docx\n  - duong_dan: tep/don-de-nghi.pdf\nmau_dien: {duong_dan: tep/don-de-nghi-mau-dien.pdf}\n",
    )


def _add_old_form(root: Path) -> None:
    text = "---\nid: don-cu\nten: Đơn đề nghị năm 2017\ntthc: ['1.000001']\ntep: [{duong_dan: tep/don-cu.docx}]\n"
    write(root, "tthc/bieu-mau/don-cu.md", f"{text}hieu_luc_den: 2025-12-31\nthay_the_boi: don-de-nghi\n---\n")
    write_docx(root / "tthc/bieu-mau/tep/don-cu.docx")


def _build(root: Path, cchc: Cchc) -> None:
    result = cchc("build", "--root", root)
    assert result.exit_code == 0, result.stderr


def _page(root: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((root / "site/thu-tuc-hanh-chinh" / path / "index.html").read_text(encoding="utf-8"), "lxml")


def _words(soup: BeautifulSoup) -> str:
    return " ".join(soup.main.get_text(" ").split())


def test_the_page_tells_size_and_hash_of_the_published_file(root: Path, cchc: Cchc) -> None:
    """Whoever downloads a file can check it against the page; nobody is named in it."""
    _add_files(root)
    _build(root, cchc)
    text = _words(_page(root, "bieu-mau/don-de-nghi"))
    for name in ("don-de-nghi.docx", "don-de-nghi.pdf"):
        data = (root / SITE_FORMS / "tep" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() in text
        assert f"{len(data)} byte" in text
        assert b"Tran Thi Bich" not in data


def test_the_source_file_is_left_alone(root: Path, cchc: Cchc) -> None:
    """Properties are taken out on publishing only."""
    _add_files(root)
    _build(root, cchc)
    assert b"Tran Thi Bich" in (root / "tthc/bieu-mau/tep/don-de-nghi.pdf").read_bytes()


def test_a_decision_is_published_as_it_is(root: Path, cchc: Cchc) -> None:
    """An official text is never altered."""
    data = b"%PDF-1.4\n1 0 obj\n<< /Author (Van thu) >>\nendobj\ntrailer\n<< /Info 1 0 R >>\n%%EOF\n"
    file = root / "tthc/quyet-dinh/tep/12.pdf"
    file.parent.mkdir()
    file.write_bytes(data)
    replace(root, "tthc/quyet-dinh/12-qd-ubnd-2026.md", "muc:", "tep: tep/12.pdf\nmuc:")
    _build(root, cchc)
    assert (root / "site/thu-tuc-hanh-chinh/quyet-dinh-cong-bo/tep/12.pdf").read_bytes() == data


def test_all_forms_of_a_procedure_come_in_one_archive(root: Path, cchc: Cchc) -> None:
    """The archive holds the published files under readable names and is linked with its true size."""
    _add_files(root)
    _build(root, cchc)
    file = root / "site/thu-tuc-hanh-chinh/1.000001/bieu-mau-1.000001.zip"
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["don-de-nghi.docx", "don-de-nghi.pdf", "mau-da-dien-don-de-nghi.pdf"]
        assert archive.read("don-de-nghi.pdf") == (root / SITE_FORMS / "tep/don-de-nghi.pdf").read_bytes()
    link = _page(root, "1.000001").select_one('a[href$="bieu-mau-1.000001.zip"]')
    assert link.get_text() == "Tải cả 3 tệp (ZIP, 1 KB)"
    before = file.read_bytes()
    assert cchc("build", "--root", root, "--clean").exit_code == 0
    assert file.read_bytes() == before


def test_an_old_form_is_kept_but_not_offered(root: Path, cchc: Cchc) -> None:
    """It is named under "Mẫu cũ", leads to the form in use, and has no download button anywhere."""
    _add_old_form(root)
    _build(root, cchc)
    procedure = _page(root, "1.000001")
    assert "Đơn đề nghị năm 2017 , hết áp dụng sau ngày 31/12/2025" in _words(procedure)
    assert not procedure.select('a[href*="don-cu.docx"]')
    old = _page(root, "bieu-mau/don-cu")
    assert "Mẫu này hết áp dụng sau ngày 31/12/2025" in _words(old)
    assert old.select_one('.vong-doi a[href$="bieu-mau/don-de-nghi/"]')
    assert not old.select("a[download]")
    offered = _page(root, "bieu-mau").select("a[download]")
    assert not [link for link in offered if "don-cu" in link["href"]]
    assert (root / SITE_FORMS / "tep/don-cu.docx").is_file()


def test_a_form_is_offered_on_its_last_day(root: Path, cchc: Cchc) -> None:
    """The form stays in use until the end of the day that is named."""
    replace(root, FORM, "tep:\n", "hieu_luc_den: 2026-11-22\ntep:\n")
    _build(root, cchc)
    assert _page(root, "bieu-mau/don-de-nghi").select("a[download]")
    assert cchc("build", "--root", root, now="2026-11-23T00:00+07:00").exit_code == 0
    assert not _page(root, "bieu-mau/don-de-nghi").select("a[download]")


def test_the_filled_sample_is_shown(root: Path, cchc: Cchc) -> None:
    """The page of the form leads to the sample and says that the person is fictional."""
    _add_files(root)
    _build(root, cchc)
    link = _page(root, "bieu-mau/don-de-nghi").select_one('a[href$="don-de-nghi-mau-dien.pdf"]')
    assert "nhân vật hư cấu" in link.get_text()


def test_one_form_serves_several_procedures(root: Path, cchc: Cchc) -> None:
    """Each procedure offers it, its page names both, and its file is published once."""
    text = (root / "tthc/duoc-pham/1.000001.md").read_text(encoding="utf-8")
    write(root, "tthc/duoc-pham/1.000002.md", text.replace('"1.000001"', '"1.000002"').replace("mở quầy", "đóng quầy"))
    replace(
        root, "tthc/quyet-dinh/12-qd-ubnd-2026.md", "muc:\n", 'muc:\n  - {ma: "1.000002", hanh_dong: moi-ban-hanh}\n'
    )
    replace(root, FORM, '["1.000001"]', '["1.000001", "1.000002"]')
    _build(root, cchc)
    for ma in ("1.000001", "1.000002"):
        assert _page(root, ma).select('a[download][href$="tep/don-de-nghi.docx"]')
        assert ma in _words(_page(root, "bieu-mau/don-de-nghi"))
    assert len(list((root / "site").rglob("don-de-nghi.docx"))) == 1


def test_the_list_is_narrowed_by_links_without_scripts(root: Path, cchc: Cchc) -> None:
    """Each field is a link to its part of the list; the field for typing stays hidden until a script shows it."""
    _build(root, cchc)
    page = _page(root, "bieu-mau")
    assert page.select_one('a[href="#linh-vuc-duoc-pham"]')
    assert page.select_one("#linh-vuc-duoc-pham")
    assert page.select_one("[data-loc-bieu-mau][hidden]")


MISTAKES = {
    "sample missing": ("mau_dien: {duong_dan: tep/khong-co.pdf}", "mau_dien.duong_dan: không thấy tệp"),
    "unknown successor": ("thay_the_boi: mau-khac", "thay_the_boi: không có biểu mẫu “mau-khac”"),
    "own successor": ("thay_the_boi: don-de-nghi", "thay_the_boi phải là định danh của biểu mẫu khác"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_form_stops_the_build(root: Path, cchc: Cchc, name: str) -> None:
    """Missing sample, unknown or circular successor."""
    line, message = MISTAKES[name]
    replace(root, FORM, "tep:\n", f"{line}\ntep:\n")
    result = cchc("check", "--root", root)
    assert result.exit_code == 1
    assert message in result.stderr
