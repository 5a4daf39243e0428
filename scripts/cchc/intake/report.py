"""What an import did, in data and in lines for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cchc.importers import Refused
from cchc.intake.ledger import dump
from cchc.model.thu_tuc import ThuTuc
from cchc.text import shorten
from cchc.text.money import format_number

_LINES = 50
_DIFFERENCES = 6
_WINDOW = 70


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
    """Everything that one import found; ``gone`` came from this source once and is not in it any more."""

    new: tuple[ThuTuc, ...] = ()
    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    gone: tuple[ThuTuc, ...] = ()
    refused: tuple[Refused, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """Count the records that could be read."""
        return len(self.new) + len(self.changes) + self.unchanged


def render_report(report: Report, *, verbose: bool = False) -> Iterator[str]:
    """Yield the lines for people, in Vietnamese; long lists of names are cut unless ``verbose``."""
    yield from _cut([f"mới: {thu_tuc.ma} {shorten(thu_tuc.ten, 100)}" for thu_tuc in report.new], verbose)
    for change in report.changes:
        yield from _render_change(change)
    gone = [f"không còn trong nguồn lần này (giữ nguyên): {item.ma} {shorten(item.ten, 100)}" for item in report.gone]
    yield from _cut(gone, verbose)
    for refused in report.refused:
        yield f"từ chối: {refused.origin}: " + (f"{refused.ma}: " if refused.ma else "") + refused.reason
    yield from _cut([f"bỏ qua, không phải JSON: {origin}" for origin in report.skipped], verbose)
    yield _render_counts(report)


def _render_counts(report: Report) -> str:
    counts = (
        ("mới", len(report.new)),
        ("thay đổi", sum(bool(change.changed) for change in report.changes)),
        ("không đổi", report.unchanged),
        ("giữ bản sửa tại chỗ", sum(bool(change.kept) for change in report.changes)),
        ("xung đột", sum(bool(change.conflicts) for change in report.changes)),
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
