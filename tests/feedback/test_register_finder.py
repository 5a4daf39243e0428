"""The finder of the public register in a real Chromium: from a receipt to its line, on a month of 5,000 lines."""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from cchc.feedback.codes import REFERENCE, SECRET
from cchc.feedback.register import RegisterLine, render_data, render_index, render_month, write_mark
from cchc.feedback.service import hash_secret
from cchc.plugin import build_site
from cchc.text import parse_datetime
from roots import NOW, make_root
from visiting import serve, visit

pytestmark = [pytest.mark.slow, pytest.mark.browser]

MANY = 5000
MA, PHAN_BI_MAT = REFERENCE.write(20261121), SECRET.write(987654321012)
MARK = write_mark(hash_secret(MA, PHAN_BI_MAT))
_OLD = RegisterLine("0000-00ff", date(2025, 11, 3), "Hỏi đáp", "Đã xóa")
PATH = "phan-anh-gop-y/so-tiep-nhan/"
FOUND, NOT_FOUND = "[data-tra-loi] .hop-thanh-cong", "[data-tra-loi] .hop-canh-bao"


def _many_lines() -> list[RegisterLine]:
    marks = (hashlib.sha256(str(number).encode()).hexdigest() for number in range(MANY - 1))
    others = [RegisterLine(f"{mark[:4]}-{mark[4:8]}", date(2026, 10, 5), "Hỏi đáp", "Đã trả lời") for mark in marks]
    return sorted([*others, RegisterLine(MARK, date(2026, 10, 9), "Phản ánh, kiến nghị", "Đang xử lý")])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small site with a register of thirteen months, one of them of 5,000 lines."""
    root = tmp_path_factory.mktemp("register")
    make_root(root)
    folder = root / "docs" / PATH
    folder.mkdir(parents=True)
    (root / "docs" / "lien-he.md").write_text("# Liên hệ\n\nSố 1 đường Thử.\n", encoding="utf-8")
    months: dict[date, list[RegisterLine]] = {date(2026, month, 1): [] for month in range(1, 12)}
    months |= {date(2025, 11, 1): [_OLD], date(2025, 12, 1): [], date(2026, 10, 1): _many_lines()}
    for month, lines in months.items():
        page = render_month(month, lines, min(month + timedelta(days=27), date(2026, 11, 21)))
        (folder / f"{month:%Y-%m}.md").write_text(page, encoding="utf-8")
        (folder / f"{month:%Y-%m}.json").write_text(render_data(page), encoding="utf-8")
    (folder / "index.md").write_text(render_index(list(months)), encoding="utf-8")
    build_site(root, root / "site", parse_datetime(NOW))
    return root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve that site under the policy of the real one and yield the register's address."""
    with serve(site) as served:
        yield f"{served}/{PATH}"


def _look_for(page: Page, ma: str, phan_bi_mat: str) -> None:
    page.fill("#so-ma", ma)
    page.fill("#so-phan_bi_mat", phan_bi_mat)
    page.click("text=Tìm trong sổ")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_a_receipt_finds_its_line(chromium: Browser, address: str, width: int, scheme: str) -> None:
    """Day, kind, state, the way to the month; codes typed loosely are fine; only whole months are asked for."""
    with visit(chromium, width=width, scheme=scheme) as page:
        page.goto(address)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        _look_for(page, f" {MA.lower()} ", PHAN_BI_MAT.replace("-", " "))
        found = page.locator(FOUND)
        expect(found).to_contain_text("Có trong sổ")
        for words in (MARK, "09/10/2026", "Phản ánh, kiến nghị", "Đang xử lý"):
            expect(found).to_contain_text(words)
        months = ["2025-12", *(f"2026-{month:02}" for month in range(1, 12))]
        assert sorted(asked) == [f"{address}{month}.json" for month in months]
        assert page.url == address
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.click(f"{FOUND} a")
        assert page.url == f"{address}2026-10/"


def test_a_wrong_secret_finds_nothing_and_says_what_to_do(chromium: Browser, address: str) -> None:
    """One wrong character is another mark: the page tells the last day that it covers, and whom to ask."""
    with visit(chromium, width=360) as page:
        page.goto(address)
        _look_for(page, MA, SECRET.write(987654321013))
        told = page.locator(NOT_FOUND)
        expect(told).to_contain_text("Chưa thấy trong sổ")
        expect(told).to_contain_text("21/11/2026")
        expect(told.get_by_role("link", name="liên hệ")).to_be_visible()
        assert MARK not in told.inner_text()
        assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize(
    ("ma", "phan_bi_mat", "box", "told"),
    [
        ("", PHAN_BI_MAT, "#so-ma", "Bạn gõ mã tiếp nhận"),
        (f"O{MA[1:]}", PHAN_BI_MAT, "#so-ma", "không dùng ký tự “O”"),
        (f"0{MA[1:]}", PHAN_BI_MAT, "#so-ma", "không dùng ký tự “0”"),
        (MA, f"I{PHAN_BI_MAT[1:]}", "#so-phan_bi_mat", "không dùng ký tự “I”"),
        (MA, f"1{PHAN_BI_MAT[1:]}", "#so-phan_bi_mat", "không dùng ký tự “1”"),
        (MA, f"s{PHAN_BI_MAT[1:]}", "#so-phan_bi_mat", "có thể là số 5"),
        (MA, PHAN_BI_MAT[:-1], "#so-phan_bi_mat", "bạn đã gõ 11 ký tự"),
    ],
)
def test_slips_are_told_at_the_box(
    chromium: Browser, address: str, ma: str, phan_bi_mat: str, box: str, told: str
) -> None:
    """Letters and digits that no receipt has, and codes cut short, are told where they stand, with the focus."""
    with visit(chromium) as page:
        page.goto(address)
        _look_for(page, ma, phan_bi_mat)
        expect(page.locator(box)).to_be_focused()
        expect(page.locator(box)).to_have_attribute("aria-invalid", "true")
        expect(page.locator(f"{box}-loi")).to_contain_text(told)
        assert Axe().run(page).response["violations"] == []
        _look_for(page, MA, PHAN_BI_MAT)
        expect(page.locator(FOUND)).to_be_visible()
        assert page.locator("[aria-invalid]").count() == 0


