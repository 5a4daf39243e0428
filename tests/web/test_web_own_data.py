"""What a sender does with his own item by reference and secret part, without JavaScript."""

import json
from pathlib import Path

import httpx
import pytest

from cchc.feedback.changes import Act, Approve, CreateAccount, Draft, Move, Submit
from cchc.feedback.guard import Rate
from cchc.feedback.records import Account
from cchc.model.feedback import CauHoi, HanhDong, MucDichDongY, TrangThaiGopY, VaiTro
from cchc.web.app import create_app
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import CAU_HOI, make_settings, run_server
from web.visitor import Visitor, page_of

pytestmark = pytest.mark.slow

_DEEDS = ["xem", "sua", "rut-dong-y", "rut", "xoa"]


def _send(visitor: Visitor, **changes: str) -> dict[str, str]:
    """Send a question that may be published; return what opens it."""
    answer = visitor.send(**({"dong_y_cong_khai": "co"} | changes))
    codes = [code.text for code in page_of(visitor.http.get(answer.headers["location"])).select(".the-ma")]
    return {"ma": codes[0], "phan_bi_mat": codes[1]}


def _deeds(visitor: Visitor, opened: dict[str, str]) -> list[str]:
    page = page_of(visitor.http.post("/gop-y/tra-cuu", data=opened))
    return [button["value"] for button in page.select("button[name=viec]")]


def _do(visitor: Visitor, opened: dict[str, str], viec: str, **typed: str) -> httpx.Response:
    return visitor.http.post("/gop-y/cua-toi", data=opened | {"viec": viec, "xac_nhan": "co"} | typed)


def _desk(visitor: Visitor, reference: str, *actions: HanhDong, message: str = "") -> None:
    for name, role in (("can-bo-mau", VaiTro.TRA_LOI), ("lanh-dao-mau", VaiTro.DUYET)):
        person = Account(username=name, ho_ten="Cán Bộ Mẫu", role=role, created_at=visitor.clock.now)
        visitor.store.apply(CreateAccount(person)).result()
    for action in actions:
        act = Act(reference, "can-bo-mau", visitor.clock.now, message=message, note="ghi chú nội bộ")
        visitor.store.apply(Move(act, action)).result()


def _state(visitor: Visitor, opened: dict[str, str]) -> TrangThaiGopY | None:
    detail = visitor.store.find(opened["ma"])
    return detail.item.state if detail else None


def test_each_deed_is_asked_once_more(visitor: Visitor) -> None:
    """The first button only shows the page of the deed; nothing changes, and there is a way back."""
    opened = _send(visitor)
    assert _deeds(visitor, opened) == _DEEDS
    for viec in _DEEDS:
        page = page_of(visitor.http.post("/gop-y/cua-toi", data=opened | {"viec": viec}))
        assert len(page.select("form[action='/gop-y/tra-cuu'] button")) == 1
    assert _state(visitor, opened) is TrangThaiGopY.MOI
    detail = visitor.store.find(opened["ma"])
    assert detail is not None
    assert len(detail.history) == 1


def test_a_wrong_secret_opens_no_deed(visitor: Visitor) -> None:
    """Unknown reference and wrong secret part look alike for every deed, and nothing is done."""
    opened = _send(visitor)
    wrong = opened | {"phan_bi_mat": "2222-2222-2222"}
    unknown = opened | {"ma": "22222-22222"}
    for viec in (*_DEEDS, "bo-sung", "la"):
        answers = [_do(visitor, codes, viec) for codes in (wrong, unknown)]
        assert {answer.status_code for answer in answers} == {422}
        assert len({page_of(answer).select_one(".tom-tat-loi").text for answer in answers}) == 1
    assert _state(visitor, opened) is TrangThaiGopY.MOI


def test_guesses_are_limited(tmp_path: Path) -> None:
    """After so many wrong guesses a network waits, also with the right secret part; a right one counts nothing."""
    store, clock = MemoryStore(), TurnedClock()
    settings = make_settings(tmp_path, rate=Rate(3))
    with (
        run_server(create_app(settings, store=store, clock=clock)) as address,
        httpx.Client(base_url=address) as http,
    ):
        visitor = Visitor(http, store, clock)
        opened = _send(visitor)
        assert {visitor.http.post("/gop-y/tra-cuu", data=opened).status_code for _ in range(9)} == {200}
        wrong = opened | {"phan_bi_mat": "2222-2222-2222"}
        assert [_do(visitor, wrong, "xoa").status_code for _ in range(4)] == [422, 422, 422, 429]
        assert _do(visitor, opened, "xoa").status_code == 429
        assert _state(visitor, opened) is TrangThaiGopY.MOI


