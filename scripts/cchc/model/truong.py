"""What a field of a record accepts, told from the models: the editor's forms and the handbook are made from this."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from cchc.model.nhan import nhan
from cchc.model.values import MaThuTuc


class Kieu(StrEnum):
    """What an editor writes into a field."""

    CHU = "chữ"
    MA_THU_TUC = "mã thủ tục"
    CO_KHONG = "có hoặc không"
    SO_NGUYEN = "số nguyên"
    SO = "số"
    NGAY = "ngày"
    THOI_DIEM = "ngày và giờ"
    LUA_CHON = "chọn trong danh sách"
    NHOM = "nhóm trường con"


@dataclass(frozen=True)
class Truong:
    """One field: name in the file, official label, and what it accepts.

    ``lua_chon`` are the values of a closed list with their labels; ``truong_con`` the fields of a group; ``mau`` is the
    pattern that a text must match, empty when any will do; ``mac_dinh`` is what counts when the field is left out.
    """

    ten: str
    nhan: str
    kieu: Kieu
    bat_buoc: bool
    nhieu: bool = False
    lua_chon: tuple[tuple[str, str], ...] = ()
    truong_con: tuple["Truong", ...] = ()
    mau: str = ""
    mac_dinh: str | bool | None = None


def describe(model: type[BaseModel]) -> tuple[Truong, ...]:
    """Describe the fields of a model in their order; a group within its own kind is described one level deep."""
    return _fields(model, (model,))


def walk(truong: Sequence[Truong], prefix: str = "") -> Iterator[tuple[str, Truong]]:
    """Yield every field with its dotted path, groups before their parts."""
    for one in truong:
        path = f"{prefix}{one.ten}"
        yield path, one
        yield from walk(one.truong_con, f"{path}.")


def _fields(model: type[BaseModel], above: tuple[type[BaseModel], ...]) -> tuple[Truong, ...]:
    described = (_describe(name, field, above) for name, field in model.model_fields.items())
    return tuple(one for one in described if one is not None)


def _describe(name: str, field: FieldInfo, above: tuple[type[BaseModel], ...]) -> Truong | None:
    annotation, metadata, many = field.annotation, list(field.metadata), False
    annotation, more = _inner(annotation)
    metadata += more
    if get_origin(annotation) is tuple:
        many = True
        annotation, more = _inner(get_args(annotation)[0])
        metadata += more
    is_group = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    is_choice = isinstance(annotation, type) and issubclass(annotation, StrEnum)
    if is_group and above.count(annotation) > 1:
        return None
    return Truong(
        ten=name,
        nhan=field.title or name,
        kieu=_kind(annotation, metadata),
        bat_buoc=field.is_required(),
        nhieu=many,
        lua_chon=tuple((member.value, _label(member)) for member in annotation) if is_choice else (),
        truong_con=_fields(annotation, (*above, annotation)) if is_group else (),
        mau=_pattern(metadata),
        mac_dinh=field.default if isinstance(field.default, str | bool) else None,
    )


def _label(member: StrEnum) -> str:
    try:
        return nhan(member)
    except KeyError:  # a list that is never printed has no official label
        return member.value


def _inner(annotation: Any) -> tuple[Any, list[Any]]:
    """Return what is left of an annotation without "or nothing" and without its conditions, and these conditions."""
    metadata: list[Any] = []
    while True:
        if get_origin(annotation) in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not NoneType)
        elif get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata += more
        else:
            return annotation, metadata


_KINDS: tuple[tuple[type, Kieu], ...] = (
    (bool, Kieu.CO_KHONG),
    (int, Kieu.SO_NGUYEN),
    (Decimal, Kieu.SO),
    (datetime, Kieu.THOI_DIEM),
    (date, Kieu.NGAY),
    (StrEnum, Kieu.LUA_CHON),
    (BaseModel, Kieu.NHOM),
)
"""Types in the order in which they are tried: a moment is a day too, a truth value a number."""


def _kind(annotation: Any, metadata: Sequence[Any]) -> Kieu:
    if any(part in get_args(MaThuTuc)[1:] for part in metadata):
        return Kieu.MA_THU_TUC
    if not isinstance(annotation, type):
        return Kieu.CHU
    return next((kind for wanted, kind in _KINDS if issubclass(annotation, wanted)), Kieu.CHU)


def _pattern(metadata: Sequence[Any]) -> str:
    patterns = (
        part.pattern if isinstance(part, StringConstraints) else getattr(part, "pattern", None) for part in metadata
    )
    return next((str(pattern) for pattern in patterns if pattern), "")
