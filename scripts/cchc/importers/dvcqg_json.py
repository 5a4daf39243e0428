"""The national portal's JSON (``get-formality-by-citizen``, July 2026): files in, records or reasons out."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from cchc.importers.dvcqg_record import find_ma, map_linh_vuc, map_thu_tuc
from cchc.importers.dvcqg_shape import Formality
from cchc.importers.imported import Imported, Outcome, Refused
from cchc.importers.json_files import Found, Json, Limits, find_values
from cchc.importers.plain_text import clean_line

_PARTS = {"executionSteps", "executionMethods"}


def read_dvcqg_json(paths: Iterable[Path], *, limits: Limits = Limits()) -> Iterator[Outcome]:  # noqa: B008 - frozen
    """Yield the procedures of files and folders; what cannot be read is refused with its reason, the rest goes on.

    Of several records with one code the first counts, the others are refused.
    """
    origins: dict[str, str] = {}
    for found in find_values(paths, limits):
        if not isinstance(found, Found):
            yield found
            continue
        outcome = import_value(found.value, found.origin)
        if isinstance(outcome, Imported):
            first = origins.setdefault(outcome.thu_tuc.ma, outcome.origin)
            if first != outcome.origin:
                outcome = Refused(
                    outcome.origin, outcome.thu_tuc.ma, f"trùng mã với bản ghi ở {first}; đã lấy bản ghi đó"
                )
        yield outcome


def import_value(value: Json, origin: str) -> Imported | Refused:
    """Turn one JSON value into a record: the portal's detail, bare, in its ``data`` envelope or framed."""
    detail = _find_detail(value)
    if detail is None:
        return Refused(origin, "", "không phải bản ghi thủ tục của Cổng Dịch vụ công quốc gia")
    try:
        formality = Formality.model_validate(detail)
    except ValidationError as error:
        return Refused(origin, _legible_ma(detail), _explain(error))
    try:
        linh_vuc = map_linh_vuc(formality)
        return Imported(map_thu_tuc(formality, linh_vuc.ma), linh_vuc, origin)
    except ValidationError as error:
        return Refused(origin, clean_line(find_ma(formality)), _explain(error))
    except ValueError as error:
        return Refused(origin, clean_line(find_ma(formality)), str(error))


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
    given = " ".join(str(first["input"]).split())[:60]
    return f"trường {field} không hợp lệ: “{given}”" if given else f"trường {field} trống"
