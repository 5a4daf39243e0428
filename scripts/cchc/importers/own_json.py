"""Procedures as a site of this kind gives them away (``/du-lieu/thu-tuc/<ma>.json``), turned back into records."""

from pydantic import ValidationError

from cchc.importers.formats import OWN
from cchc.importers.imported import Imported, Refused
from cchc.importers.json_files import Json
from cchc.model.danh_muc import Muc
from cchc.model.du_lieu_mo import KhaiBao, ThuTucThem
from cchc.model.thu_tuc import ThuTuc
from cchc.model.values import parse_ma

_MARKS = {"ma", "ten", "linh_vuc", "trinh_tu", "cach_thuc"}
_DERIVED = ThuTucThem.model_fields.keys() - ThuTuc.model_fields.keys()


def import_own(value: Json, origin: str) -> Imported | Refused | None:
    """Turn the open data of a procedure into the record from which it was made, without a difference.

    None if the value is something else. Derived fields are left out; ``khai_bao`` tells what the record itself said
    where a derived value took its place.
    """
    if not isinstance(value, dict) or not value.keys() >= _MARKS:
        return None
    own = {name: field for name, field in value.items() if name not in _DERIVED}
    try:
        if "khai_bao" in value:
            own |= dict(KhaiBao.model_validate(value["khai_bao"]))
        thu_tuc = ThuTuc.model_validate(own)
        ten = value.get("ten_linh_vuc")
        linh_vuc = Muc(ma=thu_tuc.linh_vuc, ten=ten if isinstance(ten, str) and ten else thu_tuc.linh_vuc)
    except ValidationError as error:
        return Refused(origin, _legible_ma(value), _explain(error))
    return Imported(thu_tuc, linh_vuc, origin, OWN)


def _legible_ma(value: dict[str, Json]) -> str:
    try:
        return parse_ma(str(value.get("ma", "")))
    except ValueError:
        return ""


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(step) for step in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"trường {field} không có trong mẫu"
    if first["type"] == "value_error":
        return f"trường {field} không hợp lệ: {first['ctx']['error']}"
    return f"trường {field} không hợp lệ"
