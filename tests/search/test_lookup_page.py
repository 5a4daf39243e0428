"""The lookup page in a real Chromium: typing, filters, history, shared addresses, keyboard, failures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page, expect

from cchc.catalogue.items import ThuTucItem
from cchc.model.site import Site
from cchc.outputs.pages.tra_cuu import make_tra_cuu
from cchc.outputs.search import make_search
from cchc.text.money import format_number
from search.mau import make_catalogue, make_item
from visiting import serve

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts/cchc/outputs/assets/js"
SHELL = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Tra cứu</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<script type="module" src="/tra-cuu.js"></script></head><body><main>{}</main></body></html>'
)


@dataclass(frozen=True)
class Served:
    """A served folder and its address."""

    folder: Path
    url: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, items: tuple[ThuTucItem, ...]) -> Iterator[Served]:
    """Serve the lookup page, its index and its scripts."""
    folder = tmp_path_factory.mktemp("site")
    many = [make_item(ma=f"2.{n:06}", ten=f"Kiểm dịch y tế số {n}", nhom="Phòng bệnh") for n in range(45)]
    hostile = make_item(ma="3.000001", ten="Cấp <img src=x onerror=alert(1)> & thẻ", nhom="Phòng bệnh")
    every = [*items, *many, hostile]
    (folder / "tra-cuu").mkdir()
    (folder / "tra-cuu/index.html").write_text(SHELL.format(_render(every)), encoding="utf-8")
    for artefact in make_search(make_catalogue(every)):
        file = folder / artefact.uri
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artefact.data)
    for item in every:
        page = folder / item.url.strip("/") / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(SHELL.format(f"<h1>{item.record.ma}</h1>"), encoding="utf-8")
    for script in SCRIPTS.glob("*.js"):
        (folder / script.name).write_bytes(script.read_bytes())
    with serve(folder) as address:
        yield Served(folder, address)


def _render(items: list[ThuTucItem]) -> str:
    env = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True, undefined=StrictUndefined)
    env.globals.update(url=str, tai=str, bieu_tuong=lambda ten: "", site=Site())
    env.filters.update(so=format_number)
    counts = {item.linh_vuc.ma: item.linh_vuc for item in items}
    linh_vuc = [replace(muc, so_luong=sum(item.linh_vuc.ma == muc.ma for item in items)) for muc in counts.values()]
    described = next(iter(make_tra_cuu(make_catalogue(items))))
    return env.get_template("cchc/tra-cuu.html").render({**described.context, "linh_vuc": linh_vuc})


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open a phone-sized page that fails the test on any script error or breach of the policy."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert [text for text in said if "chi-muc.json" not in text and "404" not in text] == []


def _look_up(page: Page, site: Served, query: str = "") -> None:
    page.goto(f"{site.url}/tra-cuu/{query}")
    _wait(page)


def _wait(page: Page) -> None:
    expect(page.locator("#ket-qua")).to_have_attribute("data-state", "done")


def _codes(page: Page) -> list[str]:
    _wait(page)
    return page.locator("#ket-qua > [data-ma]").evaluate_all("cards => cards.map((card) => card.dataset.ma)")


def _type(page: Page, text: str) -> None:
    page.locator("input[name=q]").fill(text)


def _choose(page: Page, name: str, value: str) -> None:
    details = page.locator("#bo-loc")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    page.locator(f"input[name={name}][value={value}]").click()


def test_typing_brings_results_in_rank_order(page: Page, site: Served) -> None:
    """Words without diacritics bring cards with the name marked, and a link to the procedure."""
    _look_up(page, site)
    _type(page, "doi giay xac nhan khuyet tat")
    assert _codes(page)[0] == "1.001653"
    card = page.locator("#ket-qua > [data-ma='1.001653']")
    expect(card.locator("mark").first).to_have_text("Đổi")
    card.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("1.001653")


def test_coming_back_from_a_result_finds_the_words_again(page: Page, site: Served) -> None:
    """The words typed are in the address before a result is followed."""
    _look_up(page, site)
    _type(page, "mỹ phẩm")
    page.locator("#ket-qua > [data-ma='1.002600'] a").click()
    expect(page.locator("h1")).to_have_text("1.002600")  # going back sooner would leave the page not yet left
    page.go_back()
    assert _codes(page)[0] == "1.002600"
    expect(page.locator("input[name=q]")).to_have_value("mỹ phẩm")


def test_address_shares_words_and_filters(page: Page, site: Served) -> None:
    """An address opened elsewhere shows the same words, filters and results."""
    _look_up(page, site, f"?q={quote('khám bệnh')}&cap=bo&cap=xa&doi_tuong=to-chuc")
    assert _codes(page) == ["1.012278"]
    expect(page.locator("input[name=q]")).to_have_value("khám bệnh")
    assert page.locator("#bo-loc input:checked").evaluate_all("boxes => boxes.map((box) => box.value)") == [
        "bo",
        "xa",
        "to-chuc",
    ]


def test_back_undoes_filters_then_words(page: Page, site: Served) -> None:
    """Each search made on purpose is one step of the history; single letters are none."""
    _look_up(page, site)
    page.locator("input[name=q]").press_sequentially("giay phep", delay=5)
    page.keyboard.press("Enter")
    _choose(page, "cap", "bo")
    assert _codes(page) == ["1.012278"]
    page.go_back()
    expect(page.locator("#bo-loc input:checked")).to_have_count(0)
    expect(page.locator("input[name=q]")).to_have_value("giay phep")
    page.go_back()
    expect(page.locator("input[name=q]")).to_have_value("")
    page.go_forward()
    expect(page.locator("input[name=q]")).to_have_value("giay phep")
    assert "1.012279" in _codes(page)


def test_typed_words_before_a_filter_are_a_step_of_their_own(page: Page, site: Served) -> None:
    """Back after a filter keeps words that were never submitted."""
    _look_up(page, site)
    _type(page, "giấy phép")
    page.wait_for_url("**/?q=*")
    _choose(page, "doi_tuong", "to-chuc")
    assert _codes(page) == ["1.012278"]
    page.go_back()
    expect(page.locator("input[name=q]")).to_have_value("giấy phép")
    expect(page.locator("#bo-loc input:checked")).to_have_count(0)


def test_filters_show_counts_and_leave_out_empty_ones(page: Page, site: Served) -> None:
    """A filter tells how many results it leaves; one that would leave none is not offered."""
    _look_up(page, site, "?q=m%E1%BB%B9+ph%E1%BA%A9m")
    page.locator("#bo-loc summary").click()
    offered = page.locator("[data-nhom=linh_vuc] label:visible")
    expect(offered).to_have_count(1)
    expect(offered).to_have_text(re.compile(r"Mỹ phẩm\s+1"))


def test_more_results_are_shown_on_demand(page: Page, site: Served) -> None:
    """The button says how many are left and moves on to the first new result."""
    _look_up(page, site, "?q=ki%E1%BB%83m+d%E1%BB%8Bch+y+t%E1%BA%BF")
    more = page.get_by_role("button", name="Hiện thêm 20 trong 25 thủ tục còn lại")
    more.click()
    assert len(_codes(page)) == 40
    expect(page.locator("#ket-qua > li:nth-child(21) a")).to_be_focused()
    page.get_by_role("button", name="Hiện thêm 5 trong 5 thủ tục còn lại").click()
    assert len(_codes(page)) == 45
    expect(page.get_by_role("button", name="Hiện thêm")).to_have_count(0)


def test_keyboard_alone_is_enough(page: Page, site: Served) -> None:
    """Field, button, filters and results are reached by Tab and worked by Enter and Space."""
    _look_up(page, site)
    page.locator("input[name=q]").focus()
    page.keyboard.type("mai tang")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#bo-loc summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#bo-loc input:checked")).to_have_value("bao-tro-xa-hoi")
    assert _codes(page)[0] == "1.001731"
    while page.evaluate("document.activeElement.closest('[data-ma]') === null"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("1.001731")


def test_count_is_announced(page: Page, site: Served) -> None:
    """A screen reader hears how many procedures there are once the person stops typing."""
    _look_up(page, site)
    _type(page, "khuyết tật")
    expect(page.get_by_role("status")).to_have_text("1 thủ tục phù hợp với “khuyết tật”")


@pytest.mark.parametrize("typed", ["qqqqqq", "😀", "x" * 10_000, "<b>a</b>", "((((", "mỹ phẩm zzzz"])
def test_page_is_never_empty(page: Page, site: Served, typed: str) -> None:
    """Whatever is typed, procedures stand below."""
    _look_up(page, site)
    _type(page, typed)
    assert _codes(page)


def test_names_are_text_never_markup(page: Page, site: Served) -> None:
    """A name or a query that looks like HTML is shown as it is written."""
    _look_up(page, site, f"?q={quote('<img src=x onerror=alert(1)>')}")
    link = page.locator("#ket-qua > [data-ma='3.000001'] a")
    expect(link).to_have_text("Cấp <img src=x onerror=alert(1)> & thẻ")
    expect(page.locator("#tra-cuu-ket-qua img")).to_have_count(0)


def test_failed_index_leaves_the_lists_and_a_retry(page: Page, site: Served) -> None:
    """Without the index the page says so and the lists by field and A–Z stand; trying again brings the results."""
    file = site.folder / "tra-cuu/chi-muc.json"
    data = file.read_bytes()
    file.unlink()
    page.goto(f"{site.url}/tra-cuu/?q=khuyet+tat")
    expect(page.get_by_role("alert")).to_contain_text("Không tải được dữ liệu tra cứu")
    expect(page.get_by_role("link", name="Bảo trợ xã hội")).to_be_visible()
    expect(page.get_by_role("link", name="Danh sách xếp theo vần A–Z")).to_be_visible()
    file.write_bytes(data)
    page.get_by_role("button", name="Thử lại").click()
    assert _codes(page) == ["1.001653"]
    expect(page.get_by_role("alert")).to_be_hidden()


def test_without_javascript_the_lists_serve(chromium: Browser, site: Served) -> None:
    """Without scripts the field's lists and A–Z stand, and nothing that only scripts could work."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/tra-cuu/")
    expect(page.get_by_role("link", name="Khám bệnh, chữa bệnh")).to_be_visible()
    expect(page.get_by_role("link", name="Danh sách xếp theo vần A–Z")).to_be_visible()
    expect(page.locator("#tra-cuu-ket-qua")).to_be_hidden()
    context.close()


def test_submitting_on_a_phone_shows_the_results(page: Page, site: Served) -> None:
    """After Enter the count and the first result are on the screen, not below it."""
    page.set_viewport_size({"width": 360, "height": 420})
    _look_up(page, site)
    page.locator("input[name=q]").press_sequentially("mai tang", delay=5)
    page.keyboard.press("Enter")
    expect(page.locator("#so-ket-qua")).to_be_in_viewport()
