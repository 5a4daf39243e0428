"""Files that were chosen stay with their form: whatever comes in between, nobody has to choose them again."""

from contextlib import closing
from pathlib import Path

import httpx
import pytest

from cchc.feedback.shelf import WAITING
from cchc.feedback.sql_store import open_store
from cchc.web.app import create_app
from feedback.fakes import MemoryStore, TurnedClock
from feedback.locks import hold_lock
from web.serving import CAU_HOI, make_settings, run_server
from web.visitor import Visitor, page_of

pytestmark = pytest.mark.slow

_PDF = b"%PDF-1.7\n%%EOF\n"
_PLACE = "/gop-y/hoi-dap"


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _choose(sender: Visitor, token: str, *files: tuple[str, bytes], **changes: str) -> httpx.Response:
    body = CAU_HOI | {"ma_bieu_mau": token} | changes
    return sender.http.post(_PLACE, data=body, files=[("tep", (name, data)) for name, data in files])


def _press(sender: Visitor, page: httpx.Response, step: str) -> httpx.Response:
    """Press a button of a page as a browser does: with every box that the page holds."""
    form = page_of(page).select_one("form.bieu-mau")
    assert form is not None
    boxes = [(box["name"], box.get("value", "")) for box in form.select("input[name]:not([type=file])")]
    boxes = [(name, value) for name, value in boxes if name != "dia_chi_web"]
    boxes += [(box["name"], box.text.lstrip("\n")) for box in form.select("textarea[name]")]
    encoded = httpx.QueryParams([*boxes, ("buoc", step)])
    return sender.http.post(_PLACE, content=str(encoded), headers={"Content-Type": "application/x-www-form-urlencoded"})


def _listed(page: httpx.Response) -> list[str]:
    return [name.text for name in page_of(page).select(".ds-tep strong")]


def _attached(sender: Visitor, sent: httpx.Response) -> list[str]:
    assert sent.status_code == 303, sent.text
    item = sender.store.find_desk(sent.headers["location"].rpartition("/")[2])
    assert item is not None
    return sorted(file.name for file in item.attachments)


def test_a_refused_file_does_not_lose_the_others(sender: Visitor, folder: Path) -> None:
    """The page says which file was received and which to choose anew; sent on, the first comes with the item."""
    page = _choose(sender, sender.open(), ("Đơn.pdf", _PDF), ("x.exe", b"MZ"))
    assert page.status_code == 422
    assert _listed(page) == ["Đơn.pdf"]
    assert "“x.exe” không phải tệp" in page_of(page).select_one("#tep-loi").text
    assert _attached(sender, _press(sender, page, "gui")) == ["Đơn.pdf"]
    assert [file.parent for file in _files(folder)] == [folder]


def test_going_back_and_forth_keeps_the_files(sender: Visitor) -> None:
    """From the check to the form, with a file just chosen, and to the check again: it is named on each page."""
    token = sender.open()
    form = _choose(sender, token, ("Đơn.pdf", _PDF), buoc="sua")
    assert form.status_code == 200
    assert _listed(form) == ["Đơn.pdf"]
    check = _press(sender, form, "kiem-tra")
    assert _listed(check) == ["Đơn.pdf"]
    assert _attached(sender, _press(sender, check, "gui")) == ["Đơn.pdf"]


def test_a_mistake_in_another_box_keeps_the_files(sender: Visitor) -> None:
    """The form comes back with the mistake and the file; mended, both arrive."""
    page = _choose(sender, sender.open(), ("Đơn.pdf", _PDF), email="khong-phai-thu")
    assert page.status_code == 422
    assert _listed(page) == ["Đơn.pdf"]
    kept = page_of(page).select_one("input[name=tep_da_nhan]")["value"]
    token = page_of(page).select_one("input[name=ma_bieu_mau]")["value"]
    assert _attached(sender, sender.send(token, tep_da_nhan=kept)) == ["Đơn.pdf"]


def test_a_store_that_is_down_keeps_the_files(sender: Visitor) -> None:
    """503 with everything typed and the file; tried again later it is one item with it."""
    token = sender.open()
    sender.store.down = True
    page = _choose(sender, token, ("Đơn.pdf", _PDF))
    assert (page.status_code, _listed(page)) == (503, ["Đơn.pdf"])
    sender.store.down = False
    kept = page_of(page).select_one("input[name=tep_da_nhan]")["value"]
    assert _attached(sender, sender.send(token, tep_da_nhan=kept)) == ["Đơn.pdf"]


def test_a_file_can_be_taken_out_again_without_scripts(sender: Visitor, folder: Path) -> None:
    """The button beside a file takes it off the page and off the disk; the other one is sent."""
    page = _choose(sender, sender.open(), ("một.pdf", _PDF), ("hai.pdf", _PDF + b"2"), ("x.exe", b"MZ"))
    button = page_of(page).select_one("button[aria-label='Bỏ tệp một.pdf']")
    page = _press(sender, page, button["value"])
    assert (page.status_code, _listed(page)) == (200, ["hai.pdf"])
    assert [file.read_bytes() for file in _files(folder)] == [_PDF + b"2"]
    assert _attached(sender, _press(sender, page, "gui")) == ["hai.pdf"]


