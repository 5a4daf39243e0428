"""The citizen's way through the forms, without JavaScript."""

import re
from pathlib import Path

import httpx
import pytest

from cchc.feedback.guard import HONEYPOT, Rate
from cchc.model.feedback import LIMITS, CauHoi, GopYTrang, LoaiGopY, MucDichDongY, MucRoRang
from cchc.web.app import create_app
from cchc.web.receipts import RECEIPT
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import CAU_HOI, make_settings, run_server
from web.visitor import Visitor, page_of

pytestmark = pytest.mark.slow

_HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "'; DROP TABLE item; --",
    "=HYPERLINK(1)",
    "\x00\x1b[31m\x7f",
    "\u202egpj.exe",
    "🏥" * 50,
    "a\r\nBcc: b@example.vn",
    "\ud7ff\ufffe",
    "Đ" + "\u0301" * 50,
]


def _values(response: httpx.Response) -> dict[str, str]:
    page = page_of(response)
    boxes = {box["name"]: box.get("value", "") for box in page.select("form input[type=text], form input[type=email]")}
    # A browser drops the first line break of a textarea; the parser does not.
    texts = {box["name"]: box.text.removeprefix("\n") for box in page.select("textarea")}
    return boxes | texts


def test_a_question_goes_from_form_to_receipt(visitor: Visitor) -> None:
    """A sound question is answered with 303 to a receipt with reference, secret part, and what happens next."""
    answer = visitor.send()
    assert answer.status_code == 303
    reference = answer.headers["location"].rpartition("/")[2]
    receipt = visitor.http.get(answer.headers["location"])
    page = page_of(receipt)
    shown = [code.text for code in page.select(".the-ma")]
    assert shown[0] == reference
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", shown[1])
    assert "15 ngày làm việc" in page.text
    assert "22/11/2026 08:30" in page.text
    detail = visitor.store.find(reference)
    assert detail is not None
    assert isinstance(detail.submission, CauHoi)
    assert detail.submission.noi_dung == "Lệ phí nộp ở đâu?\nTôi ở phường Ước Lễ."
    assert [given.muc_dich for given in detail.dong_y] == [MucDichDongY.XU_LY]


def test_the_secret_part_stays_out_of_addresses(visitor: Visitor) -> None:
    """It travels in a cookie that scripts and other sites cannot read, and leaves the page with it."""
    answer = visitor.send()
    cookie = answer.headers["set-cookie"].lower()
    for rule in ("httponly", "samesite=strict", "path=/;", "max-age=900"):
        assert rule in cookie
    shown = page_of(visitor.http.get(answer.headers["location"])).select(".the-ma")
    assert shown[1].text not in str(answer.headers["location"])
    visitor.clock.turn(minutes=16)
    later = page_of(visitor.http.get(answer.headers["location"]))
    assert [code.text for code in later.select(".the-ma")] == [shown[0].text]


def test_the_receipt_of_another_sender_shows_nothing(visitor: Visitor) -> None:
    """The cookie of one sending opens no other receipt, and a forged one opens none."""
    first = visitor.send().headers["location"]
    visitor.send()
    assert len(page_of(visitor.http.get(first)).select(".the-ma")) == 1
    forged = httpx.get(visitor.http.base_url.join(first), headers={"Cookie": f"{RECEIPT.plain}=x.y"})
    assert len(page_of(forged).select(".the-ma")) == 1


def test_the_state_is_found_with_reference_and_secret(visitor: Visitor) -> None:
    """The look-up shows kind, state and dates, and not a word of the question."""
    receipt = page_of(visitor.http.get(visitor.send().headers["location"]))
    ma, phan_bi_mat = (code.text for code in receipt.select(".the-ma"))
    answer = visitor.http.post("/gop-y/tra-cuu", data={"ma": ma.lower(), "phan_bi_mat": phan_bi_mat.replace("-", " ")})
    assert answer.status_code == 200
    assert [part.text for part in page_of(answer).select("dd")] == [
        ma,
        "Hỏi đáp",
        "Mới nhận",
        "22/11/2026",
        "22/11/2026",
    ]
    assert CAU_HOI["tieu_de"] not in answer.text