def test_by_keyboard_and_without_a_network(chromium: Browser, address: str) -> None:
    """Once the register is there the network may be cut before a code is typed; Enter searches."""
    with visit(chromium) as page:
        page.goto(address)
        page.locator("#so-ma").focus()
        expect(page.locator("[data-da-tai]")).to_be_visible()
        page.context.set_offline(True)
        page.keyboard.type(MA)
        page.keyboard.press("Tab")
        page.keyboard.type(PHAN_BI_MAT)
        page.keyboard.press("Enter")
        expect(page.locator(FOUND)).to_contain_text(MARK)


def test_what_is_older_than_a_year_is_found_too(chromium: Browser, address: str) -> None:
    """Older months are fetched when the last twelve have no such line."""
    with visit(chromium) as page:
        page.goto(address)
        page.click("text=Đã có mã trong sổ")
        page.fill("#so-ma_so", "0000 00FF")
        page.keyboard.press("Enter")
        expect(page.locator(FOUND)).to_contain_text("03/11/2025")
        expect(page.locator(FOUND)).to_contain_text("Đã xóa")


def test_a_month_that_does_not_come_is_no_answer(chromium: Browser, address: str) -> None:
    """What could not be looked through is never called missing; the next press of the button asks again."""
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/2026-10.json", lambda route: route.abort())
    page.goto(address)
    _look_for(page, MA, PHAN_BI_MAT)
    expect(page.locator(NOT_FOUND)).to_contain_text("Chưa tải được đủ sổ")
    page.unroute("**/2026-10.json")
    page.click("text=Tìm trong sổ")
    expect(page.locator(FOUND)).to_contain_text(MARK)
    context.close()


def test_a_link_brings_codes_in_its_fragment(chromium: Browser, address: str) -> None:
    """A mark or both codes are looked for at once, a reference alone waits for the secret; the address keeps none."""
    with visit(chromium) as page:
        for fragment in (f"ma_so={MARK}", f"ma={MA}&phan_bi_mat={PHAN_BI_MAT}"):
            page.goto("about:blank")
            page.goto(f"{address}#{fragment}")
            expect(page.locator(FOUND)).to_contain_text(MARK)
            assert page.evaluate("location.href") == address
        page.goto("about:blank")
        page.goto(f"{address}#ma={MA}")
        expect(page.locator("#so-phan_bi_mat")).to_be_focused()
        assert page.input_value("#so-ma") == MA


def test_plain_http_says_so_and_takes_the_mark(chromium: Browser, address: str) -> None:
    """Without a secure connection nothing can be hashed: the page tells why, and the mark still finds its line."""

    def answer(route: Route) -> None:
        route.fulfill(response=route.fetch(url=address + route.request.url.removeprefix(f"http://so.example/{PATH}")))

    def answer_rest(route: Route) -> None:
        origin = address.removesuffix(PATH)
        route.fulfill(response=route.fetch(url=origin + route.request.url.removeprefix("http://so.example/")))

    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.route("http://so.example/**", answer_rest)
    page.route(f"http://so.example/{PATH}**", answer)
    page.goto(f"http://so.example/{PATH}")
    assert page.evaluate("isSecureContext") is False
    expect(page.locator("[data-khong-bam]")).to_be_visible()
    expect(page.locator("#so-ma")).to_be_hidden()
    page.fill("#so-ma_so", MARK.upper())
    page.click("text=Tìm trong sổ")
    expect(page.locator(FOUND)).to_contain_text("09/10/2026")
    assert Axe().run(page).response["violations"] == []
    context.close()


def test_without_scripts_the_way_by_hand_stands(chromium: Browser, address: str) -> None:
    """Nothing is offered that would not work; the guide and the months are there."""
    with visit(chromium, javascript=False) as page:
        page.goto(address)
        assert page.locator("[data-so-tiep-nhan]").is_hidden()
        assert page.get_by_role("heading", name="Tìm bằng tay").is_visible()
        assert page.get_by_role("link", name="Tháng 10/2026").is_visible()


def test_the_page_of_a_month_fits_and_stays_out_of_the_search(chromium: Browser, address: str, site: Path) -> None:
    """5,000 lines in tables by first digit fit a phone and pass axe; no mark is a word of the full text."""
    with visit(chromium, width=360) as page:
        page.goto(f"{address}2026-10/")
        assert page.locator("article tbody tr").count() == MANY
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.locator("article h2").count() == 16
    word = MARK[:4]
    assert not [file for file in (site / "tra-cuu").rglob("*.json") if f'"{word}"' in file.read_text(encoding="utf-8")]
