"""What may be sent, in which states it may be, and how a reference looks."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from cchc.feedback.codes import REFERENCE, SECRET, CodeFormat
from cchc.feedback.rules import CachCongKhai, read_rules
from cchc.model.feedback import (
    LIMITS,
    TRANSITIONS,
    CauHoi,
    GopYTrang,
    LoaiGopY,
    MucRoRang,
    PhanAnhQuyDinh,
    TrangThaiGopY,
    title_of,
)
from feedback.samples import CAU_HOI, QUY_DINH

pytestmark = pytest.mark.slow

# A timing is never a test: a busy machine must not fail these.
_patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_SOUND = CAU_HOI.model_dump(exclude={"kind"})


def _mistakes(model: type[CauHoi] | type[GopYTrang], **changes: object) -> dict[str, str]:
    base = _SOUND if model is CauHoi else {"trang": "/", "noi_dung": "Rõ"}
    try:
        model.model_validate(base | changes)
    except ValidationError as error:
        return {str(entry["loc"][0]): entry["msg"] for entry in error.errors()}
    return {}


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"ho_ten": " \t "}, "ho_ten", "Nhập họ và tên của bạn"),
        ({"tieu_de": ""}, "tieu_de", "Nhập tiêu đề câu hỏi"),
        ({"noi_dung": "\r\n"}, "noi_dung", "Nhập nội dung câu hỏi"),
        ({"noi_dung": "ơ" * 4001}, "noi_dung", "Rút ngắn còn tối đa 4000 ký tự (hiện có 4001 ký tự)"),
        ({"email": "", "dien_thoai": ""}, "email", "Nhập thư điện tử hoặc số điện thoại để chúng tôi gửi trả lời"),
        ({"email": "ai@đó"}, "email", "Nhập thư điện tử đúng dạng, ví dụ ten@example.vn"),
        ({"email": "a@b.vn,c@d.vn"}, "email", "Nhập thư điện tử đúng dạng, ví dụ ten@example.vn"),
        ({"dien_thoai": "12345"}, "dien_thoai", "Nhập số điện thoại đúng dạng, ví dụ 0912 345 678"),
        ({"thu_tuc": "1.91"}, "thu_tuc", "Nhập mã thủ tục đúng dạng, ví dụ 1.000091, hoặc để trống"),
        (
            {"dong_y_xu_ly": False},
            "dong_y_xu_ly",
            "Đánh dấu ô đồng ý để chúng tôi được xử lý câu hỏi và trả lời bạn",
        ),
    ],
)
def test_a_mistake_in_a_question_has_one_message_at_its_box(
    changes: dict[str, object], field: str, message: str
) -> None:
    """Each mistake is told once, at the box where it is mended, in words that say what to do."""
    assert _mistakes(CauHoi, **changes) == {field: message}


def test_all_mistakes_are_told_at_once() -> None:
    """An empty form lists everything that is missing, not only the first thing."""
    with pytest.raises(ValidationError) as caught:
        CauHoi.model_validate({})
    assert {entry["loc"][0] for entry in caught.value.errors()} == {
        "ho_ten",
        "email",
        "tieu_de",
        "noi_dung",
        "dong_y_xu_ly",
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0912 345 678", "0912345678"), ("+84 912.345.678", "0912345678"), ("(024) 3846 0001", "02438460001")],
)
def test_phone_numbers_are_kept_in_one_form(typed: str, kept: str) -> None:
    """Spaces, dots and the country code are free; the store holds one form."""
    assert CauHoi.model_validate(_SOUND | {"dien_thoai": typed}).dien_thoai == kept


def test_text_is_composed_and_free_of_control_characters() -> None:
    """Decomposed letters are composed; control and direction characters vanish; paragraphs stay."""
    sent = CauHoi.model_validate(
        _SOUND
        | {
            "ho_ten": unicodedata.normalize("NFD", "Đỗ  Thị\r\nƠ\u202e"),
            "noi_dung": "Một\x00\x1b[31m  \r\n\r\nHai\u2066",
        }
    )
    assert sent.ho_ten == "Đỗ Thị Ơ"
    assert sent.noi_dung == "Một[31m\n\nHai"


def test_a_field_of_law_becomes_a_slug() -> None:
    """The optional field is free text for the citizen and a slug for the desk."""
    assert CauHoi.model_validate(_SOUND | {"linh_vuc": "An toàn thực phẩm"}).linh_vuc == "an-toan-thuc-pham"


def test_no_field_for_an_identity_number_exists() -> None:
    """What is not asked for cannot be stored: unknown fields are refused."""
    assert "so_can_cuoc" in _mistakes(CauHoi, so_can_cuoc="001")


@pytest.mark.parametrize(
    "trang",
    [
        "",
        "lien-he",
        "//example.vn/",
        "/\\example.vn",
        "https://example.vn/",
        "/a b",
        "/a?x=1",
        "/liên-hệ/",
        "javascript:1",
    ],
)
def test_page_feedback_names_a_page_of_this_portal(trang: str) -> None:
    """The page is a path on this host; nothing else can be written into a link for the desk."""
    assert "trang" in _mistakes(GopYTrang, trang=trang)


def test_page_feedback_needs_a_rating_or_words() -> None:
    """One of both is enough, none is not."""
    assert _mistakes(GopYTrang, noi_dung="", muc_ro_rang="") == {
        "muc_ro_rang": "Chọn một mức đánh giá hoặc viết ý kiến của bạn"
    }
    assert _mistakes(GopYTrang, noi_dung="", muc_ro_rang="5") == {}
    assert _mistakes(GopYTrang, noi_dung="Rõ", muc_ro_rang="") == {}
    assert "muc_ro_rang" in _mistakes(GopYTrang, muc_ro_rang="6")


def test_the_title_in_lists_holds_no_name() -> None:
    """Lists show the question's title, or page and rating."""
    assert title_of(CAU_HOI) == "Hỏi về lệ phí cấp giấy phép"
    assert title_of(GopYTrang(trang="/lien-he/", muc_ro_rang=MucRoRang.RO_RANG)) == "/lien-he/ – rõ ràng"


