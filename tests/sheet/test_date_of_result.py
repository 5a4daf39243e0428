"""The date of the result on a procedure's page, with and without scripts."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from cchc.model.phan_loai import DonViThoiGian
from cchc.model.thanh_phan import ThoiHan
from cchc.outputs.days_off import make_days_off
from cchc.outputs.pages.phieu import word_ngay_tra
from cchc.text.working_days import LichLamViec
from visiting import visit

browser_test = pytest.mark.browser

WORKING_DAYS = "/thu-tuc-hanh-chinh/2.000286/"
DAYS = "/thu-tuc-hanh-chinh/1.012278/"


def _open(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("[data-ngay-tra][data-state=done]").wait_for()


@browser_test
def test_the_rule_and_an_example_need_no_script(chromium: Browser, address: str) -> None:
    """Without scripts the page tells how days are counted and gives a worked example for each limit."""
    with visit(chromium, width=360, javascript=False) as page:
        page.goto(address + WORKING_DAYS)
        part = page.locator(".ngay-tra")
        expect(part).to_contain_text("Ngày cơ quan nhận đủ hồ sơ không tính")
        expect(part).to_contain_text("Ví dụ: cơ quan nhận đủ hồ sơ ngày 02/11/2026")
        expect(part).to_contain_text("Thứ Hai, 16/11/2026")
        expect(part).to_contain_text("Thứ Hai, 23/11/2026")
        expect(part.locator("form")).to_be_hidden()


@browser_test
def test_a_citizen_gets_the_day_with_its_reasons(chromium: Browser, address: str) -> None:
    """Filing day and channel in, the day in words, weekends and holidays passed over, and the fee out."""
    with visit(chromium) as page:
        _open(page, address + WORKING_DAYS)
        page.get_by_label("Ngày cơ quan nhận đủ hồ sơ").fill("2026-08-20")
        page.get_by_label("Hình thức nộp và thời hạn").select_option(index=0)
        answer = page.locator("[data-ket-qua]")
        expect(answer).to_contain_text("Có kết quả chậm nhất: Thứ Hai, 07/09/2026")
        expect(answer).to_contain_text("Không tính 5 ngày thứ Bảy, Chủ nhật.")
        expect(answer).to_contain_text("Quốc khánh 01/09/2026 – 02/09/2026")
        expect(answer).to_contain_text("Có tính ngày làm bù: Thứ Bảy, 22/08/2026.")
        expect(answer).to_contain_text("Không thu")


@browser_test
def test_a_dossier_filed_on_a_day_off_counts_from_the_next_working_day(chromium: Browser, address: str) -> None:
    """A Sunday is told to be a day off, and day 0 moves."""
    with visit(chromium, width=360) as page:
        _open(page, address + DAYS)
        page.get_by_label("Ngày cơ quan nhận đủ hồ sơ").fill("2026-03-08")
        answer = page.locator("[data-ket-qua]")
        expect(answer).to_contain_text("hồ sơ được tính là nhận ngày 09/03/2026")
        expect(answer).to_contain_text("Thứ Ba, 28/04/2026")


@browser_test
def test_an_unknown_year_is_told_not_guessed(chromium: Browser, address: str) -> None:
    """A limit that runs into a year without official notice gives no date."""
    with visit(chromium) as page:
        _open(page, address + DAYS)
        page.get_by_label("Ngày cơ quan nhận đủ hồ sơ").fill("2026-12-15")
        answer = page.locator("[data-ket-qua]")
        expect(answer).to_contain_text("chưa có lịch nghỉ chính thức của năm 2027")
        expect(answer.locator(".ngay-tra__ngay")).to_have_count(0)


@browser_test
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_calculator_is_accessible(chromium: Browser, address: str, width: int, scheme: str) -> None:
    """Axe finds nothing on the page with an answer shown, and nothing is wider than the screen."""
    with visit(chromium, width=width, scheme=scheme) as page:
        _open(page, address + WORKING_DAYS)
        page.get_by_label("Ngày cơ quan nhận đủ hồ sơ").fill("2026-08-20")
        assert [found["id"] for found in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_browser_gets_the_calendar_of_the_build() -> None:
    """The published file holds the known years, the days off and the worked weekend days by their names."""
    lich = LichLamViec(
        frozenset({2026}), {date(2026, 1, 1): "Tết Dương lịch"}, {date(2026, 8, 22): "Hoán đổi dịp Quốc khánh"}
    )
    made = make_days_off(lich)
    assert made.uri == "thu-tuc-hanh-chinh/lich-lam-viec.json"
    assert json.loads(made.data) == {
        "nam": [2026],
        "nghi": {"2026-01-01": "Tết Dương lịch"},
        "lam_bu": {"2026-08-22": "Hoán đổi dịp Quốc khánh"},
    }


@pytest.mark.parametrize(
    ("so", "words"),
    [
        pytest.param("5", "Thứ Hai, 09/03/2026", id="whole"),
        pytest.param("7.5", "Thứ Năm, 12/03/2026 (buổi sáng)", id="half"),
        pytest.param("400", "Chưa tính được: chưa có lịch nghỉ chính thức của năm 2027", id="unknown"),
    ],
)
def test_the_example_is_worded(so: str, words: str) -> None:
    """Whole days, half days and unknown years read as sentences."""
    thoi_han = ThoiHan(so=Decimal(so), don_vi=DonViThoiGian.NGAY_LAM_VIEC)
    assert word_ngay_tra(date(2026, 3, 2), thoi_han, LichLamViec(frozenset({2026}))) == words


def test_the_calendar_file_is_where_the_template_says() -> None:
    """Template and artefact name the same address."""
    template = Path(__file__).resolve().parents[2] / "overrides/cchc/_ngay_tra.html"
    assert f"'/{make_days_off(LichLamViec()).uri}'" in template.read_text(encoding="utf-8")
