"""The whole way of an item over the screens, as a browser without JavaScript goes it."""

import httpx
import pytest

from cchc.model.feedback import CauHoi, GopYDuThao, GopYTrang, MucRoRang, TrangThaiGopY
from desk.conftest import Place
from desk.officer import DESK, receive
from feedback.samples import CAU_HOI, DU_THAO, HANH_VI

pytestmark = pytest.mark.slow

WORDS = "Kính gửi Ông/Bà,\nLệ phí nộp tại bộ phận một cửa, điện thoại 0240 3999 999."


def _state(place: Place, reference: str) -> TrangThaiGopY:
    found = place.store.find_desk(reference)
    assert found is not None
    return found.detail.item.state


def answer(place: Place, reference: str, words: str = WORDS) -> None:
    """Take, write, submit by one; approve by another."""
    an, binh = place.officer("an"), place.officer("binh")
    assert an.take(reference).status_code == 303
    assert an.step(reference, "soan", tra_loi=words, viec="trinh").status_code == 303
    assert binh.step(reference, "duyet", xac_nhan="co").status_code == 303


def test_a_comment_on_a_draft_bears_its_name(place: Place) -> None:
    """Inbox and item show the draft as people call it, not its code."""
    reference = receive(place.store, DU_THAO)
    an = place.officer("an")
    assert an.get().select_one(".xl-ten-muc").text == "Quyết định mẫu – Điều 3"
    page = an.get(f"/muc/{reference}")
    assert page.h1.text == "Quyết định mẫu – Điều 3"
    assert [fact.text for fact in page.select(".xl-chi-tiet dd")][:2] == ["Quyết định mẫu", "Điều 3"]


def test_feedback_on_a_procedure_bears_its_name(place: Place) -> None:
    """The desk sees which procedure a reader found unclear, and the path of any other page."""
    for path in ("/thu-tuc-hanh-chinh/1.000091/", "/huong-dan/"):
        sent = GopYTrang.model_validate({"trang": path, "muc_ro_rang": 2})
        receive(place.store, sent)
    titles = {title.text for title in place.officer("an").get().select(".xl-ten-muc")}
    label = MucRoRang(2).label.lower()
    assert titles == {f"1.000091 Cấp giấy phép mẫu – {label}", f"/huong-dan/ – {label}"}


def test_a_published_comment_bears_the_name_of_its_draft(place: Place) -> None:
    """What is proposed for the public says which draft it is about, in words."""
    agreed = GopYDuThao.model_validate(DU_THAO.model_dump() | {"dong_y_cong_khai": True})
    reference = receive(place.store, agreed)
    answer(place, reference)
    page = place.officer("an").get(f"/muc/{reference}/trinh-cong-khai")
    assert page.select_one("#tieu_de").text.strip() == "Quyết định mẫu – Điều 3"


def test_from_inbox_to_publication(place: Place) -> None:
    """Taken, assigned, answered, approved by another, masked, published by another: each step stands in the history."""
    sent = CauHoi.model_validate(CAU_HOI.model_dump() | {"noi_dung": "Tôi là Người Gửi Mẫu Đỗ Ơ, gọi 0912345678."})
    reference = receive(place.store, sent)
    an, binh = place.officer("an"), place.officer("binh")
    assert an.get().select_one(".xl-ten-muc").text == "Hỏi về lệ phí cấp giấy phép"
    an.take(reference)
    assert "Đã thực hiện: tiếp nhận." in an.follow().text
    assert an.step(reference, "phan-cong", nguoi="an", note="Trả lời giúp").status_code == 303
    assert an.step(reference, "soan", tra_loi=WORDS, can_cu="20/2008/NĐ-CP", viec="luu").status_code == 303
    assert an.step(reference, "trinh").status_code == 303
    assert binh.step(reference, "duyet", xac_nhan="co").status_code == 303
    assert _state(place, reference) is TrangThaiGopY.DA_TRA_LOI
    an.get(f"/muc/{reference}/trinh-cong-khai")
    assert {mark.find(string=True) for mark in an.page.select(".xl-doi-chieu mark")} == {
        *("Người Gửi Mẫu Đỗ Ơ", "0912345678", "0240 3999 999")
    }
    assert "[họ tên]" in an.page.select_one("#cau_hoi").text
    an.send("/trinh-cong-khai", giu=["0240 3999 999"], viec="che-lai")
    assert an.send("/trinh-cong-khai", giu=["0240 3999 999"], viec="trinh").status_code == 303
    assert binh.step(reference, "cong-khai", xac_nhan="co").status_code == 303
    (published,) = place.store.list_published()
    assert published.answer.cau_hoi == "Tôi là [họ tên], gọi [số điện thoại]."
    assert "0240 3999 999" in published.answer.cong_khai
    history = [entry.text for entry in binh.get(f"/muc/{reference}").select(".xl-lich-su strong")]
    assert history == [
        *("Gửi đến", "Tiếp nhận", "Phân công", "Soạn câu trả lời", "Trình duyệt câu trả lời"),
        *("Duyệt và gửi trả lời", "Trình duyệt công khai", "Duyệt công khai"),
    ]


