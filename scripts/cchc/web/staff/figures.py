"""Figures of the desk: how many items of each kind in each state, and by month."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from starlette.responses import Response

from cchc.feedback.records import Count
from cchc.model.feedback import LoaiGopY, TrangThaiGopY
from cchc.web.staff.visit import Visit

_MONTHS = 12


async def show_figures(visit: Visit) -> Response:
    """Show the figures; a unit's people see those of their unit."""
    counts = await asyncio.to_thread(visit.office.service.store.count_items)
    own = [entry for entry in counts if not visit.account.don_vi or entry.don_vi == visit.account.don_vi]
    kinds = tuple(kind for kind in LoaiGopY if any(entry.kind is kind for entry in own))
    context = {
        "cac_loai_co": kinds,
        "theo_trang_thai": _by_state(own, kinds),
        "theo_thang": _by_month(own, kinds),
        "tong": sum(entry.so for entry in own),
    }
    return visit.render("so_lieu.html", title="Số liệu", context=context)


def _by_state(counts: Sequence[Count], kinds: Sequence[LoaiGopY]) -> list[tuple[str, list[int]]]:
    totals = Counter[tuple[LoaiGopY, TrangThaiGopY | None]]()
    for entry in counts:
        totals[entry.kind, entry.state] += entry.so
    states = [*TrangThaiGopY, None]
    rows = [
        (state.label if state else "Đã xóa theo thời hạn lưu", [totals[k, state] for k in kinds]) for state in states
    ]
    return [row for row in rows if any(row[1])]


def _by_month(counts: Sequence[Count], kinds: Sequence[LoaiGopY]) -> list[tuple[str, list[int]]]:
    totals = Counter[tuple[LoaiGopY, str]]()
    for entry in counts:
        totals[entry.kind, entry.thang] += entry.so
    months = sorted({entry.thang for entry in counts}, reverse=True)[:_MONTHS]
    return [(f"{month[5:]}/{month[:4]}", [totals[kind, month] for kind in kinds]) for month in months]
