"""What a sender holds in his hands afterwards, and what counts against him before."""

import io
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
import segno
import zxingcpp
from PIL import Image

from cchc.feedback.guard import Rate, RateLimiter
from cchc.feedback.records import InboxFilter
from cchc.feedback.register import write_mark
from cchc.feedback.service import hash_secret
from cchc.web.app import create_app
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import make_settings, run_server
from web.visitor import Visitor, page_of

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]


def _codes(answer: httpx.Response) -> list[str]:
    return [code.text for code in page_of(answer).select(".the-ma")]


def test_the_receipt_can_be_kept_as_a_file(visitor: Visitor) -> None:
    """The file says what the page says; without the cookie of the sending there is none."""
    location = visitor.send().headers["location"]
    reference, secret = _codes(visitor.http.get(location))
    file = visitor.http.get(f"{location}/tep")
    assert file.headers["content-type"] == "text/plain; charset=utf-8"
    assert file.headers["cache-control"] == "no-store"
    assert file.headers["content-disposition"] == f'attachment; filename="bien-nhan-{reference}.txt"'
    for part in (reference, secret, "Hỏi đáp", "22/11/2026 08:30", f"/gop-y/tra-cuu?ma={reference}"):
        assert part in file.text
    assert httpx.get(visitor.http.base_url.join(f"{location}/tep")).status_code == 404


def test_the_qr_code_holds_the_reference_and_not_the_secret(visitor: Visitor) -> None:
    """A camera reads the address of the look-up with the reference; it opens nothing without the secret part."""
    page = page_of(visitor.http.get(visitor.send().headers["location"]))
    reference, secret = (code.text for code in page.select(".the-ma"))
    address = f"{str(visitor.http.base_url).rstrip('/')}/gop-y/tra-cuu?ma={reference}"
    modules, picture = segno.make(address, error="m", micro=False), io.BytesIO()
    # What is drawn on the page are the modules of this code; what they say is read from a picture of them.
    assert page.select_one(".bien-nhan__qr svg path[stroke]")["d"] in modules.svg_inline(scale=4, border=4)
    modules.save(picture, kind="png", scale=4, border=4)
    (read,) = zxingcpp.read_barcodes(Image.open(picture))
    assert read.text == address
    assert secret not in read.text


def test_receipt_and_state_show_the_mark_of_the_register(visitor: Visitor) -> None:
    """The citizen finds his line in the public register by what both pages say."""
    receipt = visitor.http.get(visitor.send().headers["location"])
    reference, secret = _codes(receipt)
    mark = write_mark(hash_secret(reference, secret))
    state = visitor.http.post("/gop-y/tra-cuu", data={"ma": reference, "phan_bi_mat": secret.lower()})
    assert mark in receipt.text
    assert mark in state.text


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "còn 15 ngày làm việc"), (22, "hết hôm nay"), (24, "Đã quá hạn trả lời 2 ngày"), (60, "Đã quá hạn trả lời")],
)
def test_deadlines_are_said_in_words(tmp_path: Path, days: int, words: str) -> None:
    """An item arrives with the day of its first step; the sender reads how many working days are left, or an excuse."""
    store, clock = MemoryStore(), TurnedClock()
    clock.turn(days=1)  # a Monday; the day after it is a holiday
    calendar = tmp_path / "ngay-nghi.yml"
    calendar.write_text((REPOSITORY / "tthc" / "danh-muc" / "ngay-nghi.yml").read_text(encoding="utf-8"))
    settings = make_settings(tmp_path, calendar_file=calendar)
    with (
        run_server(create_app(settings, store=store, clock=clock)) as address,
        httpx.Client(base_url=address) as http,
    ):
        visitor = Visitor(http, store, clock)
        receipt = http.get(visitor.send().headers["location"])
        assert "15/12/2026" in receipt.text
        reference, secret = _codes(receipt)
        (row,) = store.list_inbox(InboxFilter())
        assert row.han == date(2026, 11, 26)
        clock.turn(days=days)
        state = page_of(http.post("/gop-y/tra-cuu", data={"ma": reference, "phan_bi_mat": secret}))
        assert words in " ".join(state.text.split())


def test_one_contact_cannot_send_without_end() -> None:
    """Whoever changes networks is still counted by his contact, in whatever case he writes it; others go on."""
    clock = TurnedClock()
    contacts = RateLimiter(Rate(2, timedelta(minutes=10)), clock, group_of=str)
    assert [contacts.take("mau@example.vn") > timedelta() for _ in range(3)] == [False, False, True]
    assert not contacts.take("khac@example.vn")
    clock.turn(minutes=6)
    assert not contacts.take("mau@example.vn")


def test_a_contact_over_its_limit_gets_its_words_back(tmp_path: Path) -> None:
    """The form says that it is the contact, and for how long; the token stays good."""
    store, clock = MemoryStore(), TurnedClock()
    app = create_app(make_settings(tmp_path, rate=Rate(2)), store=store, clock=clock)
    with run_server(app) as address, httpx.Client(base_url=address) as http:
        visitor = Visitor(http, store, clock)
        tokens = [visitor.open() for _ in range(2)]
        for token in tokens:
            assert visitor.send(token).status_code == 303
        app.state.service.sendings.give_back("127.0.0.1")
        answer = visitor.send(tokens[0], email="MAU@example.vn")
        assert answer.status_code == 429
        assert "Thư điện tử hoặc số điện thoại này" in answer.text


def test_a_taken_reference_is_unreadable_without_the_cookie(visitor: Visitor) -> None:
    """The page of a receipt without its cookie has neither secret part nor file."""
    location = visitor.send().headers["location"]
    bare = httpx.get(visitor.http.base_url.join(location))
    assert page_of(bare).select("a[download]") == []
    assert len(_codes(bare)) == 1
