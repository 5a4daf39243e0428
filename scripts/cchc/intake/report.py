"""What an import did, in data and in lines for people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from cchc.importers import Refused
from cchc.intake.ledger import dump
from cchc.intake.listing import Listing, render_listing, render_listing_counts
from cchc.model.thu_tuc import ThuTuc
from cchc.text import shorten
from cchc.text.money import format_number

_LINES = 50
_DIFFERENCES = 6
_NAMED = 5
_WINDOW = 70


Note: TypeAlias = tuple[str, str]
"""The code of a procedure, and what of its source was left out or needs a look."""


@dataclass(frozen=True)
class Change:
    """A record that stood here already: its fields by what happened, with the records before and at the source."""

    ma: str
    local: ThuTuc
    incoming: ThuTuc
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything that one import found; ``gone`` came from this source once and is not in it any more.

    ``older`` are records that the source has in an older state than stands here; nothing was taken from them.
    """

    new: tuple[ThuTuc, ...] = ()
    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    older: tuple[ThuTuc, ...] = ()
    gone: tuple[ThuTuc, ...] = ()
    refused: tuple[Refused, ...] = ()
    skipped: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    listing: Listing | None = None

    @property
    def read(self) -> int:
        """Count the records, and the lines of lists, that could be read."""
        lines = self.listing.lines if self.listing else 0
        return len(self.new) + len(self.changes) + self.unchanged + len(self.older) + lines


def render_report(report: Report, *, verbose: bool = False) -> Iterator[str]:
    """Yield the lines for people, in Vietnamese; long lists of names are cut unless ``verbose``."""
    yield from _cut([f"mới: {thu_tuc.ma} {shorten(thu_tuc.ten, 100)}" for thu_tuc in report.new], verbose)
    for change in report.changes:
        yield from _render_change(change)
    heading = "cũ hơn bản tại chỗ hoặc chỉ là bản sao chép (không lấy)"
    yield from _cut([f"{heading}: {item.ma} {shorten(item.ten, 100)}" for item in report.older], verbose)
    gone = [f"không còn trong nguồn lần này (giữ nguyên): {item.ma} {shorten(item.ten, 100)}" for item in report.gone]
    yield from _cut(gone, verbose)
    for refused in report.refused:
        yield f"từ chối: {refused.origin}: " + (f"{refused.ma}: " if refused.ma else "") + refused.reason
    yield from _cut([f"bỏ qua, không phải định dạng đọc được: {origin}" for origin in report.skipped], verbose)
    yield from _render_notes(report.notes, verbose)
    if report.listing:
        yield from _cut(list(render_listing(report.listing)), verbose)
        yield render_listing_counts(report.listing)
    yield from _render_history(report)
    yield _render_counts(report)


def _render_notes(notes: Iterable[Note], verbose: bool) -> Iterator[str]:
    codes: dict[str, list[str]] = {}
    for ma, note in notes:
        codes.setdefault(note, []).append(ma)
    for note, named in codes.items():
        shown = named if verbose else named[:_NAMED]
        rest = f" và {format_number(len(named) - len(shown))} thủ tục nữa" if len(named) > len(shown) else ""
        yield f"lưu ý: {note}: {', '.join(shown)}{rest}"


def _render_history(report: Report) -> Iterator[str]:
    """Yield how many procedures changed in the ways that matter most to their readers, if any did."""
    kinds = (
        ("đổi tên", [change for change in report.changes if "ten" in change.changed]),
        ("đổi quyết định công bố", [change for change in report.changes if _has_new_decision(change)]),
        ("chuyển lĩnh vực", [change for change in report.changes if "linh_vuc" in change.changed]),
    )
    told = [f"{name} {format_number(len(changes))}" for name, changes in kinds if changes]
    if told:
        yield f"Trong các thủ tục thay đổi: {', '.join(told)}"


def _has_new_decision(change: Change) -> bool:
    before, now = ({item.so for item in record.quyet_dinh} for record in (change.local, change.incoming))
    return "quyet_dinh" in change.changed and before != now


def _render_counts(report: Report) -> str:
    counts = (
        ("mới", len(report.new)),
        ("thay đổi", sum(bool(change.changed) for change in report.changes)),
        ("không đổi", report.unchanged),
        ("giữ bản sửa tại chỗ", sum(bool(change.kept) for change in report.changes)),
        ("xung đột", sum(bool(change.conflicts) for change in report.changes)),
        ("cũ hơn hoặc sao chép", len(report.older)),
        ("không còn trong nguồn", len(report.gone)),
        ("từ chối", len(report.refused)),
        ("bỏ qua", len(report.skipped)),
    )
    return "Tổng: " + ", ".join(f"{name} {format_number(count)}" for name, count in counts)


def _cut(lines: list[str], verbose: bool) -> Iterator[str]:
    yield from lines if verbose else lines[:_LINES]
    if not verbose and len(lines) > _LINES:
        yield f"… và {format_number(len(lines) - _LINES)} dòng nữa (xem đủ bằng --verbose)"


def _render_change(change: Change) -> Iterator[str]:
    local, incoming = dump(change.local), dump(change.incoming)
    ten = shorten(change.local.ten, 100)
    for heading, names, old_label, new_label in (
        ("thay đổi", change.changed, "", ""),
        ("giữ bản sửa tại chỗ, nguồn không đổi", change.kept, "tại chỗ ", "nguồn "),
        ("xung đột, giữ bản tại chỗ (lấy bản nguồn bằng --take-source)", change.conflicts, "tại chỗ ", "nguồn "),
    ):
        if names:
            yield f"{heading}: {change.ma} {ten}"
        for name in names:
            differences = list(_differ(name, local.get(name), incoming.get(name)))
            for path, old, new in differences[:_DIFFERENCES]:
                yield f"    {path}: {old_label}{old} → {new_label}{new}"
            if len(differences) > _DIFFERENCES:
                yield f"    {name}: … và {len(differences) - _DIFFERENCES} chỗ khác nữa"


def _differ(path: str, old: Any, new: Any) -> Iterator[tuple[str, str, str]]:
    """Yield the places where two values differ, each with both sides cut to the part that differs."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in dict.fromkeys((*old, *new)):
            yield from _differ(f"{path}.{name}", old.get(name), new.get(name))
    elif isinstance(old, list) and isinstance(new, list):
        for position in range(max(len(old), len(new))):
            ours = old[position] if position < len(old) else None
            theirs = new[position] if position < len(new) else None
            yield from _differ(f"{path}.{position}", ours, theirs)
    elif old != new:
        yield path, *_windows(_words(old), _words(new))


def _words(value: Any) -> str:
    if value is None:
        return "(trống)"
    if isinstance(value, dict):
        return "; ".join(_words(item) for item in value.values())
    if isinstance(value, list):
        return ", ".join(_words(item) for item in value)
    return f"“{' '.join(value.split())}”" if isinstance(value, str) else str(value)


def _windows(old: str, new: str) -> tuple[str, str]:
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, same - _WINDOW // 3) if max(len(old), len(new)) > _WINDOW else 0
    return _window(old, start), _window(new, start)


def _window(text: str, start: int) -> str:
    end = start + _WINDOW
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
