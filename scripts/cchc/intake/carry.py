"""What a format does not carry stays as it stands here, down into the parts of a record."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from cchc.model.thu_tuc import ThuTuc

Fields = dict[str, Any]


def _key(*names: str) -> Callable[[Fields], Any]:
    # An empty amount and a zero are the same to a print that shows both as free.
    return lambda item: next((item[name] for name in names if item[name]), 0)


# By which part the items of a list are known again, beside their order.
_KEYS: Mapping[str, Callable[[Fields], Any]] = {
    "quyet_dinh": _key("so"),
    "can_cu_phap_ly": _key("so_ky_hieu", "trich_yeu"),
    "ket_qua": _key("ten"),
    "thanh_phan_ho_so": _key("truong_hop"),
    "giay_to": _key("ten"),
    "tep_nguon": _key("ten"),
    "cach_thuc": _key("kenh"),
    "phi": _key("so_tien"),
}


def carry_over(incoming: ThuTuc, local: ThuTuc, lacks: frozenset[str]) -> ThuTuc:
    """Return the incoming record with the parts that its format lacks taken from the local one.

    ``lacks`` has dotted names, for example ``quyet_dinh.ngay_ky``; items of lists are matched by what names them.
    """
    if not lacks:
        return incoming
    return ThuTuc.model_validate(_carry(incoming.model_dump(), local.model_dump(), "", lacks))


def _carry(new: Fields, old: Fields, path: str, lacks: frozenset[str]) -> Fields:
    carried = dict(new)
    for name, value in new.items():
        place = f"{path}{name}"
        if place in lacks:
            carried[name] = old[name]
        elif any(lacking.startswith(f"{place}.") for lacking in lacks):
            carried[name] = _carry_items(name, value, old[name], f"{place}.", lacks)
    return carried


def _carry_items(name: str, new: Any, old: Any, path: str, lacks: frozenset[str]) -> Any:
    if new is None or old is None:
        return new
    key = _KEYS[name]
    known = dict(zip(_number(old, key), old, strict=True))
    return tuple(
        _carry(item, known[mark], path, lacks) if mark in known else item
        for mark, item in zip(_number(new, key), new, strict=True)
    )


def _number(items: Any, key: Callable[[Fields], Any]) -> list[tuple[Any, int]]:
    """Return the key of each item with how often it stood before, so that repeated ones match in their order."""
    seen: Counter[Any] = Counter()
    marks = []
    for item in items:
        mark = key(item)
        marks.append((mark, seen[mark]))
        seen[mark] += 1
    return marks
