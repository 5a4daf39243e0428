"""From a form body to what was sent, or to the mistakes in it. One specification for each active kind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError

from cchc.model.feedback import (
    AnySubmission,
    CauHoi,
    GopYDuThao,
    GopYTrang,
    LoaiGopY,
    PhanAnhHanhVi,
    PhanAnhQuyDinh,
    Submission,
)

_MAX_FIELDS = 50
_CHECKED = "co"
_CONSENTS = ("dong_y_xu_ly", "dong_y_cong_khai")

KEPT = "tep_da_nhan"
"""Hidden box of a page: a file that waits for the form, under a seal that is good for this form only."""

SEVERAL = frozenset({"ly_do", KEPT})
"""Boxes that may be sent several times; their codes are joined with spaces."""


@dataclass(frozen=True)
class FormSpec:
    """One form: its address below ``/gop-y/``, its words, and its boxes in the order of the page.

    ``always_checked`` shows everything once more before it is sent; else only what gives reason to.
    ``takes_files`` says that files may come along where the operator allows them.
    """

    kind: LoaiGopY
    path: str
    template: str
    title: str
    button: str
    model: type[AnySubmission]
    fields: tuple[str, ...]
    always_checked: bool = True
    takes_files: bool = True

    @property
    def checkboxes(self) -> tuple[str, ...]:
        """Return the boxes that are ticked or not."""
        return tuple(name for name in self.fields if name in _CONSENTS)


_SPECS = (
    FormSpec(
        kind=LoaiGopY.HOI_DAP,
        path="hoi-dap",
        template="hoi_dap.html",
        title="Gửi câu hỏi",
        button="Gửi câu hỏi",
        model=CauHoi,
        fields=(
            *("ho_ten", "email", "dien_thoai", "linh_vuc", "thu_tuc", "don_vi_hoi", "tieu_de", "noi_dung"),
            *_CONSENTS,
        ),
    ),
    FormSpec(
        kind=LoaiGopY.PHAN_ANH_QUY_DINH,
        path="phan-anh-quy-dinh",
        template="phan_anh_quy_dinh.html",
        title="Gửi phản ánh, kiến nghị về quy định hành chính",
        button="Gửi phản ánh, kiến nghị",
        model=PhanAnhQuyDinh,
        fields=(
            *("loai_nguoi_gui", "ho_ten", "dia_chi", "email", "dien_thoai"),
            *("loai_quy_dinh", "linh_vuc", "thu_tuc", "tieu_de", "noi_dung", *_CONSENTS),
        ),
    ),
    FormSpec(
        kind=LoaiGopY.PHAN_ANH_HANH_VI,
        path="phan-anh-hanh-vi",
        template="phan_anh_hanh_vi.html",
        title="Gửi phản ánh về thái độ, hành vi, sự chậm trễ",
        button="Gửi phản ánh",
        model=PhanAnhHanhVi,
        fields=(
            *("loai_nguoi_gui", "ho_ten", "dia_chi", "email", "dien_thoai"),
            *("don_vi_lien_quan", "thoi_gian", "dia_diem", "nguoi_lien_quan"),
            *("thu_tuc", "tieu_de", "noi_dung", "dong_y_xu_ly"),
        ),
    ),
    FormSpec(
        kind=LoaiGopY.GOP_Y_DU_THAO,
        path="du-thao",
        template="du_thao.html",
        title="Góp ý dự thảo văn bản",
        button="Gửi góp ý",
        model=GopYDuThao,
        fields=("du_thao", "phan", "noi_dung", "loai_nguoi_gui", "ho_ten", "email", "dien_thoai", *_CONSENTS),
    ),
    FormSpec(
        kind=LoaiGopY.GOP_Y_TRANG,
        path="trang",
        template="trang.html",
        title="Góp ý về trang thông tin",
        button="Gửi góp ý",
        model=GopYTrang,
        fields=("trang", "muc_ro_rang", "ly_do", "noi_dung"),
        always_checked=False,
        takes_files=False,
    ),
)

FORMS: Mapping[LoaiGopY, FormSpec] = MappingProxyType({spec.kind: spec for spec in _SPECS})
"""The form of each active kind."""


@dataclass(frozen=True)
class FieldError:
    """One mistake: the box and what to do about it, in Vietnamese."""

    field: str
    message: str


class FormMistakes(Exception):
    """The form has mistakes, in the order of its boxes."""

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        super().__init__(f"{len(errors)} mistakes")
        self.errors = errors


def parse_body(body: bytes) -> dict[str, str]:
    """Return the fields of a URL-encoded body; raise ValueError if it has far too many.

    Of a field sent twice the first value counts, unless it is one of SEVERAL.
    """
    return gather(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_MAX_FIELDS))


def gather(pairs: Collection[tuple[str, str]]) -> dict[str, str]:
    """Return one value for each name, as ``parse_body`` says."""
    values: dict[str, str] = {}
    for name, value in pairs:
        if name in SEVERAL and name in values:
            values[name] = f"{values[name]} {value}"
        else:
            values.setdefault(name, value)
    return values


def parse_submission(spec: FormSpec, values: Mapping[str, str]) -> Submission:
    """Return what was sent; raise FormMistakes with every mistake of the form at once."""
    typed: dict[str, object] = {name: values.get(name, "") for name in spec.fields}
    typed |= {name: values.get(name) == _CHECKED for name in spec.checkboxes}
    typed |= {name: values.get(name, "").split() for name in SEVERAL & set(spec.fields)}
    if "loai_nguoi_gui" in typed and not typed["loai_nguoi_gui"]:
        del typed["loai_nguoi_gui"]
    try:
        return spec.model.model_validate(typed)
    except ValidationError as error:
        found = {str(entry["loc"][0]): entry["msg"] for entry in error.errors(include_input=False, include_url=False)}
        if "loai_nguoi_gui" in found:
            found["loai_nguoi_gui"] = "Chọn cá nhân hoặc tổ chức, doanh nghiệp"
        raise FormMistakes(tuple(FieldError(name, found[name]) for name in spec.fields if name in found)) from None


def keep_values(spec: FormSpec, values: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed into the boxes of this form, and nothing else, so that it can be shown again."""
    return {name: values.get(name, "") for name in spec.fields}


def prefill(spec: FormSpec, query: Mapping[str, str]) -> dict[str, str]:
    """Return the values that a link to the form brings along (``?thu_tuc=``, ``?trang=&muc=``), if they are sound."""
    wanted = {name: query.get(name, "") for name in ("thu_tuc", "linh_vuc", "trang", "du_thao")}
    wanted |= {"muc_ro_rang": query.get("muc", ""), "don_vi_hoi": query.get("don_vi", "")}
    return {name: value if _is_sound(spec.model, name, value) else "" for name, value in wanted.items()}


def _is_sound(model: type[BaseModel], field: str, value: str) -> bool:
    if field not in model.model_fields or not value:
        return False
    try:
        model.model_validate({field: value})
    except ValidationError as error:
        return all(entry["loc"] != (field,) for entry in error.errors(include_input=False, include_url=False))
    return True
