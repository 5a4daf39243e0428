"""The tick list of papers: kept, counted, shared, printed; and the note to a returning reader."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from visiting import visit

pytestmark = pytest.mark.browser

ONE_CASE = "/thu-tuc-hanh-chinh/1.006424/"
TWO_CASES = "/thu-tuc-hanh-chinh/1.014331/"


def _open(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("[data-phieu][data-state=done]").wait_for()


def _box(page: Page, case: int, paper: int) -> Locator:
    return page.locator("[data-truong-hop]").nth(case).locator("input[type=checkbox]").nth(paper)


def test_the_list_counts_papers_without_scripts(chromium: Browser, address: str) -> None:
    """Papers can be ticked, originals and copies are added up, and no button promises what needs a script."""
    with visit(chromium, width=360, javascript=False) as page:
        page.goto(address + ONE_CASE)
        _box(page, 0, 0).check()
        expect(page.locator(".giay-to__tong")).to_have_text(re.compile("Tổng cộng 5 giấy tờ: 3 bản chính, 2 bản sao"))
        expect(page.locator("[data-bo-chon]")).to_be_hidden()


def test_ticks_are_kept_for_each_procedure_and_case(chromium: Browser, address: str) -> None:
    """What was ticked is ticked again on the next visit, in its case only, and nowhere else."""
    with visit(chromium) as page:
        _open(page, address + TWO_CASES)
        _box(page, 1, 0).check()
        _open(page, address + ONE_CASE)
        assert page.locator("[data-truong-hop] input:checked").count() == 0
        _open(page, address + TWO_CASES)
        expect(_box(page, 1, 0)).to_be_checked()
        assert page.locator("[data-truong-hop] input:checked").count() == 1


def test_what_is_missing_is_counted(chromium: Browser, address: str) -> None:
    """Each tick tells how many papers, originals and copies are still to be prepared."""
    with visit(chromium) as page:
        _open(page, address + ONE_CASE)
        _box(page, 0, 0).check()
        expect(page.locator("[data-dem]")).to_have_text("Đã có 1/5 giấy tờ; còn 2 bản chính, 2 bản sao.")
        for paper in range(1, 5):
            _box(page, 0, paper).check()
        expect(page.locator("[data-dem]")).to_have_text("Đã có đủ 5 giấy tờ.")


def test_all_ticks_are_cleared_at_once(chromium: Browser, address: str) -> None:
    """ "Bỏ chọn hết" clears every case, for the next visit too."""
    with visit(chromium) as page:
        _open(page, address + TWO_CASES)
        _box(page, 0, 0).check()
        _box(page, 1, 1).check()
        page.get_by_role("button", name="Bỏ chọn hết").click()
        expect(page.locator("[data-bao]")).to_have_text("Đã bỏ chọn hết.")
        _open(page, address + TWO_CASES)
        assert page.locator("[data-truong-hop] input:checked").count() == 0


def test_a_shared_sheet_opens_with_its_ticks(chromium: Browser, address: str) -> None:
    """The address copied by one reader shows the same ticks to another, who has none."""
    with visit(chromium) as page:
        _open(page, address + TWO_CASES)
        _box(page, 0, 1).check()
        _box(page, 1, 0).check()
        page.evaluate("Object.defineProperty(navigator, 'share', { value: undefined })")
        page.get_by_role("button", name="Chia sẻ phiếu").click()
        expect(page.locator("[data-bao]")).to_contain_text("Đã sao chép địa chỉ phiếu")
        shared = page.evaluate("navigator.clipboard.readText()")
    with visit(chromium) as page:
        _open(page, shared)
        expect(_box(page, 0, 1)).to_be_checked()
        expect(_box(page, 1, 0)).to_be_checked()
        assert page.locator("[data-truong-hop] input:checked").count() == 2


def test_the_list_is_copied_as_text(chromium: Browser, address: str) -> None:
    """The text names the procedure, each paper with its mark and copies, and the page."""
    with visit(chromium) as page:
        _open(page, address + ONE_CASE)
        _box(page, 0, 2).check()
        page.get_by_role("button", name="Chép danh sách").click()
        expect(page.locator("[data-bao]")).to_have_text("Đã sao chép danh sách giấy tờ.")
        lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert "(1.006424)" in lines[0]
    assert "[x] Mẫu nhãn sản phẩm có xác nhận của đơn vị – 1 bản chính" in lines
    assert "[ ] Đơn đăng ký xác nhận nội dung quảng cáo – 1 bản chính" in lines
    assert lines[-1] == address + ONE_CASE


def test_ticks_of_another_list_are_not_taken_over(chromium: Browser, address: str) -> None:
    """When the papers have changed since, old ticks are dropped and the reader is told."""
    with visit(chromium) as page:
        _open(page, address + ONE_CASE)
        page.evaluate("localStorage.setItem('cchc-phieu-1.006424', 'cu.0-0-1')")
        _open(page, address + ONE_CASE)
        expect(page.locator("[data-bao]")).to_contain_text("Danh mục giấy tờ đã thay đổi")
        assert page.locator("[data-truong-hop] input:checked").count() == 0


@pytest.mark.parametrize(("visited", "shown"), [("2025-01-01", True), ("2027-01-01", False)])
def test_a_returning_reader_is_told_of_changes(chromium: Browser, address: str, visited: str, shown: bool) -> None:
    """A record updated after the last visit says so at the top; one that was not says nothing."""
    with visit(chromium) as page:
        _open(page, address + ONE_CASE)
        expect(page.locator("[data-cap-nhat]")).to_be_hidden()
        page.evaluate(f"localStorage.setItem('cchc-xem-1.006424', String(Date.parse('{visited}')))")
        _open(page, address + ONE_CASE)
        expect(page.locator("[data-cap-nhat]")).to_be_visible(visible=shown)
        if shown:
            expect(page.locator("[data-cap-nhat]")).to_contain_text("sau lần bạn xem trước đây (01/01/2025)")


def test_the_sheet_prints_alone_with_its_code(chromium: Browser, address: str) -> None:
    """ "In phiếu giấy tờ" leaves name, papers, place and QR code on the paper and nothing else."""
    with visit(chromium) as page:
        _open(page, address + ONE_CASE)
        page.evaluate("window.print = () => { window.printed = document.documentElement.className }")
        page.get_by_role("button", name="In phiếu giấy tờ").click()
        assert "in-phieu" in page.evaluate("window.printed")
        page.emulate_media(media="print")
        for shown in ("h1", "#thanh-phan-ho-so", ".phieu__qr img"):
            expect(page.locator(shown).first).to_be_visible()
        for hidden in ("#trinh-tu", "#can-cu-phap-ly", "#phi-le-phi", "[data-bo-chon]", ".ngay-tra"):
            expect(page.locator(hidden).first).to_be_hidden()
        assert page.evaluate("document.querySelector('.phieu__qr img').naturalWidth > 0")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(page.locator("html")).not_to_have_class(re.compile("in-phieu"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_tick_list_is_accessible(chromium: Browser, address: str, width: int, scheme: str) -> None:
    """Axe finds nothing on a page with ticks, counts and a note, and nothing is wider than the screen."""
    with visit(chromium, width=width, scheme=scheme) as page:
        page.goto(address + ONE_CASE)
        page.evaluate("localStorage.setItem('cchc-xem-1.006424', '1')")
        _open(page, address + ONE_CASE)
        _box(page, 0, 0).check()
        assert [found["id"] for found in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