def test_erasure_leaves_only_the_tombstone(visitor: Visitor) -> None:
    """Item, sender and words are gone, the look-up finds nothing, and the reason is on record."""
    opened = _send(visitor)
    answer = _do(visitor, opened, "xoa")
    assert answer.status_code == 303
    assert opened["ma"] not in answer.headers["location"]
    assert "Đã xóa" in page_of(visitor.http.get(answer.headers["location"])).text
    assert visitor.store.find(opened["ma"]) is None
    assert [grave.reason for grave in visitor.store.list_tombstones()] == ["nguoi-gui-yeu-cau"]
    assert visitor.http.post("/gop-y/tra-cuu", data=opened).status_code == 422


def test_contacts_are_corrected_under_the_rules_of_the_form(visitor: Visitor) -> None:
    """A mistake is told at its box and kept; sound contacts replace the old ones, the question stays."""
    opened = _send(visitor)
    refused = _do(visitor, opened, "sua", ho_ten="Người Mới Mẫu", email="sai", dien_thoai="")
    assert refused.status_code == 422
    page = page_of(refused)
    assert [link["href"] for link in page.select(".tom-tat-loi a")] == ["#email"]
    assert page.select_one("#ho_ten")["value"] == "Người Mới Mẫu"
    done = _do(visitor, opened, "sua", ho_ten="Người Mới Mẫu", email="", dien_thoai="+84 900 000 002")
    assert done.status_code == 303
    detail = visitor.store.find(opened["ma"])
    assert detail is not None
    assert isinstance(detail.submission, CauHoi)
    assert (detail.submission.ho_ten, detail.submission.email) == ("Người Mới Mẫu", "")
    assert detail.submission.dien_thoai == "0900000002"
    assert detail.submission.tieu_de == CAU_HOI["tieu_de"]


def test_consent_to_publish_can_be_taken_back_once(visitor: Visitor) -> None:
    """The proof stays with the moment of withdrawal, and the button goes."""
    opened = _send(visitor)
    assert _do(visitor, opened, "rut-dong-y").status_code == 303
    detail = visitor.store.find(opened["ma"])
    assert detail is not None
    assert {given.muc_dich: given.withdrawn_at is not None for given in detail.dong_y} == {
        MucDichDongY.XU_LY: False,
        MucDichDongY.CONG_KHAI: True,
    }
    assert "rut-dong-y" not in _deeds(visitor, opened)
    assert _do(visitor, opened, "rut-dong-y").status_code == 409


def test_an_item_can_be_taken_back_until_it_is_answered(visitor: Visitor) -> None:
    """The sender's step needs no account; afterwards nothing but seeing and erasing is left."""
    opened = _send(visitor, dong_y_cong_khai="")
    assert _do(visitor, opened, "rut").status_code == 303
    assert _state(visitor, opened) is TrangThaiGopY.RUT_LAI
    assert _deeds(visitor, opened) == ["xem", "sua", "xoa"]
    assert _do(visitor, opened, "rut").status_code == 409


def test_what_the_desk_asks_for_is_read_and_added_here(visitor: Visitor) -> None:
    """The request stands on the status page without the desk's notes; the answer leads the item on."""
    opened = _send(visitor)
    _desk(visitor, opened["ma"], HanhDong.TIEP_NHAN)
    _desk(visitor, opened["ma"], HanhDong.YEU_CAU_BO_SUNG, message="Ông/Bà cho biết <b>mã hồ sơ</b>.")
    shown = visitor.http.post("/gop-y/tra-cuu", data=opened)
    assert "Ông/Bà cho biết <b>mã hồ sơ</b>." in page_of(shown).text
    for secret in ("ghi chú nội bộ", "can-bo-mau", CAU_HOI["noi_dung"][:10]):
        assert secret not in shown.text
    assert _do(visitor, opened, "bo-sung", bo_sung=" ").status_code == 422
    assert _do(visitor, opened, "bo-sung", bo_sung="x" * 4001).status_code == 422
    assert _do(visitor, opened, "bo-sung", bo_sung="Mã hồ sơ mẫu 01").status_code == 303
    detail = visitor.store.find(opened["ma"])
    assert detail is not None
    assert detail.item.state is TrangThaiGopY.DA_TIEP_NHAN
    assert detail.history[-1].note == "Mã hồ sơ mẫu 01"
    assert "bo-sung" not in _deeds(visitor, opened)


