"""Every kind has a form of its own, a check before sending, and rules of its own."""

from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup

from cchc.model.feedback import GopYDuThao, GopYTrang, LyDoGopY, PhanAnhHanhVi, PhanAnhQuyDinh
from cchc.web.forms import FORMS
from web.kinds import FIELDS, write_site
from web.visitor import Visitor, page_of

pytestmark = pytest.mark.slow

_PATHS = sorted(FIELDS)


@pytest.fixture(autouse=True)
def _site(tmp_path: Path) -> None:
    """The site tells the service its drafts, units and answers."""
    write_site(tmp_path)


def _hidden(page: BeautifulSoup) -> dict[str, str]:
    return {box["name"]: box["value"] for box in page.select("form[method=post] input[type=hidden]")}


def _check(visitor: Visitor, path: str, **changes: str) -> httpx.Response:
    token = visitor.open(f"/gop-y/{path}")
    return visitor.http.post(
        f"/gop-y/{path}", data={**FIELDS[path], **changes, "ma_bieu_mau": token, "buoc": "kiem-tra"}
    )


@pytest.mark.parametrize("path", _PATHS)
def test_every_kind_goes_from_form_over_check_to_receipt(visitor: Visitor, path: str) -> None:
    """Nothing is stored by looking; what is sent from the check page is what was typed."""
    answer = _check(visitor, path)
    if path != "trang":  # A rating without a text is sent at once.
        assert answer.status_code == 200
        assert visitor.store.list_items() == ()
        answer = visitor.http.post(f"/gop-y/{path}", data={**_hidden(page_of(answer)), "buoc": "gui"})
    assert answer.status_code == 303
    detail = visitor.store.find(answer.headers["location"].rpartition("/")[2])
    assert detail is not None
    assert FORMS[detail.item.kind].path == path
    assert detail.submission.noi_dung == FIELDS[path]["noi_dung"].replace("\r\n", "\n")


@pytest.mark.parametrize("path", sorted(set(_PATHS) - {"trang"}))
def test_the_check_shows_everything_typed_in_words(visitor: Visitor, path: str) -> None:
    """Codes are shown by their names, and the boxes of the form are all there to go back."""
    page = page_of(_check(visitor, path))
    shown = page.select_one("dl.ban-ke").text
    for name, value in FIELDS[path].items():
        if name not in ("dong_y_xu_ly", "loai_nguoi_gui", "loai_quy_dinh", "du_thao", "dien_thoai", "noi_dung"):
            assert value in shown, name
    names = {"phan-anh-quy-dinh": "Quy định hành chính không hợp pháp", "du-thao": "Dự thảo kế hoạch mẫu"}
    assert names.get(path, "") in shown
    back = visitor.http.post(f"/gop-y/{path}", data={**_hidden(page), "buoc": "sua"})
    assert back.status_code == 200
    assert page_of(back).select_one("textarea").text.split() == FIELDS[path]["noi_dung"].split()
    assert _hidden(page_of(back))["ma_bieu_mau"] == _hidden(page)["ma_bieu_mau"]


def test_each_kind_is_stored_with_its_own_fields(visitor: Visitor) -> None:
    """Kinds are never merged: rules, conduct, drafts and pages keep what only they have."""
    stored = {}
    for path in _PATHS:
        answer = visitor.send(to=f"/gop-y/{path}", **FIELDS[path])
        detail = visitor.store.find(answer.headers["location"].rpartition("/")[2])
        assert detail is not None
        stored[path] = detail.submission
    rule, conduct, draft, page = (
        stored[path] for path in ("phan-anh-quy-dinh", "phan-anh-hanh-vi", "du-thao", "trang")
    )
    assert isinstance(rule, PhanAnhQuyDinh)
    assert rule.loai_quy_dinh == "khong-hop-phap"
    assert isinstance(conduct, PhanAnhHanhVi)
    assert conduct.don_vi_lien_quan == "Trung tâm Mẫu"
    assert isinstance(draft, GopYDuThao)
    assert draft.du_thao == "ke-hoach-mau"
    assert draft.ho_ten == ""
    assert isinstance(page, GopYTrang)
    assert page.ly_do == (LyDoGopY.KHO_HIEU,)


