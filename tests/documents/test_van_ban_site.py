"""The pages of documents of a built site, read as files: lists, filters, relations, files, data."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from cchc.cli import main
from documents.library import CU, DU_THAO, MOI, make_library
from roots import NOW, replace, write, write_docx

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the root with documents, a file and an introduction."""
    root = make_library(tmp_path_factory.mktemp("documents") / "root")
    write_docx(root / "docs" / "van-ban" / "tep" / "ke-hoach.docx")
    replace(root, DU_THAO, "---\n\nToàn", "quan_he:\n  - {kieu: thay-the, den: 12/KH-SYT}\n---\n\nToàn")
    replace(root, MOI, "quan_he:", "tep: [{duong_dan: tep/ke-hoach.docx, ten: Kế hoạch}]\nquan_he:")
    write(root, "docs/van-ban/index.md", "---\ntitle: Kho văn bản\ndescription: Mô tả kho\n---\n\nLời dẫn của kho.\n")
    text = (root / CU).read_text(encoding="utf-8")
    for number in range(20, 45):
        other = text.replace("10/KH-SYT", f"{number}/BC-SYT").replace("loai: ke-hoach", "loai: bao-cao")
        write(root, f"docs/van-ban/2025/bao-cao-{number}.md", other)
    replace(root, "tthc/duoc-pham/1.000001.md", "can_cu_phap_ly:\n", "can_cu_phap_ly:\n  - so_ky_hieu: 104/2016/QH13\n")
    result = CliRunner().invoke(main, ["build", "--now", NOW, "--root", str(root)])
    assert result.exit_code == 0, result.stderr
    return root / "site"


def _page(site: Path, uri: str) -> BeautifulSoup:
    return BeautifulSoup((site / uri / "index.html").read_text(encoding="utf-8"), "lxml")


def _main_text(site: Path, uri: str) -> str:
    found = _page(site, uri).find("main")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def test_list_begins_with_the_introduction_and_open_drafts(site: Path) -> None:
    """The list carries the editors' title and words, and the drafts on which one may comment now."""
    page = _page(site, "van-ban")
    assert page.select_one("h1").get_text() == "Kho văn bản"  # type: ignore[union-attr]
    text = _main_text(site, "van-ban")
    assert "Lời dẫn của kho." in text
    assert "Dự thảo Quy chế tiếp nhận phản ánh , nhận góp ý đến hết ngày 30/11/2026" in text


def test_list_has_pages(site: Path) -> None:
    """Thirty documents take two pages, and all stand on one of them once."""
    links = [
        str(link["href"]).rpartition("van-ban/")[2].strip("./")
        for uri in ("van-ban", "van-ban/trang/2")
        for link in _page(site, uri).select(".hang__ten a")
    ]
    assert len(links) == len(set(links)) == 30


@pytest.mark.parametrize(
    ("uri", "count"),
    [
        ("van-ban/nhom/quy-pham-phap-luat", 2),
        ("van-ban/nhom/du-thao-lay-y-kien", 1),
        ("van-ban/loai/ke-hoach", 2),
        ("van-ban/nam/2016", 1),
        ("van-ban/co-quan/quoc-hoi", 1),
        ("van-ban/tinh-trang/chua-hieu-luc", 1),
        ("van-ban/noi-dung/cai-cach-the-che", 1),
    ],
)
def test_filters_are_pages_with_true_counts(site: Path, uri: str, count: int) -> None:
    """Each entry of a filter leads to a page that lists as many documents as it says."""
    assert len(_page(site, uri).select(".hang__ten a")) == count
    current = _page(site, uri).select_one(".bo-loc [aria-current=page] .so-luong")
    assert current is not None
    assert current.get_text() == str(count)


def test_document_shows_its_end_and_what_took_its_place(site: Path) -> None:
    """A replaced document says since when and leads to the new one, which leads back."""
    old = _main_text(site, "van-ban/ke-hoach-10-kh-syt-2025")
    assert "hết hiệu lực từ ngày 15/11/2026. Được thay thế bởi Kế hoạch số 12/KH-SYT" in old
    new = _page(site, "van-ban/ke-hoach-12-kh-syt-2026")
    assert new.select_one(".quan-he a[href$='ke-hoach-10-kh-syt-2025/']") is not None


def test_draft_only_intends_what_it_says(site: Path) -> None:
    """What a draft would replace is told as an intention, on both pages, and nothing is said to have ended."""
    text = _main_text(site, "van-ban/ke-hoach-12-kh-syt-2026")
    assert "Dự kiến được thay thế bởi Dự thảo Quy chế tiếp nhận phản ánh" in text
    assert "hết hiệu lực" not in text
    assert "Dự kiến thay thế Kế hoạch số 12/KH-SYT" in _main_text(site, "van-ban/du-thao-quy-che")


def test_file_is_offered_with_type_and_size(site: Path) -> None:
    """A file can be loaded from the document's page, which says what it is."""
    assert (site / "van-ban" / "tep" / "ke-hoach.docx").is_file()
    link = _page(site, "van-ban/ke-hoach-12-kh-syt-2026").select_one("a.tep[href$='tep/ke-hoach.docx']")
    assert link is not None
    assert "Word (DOCX)" in link.get_text()


def test_open_draft_leads_to_the_form(site: Path) -> None:
    """The way to comment names the draft by its address."""
    link = _page(site, "van-ban/du-thao-quy-che").select_one("a[href*='gop-y/du-thao']")
    assert link is not None
    assert str(link["href"]).endswith("?du_thao=du-thao-quy-che")


def test_cited_text_and_document_lead_to_each_other(site: Path) -> None:
    """A basis of a procedure that the site publishes links to the document, and the document to what rests on it."""
    document = _page(site, "van-ban/luat-104-2016-qh13")
    assert document.select_one("a[href$='can-cu-phap-ly/104-2016-qh13/']") is not None
    basis = _page(site, "thu-tuc-hanh-chinh/can-cu-phap-ly/104-2016-qh13")
    assert basis.select_one("a[href$='van-ban/luat-104-2016-qh13/']") is not None


def test_data_and_search_hold_the_documents(site: Path) -> None:
    """Open data tell the derived status; the search finds a document by its number."""
    data = json.loads((site / "du-lieu" / "van-ban.json").read_text(encoding="utf-8"))
    status = {entry["url"].rstrip("/").rpartition("/")[2]: entry["tinh_trang"] for entry in data}
    assert status["ke-hoach-10-kh-syt-2025"] == "het-hieu-luc"
    lists = [json.loads(file.read_text(encoding="utf-8")) for file in (site / "tra-cuu" / "tai-lieu").glob("*.json")]
    titles = {entry[1] for part in lists for entry in part["tai_lieu"] if entry[0] == "van-ban"}
    assert "Luật số 104/2016/QH13" in titles


def test_site_without_documents_has_no_list(tmp_path: Path) -> None:
    """A small site has no empty list of documents, and its menu does not lead there."""
    root = make_library(tmp_path / "root")
    for file in (root / "docs" / "van-ban").glob("*.md"):
        file.unlink()
    assert CliRunner().invoke(main, ["build", "--now", NOW, "--root", str(root)]).exit_code == 0
    assert not (root / "site" / "van-ban").exists()