def test_the_answer_stands_on_the_status_page_once_it_is_approved(visitor: Visitor) -> None:
    """A draft is nobody's business; what was let go to the sender is his to read here."""
    opened = _send(visitor)
    _desk(visitor, opened["ma"], HanhDong.TIEP_NHAN)
    act = Act(opened["ma"], "can-bo-mau", visitor.clock.now)
    visitor.store.apply(Draft(act, "Lệ phí nộp tại <quầy> số 2.", ("15/2025/NĐ-CP",))).result()
    visitor.store.apply(Submit(act)).result()
    assert "quầy" not in page_of(visitor.http.post("/gop-y/tra-cuu", data=opened)).text
    visitor.store.apply(Approve(Act(opened["ma"], "lanh-dao-mau", visitor.clock.now), 1)).result()
    text = page_of(visitor.http.post("/gop-y/tra-cuu", data=opened)).text
    assert "Lệ phí nộp tại <quầy> số 2." in text
    assert "15/2025/NĐ-CP" in text


def test_everything_kept_can_be_seen_and_taken_along(visitor: Visitor) -> None:
    """The page shows words, contacts and consents with their version; the file holds the same and is no cache's."""
    opened = _send(visitor)
    text = page_of(visitor.http.post("/gop-y/cua-toi", data=opened | {"viec": "xem"})).text
    for kept in (CAU_HOI["ho_ten"], CAU_HOI["email"], CAU_HOI["tieu_de"], "2026-11-22"):
        assert kept in text
    file = visitor.http.post("/gop-y/cua-toi", data=opened | {"viec": "xem", "xac_nhan": "tai"})
    assert file.headers["content-disposition"] == f'attachment; filename="du-lieu-{opened["ma"]}.json"'
    assert file.headers["cache-control"] == "no-store"
    assert json.loads(file.text)["noi_dung"]["ho_ten"] == CAU_HOI["ho_ten"]
    assert opened["phan_bi_mat"] not in file.text


def test_a_rating_has_nobody_to_correct(visitor: Visitor) -> None:
    """Page feedback is without contacts and consents: it can be seen, taken back and erased."""
    answer = visitor.send(to="/gop-y/trang", trang="/lien-he/", muc_ro_rang="4")
    codes = [code.text for code in page_of(visitor.http.get(answer.headers["location"])).select(".the-ma")]
    assert _deeds(visitor, {"ma": codes[0], "phan_bi_mat": codes[1]}) == ["xem", "rut", "xoa"]


def test_a_store_that_is_down_keeps_what_was_typed(visitor: Visitor) -> None:
    """While nothing can be read the look-up says so, and comes back with reference and secret part."""
    opened = _send(visitor)
    visitor.store.down = True
    answer = _do(visitor, opened, "sua", ho_ten="Người Mới Mẫu")
    assert answer.status_code == 503
    assert page_of(answer).select_one("#ma")["value"] == opened["ma"]


@pytest.mark.parametrize("viec", ["xoa", "rut"])
def test_no_address_holds_reference_or_secret(visitor: Visitor, viec: str) -> None:
    """The page after a deed names no item; an unknown one does not exist."""
    answer = _do(visitor, _send(visitor), viec)
    assert answer.headers["location"] == f"/gop-y/cua-toi/xong/{viec}"
    assert visitor.http.get("/gop-y/cua-toi/xong/xem").status_code == 404


def test_a_receipts_code_brings_only_the_reference_along(visitor: Visitor) -> None:
    """The look-up fills in a sound reference from its address, and nothing else."""
    assert page_of(visitor.http.get("/gop-y/tra-cuu?ma=k7m4p9rtx3")).select_one("#ma")["value"] == "K7M4P-9RTX3"
    page = page_of(visitor.http.get("/gop-y/tra-cuu?ma=<b>&phan_bi_mat=2222-2222-2222"))
    assert [page.select_one(f"#{name}")["value"] for name in ("ma", "phan_bi_mat")] == ["", ""]
