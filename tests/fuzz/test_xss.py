"""Words that want to become programs, on their whole way: form, desk, export, build, and every page that shows them."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from playwright.sync_api import Browser, Dialog, Page, Route

from cchc.cli import main
from cchc.feedback import desk as steps
from cchc.feedback.accounts import Doorkeeper
from cchc.feedback.changes import CreateAccount
from cchc.feedback.deadlines import read_calendar
from cchc.feedback.desk import Desk, PublicTexts, Step
from cchc.feedback.guard import TokenPolicy, issue_token
from cchc.feedback.letters import SoDiaChi, compose, read_letters
from cchc.feedback.records import Account
from cchc.feedback.rules import read_rules
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.templates import find_blanks
from cchc.model.feedback import LIMITS, VaiTro
from cchc.web.app import create_app
from cchc.web.receipts import RECEIPT
from cchc.web.staff.cookies import SESSION
from feedback.apart import run_apart
from feedback.fakes import TurnedClock
from fuzz.words import FORMS
from fuzz.xss import CORPUS, FORMULAS
from roots import NOW, make_root
from web.serving import SECRET, make_settings, run_server

pytestmark = [pytest.mark.slow, pytest.mark.browser]

_WATCH = """
window.lot = () => console.error("LOT");
for (const name of ["alert", "confirm", "prompt"]) window[name] = window.lot;
document.addEventListener("securitypolicyviolation", (e) => console.error("POLICY " + e.violatedDirective));
"""
_POKE = """() => {
  for (const element of document.querySelectorAll("main a, main button, main summary, main input, main textarea")) {
    element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    element.focus?.();
  }
  const places = ["href", "src", "action", "formaction"];
  return [...document.querySelectorAll(places.map((name) => `[${name}]`).join())]
    .flatMap((element) => places.map((name) => element.getAttribute(name) ?? ""))
    .filter((place) => /^\\s*(javascript|vbscript|data:text)/i.test(place));
}"""
_SOUND = {
    "email": "mau@example.vn",
    "loai_nguoi_gui": "ca-nhan",
    "loai_quy_dinh": "khong-hop-phap",
    "trang": "/lien-he/",
    "muc_ro_rang": "2",
    "dong_y_xu_ly": "co",
    "dong_y_cong_khai": "co",
    "da_xem": "co",
}
PDF = b"%PDF-1.7\n%%EOF\n"
_KEPT = ("linh_vuc", "thu_tuc", "dien_thoai", "don_vi_hoi", "ly_do", "buoc", "dia_chi_web", "du_thao")


@dataclass
class Place:
    """A service with all of the corpus in it, and the site that was built from what was published."""

    address: str
    root: Path
    store: SqlStore
    clock: TurnedClock
    references: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    receipts: list[tuple[str, str]] = field(default_factory=list)

    def send(
        self, http: httpx.Client, place: str, words: str, *, file: str = "", data: bytes = PDF, **changes: str
    ) -> httpx.Response:
        """Send a form with these words in every box that takes any, and perhaps with a file of this name."""
        kind, boxes = FORMS[place]
        typed = {box: _SOUND.get(box, "" if box in _KEPT else words[: LIMITS.get(box)]) for box in boxes} | changes
        token = issue_token(TokenPolicy((SECRET,)), kind, self.clock())
        # Names of files go as they are, in the header of their part: some of them break the form, and are cut.
        files = [("tep", (file.replace("\r", " ").replace("\n", " "), data))] if file else None
        return http.post(place, data={**typed, "ma_bieu_mau": token}, files=files)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Send the corpus, answer and publish it, export and build; then leave the service running."""
    root, clock = make_root(tmp_path_factory.mktemp("xss")), TurnedClock()
    settings_file = root / "mkdocs.yml"
    settings_file.write_text(settings_file.read_text(encoding="utf-8").replace("/muc/", "/"), encoding="utf-8")
    _cchc("build", "--root", str(root), "--now", NOW)
    (root / "var").mkdir()
    address = f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}"
    store = open_store(address)
    for name, role in (("an", VaiTro.TRA_LOI), ("binh", VaiTro.DUYET)):
        store.apply(CreateAccount(Account(name, "Cán bộ Mẫu", role, clock()))).result(10)
    settings = make_settings(root, min_fill="PT0S", rate={"burst": 0}, attachments_dir=root / "var" / "tep-gui-kem")
    with run_server(create_app(settings, store=store, clock=clock)) as served:
        running = Place(served, root, store, clock)
        with httpx.Client(base_url=served, timeout=30) as http:
            for words in CORPUS:
                _receive(running, http, words)
        desk = Desk(store, read_rules(), read_calendar(None), clock)
        for words, reference in running.references.items():
            _publish(desk, reference, words)
        _cchc("feedback", "export", "--root", str(root), "--now", NOW)
        _cchc("build", "--root", str(root), "--now", NOW)
        yield running


