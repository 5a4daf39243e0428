"""The whole way of a citizen in a real Chromium: with and without JavaScript, by keyboard alone, every screen sound."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from web.citizen import Citizen, visit_service
from web.kinds import FIELDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_SCREENS = [(360, "light", False), (1280, "dark", True), (360, "dark", True)]


@pytest.mark.parametrize(("width", "scheme", "javascript"), _SCREENS)
def test_from_form_to_erasure(chromium: Browser, tmp_path: Path, width: int, scheme: str, javascript: bool) -> None:
    """From mistakes over warning, receipt and state to erasure: words are kept, every screen is sound."""
    with visit_service(chromium, tmp_path, width=width, scheme=scheme, javascript=javascript) as citizen:
        page = citizen.open("hoi-dap?thu_tuc=1.000091")
        page.fill("#tieu_de", "Hỏi về <b>lệ phí</b> cấp giấy phép & thời hạn")
        citizen.press("button[value=kiem-tra]", "#tom-tat-loi:focus")
        page.click(".tom-tat-loi a[href='#ho_ten']")
        page.wait_for_selector("#ho_ten:focus")
        page.keyboard.type("Người Gửi Mẫu")
        page.fill("#email", "mau@example.vn")
        page.fill("#noi_dung", "Một\n\nGọi 0912 345 678")
        page.check("#dong_y_xu_ly")
        citizen.press("button[value=kiem-tra]", "#kiem-tra-tieu-de:focus")
        assert "0912 345 678" in page.locator("section[aria-labelledby=canh-bao]").inner_text()
        assert page.locator("section[aria-labelledby=co-phai-ban-hoi] a").count() == 1
        citizen.press("button[value=sua]", "#noi_dung")
        assert page.input_value("#noi_dung") == "Một\n\nGọi 0912 345 678"
        assert page.is_checked("#dong_y_xu_ly")
        page.fill("#noi_dung", "Một\n\nHai")
        citizen.press("button[value=kiem-tra]", ".ban-ke")
        assert page.locator(".ban-ke dd").filter(has_text="Một").inner_text() == "Một\n\nHai"
        citizen.press("button[value=gui]", ".bien-nhan svg")
        ma, phan_bi_mat = page.locator(".the-ma").all_inner_texts()
        _track(citizen, ma, phan_bi_mat)
        citizen.press("button[value=xem]", ".ban-ke")
        _track(citizen, ma, phan_bi_mat)
        citizen.press("button[value=sua]", "#ho_ten")
        page.fill("#ho_ten", "")
        citizen.press("button[value=co]", "#tom-tat-loi:focus")
        _track(citizen, ma, phan_bi_mat)
        citizen.press("button[value=xoa]", "button[name=xac_nhan]")
        citizen.press("button[name=xac_nhan]", ".hop-thanh-cong")
        assert "Đã xóa" in page.locator(".hop-thanh-cong").inner_text()


def _track(citizen: Citizen, ma: str, phan_bi_mat: str) -> None:
    page = citizen.open(f"tra-cuu?ma={ma}")
    assert page.input_value("#ma") == ma
    page.fill("#phan_bi_mat", phan_bi_mat)
    citizen.press("form.bieu-mau button", "button[value=xoa]")
    assert "Mới nhận" in page.locator("dl").inner_text()


@pytest.mark.parametrize("path", [*sorted(FIELDS), "khieu-nai-to-cao"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_every_form_is_sound(chromium: Browser, tmp_path: Path, path: str, width: int, scheme: str) -> None:
    """Empty and with its mistakes, each form passes the rules, fits the screen and breaks no policy."""
    with visit_service(chromium, tmp_path, width=width, scheme=scheme) as citizen:
        citizen.open(path)
        if path in FIELDS:
            citizen.press("button[value=kiem-tra]", "#tom-tat-loi:focus")


def test_by_keyboard_alone(chromium: Browser, tmp_path: Path) -> None:
    """Tab, letters, space and Enter lead from the form over check and receipt to the state."""
    with visit_service(chromium, tmp_path) as citizen:
        page = citizen.open("phan-anh-hanh-vi")
        for name, text in FIELDS["phan-anh-hanh-vi"].items():
            if name not in ("loai_nguoi_gui", "dong_y_xu_ly"):
                _tab_to(page, f"#{name}", backwards_too=True)
                page.keyboard.type(text)
        _tab_to(page, "#dong_y_xu_ly")
        page.keyboard.press("Space")
        citizen.clock.turn(seconds=30)
        _tab_to(page, "button[value=kiem-tra]")
        page.keyboard.press("Enter")
        page.wait_for_selector("#kiem-tra-tieu-de:focus")
        _tab_to(page, "button[value=gui]")
        page.keyboard.press("Enter")
        page.wait_for_selector(".the-ma")
        ma, phan_bi_mat = page.locator(".the-ma").all_inner_texts()
        page.goto(f"{citizen.address}/gop-y/tra-cuu?ma={ma}")
        _tab_to(page, "#phan_bi_mat")
        page.keyboard.type(phan_bi_mat)
        page.keyboard.press("Enter")
        page.wait_for_selector("button[value=xoa]")


def _tab_to(page: Page, wanted: str, *, backwards_too: bool = False) -> None:
    for key in ("Tab", "Shift+Tab") if backwards_too else ("Tab",):
        for _ in range(80):
            if page.locator(wanted).evaluate("box => box === document.activeElement"):
                return
            page.keyboard.press(key)
    pytest.fail(f"{wanted} cannot be reached by keyboard")


def test_a_draft_waits_on_this_device_without_the_name(chromium: Browser, tmp_path: Path) -> None:
    """What was being written is offered on return; name and contact are not kept; sending forgets it."""
    with visit_service(chromium, tmp_path) as citizen:
        page = citizen.open("hoi-dap")
        page.fill("#ho_ten", "Người Gửi Mẫu")
        page.fill("#noi_dung", "Đang viết dở")
        page.check("#dong_y_xu_ly")
        page.wait_for_selector(".ban-nhap [role=status]:not(:empty)")
        page = citizen.open("hoi-dap")
        citizen.press("button:text-is('Khôi phục')", "#noi_dung")
        assert page.input_value("#noi_dung") == "Đang viết dở"
        assert page.input_value("#ho_ten") == ""
        assert not page.is_checked("#dong_y_xu_ly")
        for name, text in FIELDS["hoi-dap"].items():
            page.check(f"#{name}") if name == "dong_y_xu_ly" else page.fill(f"#{name}", text)
        citizen.press("button[value=kiem-tra]", ".ban-ke")
        citizen.press("button[value=gui]", ".the-ma")
        citizen.open("hoi-dap")
        assert page.locator("text=Khôi phục nội dung").count() == 0
        assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('cchc-ban-nhap')).length") == 0


def test_a_draft_keeps_the_name_only_when_asked_and_can_be_thrown_away(chromium: Browser, tmp_path: Path) -> None:
    """The box for the name starts empty; the button leaves nothing on the device."""
    with visit_service(chromium, tmp_path) as citizen:
        page = citizen.open("hoi-dap")
        assert not page.is_checked("#nhap-ca-lien-he")
        page.check("#nhap-ca-lien-he")
        page.fill("#ho_ten", "Người Gửi Mẫu")
        page.wait_for_selector(".ban-nhap [role=status]:not(:empty)")
        assert "Người Gửi Mẫu" in page.evaluate("localStorage.getItem('cchc-ban-nhap:hoi-dap')")
        page.click(".ban-nhap button")
        assert page.evaluate("localStorage.getItem('cchc-ban-nhap:hoi-dap')") is None


def test_the_browser_works_for_its_sending(chromium: Browser, tmp_path: Path) -> None:
    """The hidden box holds a solved challenge after a moment, within what the policy allows."""
    with visit_service(chromium, tmp_path) as citizen:
        page = citizen.open("hoi-dap")
        expect(page.locator("input[name=altcha]")).not_to_have_value("")


def test_reasons_are_asked_of_those_who_were_not_content(chromium: Browser, tmp_path: Path) -> None:
    """With JavaScript the reasons appear with a low step; without it they are always there."""
    with visit_service(chromium, tmp_path) as citizen:
        page = citizen.open("trang?trang=/lien-he/&muc=5")
        assert page.locator("#ly_do").is_hidden()
        page.check("#muc_ro_rang")
        assert page.locator("#ly_do").is_visible()
        page.check("#ly_do-kho-hieu")
        citizen.press("button[value=kiem-tra]", ".the-ma")


def test_the_receipt_prints_without_buttons(chromium: Browser, tmp_path: Path) -> None:
    """On paper stand both codes, the QR code and the address of the look-up, and nothing to press."""
    with visit_service(chromium, tmp_path) as citizen:
        page = citizen.open("trang?trang=/lien-he/&muc=5")
        citizen.press("button[value=kiem-tra]", ".the-ma")
        page.emulate_media(media="print")
        assert page.locator(".bien-nhan svg").is_visible()
        assert page.locator(".chi-in").inner_text().endswith(page.locator(".the-ma").first.inner_text())
        assert page.locator("a[download]").is_hidden()
        with page.expect_download() as kept:
            page.emulate_media(media="screen")
            page.click("a[download]")
        assert kept.value.suggested_filename.startswith("bien-nhan-")
