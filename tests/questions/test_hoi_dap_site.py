"""The pages of questions of a built site, read as files: lists, fields, procedures, marks, data."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from cchc.cli import main
from questions.asked import NGAY_LAM_VIEC, QUAY_THUOC, make_questions
from roots import NOW, replace, write

pytestmark = pytest.mark.slow

_TREE = """\
ma: quay-thuoc
ten: Mở quầy thuốc
mo_ta: Tìm thủ tục của quầy thuốc.
buoc:
  - ma: loai
    cau_hoi: Cơ sở nào?
    tra_loi:
      - {noi_dung: Quầy thuốc, den: xong}
      - {noi_dung: Khác, den: khac}
  - ma: xong
    ket_luan: Làm thủ tục này
    thu_tuc: ["1.000001"]
  - ma: khac
    ket_luan: Cũng làm thủ tục này
    thu_tuc: ["1.000001"]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the root with questions, one of them about a text that has ended."""
    root = make_questions(tmp_path_factory.mktemp("questions") / "root")
    replace(root, NGAY_LAM_VIEC, "ngay_tra_loi: 2026-03-01\n", "ngay_tra_loi: 2026-03-01\ncan_cu: [42/2022/NĐ-CP]\n")
    write(root, "tthc/danh-muc/van-ban-het-hieu-luc.yml", "- so_ky_hieu: 42/2022/NĐ-CP\n  het_hieu_luc: 2026-07-01\n")
    text = (root / QUAY_THUOC).read_text(encoding="utf-8")
    for number in range(25):
        other = text.replace("mo-quay-thuoc-o-xa", f"cau-{number}").replace("thuong_gap: true\n", "")
        write(root, f"docs/hoi-dap/2026/cau-{number}.md", other)
    write(root, "tthc/danh-muc/chon-thu-tuc/quay-thuoc.yml", _TREE)
    result = CliRunner().invoke(main, ["build", "--now", NOW, "--root", str(root)])
    assert result.exit_code == 0, result.stderr
    return root / "site"


def _page(site: Path, uri: str) -> BeautifulSoup:
    return BeautifulSoup((site / uri / "index.html").read_text(encoding="utf-8"), "lxml")


def _text(site: Path, uri: str) -> str:
    found = _page(site, uri).find("main")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def test_page_tells_who_asked_who_answered_and_why(site: Path) -> None:
    """Question, answer, unit, days, procedure and basis stand on the page; of the person only initials (QA-01)."""
    text = _text(site, "hoi-dap/mo-quay-thuoc-o-xa")
    for words in (
        "Công dân N.V.A. hỏi ngày 02/02/2026",
        "Sở Y tế tỉnh Thử Nghiệm trả lời ngày 10/02/2026",
        "Tôi muốn mở quầy thuốc, xin hỏi hồ sơ.",
        "Ông/Bà chuẩn bị 01 bộ hồ sơ.",
        "Đăng ký mở quầy thuốc thử nghiệm",
        "Văn bản số 44/2024/QH15",
        "xem lại trước ngày 10/02/2027",
    ):
        assert words in text
    assert "Có thể đã thay đổi" not in text


def test_answer_on_an_ended_text_is_marked(site: Path) -> None:
    """The mark tells why and since when, on the page and in the list (QA-06)."""
    text = _text(site, "hoi-dap/ngay-lam-viec")
    assert "Có thể đã thay đổi Căn cứ là văn bản số 42/2022/NĐ-CP đã hết hiệu lực từ ngày 01/07/2026" in text
    row = _page(site, "hoi-dap").select_one(".hang li:has(a[href$='ngay-lam-viec/'])")
    assert row is not None
    assert "Có thể đã thay đổi" in row.get_text()


def test_list_has_pages_and_fields(site: Path) -> None:
    """All questions stand on the pages of the list, newest first, and each field tells how many it holds."""
    links = [
        str(link["href"])
        for uri in ("hoi-dap", "hoi-dap/trang/2")
        for link in _page(site, uri).select(".hang .hang__ten a")
    ]
    assert len(links) == 27
    assert "ngay-lam-viec/" in links[0]
    fields = [" ".join(entry.get_text(" ").split()) for entry in _page(site, "hoi-dap").select(".danh-sach-muc a")]
    assert fields == ["Vấn đề chung 1", "Dược phẩm 26"]


@pytest.mark.parametrize(
    "uri",
    ["hoi-dap", "hoi-dap/linh-vuc/duoc-pham", "thu-tuc-hanh-chinh/1.000001", "chon-thu-tuc/quay-thuoc/xong"],
)
def test_frequent_question_is_folded_with_its_answer(site: Path, uri: str) -> None:
    """Entrance, field, procedure and the end of a decision tree show the frequent question with its answer (QA-02)."""
    first = _page(site, uri).select_one("details.cau-hoi")
    assert first is not None
    assert first.summary is not None
    assert first.summary.get_text(strip=True) == "Mở quầy thuốc ở xã cần những giấy tờ gì?"
    assert "Thời hạn là 15 ngày làm việc." in first.get_text()


def test_procedure_shows_some_and_leads_to_the_rest(site: Path) -> None:
    """A procedure with many questions shows six and leads to those of its field."""
    page = _page(site, "thu-tuc-hanh-chinh/1.000001")
    assert len(page.select("details.cau-hoi")) == 6
    assert page.select_one("#hoi-dap ~ p a[href$='hoi-dap/linh-vuc/duoc-pham/']") is not None


def test_linked_data_names_question_and_answer(site: Path) -> None:
    """The page leads to its QAPage, the entrance to the FAQPage of the frequent questions (QA-07)."""
    link = _page(site, "hoi-dap/mo-quay-thuoc-o-xa").select_one("link[type='application/ld+json']")
    assert link is not None
    file = site / "du-lieu" / "hoi-dap" / str(link["href"]).rpartition("/")[2]
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["@type"] == "QAPage"
    assert found["mainEntity"]["acceptedAnswer"]["author"]["name"] == "Sở Y tế tỉnh Thử Nghiệm"
    frequent = json.loads((site / "du-lieu" / "hoi-dap" / "thuong-gap.jsonld").read_text(encoding="utf-8"))
    assert [question["name"] for question in frequent["mainEntity"]] == ["Mở quầy thuốc ở xã cần những giấy tờ gì?"]


def test_search_holds_the_questions(site: Path) -> None:
    """The questions are in the artefacts that the engine reads."""
    lists = [json.loads(file.read_text(encoding="utf-8")) for file in (site / "tra-cuu" / "tai-lieu").glob("*.json")]
    titles = {entry[1] for part in lists for entry in part["tai_lieu"] if entry[0] == "hoi-dap"}
    assert "Ngày làm việc được tính thế nào?" in titles


@pytest.mark.parametrize(
    ("uri", "query"),
    [
        ("thu-tuc-hanh-chinh/1.000001", "?thu_tuc=1.000001"),
        ("hoi-dap/mo-quay-thuoc-o-xa", "?thu_tuc=1.000001"),
        ("hoi-dap/ngay-lam-viec", "?linh_vuc=chung"),
        ("hoi-dap/linh-vuc/duoc-pham", "?linh_vuc=duoc-pham"),
        ("hoi-dap", ""),
    ],
)
def test_every_page_leads_to_the_form_with_what_it_is_about(site: Path, uri: str, query: str) -> None:
    """The form begins with the procedure of the page or of the question, else with the field."""
    links = [link["href"] for link in _page(site, uri).select("main a[href*='/gop-y/hoi-dap']")]
    assert {link.rpartition("/gop-y/hoi-dap")[2] for link in links} == {query}


def test_an_answer_is_rated_as_an_answer(site: Path) -> None:
    """Below an answer the rating asks for the answer; what is rated is its page."""
    rating = _page(site, "hoi-dap/mo-quay-thuoc-o-xa").select_one(".huu-ich")
    assert rating is not None
    assert rating.h2.get_text() == "Câu trả lời này có giúp ích không?"
    assert "trang=/hoi-dap/mo-quay-thuoc-o-xa/&muc=5" in rating.a["href"]
