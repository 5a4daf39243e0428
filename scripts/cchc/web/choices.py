"""What may be chosen in a form today: from the site's data and the rules. Also the words that stand for a code."""

from collections.abc import Mapping, Sequence
from datetime import date

from cchc.model.dich_vu import DuThaoMo, TenGoi
from cchc.model.feedback import LoaiNguoiGui, LyDoGopY, MucRoRang, Submission
from cchc.text import to_vietnam
from cchc.web.context import Service
from cchc.web.forms import FieldError, FormMistakes

Choices = Mapping[str, Sequence[TenGoi]]

_ANSWERS = {True: "Có", False: "Không"}
_GONE = {
    "du_thao": "Chọn dự thảo đang lấy ý kiến; dự thảo bạn chọn đã hết hạn góp ý hoặc không còn",
    "loai_quy_dinh": "Chọn loại nội dung phản ánh, kiến nghị trong danh sách",
    "don_vi_hoi": "Chọn một đơn vị trong danh sách, hoặc để trống",
}


def list_choices(service: Service) -> Choices:
    """Return the entries of each list box as of now; a draft leaves its list after its last day in Vietnam."""
    data = service.site_data.get()
    return {
        "linh_vuc": data.linh_vuc,
        "thu_tuc": data.thu_tuc,
        "don_vi_hoi": data.don_vi,
        "du_thao": [TenGoi(ma=draft.ma, ten=draft.ten) for draft in open_drafts(service)],
        "loai_quy_dinh": [TenGoi(ma=entry.ma, ten=entry.ten) for entry in service.rules.noi_dung_quy_dinh],
        "loai_nguoi_gui": [TenGoi(ma=sort.value, ten=sort.label) for sort in LoaiNguoiGui],
        "ly_do": [TenGoi(ma=reason.value, ten=reason.label) for reason in LyDoGopY],
    }


def open_drafts(service: Service) -> Sequence[DuThaoMo]:
    """Return the drafts that take comments today."""
    day = today(service)
    return [draft for draft in service.site_data.get().du_thao if draft.han >= day]


def check_choices(service: Service, submission: Submission) -> None:
    """Raise FormMistakes if a chosen code is not on its list now."""
    choices = list_choices(service)
    errors = tuple(
        FieldError(name, message)
        for name, message in _GONE.items()
        if (code := getattr(submission, name, "")) and code not in {entry.ma for entry in choices[name]}
    )
    if errors:
        raise FormMistakes(errors)


def name_value(choices: Choices, field: str, value: object) -> str:
    """Return what a person reads for the value of a box; "" for an empty one."""
    if isinstance(value, bool):
        return _ANSWERS[value]
    if isinstance(value, MucRoRang):
        return value.label
    if isinstance(value, tuple):
        return "; ".join(name_value(choices, field, entry) for entry in value)
    code = str(value or "")
    found = next((entry.ten for entry in choices.get(field, ()) if entry.ma == code), "")
    return f"{code} – {found}" if field == "thu_tuc" and found else found or code


def today(service: Service) -> date:
    """Return the day in Vietnam."""
    return to_vietnam(service.clock()).date()
