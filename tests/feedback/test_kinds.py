"""The kinds beside question and page feedback: what each asks for, in words that say what to do."""

from datetime import date

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from cchc.model.feedback import (
    AnySubmission,
    CauHoi,
    GopYDuThao,
    GopYTrang,
    LoaiGopY,
    LyDoGopY,
    MucDichDongY,
    PhanAnhHanhVi,
    PhanAnhQuyDinh,
    Submission,
    TraLoiKhaoSat,
    personal_texts,
    purposes_of,
    title_of,
)
from feedback.samples import CAU_HOI, DU_THAO, HANH_VI, QUY_DINH


def _mistakes(sound: BaseModel, **changes: object) -> dict[str, str]:
    try:
        type(sound).model_validate(sound.model_dump() | changes)
    except ValidationError as error:
        return {str(entry["loc"][0]): entry["msg"] for entry in error.errors()}
    return {}


@pytest.mark.parametrize(
    ("sound", "changes", "field", "message"),
    [
        (QUY_DINH, {"ho_ten": ""}, "ho_ten", "Nhập họ và tên của bạn hoặc tên tổ chức"),
        (QUY_DINH, {"dia_chi": " "}, "dia_chi", "Nhập địa chỉ của bạn hoặc của tổ chức"),
        (
            QUY_DINH,
            {"email": "", "dien_thoai": ""},
            "email",
            "Nhập thư điện tử hoặc số điện thoại để chúng tôi gửi trả lời",
        ),
        (QUY_DINH, {"loai_quy_dinh": ""}, "loai_quy_dinh", "Chọn loại nội dung phản ánh, kiến nghị"),
        (QUY_DINH, {"loai_quy_dinh": "A B"}, "loai_quy_dinh", "Chọn loại nội dung phản ánh, kiến nghị trong danh sách"),
        (QUY_DINH, {"noi_dung": ""}, "noi_dung", "Nhập nội dung phản ánh, kiến nghị"),
        (
            QUY_DINH,
            {"dong_y_xu_ly": False},
            "dong_y_xu_ly",
            "Đánh dấu ô đồng ý để chúng tôi được xử lý phản ánh, kiến nghị của bạn",
        ),
        (HANH_VI, {"don_vi_lien_quan": ""}, "don_vi_lien_quan", "Nhập tên đơn vị nơi xảy ra sự việc"),
        (
            HANH_VI,
            {"thoi_gian": ""},
            "thoi_gian",
            "Nhập thời gian xảy ra sự việc, ví dụ sáng 20/11/2026",
        ),
        (HANH_VI, {"noi_dung": ""}, "noi_dung", "Nhập nội dung sự việc"),
        (DU_THAO, {"du_thao": ""}, "du_thao", "Chọn dự thảo bạn muốn góp ý"),
        (DU_THAO, {"noi_dung": ""}, "noi_dung", "Nhập nội dung góp ý"),
        (
            DU_THAO,
            {"email": "mau@example.vn"},
            "dong_y_xu_ly",
            "Đánh dấu ô đồng ý để chúng tôi được lưu họ tên, thông tin liên hệ; hoặc xóa các ô đó",
        ),
        (CAU_HOI, {"don_vi_hoi": "Bệnh viện"}, "don_vi_hoi", "Chọn một đơn vị trong danh sách, hoặc để trống"),
    ],
)
def test_a_mistake_has_one_message_at_its_box(
    sound: BaseModel, changes: dict[str, object], field: str, message: str
) -> None:
    """Each kind tells each mistake once, at the box where it is mended."""
    assert _mistakes(sound, **changes) == {field: message}


