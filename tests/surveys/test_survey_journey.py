"""A survey in a real Chromium, with and without JavaScript, and its figures on their way to the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from cchc.cli import main
from cchc.feedback.sql_store import open_store
from cchc.feedback.store import NewAnswer
from cchc.feedback.surveys import parse_answers
from cchc.model.dich_vu import SERVICE_DATA, DuLieuDichVu
from cchc.sources import read, write_front_matter
from cchc.web.app import create_app
from feedback.fakes import MemoryStore, TurnedClock
from roots import make_root
from surveys.test_survey_answers import DAY, SURVEY
from web.serving import make_settings, run_server

pytestmark = pytest.mark.slow

PLACE = "/gop-y/khao-sat/thu"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[tuple[str, MemoryStore]]:
    """A service with an open survey; its clock stands still, so forms are never too fast."""
    data = tmp_path / "site" / SERVICE_DATA
    data.parent.mkdir(parents=True)
    data.write_text(DuLieuDichVu(khao_sat=(SURVEY,)).model_dump_json(), encoding="utf-8")
    store, clock = MemoryStore(), TurnedClock()
    clock.now = datetime(2026, 11, 22, 1, tzinfo=UTC)
    settings = make_settings(tmp_path, min_fill="PT0S")
    with run_server(create_app(settings, store=store, clock=clock)) as address:
        yield address, store


@contextmanager
def _visit(browser: Browser, **options: bool) -> Iterator[Page]:
    """Open a page; a form that comes back with 422 is a complaint on the console, so scripts alone are watched."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, **options)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    context.close()
    assert broken == []


def _choose(page: Page, *boxes: str) -> None:
    for box in boxes:
        page.check(f"#{box}")


@pytest.mark.browser
def test_a_branch_is_asked_only_when_it_is_taken(chromium: Browser, service: tuple[str, MemoryStore]) -> None:
    """The question about the letter of apology appears with a late result, and what it held is not sent without."""
    address, store = service
    with _visit(chromium) as page:
        page.goto(address + PLACE)
        assert page.locator("#xin_loi").is_hidden()
        _choose(page, "thai_do-4", "tre_hen-co", "xin_loi-1", "tre_hen-khong")
        assert page.locator("#xin_loi").is_hidden()
        page.click("button[type=submit]")
        assert page.locator("h1").inner_text() == "Đã nhận phiếu trả lời"
    (row,) = store.list_survey("thu")
    assert row.tra_loi == {"thai_do": ("4",), "tre_hen": ("khong",)}


@pytest.mark.browser
def test_the_whole_form_works_without_javascript(chromium: Browser, service: tuple[str, MemoryStore]) -> None:
    """All questions are there with the word when to answer them; a mistake comes back with a summary."""
    address, store = service
    with _visit(chromium, java_script_enabled=False) as page:
        page.goto(address + PLACE)
        assert page.locator("#xin_loi").is_visible()
        assert page.get_by_text("Chỉ trả lời nếu ở câu").is_visible()
        page.click("button[type=submit]")
        page.click(".tom-tat-loi a")
        _choose(page, "thai_do-5")
        page.click("button[type=submit]")
        assert page.locator("h1").inner_text() == "Đã nhận phiếu trả lời"
    assert len(store.list_survey("thu")) == 1


@pytest.mark.browser
def test_the_form_has_no_barrier_that_axe_finds(chromium: Browser, service: tuple[str, MemoryStore]) -> None:
    """The form, the form with mistakes, and the thanks are clean."""
    address, _ = service
    with _visit(chromium) as page:
        page.goto(address + PLACE)
        assert Axe().run(page).response["violations"] == []
        page.click("button[type=submit]")
        assert Axe().run(page).response["violations"] == []
        page.goto(f"{address}{PLACE}/cam-on")
        assert Axe().run(page).response["violations"] == []


def test_figures_leave_the_database_as_a_file_that_the_build_reads(tmp_path: Path) -> None:
    """Twelve answers become counts, the editor's words below them stay, and the file is valid content."""
    root = make_root(tmp_path / "root")
    write_front_matter(root / "docs" / "khao-sat" / "thu.md", SURVEY)
    store = open_store(f"sqlite:///{tmp_path / 'gop-y.sqlite3'}")
    for number in range(12):
        answers = parse_answers(SURVEY, {"thai_do": ["5" if number else "1"], "y_kien": ["Bà Lan"]}, day=DAY)
        store.add_answer(NewAnswer(f"k{number}", answers)).result(5)
    store.close()
    file = root / "docs" / "khao-sat" / "ket-qua" / "thu.md"
    arguments = ["feedback", "khao-sat", "thu", "--den-ngay", "2026-11-22", "--root", str(root)]
    environment = {"CCHC_DATABASE_URL": f"sqlite:///{tmp_path / 'gop-y.sqlite3'}"}
    done = CliRunner().invoke(main, arguments, env=environment)
    assert done.exit_code == 0, done.output
    file.write_text(file.read_text(encoding="utf-8") + "\nSẽ thêm ghế.\n", encoding="utf-8")
    assert CliRunner().invoke(main, arguments, env=environment).exit_code == 0
    content, problems = read(root, default_lists=root / "tthc" / "danh-muc")
    assert [problem for problem in problems if problem.is_error] == []
    (figures,) = [entry.record for entry in content.ket_qua]
    assert (figures.n, figures.noi_dung) == (12, "Sẽ thêm ghế.")
    assert {muc.ma: muc.so for muc in figures.cau[0].muc} == {"5": 11, "4": 0, "3": 0, "2": 0, "1": 1}
    assert "Lan" not in file.read_text(encoding="utf-8")