def _cchc(*arguments: str) -> None:
    result = CliRunner(env={"CCHC_DATABASE_URL": ""}).invoke(main, arguments)
    assert result.exit_code == 0, result.output[-3000:]


def _receive(place: Place, http: httpx.Client, words: str) -> None:
    # With these words as a name too, all of them would be masked before they are published.
    answer = place.send(http, "/gop-y/hoi-dap", words, file=words, ho_ten="Người Gửi Mẫu")
    assert answer.status_code == 303, (words, answer.text)
    place.references[words] = answer.headers["location"].rpartition("/")[2]
    place.receipts.append((answer.headers["location"], answer.cookies.get(RECEIPT.plain) or ""))
    for other in ("/gop-y/phan-anh-quy-dinh", "/gop-y/phan-anh-hanh-vi", "/gop-y/trang"):
        answer = place.send(http, other, words)
        assert answer.status_code == 303, (other, words)
        place.others.append(answer.headers["location"].rpartition("/")[2])
    http.cookies.clear()


def _publish(desk: Desk, reference: str, words: str) -> None:
    officer, approver = Step("an", reference, note=words), Step("binh", reference, note=words)
    run_apart(steps.take(desk, officer))
    run_apart(steps.draft(desk, officer, tra_loi=f"{words}\n\n{words}", can_cu=(words,)))
    # What a template has left open is refused: here the words themselves look like that.
    blank = find_blanks(words)
    if blank:
        run_apart(steps.draft(desk, officer, tra_loi="Trả lời", can_cu=(words,)))
    run_apart(steps.submit_answer(desk, officer))
    run_apart(steps.approve(desk, approver, version=1))
    shown = steps.suggest_public(steps.get_item(desk, reference))
    texts = PublicTexts(shown.tieu_de, f"{shown.cau_hoi}\n\n{words}", shown.cong_khai)
    run_apart(steps.prepare_publication(desk, officer, texts))
    run_apart(steps.publish(desk, approver, version=1))


