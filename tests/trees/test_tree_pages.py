"""The trees of the sample site: each way leads to the right procedure, in a browser with and without scripts."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from visiting import visit

pytestmark = pytest.mark.slow

# Who needs what, by the beginnings of the answers: checked by hand against names, notes and conditions of the records.
WAYS = {
    "mo-co-so": {
        ("Phòng khám", "Chưa có"): ["1.012278", "1.012275"],
        ("Phòng khám", "Đã có nhưng bị mất"): ["1.012279"],
        ("Phòng khám", "Đã có, nay thêm hoặc bớt"): ["1.012275"],
        ("Nơi bán thuốc", "Nhà thuốc"): ["1.014076", "1.014092"],
        ("Nơi bán thuốc", "Kệ thuốc"): ["1.014069"],
        ("Nơi bán thuốc", "Bán lẻ lưu động"): ["1.014102"],
        ("Điểm tiêm chủng",): ["2.000655"],
        ("Nơi bán thiết bị y tế",): ["1.003039"],
        ("Xưởng sản xuất mỹ phẩm",): ["1.003055"],
    },
    "hanh-nghe": {
        ("Dược",): ["1.014092"],
        ("Lương y", "Giấy chứng nhận lương y, tôi chưa được cấp"): ["1.012416"],
        ("Lương y", "Giấy chứng nhận lương y của tôi bị mất"): ["1.012417"],
        ("Lương y", "Giấy phép hành nghề của tôi sắp hết hạn"): ["1.012273"],
        ("Người hành nghề làm việc",): ["1.012275"],
    },
    "tro-giup-xa-hoi": {
        ("Trợ cấp hằng tháng", "Người từ đủ 75 tuổi"): ["1.014027"],
        ("Trợ cấp hằng tháng", "Trẻ mồ côi, người khuyết tật nặng"): ["1.001776"],
        ("Chi phí mai táng", "Đang hưởng, hoặc đã đề nghị"): ["1.014028"],
        ("Chi phí mai táng", "Đang hưởng trợ cấp xã hội hằng tháng"): ["1.001731"],
        ("Nơi ở và người chăm sóc", "Đưa người không tự lo được cuộc sống"): ["2.000286"],
        ("Nơi ở và người chăm sóc", "Nhận chăm sóc thay thế"): ["1.004941"],
        ("Giấy xác nhận khuyết tật bị mất",): ["1.001653"],
        ("Hỗ trợ nạn nhân",): ["2.001661"],
    },
}
CASES = [(cay, way, codes) for cay, ways in WAYS.items() for way, codes in ways.items()]
PAGES = (
    "/chon-thu-tuc/",
    "/chon-thu-tuc/tro-giup-xa-hoi/",
    "/chon-thu-tuc/mo-co-so/loai-co-so/",
    "/chon-thu-tuc/mo-co-so/kinh-doanh-duoc/",
)


def _soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup((page / "index.html").read_text(encoding="utf-8"), "lxml")


@pytest.mark.parametrize(("cay", "way", "codes"), CASES, ids=[f"{cay}: {' › '.join(way)}" for cay, way, _ in CASES])
def test_a_way_leads_to_its_procedures(sample_root: Path, cay: str, way: tuple[str, ...], codes: list[str]) -> None:
    """Following the answers as links from the list of trees ends at exactly these procedures."""
    page = sample_root / "site/chon-thu-tuc"
    start = next(link for link in _soup(page).select(".cac-viec a") if f"{cay}/" in link["href"])
    page = (page / str(start["href"])).resolve()
    for answer in way:
        links = [link for link in _soup(page).select(".chon__tra-loi a") if link.strong.get_text().startswith(answer)]
        assert len(links) == 1, answer
        page = (page / str(links[0]["href"])).resolve()
    named = [code.get_text() for code in _soup(page).select("ol.hang .the-ma")]
    assert named == codes


def test_every_end_is_looked_at(sample_root: Path) -> None:
    """The ways above are all there are."""
    pages = (sample_root / "site/chon-thu-tuc").rglob("index.html")
    assert len([page for page in pages if _soup(page.parent).select("#can-lam")]) == len(CASES)


@pytest.mark.browser
def test_the_way_is_walked_without_scripts(chromium: Browser, address: str) -> None:
    """From the landing page by taps alone; the answers given are shown, and one of them can be changed."""
    with visit(chromium, width=360, javascript=False) as page:
        page.goto(address)
        page.get_by_role("link", name="Chưa biết cần thủ tục nào?").click()
        page.locator(".cac-viec").get_by_role("link", name="Trợ giúp xã hội").click()
        page.get_by_role("link", name=re.compile("^Chi phí mai táng")).click()
        page.get_by_role("link", name=re.compile("^Đang hưởng, hoặc đã đề nghị")).click()
        trail = page.get_by_role("navigation", name="Các câu đã trả lời")
        expect(trail.locator("li")).to_have_count(2)
        expect(trail).to_contain_text("Bạn cần hỗ trợ việc gì? Chi phí mai táng")
        expect(page.locator("h1")).to_contain_text("hỗ trợ mai táng cho người hưởng trợ cấp hưu trí xã hội")
        trail.get_by_role("link", name=re.compile("^Đổi")).first.click()
        expect(page.locator("h1")).to_have_text("Bạn cần hỗ trợ việc gì?")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_accessible(chromium: Browser, address: str, width: int, scheme: str) -> None:
    """Axe finds nothing on list, whole tree, question and end; nothing is wider than the screen."""
    with visit(chromium, width=width, scheme=scheme) as page:
        for path in PAGES:
            page.goto(address + path)
            assert [found["id"] for found in Axe().run(page).response["violations"]] == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/", "/thu-tuc-hanh-chinh/", "/thu-tuc-hanh-chinh/linh-vuc/duoc-pham/", "/tra-cuu/"])
def test_the_trees_are_found_where_people_look(chromium: Browser, address: str, path: str) -> None:
    """Landing page, procedure lists and lookup invite those who do not know the name of their procedure."""
    with visit(chromium, javascript=False) as page:
        page.goto(address + path)
        page.get_by_role("link", name="Chưa biết cần thủ tục nào?").click()
        expect(page.locator("h1")).to_have_text("Bạn cần thủ tục nào?")
