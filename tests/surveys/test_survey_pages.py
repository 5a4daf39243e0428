"""The form of a survey over real HTTP: shown, answered once, closed by its day, and nothing of it lost on a mistake."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from cchc.model.dich_vu import SERVICE_DATA, DuLieuDichVu
from cchc.web.app import create_app
from feedback.fakes import MemoryStore, TurnedClock
from surveys.test_survey_answers import SURVEY
from web.serving import make_settings, run_server
from web.visitor import Visitor, page_of

pytestmark = pytest.mark.slow

PLACE = "/gop-y/khao-sat/thu"


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """A visitor of a service whose site has one survey, open on the day of the clock."""
    data = tmp_path / "site" / SERVICE_DATA
    data.parent.mkdir(parents=True)
    data.write_text(DuLieuDichVu(khao_sat=(SURVEY,)).model_dump_json(), encoding="utf-8")
    store, clock = MemoryStore(), TurnedClock()
    clock.now = datetime(2026, 11, 22, 1, tzinfo=UTC)
    with (
        run_server(create_app(make_settings(tmp_path), store=store, clock=clock)) as address,
        httpx.Client(base_url=address) as http,
    ):
        yield Visitor(http, store, clock)


def test_answers_are_stored_without_anything_of_the_sender(visitor: Visitor) -> None:
    """The answer is thanked for after a redirect; the store holds the day and the answers."""
    done = visitor.send(to=PLACE, thai_do="5", tre_hen="khong", y_kien="Cần thêm ghế")
    assert (done.status_code, done.headers["location"]) == (303, f"{PLACE}/cam-on")
    assert "Cảm ơn bạn" in visitor.http.get(done.headers["location"]).text
    (row,) = visitor.store.list_survey("thu")
    assert row.ngay.isoformat() == "2026-11-22"
    assert row.tra_loi == {"thai_do": ("5",), "tre_hen": ("khong",), "y_kien": ("Cần thêm ghế",)}


def test_what_becomes_of_the_answers_is_said_before_sending(visitor: Visitor) -> None:
    """The form tells what is gathered, for what, who sees it and how long it is kept, as every other form does."""
    notice = page_of(visitor.http.get(PLACE)).select_one("section[aria-labelledby=quyen-rieng-tu]")
    assert [item.text.partition(":")[0] for item in notice.select("li")] == [
        "Thông tin thu thập",
        "Mục đích",
        "Người được xem",
        "Thời gian lưu",
    ]


def test_a_second_click_is_one_answer(visitor: Visitor) -> None:
    """The form's token is the key: sending again changes nothing."""
    token = visitor.open(PLACE)
    for _ in range(2):
        assert visitor.send(token, to=PLACE, thai_do="5").status_code == 303
    assert len(visitor.store.list_survey("thu")) == 1


def test_other_answers_with_a_sent_form_are_not_thanked_for(visitor: Visitor) -> None:
    """Going back, choosing otherwise and sending again is told: the first answer stands, the new one is not stored."""
    token = visitor.open(PLACE)
    visitor.send(token, to=PLACE, thai_do="5")
    again = visitor.send(token, to=PLACE, thai_do="1")
    assert again.status_code == 409
    assert "thay đổi bên dưới chưa được ghi nhận" in again.text
    assert [row.tra_loi["thai_do"] for row in visitor.store.list_survey("thu")] == [("5",)]


def test_a_dossier_answers_once(visitor: Visitor) -> None:
    """Another form for the same dossier is refused in words, and the first answer stands."""
    assert visitor.send(to=PLACE, thai_do="5", ma_ho_so="H19-1").status_code == 303
    again = visitor.send(to=PLACE, thai_do="1", ma_ho_so="h19-1")
    assert again.status_code == 409
    assert "Mỗi hồ sơ chỉ trả lời một lần" in again.text
    assert [row.tra_loi["thai_do"] for row in visitor.store.list_survey("thu")] == [("5",)]


def test_a_mistake_keeps_what_was_chosen(visitor: Visitor) -> None:
    """The summary leads to the question, and the other answers are still there."""
    back = visitor.send(to=PLACE, tre_hen="co", y_kien="<b>đậm</b>")
    page = page_of(back)
    assert back.status_code == 422
    links = page.select(".tom-tat-loi a")
    assert [link["href"] for link in links] == ["#thai_do", "#xin_loi"]
    assert links[0].text == "Thái độ – Trả lời câu hỏi này"
    assert page.select_one("#tre_hen-co").has_attr("checked")
    assert page.select_one("#y_kien").text.strip() == "<b>đậm</b>"
    assert page.select_one("#thai_do") is not None
    assert visitor.store.list_survey("thu") == ()


@pytest.mark.parametrize(
    ("moment", "word"),
    [
        (datetime(2026, 10, 31, 16, 59, tzinfo=UTC), "bắt đầu nhận phiếu từ ngày 01/11/2026"),
        (datetime(2026, 11, 30, 17, 0, tzinfo=UTC), "đã đóng từ sau ngày 30/11/2026"),
    ],
)
def test_answers_are_taken_by_the_days_of_vietnam_only(visitor: Visitor, moment: datetime, word: str) -> None:
    """Before its first day and after its last one, at midnight in Vietnam, the page says so and stores nothing."""
    token = visitor.open(PLACE)
    visitor.clock.now = moment
    assert word in visitor.http.get(PLACE).text
    assert visitor.send(token, to=PLACE, thai_do="5").status_code == 409
    assert visitor.store.list_survey("thu") == ()


def test_the_last_minute_counts(visitor: Visitor) -> None:
    """At 23:59 in Vietnam on the last day the form is open."""
    visitor.clock.now = datetime(2026, 11, 30, 16, 50, tzinfo=UTC)
    assert visitor.send(to=PLACE, thai_do="5").status_code == 303


def test_an_unknown_survey_is_a_page_with_ways_on(visitor: Visitor) -> None:
    """A wrong address is 404 for reading and sending."""
    assert visitor.http.get("/gop-y/khao-sat/khong-co").status_code == 404
    assert visitor.http.post("/gop-y/khao-sat/khong-co", data={"a": "b"}).status_code == 404


def test_a_store_that_is_down_keeps_the_answers_in_the_form(visitor: Visitor) -> None:
    """503 with the time to wait, everything chosen still there, and the same form can be sent later."""
    token = visitor.open(PLACE)
    visitor.store.down = True
    back = visitor.send(token, to=PLACE, thai_do="4")
    assert (back.status_code, back.headers["retry-after"]) == (503, "60")
    assert page_of(back).select_one("#thai_do-4").has_attr("checked")
    visitor.store.down = False
    assert visitor.send(token, to=PLACE, thai_do="4").status_code == 303