def test_wrong_guesses_look_alike(visitor: Visitor) -> None:
    """An unknown reference and a wrong secret part get the same words and status."""
    reference = visitor.send().headers["location"].rpartition("/")[2]
    answers = [
        visitor.http.post("/gop-y/tra-cuu", data={"ma": ma, "phan_bi_mat": "2222-2222-2222"})
        for ma in (reference, "22222-22222", "<b>")
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert len({page_of(answer).select_one(".tom-tat-loi").text for answer in answers}) == 1


def test_page_feedback_needs_no_name(visitor: Visitor) -> None:
    """A rating that a link brought along is one click from being stored, without anything personal."""
    address = "/gop-y/trang?trang=/lien-he/&muc=4"
    page = page_of(visitor.http.get(address))
    assert page.select_one("input[name=trang]")["value"] == "/lien-he/"
    assert [box["value"] for box in page.select("input[type=radio][checked]")] == ["4"]
    answer = visitor.send(visitor.open(address), to="/gop-y/trang", trang="/lien-he/", muc_ro_rang="4", noi_dung="")
    detail = visitor.store.find(answer.headers["location"].rpartition("/")[2])
    assert detail is not None
    assert detail.submission == GopYTrang(trang="/lien-he/", muc_ro_rang=MucRoRang.RO_RANG)


@pytest.mark.parametrize(
    ("query", "box", "value"),
    [
        ("hoi-dap?thu_tuc=1.000091", "thu_tuc", "1.000091"),
        ("hoi-dap?thu_tuc=<script>", "thu_tuc", ""),
        ("hoi-dap?ho_ten=Ai", "ho_ten", ""),
        ("trang?trang=//example.vn/", "trang", ""),
        ("trang?trang=/a/&muc=9", "trang", "/a/"),
    ],
)
def test_links_bring_only_sound_values_along(visitor: Visitor, query: str, box: str, value: str) -> None:
    """A link may name the procedure or the page, nothing about the sender and nothing malformed."""
    assert page_of(visitor.http.get(f"/gop-y/{query}")).select_one(f"#{box}")["value"] == value


def test_consent_is_never_ticked_in_advance(visitor: Visitor) -> None:
    """Both boxes start empty, and only what the citizen ticked stays ticked when the form comes back."""
    assert page_of(visitor.http.get("/gop-y/hoi-dap")).select("input[checked]") == []
    again = page_of(visitor.send(ho_ten="", dong_y_cong_khai=""))
    assert [box["name"] for box in again.select("input[checked]")] == ["dong_y_xu_ly"]


def test_mistakes_are_summed_up_and_told_at_their_boxes(visitor: Visitor) -> None:
    """The summary takes the focus and links to each box; the box names its message; everything typed is kept."""
    answer = visitor.send(ho_ten="", email="sai", tieu_de="Giữ lại")
    page = page_of(answer)
    assert answer.status_code == 422
    assert page.title.text.startswith("Lỗi: ")
    summary = page.select_one(".tom-tat-loi")
    assert (summary["role"], summary["tabindex"], summary.has_attr("autofocus")) == ("alert", "-1", True)
    assert [link["href"] for link in summary.select("a")] == ["#ho_ten", "#email"]
    for name in ("ho_ten", "email"):
        box = page.select_one(f"#{name}")
        assert box["aria-invalid"] == "true"
        assert page.select_one(f"#{box['aria-describedby'].split()[-1]}")["class"] == ["thong-bao-loi"]
    assert _values(answer)["tieu_de"] == "Giữ lại"
    assert _values(answer)["email"] == "sai"
    assert visitor.store.list_items() == ()


@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_is_kept_and_harmless(visitor: Visitor, text: str) -> None:
    """What comes back in a form is what was typed, as text: no element of it becomes part of the page."""
    answer = visitor.send(ho_ten="", noi_dung=text, tieu_de=text, thu_tuc=text)
    page = page_of(answer)
    assert answer.status_code == 422
    assert page.select("script:not([src^='/gop-y/tai-nguyen/']), img, [onerror]") == []
    assert _values(answer)["tieu_de"].replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert visitor.send(noi_dung=f"x{text}", tieu_de=f"x{text}"[:60]).status_code == 303


def test_the_same_form_makes_one_item(visitor: Visitor) -> None:
    """Refresh, double click and retry end at the same receipt with the same secret part."""
    token = visitor.open()
    answers = [visitor.send(token) for _ in range(3)]
    assert len({answer.headers["location"] for answer in answers}) == 1
    secrets = {page_of(visitor.http.get(answer.headers["location"])).select(".the-ma")[1].text for answer in answers}
    assert len(secrets) == 1
    assert len(visitor.store.list_items()) == len(visitor.store.list_outbox()) == 1


def test_a_sent_form_with_other_words_is_not_acknowledged(visitor: Visitor) -> None:
    """Back, change, send: the sender learns that this was not stored, keeps the words, and can send them anew."""
    token = visitor.open()
    reference = visitor.send(token).headers["location"].rpartition("/")[2]
    answer = visitor.send(token, noi_dung="Nội dung khác")
    assert answer.status_code == 409
    assert reference in answer.text
    assert _values(answer)["noi_dung"] == "Nội dung khác"
    fresh = page_of(answer).select_one("input[name=ma_bieu_mau]")["value"]
    visitor.clock.turn(seconds=30)
    assert visitor.send(fresh, noi_dung="Nội dung khác").status_code == 303
    assert len(visitor.store.list_items()) == 2


def test_a_store_that_is_down_loses_nothing_typed(visitor: Visitor) -> None:
    """503 with Retry-After and the filled form; the same form goes through when the store is back."""
    token = visitor.open()
    visitor.store.down = True
    answer = visitor.send(token, dong_y_cong_khai="co")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert {name: _values(answer)[name] for name in ("ho_ten", "noi_dung")} == {
        "ho_ten": CAU_HOI["ho_ten"],
        "noi_dung": CAU_HOI["noi_dung"],
    }
    assert page_of(answer).select_one("input[name=ma_bieu_mau]")["value"] == token
    assert len(page_of(answer).select("input[checked]")) == 2
    visitor.store.down = False
    assert visitor.send(token).status_code == 303
    assert len(visitor.store.list_items()) == 1


def test_a_form_sent_too_fast_can_be_sent_again(visitor: Visitor) -> None:
    """A person who is quick only presses the button once more."""
    page = page_of(visitor.http.get("/gop-y/hoi-dap"))
    token = page.select_one("input[name=ma_bieu_mau]")["value"]
    assert visitor.send(token).status_code == 422
    visitor.clock.turn(seconds=2)
    assert visitor.send(token).status_code == 303


def test_an_old_or_forged_form_comes_back_filled_and_fresh(visitor: Visitor) -> None:
    """A form that lay open for days, or whose token is broken, keeps the words and gets a new token."""
    old = visitor.open()
    visitor.clock.turn(days=2)
    for token in (old, "x", ""):
        answer = visitor.send(token)
        assert answer.status_code == 422
        assert _values(answer)["noi_dung"] == CAU_HOI["noi_dung"]
        fresh = page_of(answer).select_one("input[name=ma_bieu_mau]")["value"]
        assert fresh != token
    visitor.clock.turn(seconds=30)
    assert visitor.send(fresh).status_code == 303


def test_a_filled_trap_stores_nothing_and_loses_nothing(visitor: Visitor) -> None:
    """Whoever fills the hidden box is not acknowledged; a person whose browser did so presses the button again."""
    token = visitor.open()
    answer = visitor.send(token, **{HONEYPOT: "https://example.vn"})
    assert answer.status_code == 422
    assert visitor.store.list_items() == ()
    assert page_of(answer).select_one(f"#{HONEYPOT}")["value"] == ""
    assert visitor.send(token).status_code == 303


def test_too_many_sendings_wait_with_their_words(tmp_path: Path) -> None:
    """Over the limit: 429 with Retry-After and the filled form; mistakes are not counted; later it goes through."""
    store, clock = MemoryStore(), TurnedClock()
    settings = make_settings(tmp_path, rate=Rate(2))
    with (
        run_server(create_app(settings, store=store, clock=clock)) as address,
        httpx.Client(base_url=address) as http,
    ):
        visitor = Visitor(http, store, clock)
        token = visitor.open()
        assert {visitor.send(token, ho_ten="").status_code for _ in range(5)} == {422}
        assert [visitor.send(token).status_code for _ in range(2)] == [303, 303]
        answer = visitor.send(token)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 300
        assert _values(answer)["noi_dung"] == CAU_HOI["noi_dung"]
        clock.turn(minutes=6)
        assert visitor.send(token).status_code == 303


def test_the_longest_question_fits_under_the_body_cap(visitor: Visitor) -> None:
    """Whatever the boxes let a person type is never refused as too long."""
    full = {"ho_ten": "ễ" * LIMITS["ho_ten"], "tieu_de": "ễ" * LIMITS["tieu_de"], "linh_vuc": "ễ" * LIMITS["linh_vuc"]}
    answer = visitor.send(**full, noi_dung="ễ" * LIMITS["noi_dung"])
    assert answer.status_code == 303


def test_each_page_has_one_heading_and_a_breadcrumb(visitor: Visitor) -> None:
    """Forms, receipt, look-up and errors share the same skeleton."""
    for address in ("/gop-y/hoi-dap", "/gop-y/trang", "/gop-y/tra-cuu", "/gop-y/bien-nhan/22222-22222", "/khong-co"):
        page = page_of(visitor.http.get(address))
        assert len(page.select("h1")) == 1
        assert len(page.select("nav.duong-dan[aria-label='Đường dẫn'] ol > li")) > 1


def test_every_open_kind_has_a_form_and_rules(visitor: Visitor) -> None:
    """The form of each kind says its privacy note in four lines, the emergency notice and the way of complaints."""
    for kind, path in ((LoaiGopY.HOI_DAP, "hoi-dap"), (LoaiGopY.GOP_Y_TRANG, "trang")):
        page = page_of(visitor.http.get(f"/gop-y/{path}"))
        assert len(page.select("section[aria-labelledby=quyen-rieng-tu] li")) == 4, kind
        assert "115" in page.text
        assert "khiếu nại, tố cáo" in page.text