def test_files_of_several_pages_count_together(sender: Visitor) -> None:
    """Two wait, two more are too many; one more is taken, and all three come with the item."""
    token = sender.open()
    page = _choose(sender, token, ("1.pdf", _PDF + b"1"), ("2.pdf", _PDF + b"2"), buoc="sua")
    kept = [box["value"] for box in page_of(page).select("input[name=tep_da_nhan]")]
    body: dict[str, str | list[str]] = {**CAU_HOI, "ma_bieu_mau": token, "tep_da_nhan": kept}
    more = [("tep", (f"{number}.pdf", _PDF + str(number).encode())) for number in (3, 4)]
    page = sender.http.post(_PLACE, data=body, files=more)
    assert "Chọn tối đa 3 tệp" in page_of(page).select_one("#tep-loi").text
    assert _listed(page) == ["1.pdf", "2.pdf"]
    assert _attached(sender, sender.http.post(_PLACE, data=body, files=more[:1])) == ["1.pdf", "2.pdf", "3.pdf"]


def test_a_seal_is_good_for_its_form_only(sender: Visitor) -> None:
    """A file of another form, a changed seal and noise are left out: no item gets another item's file."""
    first, second = sender.open(), sender.open()
    page = _choose(sender, first, ("Đơn.pdf", _PDF), buoc="sua")
    kept = page_of(page).select_one("input[name=tep_da_nhan]")["value"]
    for seal in (kept, kept[:-1], "x", "W10.x", "../../etc/passwd", kept * 3):
        page = sender.send(second, tep_da_nhan=seal, buoc="sua")
        assert (page.status_code, _listed(page)) == (200, [])
    assert _attached(sender, sender.send(second, tep_da_nhan=kept)) == []


def test_a_file_that_is_gone_is_told(sender: Visitor, folder: Path) -> None:
    """A form that was left open for days: the page says which file to choose again, and nothing is sent without it."""
    token = sender.open()
    page = _choose(sender, token, ("Đơn.pdf", _PDF), buoc="sua")
    kept = page_of(page).select_one("input[name=tep_da_nhan]")["value"]
    for file in _files(folder):
        file.unlink()
    page = sender.send(token, tep_da_nhan=kept)
    assert page.status_code == 422
    assert "Chọn lại tệp “Đơn.pdf”" in page_of(page).select_one("#tep-loi").text
    assert sender.store.list_items() == ()


def test_a_form_that_got_a_new_token_says_that_files_are_chosen_again(sender: Visitor) -> None:
    """After a day the form is another one; what waited for the old one is not promised."""
    token = sender.open()
    page = _choose(sender, token, ("Đơn.pdf", _PDF), buoc="sua")
    kept = page_of(page).select_one("input[name=tep_da_nhan]")["value"]
    sender.clock.turn(days=2)
    page = sender.send(token, tep_da_nhan=kept)
    assert (page.status_code, _listed(page)) == (422, [])
    assert "bạn chọn lại" in page_of(page).select_one(".tom-tat-loi").text


def test_a_file_that_came_too_late_is_not_lost_in_silence(sender: Visitor) -> None:
    """Sent without a file, then again with one: the receipt of the first would hide that the file is nowhere."""
    token = sender.open()
    assert sender.send(token).status_code == 303
    page = _choose(sender, token, ("Đơn.pdf", _PDF))
    assert page.status_code == 409
    assert "chưa được ghi nhận" in page.text


def test_what_waits_counts_against_the_day(sender: Visitor, folder: Path) -> None:
    """Files that nobody sends off fill the day like others, and the disk no further."""
    big = _PDF + b"x" * (4 * 1024**2)
    for number in range(4):
        page = _choose(sender, sender.open(), ("to.pdf", big + bytes([number])), buoc="sua")
    assert "đủ dung lượng" in page.text
    assert len(_files(folder)) == 2


def test_files_count_as_sendings(tmp_path: Path, folder: Path) -> None:
    """Whoever only brings files, and sends nothing off, waits like others who send too much; a form without goes on."""
    store, clock = MemoryStore(), TurnedClock()
    settings = make_settings(tmp_path, attachments_dir=folder, rate={"burst": 3})
    with (
        run_server(create_app(settings, store=store, clock=clock)) as address,
        httpx.Client(base_url=address) as http,
    ):
        visitor = Visitor(http, store, clock)
        token = visitor.open()
        told = [_choose(visitor, token, ("a.pdf", _PDF), buoc="sua").status_code for _ in range(4)]
    assert told == [200, 200, 200, 429]


def test_files_of_an_item_on_the_second_path_come_with_it(tmp_path: Path, folder: Path) -> None:
    """While the database is locked an item is acknowledged with its file; drained, row and file are there."""
    address, clock = f"sqlite:///{tmp_path / 'gop-y.sqlite3'}", TurnedClock()
    store = open_store(address, tmp_path / "cho-ghi", retry=0.05)
    settings = make_settings(tmp_path, attachments_dir=folder, min_fill="PT0S")
    with (
        run_server(create_app(settings, store=store, clock=clock)) as served,
        httpx.Client(base_url=served, timeout=60) as http,
    ):
        visitor = Visitor(http, MemoryStore(), clock)
        token = visitor.open()
        with hold_lock(address):
            sent = _choose(visitor, token, ("Đơn.pdf", _PDF))
        assert sent.status_code == 303
    with closing(open_store(address, tmp_path / "cho-ghi", retry=0.05)) as again:
        (row,) = again.find_desk(sent.headers["location"].rpartition("/")[2]).attachments  # type: ignore[union-attr]
    assert _files(folder) == [folder / row.stored_name]
    assert list((folder / WAITING).iterdir()) == []
