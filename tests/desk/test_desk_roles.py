"""Who sees and does what: every role at every step, units, senders' data, lists."""

from dataclasses import replace
from datetime import date

import pytest

from cchc.feedback.changes import Act, Approve, Assign, Draft, MarkFailed, Move, Prepare, Publish, Submit
from cchc.model.feedback import ACTIONS, CauHoi, HanhDong, VaiTro
from cchc.model.feedback import TrangThaiGopY as S
from desk.conftest import PEOPLE, Place
from desk.officer import DESK, receive
from feedback.samples import CAU_HOI, GOP_Y, HANH_VI, QUY_DINH, make_new

pytestmark = pytest.mark.slow

_SECRETS = (CAU_HOI.ho_ten, CAU_HOI.email)
_STATES = {
    HanhDong.TIEP_NHAN: S.MOI,
    HanhDong.BO_SUNG: S.YEU_CAU_BO_SUNG,
    HanhDong.TRINH_CONG_KHAI: S.DA_TRA_LOI,
    HanhDong.CONG_KHAI: S.DA_TRA_LOI,
    HanhDong.MO_LAI: S.DA_TRA_LOI,
    HanhDong.GO: S.DA_CONG_KHAI,
}


_SENT = {
    **dict.fromkeys(("note", "message", "tra_loi"), "Lời của cán bộ mẫu"),
    **dict.fromkeys(("tieu_de", "cau_hoi", "cong_khai"), "Lời công khai"),
    "xac_nhan": "co",
    "phien_ban": "1",
    "viec": "luu",
    "don_vi": "",
}


def _bring(place: Place, action: HanhDong) -> str:
    """Return an item on which this step is due; "chi" writes and prepares, "binh" approves and publishes."""
    reference = receive(place.store)
    state = _STATES.get(action, S.DANG_XU_LY)

    def act(actor: str = "chi") -> Act:
        return Act(reference, actor, place.clock())

    if state is S.MOI:
        return reference
    changes = [Move(act(), HanhDong.TIEP_NHAN), Assign(act(), "", None)]
    if state is S.YEU_CAU_BO_SUNG:
        changes.append(Move(act(), HanhDong.YEU_CAU_BO_SUNG))
    elif action is not HanhDong.SOAN:
        changes.append(Draft(act(), "Nộp tại bộ phận một cửa."))
    if action in (HanhDong.DUYET, HanhDong.TRA_LAI) or state in (S.DA_TRA_LOI, S.DA_CONG_KHAI):
        changes.append(Submit(act()))
    if state in (S.DA_TRA_LOI, S.DA_CONG_KHAI):
        changes.append(Approve(act("binh"), 1))
    if action in (HanhDong.CONG_KHAI, HanhDong.GO):
        changes.append(Prepare(act(), "Hỏi", "Nộp ở đâu?", "Nộp tại bộ phận một cửa."))
    if action is HanhDong.GO:
        changes.append(Publish(act("binh"), 1))
    for change in changes:
        place.store.apply(change).result(10)
    return reference


@pytest.mark.slow
@pytest.mark.parametrize("username", ["xem", "an", "binh"])
def test_every_step_by_every_role(place: Place, username: str) -> None:
    """Each step of the desk is made by those whom its rule names and refused with 403 to all others."""
    role, _ = PEOPLE[username]
    officer = place.officer(username)
    token = str(officer.get("/tai-khoan").select_one("input[name=ma_phien]")["value"])
    for action, rule in ACTIONS.items():
        reference = _bring(place, action)
        found = place.store.find_desk(reference)
        assert found is not None
        sent = officer.http.post(
            f"{DESK}/muc/{reference}/{action.value}",
            data=_SENT
            | {
                "ma_phien": token,
                "da_xem": found.detail.item.changed_at.isoformat(),
            },
        )
        assert sent.status_code == (303 if role in rule.vai_tro else 403), action
        officer.get(f"/muc/{reference}/{action.value}")
        assert role in rule.vai_tro or officer.last.status_code == 403


def test_pages_offer_only_what_is_allowed(place: Place) -> None:
    """A viewer has no button at all; an answerer none of the approver's."""
    reference = _bring(place, HanhDong.DUYET)
    assert place.officer("xem").get(f"/muc/{reference}").select(".xl-nut") == []
    offered = {link.text.strip() for link in place.officer("an").get(f"/muc/{reference}").select(".xl-nut .nut")}
    assert "Soạn câu trả lời" in offered
    assert offered.isdisjoint({"Duyệt câu trả lời", "Trả lại người soạn", "Mở lại"})


def test_viewers_see_no_sender(place: Place) -> None:
    """Neither his data nor what is personal in the words; those who answer see both."""
    sent = CauHoi.model_validate(CAU_HOI.model_dump() | {"noi_dung": f"Tôi là {CAU_HOI.ho_ten}, gọi 0912345678."})
    reference = receive(place.store, sent)
    viewer, an = place.officer("xem"), place.officer("an")
    viewer.get(f"/muc/{reference}")
    for secret in (*_SECRETS, "0912345678"):
        assert secret not in viewer.last.text
    assert "[họ tên]" in viewer.last.text
    viewer.get()
    assert "0912345678" not in viewer.last.text
    an.get(f"/muc/{reference}")
    for secret in (*_SECRETS, "0912345678"):
        assert secret in an.last.text


