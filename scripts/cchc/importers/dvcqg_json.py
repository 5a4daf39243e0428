"""The national portal's JSON (``get-formality-by-citizen``, July 2026): one value in, a record or the reason out."""

from pydantic import ValidationError

from cchc.importers.dvcqg_record import find_ma, map_linh_vuc, map_thu_tuc
from cchc.importers.dvcqg_shape import Formality
from cchc.importers.encoding import WrongEncodingError, check_encoding
from cchc.importers.formats import JSON, Format
from cchc.importers.imported import Imported, Refused
from cchc.importers.json_files import Json
from cchc.importers.plain_text import clean_line

_PARTS = {"executionSteps", "executionMethods"}


def import_value(value: Json, origin: str) -> Imported | Refused | None:
    """Turn one JSON value into a record: the portal's detail, bare, in its ``data`` envelope or framed.

    None if it is nothing of the kind.
    """
    detail = _find_detail(value)
    return None if detail is None else import_detail(detail, origin)


def import_detail(
    detail: dict[str, Json], origin: str, *, dang: Format = JSON, notes: tuple[str, ...] = ()
) -> Imported | Refused:
    """Turn a detail in the portal's shape, from a file of the format ``dang``, into a record."""
    try:
        formality = Formality.model_validate(detail)
    except ValidationError as error:
        return Refused(origin, _legible_ma(detail), _explain(error))
    ma = clean_line(find_ma(formality))
    try:
        check_encoding(str(detail))
        linh_vuc = map_linh_vuc(formality)
        thu_tuc = map_thu_tuc(formality, linh_vuc.ma, ten_nguon=dang.nguon)
        return Imported(thu_tuc, linh_vuc, origin, dang, notes)
    except ValidationError as error:
        return Refused(origin, ma, _explain(error))
    except (ValueError, WrongEncodingError) as error:
        return Refused(origin, ma, str(error))


def _find_detail(value: Json) -> dict[str, Json] | None:
    for key in ("detail", "data", ""):
        inner = value.get(key) if isinstance(value, dict) and key else value
        if isinstance(inner, dict) and "name" in inner and "code" in inner and _PARTS & inner.keys():
            return inner
    return None


def _legible_ma(detail: dict[str, Json]) -> str:
    code = detail.get("codeNotation") or detail.get("code")
    return clean_line(code) if isinstance(code, str) else ""


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(step) for step in first["loc"])
    if first["type"] == "value_error":
        return str(first["ctx"]["error"])
    if first["type"] == "string_too_long":
        return f"trường {field} dài bất thường ({len(first['input'])} ký tự)"
    given = " ".join(str(first["input"])[:600].split())[:60]
    return f"trường {field} không hợp lệ: “{given}”" if given else f"trường {field} trống"