@contextmanager
def _watched(browser: Browser, place: Place, username: str = "") -> Iterator[tuple[Page, list[str]]]:
    """Open a page on which everything that should not happen is noted."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.add_init_script(_WATCH)
    if username:
        account = place.store.find_account(username)
        assert account is not None
        token = run_apart(Doorkeeper(place.store, place.clock).open_session(account)).token
        context.add_cookies([{"name": SESSION.plain, "value": token, "url": place.address}])
    page, noted = context.new_page(), list[str]()
    page.on("console", lambda message: noted.append(f"{page.url}: {message.text}") if _is_bad(message.text) else None)
    page.on("dialog", lambda dialog: _note_dialog(dialog, noted))
    page.on("pageerror", lambda error: noted.append(f"{page.url}: {error}"))
    page.on("request", lambda sent: _note_foreign(sent.url, place.address, noted))
    yield page, noted
    context.close()


def _is_bad(text: str) -> bool:
    return any(word in text for word in ("LOT", "POLICY", "Content Security Policy", "Refused to"))


def _note_dialog(dialog: Dialog, noted: list[str]) -> None:
    noted.append(f"dialog {dialog.message}")
    dialog.dismiss()


def _note_foreign(url: str, home: str, noted: list[str]) -> None:
    if not url.startswith((home, "data:", "about:", "blob:")):
        noted.append(f"request to {url}")


def _visit(page: Page, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        _poke(page)


def _poke(page: Page) -> None:
    """Do what people do, point at things and give boxes the focus, and look where links and forms lead."""
    assert page.evaluate(_POKE) == [], page.url


def test_the_corpus_is_large_enough() -> None:
    """The promise is a hundred; the same words twice count once."""
    assert len(set(CORPUS)) >= 100


def test_nothing_runs_on_the_screens_of_the_desk(chromium: Browser, place: Place) -> None:
    """Inbox, search, items and forms of steps show the words of senders and of colleagues as text."""
    desk = f"{place.address}/gop-y/xu-ly"
    with _watched(chromium, place, "an") as (page, noted):
        _visit(page, [f"{desk}?trang={number}&xep=moi" for number in range(1, 10)])
        _visit(page, [f"{desk}/muc/{reference}" for reference in (*place.references.values(), *place.others[::9])])
        _visit(page, [f"{desk}?tim={httpx.QueryParams({'q': words})['q']}" for words in CORPUS[::8]])
    assert noted == []


def test_nothing_runs_on_the_forms_of_the_desk(chromium: Browser, place: Place) -> None:
    """The boxes in which an approver reads a published text, and notes are written, hold the words as text."""
    desk = f"{place.address}/gop-y/xu-ly"
    with _watched(chromium, place, "binh") as (page, noted):
        for step in ("ghi-chu", "go"):
            _visit(page, [f"{desk}/muc/{reference}/{step}" for reference in list(place.references.values())[::5]])
    assert noted == []


def _published_pages(place: Place) -> list[str]:
    found = sorted((place.root / "site" / "hoi-dap").rglob("index.html"))
    return [f"{place.address}/{file.parent.relative_to(place.root / 'site').as_posix()}/" for file in found]


def test_nothing_runs_on_the_public_pages(chromium: Browser, place: Place) -> None:
    """Questions with their answers and the lists of them."""
    pages = _published_pages(place)
    assert len(pages) > len(CORPUS)
    with _watched(chromium, place) as (page, noted):
        _visit(page, pages)
    assert noted == []


def test_nothing_runs_in_feeds_and_search(chromium: Browser, place: Place) -> None:
    """Feeds opened as pages, and the lookup page asked for the words."""
    feeds = [file for file in sorted((place.root / "site" / "rss").rglob("*.xml")) if "hoi-dap" in file.as_posix()]
    assert feeds
    with _watched(chromium, place) as (page, noted):
        for file in feeds:
            page.goto(f"{place.address}/{file.relative_to(place.root / 'site').as_posix()}")
        for words in CORPUS[::3]:
            page.goto(f"{place.address}/tra-cuu/?{httpx.QueryParams({'q': words})}")
            page.wait_for_selector("#ket-qua[data-state=done]")
            _poke(page)
    assert noted == []


def test_nothing_runs_on_the_pages_of_a_sending(chromium: Browser, place: Place) -> None:
    """The form that comes back, the page before sending, the receipt and the state, with the policy they came with."""
    with (
        _watched(chromium, place) as (page, noted),
        httpx.Client(base_url=place.address, timeout=30) as http,
    ):
        for number, words in enumerate(CORPUS):
            form = list(FORMS)[number % len(FORMS)]
            shown = [
                place.send(http, form, words, dong_y_xu_ly=words, email=words, dien_thoai=words, thu_tuc=words),
                place.send(http, "/gop-y/hoi-dap", words, buoc="kiem-tra", da_xem=""),
            ]
            if number % 3 == 0:
                boxes = ("thu_tuc", "linh_vuc", "don_vi", "trang")
                shown += [
                    http.post("/gop-y/tra-cuu", data={"ma": words, "phan_bi_mat": words}),
                    http.get("/gop-y/hoi-dap", params=dict.fromkeys(boxes, words)),
                    http.get(f"/gop-y/bien-nhan/{quote(words[:60], safe='')}"),
                ]
            for answer in shown:
                _show(page, place, answer)
    assert noted == []


def _show(page: Page, place: Place, answer: httpx.Response) -> None:
    """Show an answer that only a POST gives, byte for byte, under its own headers."""
    address = f"{place.address}/gop-y/xem-lai"
    kept = {name: value for name, value in answer.headers.items() if name not in ("content-length", "set-cookie")}

    def give(route: Route) -> None:
        route.fulfill(status=200, headers=kept, body=answer.content)

    page.route(address, give)
    page.goto(address)
    _poke(page)
    page.unroute(address)


def test_nothing_runs_where_names_of_files_stand(chromium: Browser, place: Place) -> None:
    """The check page that keeps one and refuses another, the form it comes back to, and the sender's own data."""
    with (
        _watched(chromium, place) as (page, noted),
        httpx.Client(base_url=place.address, timeout=30) as http,
    ):
        for number, words in enumerate(CORPUS):
            kept = place.send(http, "/gop-y/hoi-dap", "Nội dung mẫu", file=words, buoc="sua", da_xem="")
            assert kept.status_code == 200
            assert "Đã nhận tệp" in kept.text
            refused = place.send(http, "/gop-y/hoi-dap", "Nội dung mẫu", file=words, data=b"MZ")
            assert refused.status_code == 422
            _show(page, place, (kept, refused)[number % 2])
        for address, cookie in place.receipts[::5]:
            receipt = http.get(address, headers={"Cookie": f"{RECEIPT.plain}={cookie}"})
            reference, secret = (code.text for code in BeautifulSoup(receipt.text, "html.parser").select(".the-ma")[:2])
            body = {"ma": reference, "phan_bi_mat": secret, "viec": "xem"}
            own = http.post("/gop-y/cua-toi", data=body)
            assert "Tệp đã gửi kèm" in own.text
            _show(page, place, own)
            taken = http.post("/gop-y/cua-toi", data={**body, "xac_nhan": "tai"})
            assert taken.headers["content-type"] == "application/json"
            assert len(taken.json()["tep"]) == 1
    assert noted == []


