"""How far two formats give the same records, field by field; counting only, see ``formats`` for the table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.importers import Imported, read_thu_tuc
from cchc.intake.carry import carry_over

# What the JSON importer takes from the text of a fee, which the PDF does not print.
_TOLD_BY_TEXT = frozenset({"cach_thuc.phi.loai", "cach_thuc.phi.tep_nguon", "cach_thuc.phi.tien_te"})


@dataclass(frozen=True)
class Agreement:
    """How a field agrees: records that have it in either format, records equal in it, and the same for its values.

    A value is a text, number or choice; a text of several lines has a value a line.
    """

    records: int
    same_records: int
    values: int
    same_values: int

    @property
    def percent(self) -> float:
        """Return the share of equal values in per cent."""
        return 100 * self.same_values / self.values if self.values else 100.0


def compare_formats(pdf: Path, json: Path) -> Mapping[str, Agreement]:
    """Return the agreement of every field over the codes that both folders have.

    What the PDF does not carry is left out: a field, a part of one, names that it drops from lists.
    """
    ours, theirs = _read(pdf), _read(json)
    totals: dict[str, Agreement] = {}
    for ma in sorted(ours.keys() & theirs.keys()):
        for name, (mine, reference) in _pair(ours[ma], theirs[ma]).items():
            if mine or reference:
                totals[name] = _add(totals.get(name, Agreement(0, 0, 0, 0)), mine, reference)
    return totals


def _read(path: Path) -> dict[str, Imported]:
    return {item.thu_tuc.ma: item for item in read_thu_tuc([path]) if isinstance(item, Imported)}


def _pair(pdf: Imported, json: Imported) -> dict[str, tuple[list[str], list[str]]]:
    reference = json.thu_tuc.model_dump(mode="json")
    record = pdf.thu_tuc.model_copy(update={"linh_vuc": json.thu_tuc.linh_vuc})
    # Only for the order of unordered lists and for names that are dropped; whatever else is carried over is left out.
    carried = carry_over(record, json.thu_tuc, pdf.dang).model_dump(mode="json")
    carried["trinh_tu"] = record.model_dump(mode="json")["trinh_tu"]
    lacks = pdf.dang.lacks | _TOLD_BY_TEXT
    fields = {
        name: (list(_values(carried[name], name, lacks)), list(_values(reference[name], name, lacks)))
        for name in reference
        if name not in lacks
    }
    return {**fields, "linh_vuc": ([pdf.linh_vuc.ten], [json.linh_vuc.ten])}


def _values(value: Any, place: str, lacks: frozenset[str]) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if f"{place}.{name}" not in lacks:
                yield from _values(part, f"{place}.{name}", lacks)
    elif isinstance(value, list):
        for part in value:
            yield from _values(part, place, lacks)
    elif isinstance(value, str):
        yield from (line for line in value.split("\n") if line)
    elif value not in (None, False):
        yield str(value)


def _add(total: Agreement, mine: list[str], reference: list[str]) -> Agreement:
    return Agreement(
        total.records + 1,
        total.same_records + (mine == reference),
        total.values + max(len(mine), len(reference)),
        total.same_values + _count_same(mine, reference),
    )


def _count_same(mine: list[str], reference: list[str]) -> int:
    """Count the values that are equal in order: the longest common subsequence, not the largest common set."""
    if mine == reference:
        return len(mine)
    row = [0] * (len(reference) + 1)
    for value in mine:
        before = row
        row = [0]
        for at, other in enumerate(reference):
            row.append(before[at] + 1 if value == other else max(before[at + 1], row[at]))
    return row[-1]
