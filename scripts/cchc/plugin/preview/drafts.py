"""What only a preview shows: items that are not published yet, and the last good text of a file that has errors."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from cchc.model.content import Content, Entry
from cchc.model.nhan import nhan
from cchc.model.post import Tin, TrangThaiTin
from cchc.model.problem import Problem
from cchc.text import format_datetime

_HIDDEN = (TrangThaiTin.NHAP, TrangThaiTin.CHO_DUYET)


def show_drafts(content: Content, now: datetime) -> tuple[Content, Mapping[str, str]]:
    """Return the content with drafts and scheduled items as if published, and by path why each is not public yet.

    Their titles begin with that reason, so that they are told apart in every list.
    """
    marks = {entry.path: mark for entry in content.tin if (mark := _mark(entry.record, now))}
    tin = tuple(_as_published(entry, marks[entry.path], now) if entry.path in marks else entry for entry in content.tin)
    return replace(content, tin=tin), marks


def _mark(tin: Tin, now: datetime) -> str:
    if tin.trang_thai is TrangThaiTin.NHAP:
        return "Bản nháp"
    if tin.trang_thai in _HIDDEN:
        return nhan(tin.trang_thai)
    if tin.trang_thai is TrangThaiTin.DA_DANG and tin.ngay_dang > now:
        return f"Hẹn đăng {format_datetime(tin.ngay_dang)}"
    return ""


def _as_published(entry: Entry[Tin], mark: str, now: datetime) -> Entry[Tin]:
    tin = entry.record
    shown = {
        "trang_thai": TrangThaiTin.DA_DANG,
        "tieu_de": f"{mark}: {tin.tieu_de}",
        "ngay_dang": min(tin.ngay_dang, now),
    }
    return replace(entry, record=tin.model_copy(update=shown))


def keep_last_good(
    content: Content, problems: Iterable[Problem], before: Content, existing: Collection[str]
) -> Content:
    """Put back the former record of each file that exists and has errors: its page stays while its author mends it."""
    wrong = {problem.path for problem in problems if problem.is_error} & set(existing)
    changed: dict[str, Any] = {}  # the fields of Content, of several types
    for field in fields(content):
        now, then = getattr(content, field.name), getattr(before, field.name)
        if isinstance(now, tuple) and any(isinstance(entry, Entry) for entry in then):
            known = {entry.path for entry in now}
            kept = [entry for entry in then if entry.path in wrong - known]
            changed[field.name] = tuple(sorted((*now, *kept), key=lambda entry: str(entry.path)))
    # The pictures and files of a record that was put back were not looked at again.
    changed["tep"] = {path: tep for path, tep in before.tep.items() if path in existing} | content.tep
    return replace(content, **changed)