def test_errors_do_not_repeat_what_was_typed() -> None:
    """The text of a validation error, which may reach a log, holds no input."""
    with pytest.raises(ValidationError) as caught:
        CauHoi.model_validate(_SOUND | {"email": "bi-mat@@example.vn"})
    assert "bi-mat" not in str(caught.value)


@_patient
@given(st.dictionaries(st.sampled_from([*CauHoi.model_fields]), st.text() | st.booleans() | st.none()))
def test_no_input_breaks_the_question(values: dict[str, object]) -> None:
    """Whatever is sent either is a question within its limits or has mistakes."""
    try:
        sent = CauHoi.model_validate(values)
    except ValidationError:
        return
    assert all(len(getattr(sent, name)) <= limit for name, limit in LIMITS.items() if name in CauHoi.model_fields)


def test_every_state_has_its_transitions_and_can_be_reached() -> None:
    """The table names all states; each but the first follows from another; every kind and state has a label."""
    assert set(TRANSITIONS) == set(TrangThaiGopY)
    assert frozenset().union(*TRANSITIONS.values()) == set(TrangThaiGopY) - {TrangThaiGopY.MOI}
    assert all(value.label for value in (*LoaiGopY, *TrangThaiGopY, *MucRoRang))


@pytest.mark.parametrize(("code", "bits"), [(REFERENCE, 43), (SECRET, 52)])
def test_codes_are_hard_to_guess_and_easy_to_read(code: CodeFormat, bits: int) -> None:
    """Codes have the promised entropy and no vowel or look-alike."""
    assert code.entropy > bits
    assert not set(code.write(code.space - 1) + code.write(0) + code.write(12345678901)) & set("AEIOUY01LDQSZBG")


@_patient
@given(st.integers(min_value=0, max_value=REFERENCE.space - 1))
def test_a_reference_is_understood_however_it_is_typed(number: int) -> None:
    """Case, spaces and hyphens do not matter, and no two numbers share a reference."""
    code = REFERENCE.write(number)
    assert REFERENCE.parse(f" {code.lower().replace('-', ' ')} ") == code
    assert REFERENCE.parse(code.replace("-", "–")) == code


@pytest.mark.parametrize("text", ["", "K7M4P", "K7M4P-9RTXO", "K7M4P-9RTX33", "'; DROP TABLE item; --", "Ｋ7M4P-9RTX3"])
def test_what_is_no_reference_is_not_taken_for_one(text: str) -> None:
    """Too short, too long or with other characters: no reference."""
    assert REFERENCE.parse(text) is None


def test_the_rules_of_the_package_cover_the_open_kinds() -> None:
    """Texts are composed Vietnamese, a question is answered in 15 working days, page feedback promises no answer."""
    rules = read_rules()
    assert rules.loai[LoaiGopY.HOI_DAP].thoi_han == 15
    assert rules.loai[LoaiGopY.GOP_Y_TRANG].thoi_han is None
    assert set(rules.loai) == set(LoaiGopY) - {LoaiGopY.KHIEU_NAI_TO_CAO}
    assert unicodedata.is_normalized("NFC", rules.model_dump_json())


def test_what_may_be_published_is_a_rule_of_the_kind() -> None:
    """A question only with consent, a reflection on rules as a summary, one on conduct never (FB-13, PDP-04)."""
    grounds = {kind: rule.cong_khai for kind, rule in read_rules().loai.items()}
    assert grounds[LoaiGopY.HOI_DAP] is CachCongKhai.DONG_Y
    assert grounds[LoaiGopY.PHAN_ANH_QUY_DINH] is CachCongKhai.TOM_TAT
    assert grounds[LoaiGopY.PHAN_ANH_HANH_VI] is CachCongKhai.KHONG


def test_each_kind_has_its_own_consents() -> None:
    """Each wording has a version of its own, which is stored with the consent; a kind without one has the general."""
    rules = read_rules()
    versions = [rule.dong_y.phien_ban for rule in rules.loai.values() if rule.dong_y]
    assert len({*versions, rules.dong_y.phien_ban}) == len(versions) + 1
    assert rules.consents_of(LoaiGopY.HOI_DAP) == rules.dong_y
    assert rules.consents_of(LoaiGopY.PHAN_ANH_HANH_VI) != rules.dong_y


def test_the_decree_knows_eight_contents() -> None:
    """Decree 20/2008, article 5: eight clauses, each once; a form accepts each code."""
    codes = [entry.ma for entry in read_rules().noi_dung_quy_dinh]
    assert len(set(codes)) == 8
    for code in codes:
        assert PhanAnhQuyDinh.model_validate(QUY_DINH.model_dump() | {"loai_quy_dinh": code}).loai_quy_dinh == code