def test_nobody_approves_his_own_words(place: Place) -> None:
    """The page says why and offers no button; a form sent all the same is refused with 403."""
    reference = receive(place.store)
    binh = place.officer("binh")
    binh.take(reference)
    binh.step(reference, "soan", tra_loi="Trả lời", viec="trinh")
    page = binh.get(f"/muc/{reference}")
    assert "Người duyệt phải là người khác với người soạn" in page.text
    assert page.select(f"a[href$='{reference}/duyet']") == []
    assert binh.get(f"/muc/{reference}/duyet").select_one("form.bieu-mau") is None
    assert binh.last.status_code == 403
    page = binh.get(f"/muc/{reference}/ghi-chu")
    own = {box["name"]: box["value"] for box in page.select("form.bieu-mau input[type=hidden]")}
    refused = binh.http.post(f"{DESK}/muc/{reference}/duyet", data=own | {"phien_ban": "1", "xac_nhan": "co"})
    assert refused.status_code == 403
    assert _state(place, reference) is TrangThaiGopY.DANG_XU_LY


def test_a_final_step_asks_for_a_tick(place: Place) -> None:
    """Without it the page comes back with the words, and nothing is done."""
    reference = receive(place.store)
    an = place.officer("an")
    assert an.step(reference, "tu-choi", message="Ngoài thẩm quyền <của> Sở").status_code == 422
    assert an.page.select_one("#message").text.strip() == "Ngoài thẩm quyền <của> Sở"
    assert _state(place, reference) is TrangThaiGopY.MOI
    assert an.send("/tu-choi", xac_nhan="co").status_code == 303
    assert _state(place, reference) is TrangThaiGopY.TU_CHOI


def test_a_stale_page_keeps_the_words_and_tells_what_changed(place: Place) -> None:
    """Somebody was quicker: 409 with his step, the officer's words in the box, and the next try works."""
    reference = receive(place.store)
    an, chi = place.officer("an"), place.officer("chi")
    an.take(reference)
    an.get(f"/muc/{reference}/soan")
    chi.step(reference, "ghi-chu", note="Đang hỏi phòng Nghiệp vụ Dược")
    assert an.send("/soan", tra_loi="Câu trả lời đang viết dở", viec="luu").status_code == 409
    assert "Đang hỏi phòng Nghiệp vụ Dược" in an.page.select_one(".hop-canh-bao").text
    assert an.page.select_one("#tra_loi").text.strip() == "Câu trả lời đang viết dở"
    assert an.send("/soan", viec="luu").status_code == 303


def test_a_stale_step_that_is_closed_keeps_the_words_for_copying(place: Place) -> None:
    """The item was refused meanwhile: the answer stands in a box to be copied."""
    reference = receive(place.store)
    an, chi = place.officer("an"), place.officer("chi")
    an.take(reference)
    an.get(f"/muc/{reference}/soan")
    chi.step(reference, "tu-choi", message="Trùng", xac_nhan="co")
    assert an.send("/soan", tra_loi="Viết dở", viec="luu").status_code == 409
    assert an.page.select_one("textarea[readonly]").text.strip() == "Viết dở"