def test_several_reasons_are_kept_through_a_mistake(visitor: Visitor) -> None:
    """All ticked reasons come back with the form, and go on together."""
    token = visitor.open("/gop-y/trang")
    body = {"trang": "sai", "muc_ro_rang": "1", "ly_do": ["khac", "kho-hieu"], "ma_bieu_mau": token}
    page = page_of(visitor.http.post("/gop-y/trang", data=body))
    assert [box["value"] for box in page.select("input[name=ly_do][checked]")] == ["kho-hieu", "khac"]
    answer = visitor.http.post("/gop-y/trang", data=body | {"trang": "/lien-he/"})
    detail = visitor.store.find(answer.headers["location"].rpartition("/")[2])
    assert detail is not None
    assert detail.submission.ly_do == (LyDoGopY.KHO_HIEU, LyDoGopY.KHAC)


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("du-thao", "du_thao", "du-thao-cu"),
        ("du-thao", "du_thao", ""),
        ("phan-anh-quy-dinh", "loai_quy_dinh", "khong-co"),
        ("phan-anh-quy-dinh", "dia_chi", ""),
        ("phan-anh-quy-dinh", "loai_nguoi_gui", "x"),
        ("phan-anh-hanh-vi", "don_vi_lien_quan", ""),
        ("hoi-dap", "don_vi_hoi", "don-vi-la"),
        ("trang", "ly_do", "la"),
    ],
)
def test_what_is_not_on_a_list_is_a_mistake_at_its_box(visitor: Visitor, path: str, field: str, value: str) -> None:
    """A closed draft, an unknown unit, a missing address: the box is named in the summary, nothing is stored."""
    answer = visitor.send(to=f"/gop-y/{path}", **(FIELDS[path] | {field: value}))
    page = page_of(answer)
    assert answer.status_code == 422
    assert [link["href"] for link in page.select(".tom-tat-loi a")] == [f"#{field}"]
    assert page.select_one(f"#{field}") is not None
    assert visitor.store.list_items() == ()


def test_a_draft_takes_comments_to_the_end_of_its_day(visitor: Visitor) -> None:
    """The list holds what is open today; when nothing is, the page says so and has no form."""
    page = page_of(visitor.http.get("/gop-y/du-thao?du_thao=ke-hoach-mau"))
    assert [entry["value"] for entry in page.select("#du_thao option")] == ["", "ke-hoach-mau"]
    assert page.select_one("#du_thao option[selected]")["value"] == "ke-hoach-mau"
    visitor.clock.turn(days=9)
    assert page_of(visitor.http.get("/gop-y/du-thao")).select("form[data-bieu-mau]") == []


def test_complaints_have_a_page_and_no_form(visitor: Visitor) -> None:
    """Nobody can send a complaint; the page says where it goes, and every form leads to it."""
    page = page_of(visitor.http.get("/gop-y/khieu-nai-to-cao"))
    assert page.select("form") == []
    assert "Luật Khiếu nại" in page.text
    for path in _PATHS:
        assert page_of(visitor.http.get(f"/gop-y/{path}")).select("a[href='/gop-y/khieu-nai-to-cao']") != []


@pytest.mark.parametrize("path", _PATHS)
def test_every_form_says_what_it_does_with_data(visitor: Visitor, path: str) -> None:
    """Four lines of privacy, the emergency notice, and no consent ticked in advance."""
    page = page_of(visitor.http.get(f"/gop-y/{path}"))
    assert len(page.select("section[aria-labelledby=quyen-rieng-tu] li")) == 4
    assert "115" in page.text
    assert page.select("input[type=checkbox][checked]") == []


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Số của tôi 001099012345", "001099012345"),
        ("gọi 0912 345 678 nhé", "0912 345 678"),
        ("thẻ DN4010123456789", "DN4010123456789"),
        ("thư a.b@example.vn", "a.b@example.vn"),
        ("stk 0123456789", "0123456789"),
        ("Chẩn đoán của mẹ tôi", "hồ sơ sức khỏe"),
    ],
)
def test_personal_data_in_the_text_is_named_before_sending(visitor: Visitor, text: str, piece: str) -> None:
    """The check names the piece and offers the way back first; it is a warning and no door."""
    page = page_of(_check(visitor, "hoi-dap", noi_dung=text))
    assert piece in page.select_one("section[aria-labelledby=canh-bao]").text
    assert [button.text for button in page.select("form button")] == ["Quay lại để xóa", "Tôi hiểu, vẫn gửi"]
    assert visitor.http.post("/gop-y/hoi-dap", data={**_hidden(page), "buoc": "gui"}).status_code == 303


def test_a_rating_with_personal_words_is_shown_once_more(visitor: Visitor) -> None:
    """Page feedback is sent at once unless there is something to warn of."""
    assert _check(visitor, "trang", noi_dung="gọi tôi 0912345678").status_code == 200
    assert visitor.store.list_items() == ()


def test_published_answers_are_offered_before_a_question_is_sent(visitor: Visitor) -> None:
    """A near answer is a link on the check page; a far one is not."""
    page = page_of(_check(visitor, "hoi-dap", tieu_de="Nộp lệ phí cấp giấy phép ở đâu"))
    assert [link["href"] for link in page.select("section[aria-labelledby=co-phai-ban-hoi] a")] == [
        "/hoi-dap/2026/le-phi/"
    ]