def test_a_comment_on_a_draft_needs_no_name() -> None:
    """Draft and words are enough; without a contact no consent is asked for."""
    assert GopYDuThao(du_thao="quyet-dinh-mau", noi_dung="Nên rút ngắn thời hạn.").dong_y_xu_ly is False


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, ()),
        ("", ()),
        ("khac", (LyDoGopY.KHAC,)),
        (["loi-ky-thuat", "kho-hieu", "kho-hieu"], (LyDoGopY.KHO_HIEU, LyDoGopY.LOI_KY_THUAT)),
    ],
)
def test_reasons_are_a_closed_list_of_which_several_may_be_true(typed: object, kept: tuple[LyDoGopY, ...]) -> None:
    """Reasons come in any form a browser sends and are kept once each, in one order."""
    assert GopYTrang.model_validate({"trang": "/", "muc_ro_rang": "2", "ly_do": typed}).ly_do == kept
    sound = GopYTrang.model_validate({"trang": "/", "muc_ro_rang": "2"})
    assert _mistakes(sound, ly_do=["la"]) == {"ly_do": "Chọn lý do trong danh sách"}


@pytest.mark.parametrize("sent", [CAU_HOI, QUY_DINH, HANH_VI, DU_THAO])
def test_the_title_in_lists_names_nobody(sent: AnySubmission) -> None:
    """Lists and status pages show a line that holds nothing personal, and never an empty one."""
    assert title_of(sent)
    assert not [text for text in personal_texts(sent) if text in title_of(sent)]


def test_the_officer_concerned_counts_as_personal() -> None:
    """The name of the person complained about is masked like the sender's own."""
    assert HANH_VI.nguoi_lien_quan in personal_texts(HANH_VI)


def test_consents_are_told_by_purpose() -> None:
    """One purpose a box; a kind without the box never consents to publication."""
    assert purposes_of(CAU_HOI) == (MucDichDongY.XU_LY, MucDichDongY.CONG_KHAI)
    assert purposes_of(HANH_VI) == (MucDichDongY.XU_LY,)
    assert purposes_of(DU_THAO) == ()


def test_complaints_and_denunciations_cannot_be_sent() -> None:
    """Law gives them other doors: no model takes them, and a survey is no item."""
    taken = {model.model_fields["kind"].default for model in (CauHoi, GopYTrang, PhanAnhQuyDinh, PhanAnhHanhVi)}
    assert LoaiGopY.KHIEU_NAI_TO_CAO not in taken
    for kind in (LoaiGopY.KHIEU_NAI_TO_CAO, LoaiGopY.KHAO_SAT):
        with pytest.raises(ValidationError):
            TypeAdapter[AnySubmission](Submission).validate_python(CAU_HOI.model_dump() | {"kind": kind.value})


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"tra_loi": {}}, "Trả lời ít nhất một câu hỏi"),
        ({"tra_loi": {"cau-1": ["  "]}}, "Trả lời ít nhất một câu hỏi"),
        ({"tra_loi": {"cau-1": ["ơ" * 1001]}}, "Rút ngắn còn tối đa 1000 ký tự (hiện có 1001 ký tự)"),
        ({"tra_loi": {"<b>": ["1"]}}, "Phiếu trả lời không đúng dạng"),
        ({"tra_loi": {f"cau-{number}": ["1"] for number in range(101)}}, "Phiếu trả lời không đúng dạng"),
        ({"khao_sat": "../x"}, "Khảo sát này không có trên cổng"),
        ({"ho_so": "000.01"}, "String should match"),
    ],
)
def test_answers_to_a_survey_have_a_form(changes: dict[str, object], word: str) -> None:
    """Empty, overlong and malformed answers are refused; a dossier's code is only taken hashed."""
    sound = {"khao_sat": "hai-long-2026", "ngay": date(2026, 11, 22), "tra_loi": {"cau-1": ["5"]}}
    assert TraLoiKhaoSat.model_validate(sound).tra_loi == {"cau-1": ("5",)}
    with pytest.raises(ValidationError) as caught:
        TraLoiKhaoSat.model_validate(sound | changes)
    assert word in caught.value.errors()[0]["msg"]
