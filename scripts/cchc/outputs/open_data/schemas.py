"""JSON Schema (draft 2020-12) of every published set, generated from the models with the official labels."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema, to_json

from cchc.model.bieu_mau import BieuMau
from cchc.model.danh_muc import DanhMuc
from cchc.model.don_vi import DonVi
from cchc.model.du_lieu_mo import (
    BieuMauThem,
    DonViThem,
    HoiDapThem,
    QuyetDinhThem,
    ThuTucRutGon,
    ThuTucThem,
    TinThem,
    VanBanThem,
)
from cchc.model.hoi_dap import HoiDap
from cchc.model.nhan import nhan
from cchc.model.post import Tin
from cchc.model.quyet_dinh import QuyetDinh
from cchc.model.thu_tuc import ThuTuc
from cchc.model.van_ban import VanBan
from cchc.outputs.artefact import Artefact
from cchc.outputs.open_data import datasets
from cchc.outputs.open_data.records import KHONG_CONG_KHAI

THU_TUC_CHI_TIET = "thu-tuc-chi-tiet"
"""The schema of one procedure with all fields."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Labelled(GenerateJsonSchema):
    """Gives each value of a closed list its official label."""

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        values: Iterable[StrEnum] = schema["members"]
        return {"type": "string", "oneOf": [{"const": value.value, "title": nhan(value)} for value in values]}


def make_schemas(site_url: str) -> Iterator[Artefact]:
    """Make the schemas of all sets; ``site_url`` begins their ids."""
    shapes = {
        THU_TUC_CHI_TIET: _schema(ThuTuc, ThuTucThem),
        datasets.THU_TUC.ten: _list_of(_schema(ThuTucRutGon)),
        datasets.QUYET_DINH.ten: _list_of(_schema(QuyetDinh, QuyetDinhThem)),
        datasets.BIEU_MAU.ten: _list_of(_schema(BieuMau, BieuMauThem)),
        datasets.DON_VI.ten: _list_of(_schema(DonVi, DonViThem)),
        datasets.TIN_TUC.ten: _list_of(_schema(Tin, TinThem, without=KHONG_CONG_KHAI)),
        datasets.VAN_BAN.ten: _list_of(_schema(VanBan, VanBanThem, without=frozenset({"nhom_rieng"}))),
        datasets.HOI_DAP.ten: _list_of(_schema(HoiDap, HoiDapThem)),
        datasets.DANH_MUC.ten: _schema(DanhMuc),
    }
    for ten, shape in shapes.items():
        uri = f"du-lieu/schema/{ten}.json"
        schema = {"$schema": _DIALECT, "$id": f"{site_url}/{uri}", **shape}
        yield Artefact(uri, to_json(schema, indent=2))


def _schema(
    model: type[BaseModel], them: type[BaseModel] | None = None, *, without: frozenset[str] = frozenset()
) -> JsonSchemaValue:
    """Return the schema of a record with its derived fields, which replace those of the same name."""
    shape = _generate(model)
    if them:
        added = _generate(them)
        shape["properties"] |= added["properties"]
        shape["$defs"] = shape.get("$defs", {}) | added.get("$defs", {})
    shape["properties"] = {name: field for name, field in shape["properties"].items() if name not in without}
    shape["required"] = list(shape["properties"])
    shape["additionalProperties"] = False
    return shape


def _generate(model: type[BaseModel]) -> JsonSchemaValue:
    shape = model.model_json_schema(mode="serialization", schema_generator=_Labelled)
    # Docstrings of the program are in English and speak of the program; readers of the data have the labels.
    for part in (shape, *shape.get("$defs", {}).values()):
        part.pop("description", None)
        part.pop("title", None)
    return shape


def _list_of(shape: JsonSchemaValue) -> JsonSchemaValue:
    defs: dict[str, Any] = shape.pop("$defs", {})
    return {"type": "array", "items": shape, "$defs": defs}
