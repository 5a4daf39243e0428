"""Published answers offered while a question is written: the measure is that of the service, and no word leaves."""

import json
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cchc.model.dich_vu import CauDaTraLoi
from cchc.web.suggestions import find_near
from web.citizen import visit_service
from web.test_web_suggestions import PUBLISHED, QUESTIONS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ENGINE = Path(__file__).resolve().parents[2] / "scripts/cchc/web/static/cau-gan.js"
ASKED = (
    *QUESTIONS,
    "chung chi hanh nghe duoc mat may ngay",
    "Giờ làm việc?",
    "Đổi (giấy phép) – ở đâu!",
    "",
    "ĐƯỢC đổi",
)
TEXTS = ("", "Tôi mất giấy chứng sinh, nay xin cấp lại.", "Hôm qua trời mưa to, gửi xe khó khăn. " * 30)
TITLE = "#tieu_de"
UNDER_TITLE, UNDER_TEXT = "[data-cau-gan=tieu_de]", "[data-cau-gan=noi_dung]"


def test_the_browser_finds_what_the_service_finds() -> None:
    """Whatever is asked, with or without text and procedure: the same answers in the same order."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: the browser's measure cannot be asked")
    cases = list(product(ASKED, TEXTS, ("", "1.004616")))
    request = {
        "published": [entry.model_dump(mode="json") for entry in PUBLISHED],
        "asked": [{"title": title, "text": text, "thuTuc": code} for title, text, code in cases],
    }
    command = [node, "--no-warnings", Path(__file__).with_name("cau_gan.mjs"), ENGINE]
    run = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, check=True)
    expected = [[entry.url for entry in _find(*case)] for case in cases]
    assert json.loads(run.stdout) == expected
    assert any(expected), "a comparison of nothing with nothing"


def _find(title: str, text: str, thu_tuc: str) -> tuple[CauDaTraLoi, ...]:
    return find_near(title, text, PUBLISHED, thu_tuc=thu_tuc)


def _urls(page: Page, place: str) -> list[str]:
    return [link.get_attribute("href") or "" for link in page.locator(f"{place} a").all()]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_answers_are_offered_while_the_title_is_typed(
    chromium: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    """A near answer stands under the box in a new tab, is told politely, and is gone when it is near no more."""
    with visit_service(chromium, tmp_path, width=width, scheme=scheme) as citizen:
        page = citizen.open("hoi-dap")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.locator(TITLE).press_sequentially("nộp lệ phí cấp giấy phép")
        expect(page.locator(UNDER_TITLE)).to_be_visible()
        assert _urls(page, UNDER_TITLE) == ["/hoi-dap/2026/le-phi/"]
        assert page.locator(f"{UNDER_TITLE} a").get_attribute("target") == "_blank"
        expect(page.locator("[data-cau-gan-bao]")).to_contain_text("Có 1 câu đã trả lời")
        expect(page.locator(TITLE)).to_be_focused()
        citizen.look()
        assert [url for url in asked if "thach-thuc" not in url] == [f"{citizen.address}/khung/hoi-dap.json"]
        page.fill(TITLE, "Bệnh viện mở cửa mấy giờ")
        expect(page.locator(UNDER_TITLE)).to_be_hidden()


def test_the_text_offers_below_itself(chromium: Browser, tmp_path: Path) -> None:
    """What only the text finds stands under the text: nothing moves above the box that is being written in."""
    with visit_service(chromium, tmp_path) as citizen:
        page = citizen.open("hoi-dap")
        page.fill(TITLE, "Lệ phí cấp giấy phép")
        expect(page.locator(UNDER_TITLE)).to_be_visible()
        page.fill("#noi_dung", "Thời gian khám sức khỏe lái xe là bao lâu, khám sức khỏe lái xe ở đâu?")
        expect(page.locator(UNDER_TEXT)).to_be_visible()
        assert _urls(page, UNDER_TITLE) == ["/hoi-dap/2026/le-phi/"]
        assert _urls(page, UNDER_TEXT) == ["/hoi-dap/2026/lai-xe/"]
        citizen.look()


def test_reading_an_answer_loses_no_word(chromium: Browser, tmp_path: Path) -> None:
    """The answer opens beside the form, which keeps what was typed, its draft too; sending goes on as ever."""
    with visit_service(chromium, tmp_path) as citizen:
        page = citizen.open("hoi-dap")
        page.fill("#noi_dung", "Tôi đang viết dở")
        page.fill(TITLE, "Lệ phí cấp giấy phép")
        with page.expect_popup() as opened:
            page.click(f"{UNDER_TITLE} a")
        assert opened.value.url == f"{citizen.address}/hoi-dap/2026/le-phi/"
        opened.value.close()
        citizen.troubles.clear()  # the made-up site has no such page
        assert page.input_value("#noi_dung") == "Tôi đang viết dở"
        page.wait_for_selector(".ban-nhap [role=status]:not(:empty)")
        page = citizen.open("hoi-dap")
        citizen.press("button:text-is('Khôi phục')", "#noi_dung")
        assert page.input_value(TITLE) == "Lệ phí cấp giấy phép"
        expect(page.locator(UNDER_TITLE)).to_be_visible()


def test_without_the_list_the_form_works(chromium: Browser, tmp_path: Path) -> None:
    """Answers that do not come are no trouble of the sender: the form goes on to the check."""
    with visit_service(chromium, tmp_path) as citizen:
        (tmp_path / "site" / "khung" / "hoi-dap.json").unlink()
        page = citizen.open("hoi-dap")
        with page.expect_response("**/hoi-dap.json"):
            page.fill(TITLE, "Lệ phí cấp giấy phép")
        citizen.troubles.clear()  # the browser tells of the missing file
        for name, text in {"#noi_dung": "Nộp ở đâu?", "#ho_ten": "Người Mẫu", "#email": "mau@example.vn"}.items():
            page.fill(name, text)
        page.check("#dong_y_xu_ly")
        page.click("button[value=kiem-tra]")
        expect(page.locator("#kiem-tra-tieu-de")).to_be_visible()


def test_words_of_the_lookup_come_along_in_the_fragment(chromium: Browser, tmp_path: Path) -> None:
    """They stand in the title, never in a request, and leave the address; the procedure asked about is named."""
    with visit_service(chromium, tmp_path) as citizen:
        page = citizen.open("hoi-dap?thu_tuc=1.000091#tieu_de=l%E1%BB%87+ph%C3%AD+c%E1%BA%A5p+gi%E1%BA%A5y")
        assert page.input_value(TITLE) == "lệ phí cấp giấy"
        assert page.evaluate("location.hash") == ""
        expect(page.locator(UNDER_TITLE)).to_be_visible()
        assert "Cấp giấy phép mẫu" in page.locator("form .hop-luu-y").first.inner_text()
        assert page.input_value("#thu_tuc") == "1.000091"