@pytest.mark.parametrize("down", ["store", "session", "token"])
def test_words_survive_what_is_down(place: Place, down: str) -> None:
    """Store, session or form token gone: the page holds every word and a way to send it again."""
    reference = receive(place.store)
    an = place.officer("an")
    an.take(reference)
    an.get(f"/muc/{reference}/soan")
    wrong: dict[str, str | list[str]] = {}
    if down == "store":
        place.store.down = True
    elif down == "session":
        place.clock.turn(hours=9)
    else:
        wrong["ma_phien"] = "0" * 64
    answered = an.send("/soan", tra_loi="Giữ <b>từng</b> chữ", viec="luu", **wrong)
    assert answered.status_code == {"store": 503, "session": 401, "token": 403}[down]
    assert an.page.select_one("#tra_loi").text.strip() == "Giữ <b>từng</b> chữ"
    place.store.down = False
    if down == "session":
        kept = an.last
        an.log_in("an")
        an.last = kept
        assert an.send("/soan").status_code == 403
    assert an.send("/soan").status_code == 303


def test_a_template_fills_the_answer_and_its_citations_are_checked(place: Place) -> None:
    """Blanks are filled from the item; texts out of force or unknown are named before anything is sent."""
    reference = receive(place.store)
    an = place.officer("an")
    an.take(reference)
    page = an.get(f"/muc/{reference}/soan?mau=huong-dan-thu-tuc")
    text = page.select_one("#tra_loi").text
    assert f"mã tiếp nhận {reference}" in text
    assert "Cấp giấy phép mẫu (mã 1.000091)" in text
    an.send("/soan", can_cu="20/2008/NĐ-CP\n43/2011/NĐ-CP\n99/2099/NĐ-CP", viec="kiem-tra")
    doubts = an.page.select_one(".hop-canh-bao").text
    assert "43/2011/NĐ-CP: đã hết hiệu lực" in doubts
    assert "99/2099/NĐ-CP: không có" in doubts
    assert "20/2008" not in doubts
    found = place.store.find_desk(reference)
    assert found is not None
    assert found.answers == ()


def test_a_reflection_on_conduct_offers_no_publication(place: Place) -> None:
    """Neither button nor page."""
    reference = receive(place.store, HANH_VI)
    answer(place, reference, "Đã chấn chỉnh.")
    an = place.officer("an")
    assert "Trình duyệt công khai" not in an.get(f"/muc/{reference}").select_one("main").text
    an.get(f"/muc/{reference}/trinh-cong-khai")
    assert an.last.status_code == 409


def test_masked_texts_that_show_something_come_back(place: Place) -> None:
    """Each place is named beside its box; what was typed stays."""
    reference = receive(place.store)
    answer(place, reference)
    an = place.officer("an")
    back = an.step(reference, "trinh-cong-khai", cau_hoi="Tôi là người gửi mẫu đỗ ơ", viec="trinh")
    assert back.status_code == 422
    assert "người gửi mẫu đỗ ơ" in an.page.select_one(".hop-canh-bao").text
    assert an.page.select_one("#cau_hoi").text.strip() == "Tôi là người gửi mẫu đỗ ơ"


def test_unknown_things_are_not_found(place: Place) -> None:
    """Malformed and unknown references, unknown steps: 404, and nothing of the address is repeated."""
    an = place.officer("an")
    for path in ("/muc/khong-co", "/muc/K7M4P-9RTX3", f"/muc/{receive(place.store)}/xoa-het"):
        an.get(path)
        assert an.last.status_code == 404
        assert "xoa-het" not in an.last.text


def test_the_frame_of_a_form_is_not_trusted(place: Place) -> None:
    """A form without the moment it was shown at is refused as malformed."""
    reference = receive(place.store)
    an = place.officer("an")
    an.get(f"/muc/{reference}")
    answered: httpx.Response = an.send("/tiep-nhan", da_xem="hôm qua")
    assert answered.status_code == 400