def test_names_of_files_are_plain_in_the_terminal(place: Place, tmp_path: Path) -> None:
    """Shown and copied out by an officer, no name moves the cursor, turns the line around or leaves the folder."""
    for reference in place.references.values():
        for arguments in (["show", reference], ["attachments", reference, "--out", str(tmp_path)]):
            result = CliRunner(env={"CCHC_DATABASE_URL": "", "CCHC_ATTACHMENTS_DIR": ""}).invoke(
                main, ["feedback", *arguments, "--root", str(place.root)]
            )
            assert result.exit_code == 0, result.output
            told = [line for line in result.output.splitlines() if ".pdf" in line or "Tệp gửi kèm" in line]
            assert told
            assert not [char for line in told for char in line if unicodedata.category(char) in ("Cc", "Cs")], told
            assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set("".join(told)), told
        names = sorted(file.name for file in (tmp_path / reference).iterdir())
        assert len(names) == 2
        assert re.fullmatch(r"01-[a-z0-9-]+\.pdf", names[0]), names


def test_receipts_show_no_words(chromium: Browser, place: Place) -> None:
    """A receipt names the kind and the codes only."""
    with _watched(chromium, place) as (page, noted):
        for address, cookie in place.receipts[::10]:
            page.context.add_cookies([{"name": RECEIPT.plain, "value": cookie, "url": place.address}])
            page.goto(place.address + address)
            assert "lot()" not in page.content()
    assert noted == []


def test_letters_are_plain_text(place: Place) -> None:
    """What citizens and the desk get by mail has one plain part, and headers without a word of the sender."""
    so = SoDiaChi("gop-y@example.vn", {"": ("ban@example.vn",)}, "https://example.vn", "Sở mẫu")
    known = set(place.references.values())
    for letter in (entry for entry in place.store.list_outbox() if entry.reference in known):
        item = place.store.find_desk(letter.reference)
        assert item is not None
        message = compose(letter, item, read_letters(), so)
        if message is not None:
            assert message.get_content_type() == "text/plain"
            assert "lot" not in str(message.items())


def test_no_table_of_the_site_calculates(place: Place) -> None:
    """No cell of a table that the site publishes begins like a formula with words of a sender."""
    starts = tuple({words.strip()[0] for words in FORMULAS if words.strip()})
    for file in (place.root / "site").rglob("*.csv"):
        cells = [cell for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))) for cell in row]
        assert [cell for cell in cells if cell.startswith(starts) and not cell.lstrip("+-").isdecimal()] == [], file


def test_what_the_site_tells_the_service_is_read_as_text(place: Place) -> None:
    """The published questions come back to the form as suggestions: they are in the file as they were published."""
    told = json.loads((place.root / "site" / "khung" / "dich-vu.json").read_text(encoding="utf-8"))
    assert len(told["hoi_dap"]) >= len(CORPUS)
