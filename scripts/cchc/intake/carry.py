"""What a format does not carry stays as it stands here, down into the parts of a record."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from cchc.importers import Format
from cchc.model.thu_tuc import ThuTuc

Fields = dict[str, Any]


def _key(*names: str) -> Callable[[Any], Any]:
    return lambda item: next((item[name] for name in names if item[name]), "")


# By which part the items of a list are known again, beside their order.
_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "quyet_dinh": _key("so"),
    "can_cu_phap_ly": _key("so_ky_hieu", "trich_yeu"),
    "ket_qua": _key("ten"),
    "thanh_phan_ho_so": _key("truong_hop"),
    "giay_to": _key("ten"),
    "tep_nguon": _key("ten"),
    "cach_thuc": _key("kenh"),
}
# Lists whose order says nothing: the portal gives them as they come.
_UNORDERED = {"can_cu_phap_ly", "ket_qua"}
# Lists whose items stay in their places.
_IN_PLACE = {"giay_to", "thanh_phan_ho_so"}


def carry_over(incoming: ThuTuc, local: ThuTuc, dang: Format) -> ThuTuc:
    """Return the incoming record with the parts that its format does not carry taken from the local one.

    Items of lists are matched by what names them. An order that says nothing is the local one.
    """
    if not dang.lacks:
        return incoming
    return ThuTuc.model_validate(_carry(incoming.model_dump(), local.model_dump(), "", dang))


def _carry(new: Fields, old: Fields, path: str, dang: Format) -> Fields:
    return {name: _carry_one(name, value, old[name], f"{path}{name}", dang) for name, value in new.items()}


def _carry_one(name: str, new: Any, old: Any, place: str, dang: Format) -> Any:
    if place in dang.lacks:
        return old or new
    if place in dang.partial:
        return old if set(new) <= set(old) else new
    inside = any(lacking.startswith(f"{place}.") for lacking in dang.lacks | dang.partial)
    if isinstance(new, dict) and isinstance(old, dict):
        return _carry(new, old, f"{place}.", dang) if inside else new
    if inside and name in _SAME:
        return old if _SAME[name](new) == _SAME[name](old) else new
    if name in _UNORDERED or inside:
        return _carry_items(name, new, old, place, dang)
    return new


def _carry_items(name: str, new: Any, old: Any, place: str, dang: Format) -> Any:
    key = _KEYS[name]
    known = dict(zip(_number(old, key), old, strict=True))
    marks = _number(new, key)
    if name in _IN_PLACE and len(new) == len(old):
        # As many as before: one whose name is known no more is the one that stood in its place under another name.
        free = {at: item for at, (mark, item) in enumerate(known.items()) if mark not in marks}
        known |= {mark: free[at] for at, mark in enumerate(marks) if mark not in known and at in free}
    items = [
        _carry(item, known[mark], f"{place}.", dang) if mark in known else item
        for mark, item in zip(marks, new, strict=True)
    ]
    if name in _UNORDERED:
        order = {mark: at for at, mark in enumerate(known)}
        ranked = sorted(zip(marks, items, strict=True), key=lambda pair: order.get(pair[0], len(order)))
        items = [item for _, item in ranked]
    return tuple(items)


def _number(items: Any, key: Callable[[Any], Any]) -> list[tuple[Any, int]]:
    """Return the key of each item with how often it stood before, so that repeated ones match in their order."""
    seen: Counter[Any] = Counter()
    marks = []
    for item in items:
        mark = key(item)
        marks.append((mark, seen[mark]))
        seen[mark] += 1
    return marks


def _amounts(fees: Any) -> list[Any]:
    return [(fee["so_tien"], fee["tien_te"]) for fee in fees if fee["so_tien"]]


def _words(steps: Any) -> list[str]:
    return [word for step in steps for word in step["noi_dung"].split()]


# Lists that a print shows without their borders or texts: the local one stays while what both have is the same.
_SAME: Mapping[str, Callable[[Any], Any]] = {"phi": _amounts, "trinh_tu": _words}
