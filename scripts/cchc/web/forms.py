"""From a form body to what was sent, or to the mistakes in it. One entry in FORMS for each active kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError

from cchc.model.feedback import CauHoi, GopYTrang, LoaiGopY, Submission

_MAX_FIELDS = 50
_CHECKED = "co"


@dataclass(frozen=True)
class FormSpec:
    """One form: its address below ``/gop-y/``, its words, and its boxes in the order of the page."""

    kind: LoaiGopY
    path: str
    template: str
    title: str
    button: str
    model: type[CauHoi] | type[GopYTrang]
    fields: tuple[str, ...]
    checkboxes: frozenset[str] = frozenset()


FORMS: Mapping[LoaiGopY, FormSpec] = MappingProxyType(
    {
        LoaiGopY.HOI_DAP: FormSpec(
            kind=LoaiGopY.HOI_DAP,
            path="hoi-dap",
            template="hoi_dap.html",
            title="Gửi câu hỏi",
            button="Gửi câu hỏi",
            model=CauHoi,
            fields=(
                "ho_ten",
                "email",
                "dien_thoai",
                "linh_vuc",
                "thu_tuc",
                "tieu_de",
                "noi_dung",
                "dong_y_xu_ly",
                "dong_y_cong_khai",
            ),
            checkboxes=frozenset({"dong_y_xu_ly", "dong_y_cong_khai"}),
        ),
        LoaiGopY.GOP_Y_TRANG: FormSpec(
            kind=LoaiGopY.GOP_Y_TRANG,
            path="trang",
            template="trang.html",
            title="Góp ý về trang thông tin",
            button="Gửi góp ý",
            model=GopYTrang,
            fields=("trang", "muc_ro_rang", "noi_dung"),
        ),
    }
)


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
    """Return the first value of each field of a URL-encoded body; raise ValueError if it has far too many fields."""
    pairs = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    values: dict[str, str] = {}
    for name, value in pairs:
        values.setdefault(name, value)
    return values


def parse_submission(spec: FormSpec, values: Mapping[str, str]) -> Submission:
    """Return what was sent; raise FormMistakes with every mistake of the form at once."""
    typed: dict[str, object] = {name: values.get(name, "") for name in spec.fields}
    typed |= {name: values.get(name) == _CHECKED for name in spec.checkboxes}
    try:
        return spec.model.model_validate(typed)
    except ValidationError as error:
        found = {str(entry["loc"][0]): entry["msg"] for entry in error.errors(include_input=False, include_url=False)}
        raise FormMistakes(tuple(FieldError(name, found[name]) for name in spec.fields if name in found)) from None


def keep_values(spec: FormSpec, values: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed into the boxes of this form, and nothing else, so that it can be shown again."""
    return {name: values.get(name, "") for name in spec.fields}


def prefill(spec: FormSpec, query: Mapping[str, str]) -> dict[str, str]:
    """Return the values that a link to the form brings along (``?thu_tuc=``, ``?trang=&muc=``), if they are sound."""
    wanted = {"thu_tuc": query.get("thu_tuc", ""), "linh_vuc": query.get("linh_vuc", "")}
    wanted |= {"trang": query.get("trang", ""), "muc_ro_rang": query.get("muc", "")}
    return {name: value if _is_sound(spec.model, name, value) else "" for name, value in wanted.items()}


def _is_sound(model: type[BaseModel], field: str, value: str) -> bool:
    if field not in model.model_fields or not value:
        return False
    try:
        model.model_validate({field: value})
    except ValidationError as error:
        return all(entry["loc"] != (field,) for entry in error.errors(include_input=False, include_url=False))
    return True