def test_the_person_complained_of_is_named_only_to_those_who_answer(place: Place) -> None:
    """A viewer reads the matter without any name."""
    reference = receive(place.store, HANH_VI)
    viewer = place.officer("xem")
    viewer.get(f"/muc/{reference}")
    assert HANH_VI.nguoi_lien_quan not in viewer.last.text
    assert HANH_VI.ho_ten not in viewer.last.text


@pytest.mark.parametrize("username", ["dung", "xemdv"])
def test_a_unit_sees_its_own_items_only(place: Place, username: str) -> None:
    """Not in the list, not by address, not by a step, not in the figures; after it was assigned, yes."""
    mine, other = receive(place.store), receive(place.store, QUY_DINH)
    for change in (
        Move(Act(mine, "chi", place.clock()), HanhDong.TIEP_NHAN),
        Assign(Act(mine, "chi", place.clock()), "benh-vien-mau"),
    ):
        place.store.apply(change).result(10)
    officer = place.officer(username)
    assert [link.text for link in officer.get("?don_vi=tram-mau").select(".xl-ten-muc")] == [CAU_HOI.tieu_de]
    for path in (f"/muc/{other}", f"/muc/{other}/ghi-chu"):
        officer.get(path)
        assert officer.last.status_code == 403
        assert QUY_DINH.ho_ten not in officer.last.text
        assert QUY_DINH.noi_dung not in officer.last.text
    officer.get(f"/muc/{mine}")
    assert officer.last.status_code == 200
    assert (CAU_HOI.ho_ten in officer.last.text) is (username == "dung")
    assert "1 nội dung đã nhận" in officer.get("/so-lieu").text
    officer.get("/thu-loi")
    assert officer.last.status_code == 403


def test_handing_on_to_another_unit_leads_back_to_the_inbox(place: Place) -> None:
    """The item is theirs no more: the next page is the list, not a refusal."""
    reference = receive(place.store)
    for change in (
        Move(Act(reference, "chi", place.clock()), HanhDong.TIEP_NHAN),
        Assign(Act(reference, "chi", place.clock()), "benh-vien-mau"),
    ):
        place.store.apply(change).result(10)
    officer = place.officer("dung")
    assert officer.step(reference, "phan-cong", don_vi="tram-mau").headers["location"] == DESK


def test_the_list_filters_searches_sorts_and_turns_pages(place: Place) -> None:
    """By kind, state, deadline, person and words without diacritics; 25 a page; nothing about senders."""
    for number in range(26):
        place.store.add(
            make_new(
                CauHoi.model_validate(
                    CAU_HOI.model_dump() | {"noi_dung": f"Nội dung {number}", "tieu_de": f"Mục {number}"}
                ),
                han=date(2026, 11, 18) if number == 7 else date(2026, 12, 15),
            )
        ).result(10)
    place.store.add(replace(make_new(GOP_Y), han=None)).result(10)
    an = place.officer("an")
    page = an.get()
    assert len(page.select(".xl-ten-muc")) == 25
    assert page.select_one(".xl-ten-muc").text == "Mục 7"
    assert "quá hạn 2 ngày làm việc" in page.select_one("td[data-label='Thời hạn']").text
    assert [tab.select_one(".so-luong").text for tab in page.select(".xl-the a")][:2] == ["27", "26"]
    assert len(an.get(str(page.select_one("a[rel=next]")["href"])).select(".xl-ten-muc")) == 2
    for query, expected in (
        ("?loai=gop-y-trang", ["/lien-he/ – rõ ràng"]),
        ("?han=qua", ["Mục 7"]),
        ("?tim=MUC+13", ["Mục 13"]),
        ("?cua_toi=co", []),
        ("?trang_thai=tu-choi", []),
        ("?trang=999", []),
    ):
        assert [link.text for link in an.get(query).select(".xl-ten-muc")] == expected, query
    for secret in _SECRETS:
        assert secret not in an.get().text
    assert "Không có nội dung nào khớp" in an.get("?tim=kh%C3%B4ng+th%E1%BA%A5y").text


def test_what_says_the_same_stands_together(place: Place) -> None:
    """Three equal questions are one line with two beneath it."""
    references = {receive(place.store) for _ in range(3)}
    page = place.officer("an").get()
    assert len(page.select(".xl-ten-muc")) == 1
    assert page.select_one("summary").text == "3 nội dung giống nhau"
    shown = {link.text for link in page.select(".xl-trung a")} | {page.select_one(".xl-ma").text.split()[0]}
    assert shown == references


def test_letters_given_up_are_listed_and_tried_again(place: Place) -> None:
    """Reference, event and reason, no words and no address; the button puts one back among those that wait."""
    receive(place.store)
    (letter,) = place.store.list_outbox()
    place.store.apply(MarkFailed(letter.id, place.clock(), "550 <script>alert(1)</script>", None)).result(10)
    an = place.officer("an")
    page = an.get("/thu-loi")
    assert letter.reference in page.text
    assert "<script>alert" not in an.last.text
    assert an.send("/thu-loi").status_code == 303
    assert place.store.list_dead_letters() == ()
    assert "Không có thư nào bị dừng" in an.get("/thu-loi").text
    viewer = place.officer("xem")
    viewer.get("/thu-loi")
    assert viewer.last.status_code == 403


def test_an_empty_desk_says_so(place: Place) -> None:
    """Inbox, letters and figures without anything in them are pages, not gaps."""
    an = place.officer("an")
    assert "Hộp việc đang trống" in an.get().text
    assert "Chưa có nội dung nào" in an.get("/so-lieu").text
    assert VaiTro.TRA_LOI.label in an.get("/tai-khoan").text
