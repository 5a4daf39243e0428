"""The inbox: tabs by kind, filters, search, pages with links. Nothing about senders stands in it."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.responses import Response

from cchc.feedback.desk import Desk
from cchc.feedback.records import Account, InboxFilter, InboxRow
from cchc.feedback.store import Store
from cchc.model.feedback import LoaiGopY, TrangThaiGopY
from cchc.text.working_days import UnknownYear, add_working_days
from cchc.web.staff.access import words_for_list
from cchc.web.staff.deadline_words import HanChu, say_deadline, today_of
from cchc.web.staff.facts import name_title
from cchc.web.staff.visit import Visit

PAGE = 25
_LONGEST_SEARCH = 100
_NO_UNIT = "-"
_OPEN = (
    *(TrangThaiGopY.MOI, TrangThaiGopY.DA_TIEP_NHAN, TrangThaiGopY.YEU_CAU_BO_SUNG),
    *(TrangThaiGopY.DANG_XU_LY, TrangThaiGopY.DA_CHUYEN),
)


@dataclass(frozen=True)
class Dong:
    """A line: the item, its words for this reader, its deadline in words."""

    muc: InboxRow
    tieu_de: str
    trich: str
    han: HanChu | None


@dataclass(frozen=True)
class Nhom:
    """Lines of one page that say the same, the first and the others; ``tong`` counts all there are."""

    dau: Dong
    khac: tuple[Dong, ...]
    tong: int


async def show_inbox(visit: Visit) -> Response:
    """Show a page of the list that the address describes."""
    query = visit.request.query_params
    chosen = parse_filter(query, visit.account, visit.office.desk)
    number = _page_number(query)
    store = visit.office.service.store
    rows, counts = await asyncio.to_thread(_read, store, chosen, number, _kinds(visit))
    total = counts[chosen.kinds[0]] if chosen.kinds else sum(counts.values())
    accounts = await asyncio.to_thread(store.list_accounts)
    context = {
        "nhom": group(rows, visit),
        "tong": total,
        "the": _tabs(query, counts),
        "loc": query,
        "dang_loc": any(query.get(name) for name in ("tim", "trang_thai", "don_vi", "cua_toi", "han")),
        "xoa_loc": f"{visit.office.base}{_link(query, tim='', trang_thai='', don_vi='', cua_toi='', han='', trang='')}",
        "cac_don_vi": visit.office.service.site_data.get().don_vi if not visit.account.don_vi else (),
        "ten_don_vi": {unit.ma: unit.ten for unit in visit.office.service.site_data.get().don_vi},
        "ten_nguoi": {account.username: account.ho_ten for account in accounts},
        "phan_trang": _pages(query, number, total),
        "sap_den_han": visit.office.desk.rules.dong_ho.sap_den_han,
    }
    return visit.render("hop_viec.html", title="Hộp việc", context=context)


def parse_filter(query: Mapping[str, str], account: Account, desk: Desk) -> InboxFilter:
    """Return what the address asks for; unknown values choose nothing, a unit's people see their unit only."""
    wanted = query.get("trang_thai", "")
    states = _OPEN if wanted == "dang-mo" else tuple(state for state in TrangThaiGopY if state.value == wanted)
    unit = query.get("don_vi", "")
    return InboxFilter(
        kinds=tuple(kind for kind in LoaiGopY if kind.value == query.get("loai", "")),
        states=states,
        don_vi=account.don_vi or {"": None, _NO_UNIT: ""}.get(unit, unit),
        account=account.username if query.get("cua_toi") else None,
        overdue_on=_day_of(query.get("han", ""), desk),
        tim=query.get("tim", "")[:_LONGEST_SEARCH],
        by_deadline=query.get("xep", "han") != "moi",
    )


def group(rows: Sequence[InboxRow], visit: Visit) -> list[Nhom]:
    """Return the lines with those that say the same beneath the first of them, in the order of the page."""
    groups: dict[str, list[InboxRow]] = {}
    for row in rows:
        groups.setdefault(row.dau_van if row.trung else row.item.reference, []).append(row)
    lines = [[_line(row, visit) for row in members] for members in groups.values()]
    return [Nhom(first, tuple(others), first.muc.trung + 1) for first, *others in lines]


def _line(row: InboxRow, visit: Visit) -> Dong:
    title = name_title(row.item, visit.office.service.site_data.get())
    title, snippet = (words_for_list(visit.account, text) for text in (title, row.trich))
    return Dong(row, title, snippet, say_deadline(visit.office.desk, row.han))


def _kinds(visit: Visit) -> tuple[LoaiGopY, ...]:
    return tuple(kind for kind in visit.office.desk.rules.loai if kind is not LoaiGopY.KHAO_SAT)


def _read(
    store: Store, chosen: InboxFilter, number: int, kinds: Sequence[LoaiGopY]
) -> tuple[Sequence[InboxRow], dict[LoaiGopY, int]]:
    rows = store.list_inbox(chosen, limit=PAGE, offset=(number - 1) * PAGE)
    return rows, {kind: store.count_inbox(replace(chosen, kinds=(kind,))) for kind in kinds}


def _day_of(wanted: str, desk: Desk) -> date | None:
    today = today_of(desk)
    if wanted == "qua":
        return today
    if wanted != "sap":
        return None
    try:
        return add_working_days(today, desk.rules.dong_ho.sap_den_han, desk.calendar).ngay + timedelta(days=1)
    except UnknownYear:
        # Without the calendar of that year days of the week must do: a list shows too much sooner than too little.
        return today + timedelta(days=desk.rules.dong_ho.sap_den_han + 3)


def _page_number(query: Mapping[str, str]) -> int:
    text = query.get("trang", "1")
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _tabs(query: QueryParams, counts: Mapping[LoaiGopY, int]) -> list[tuple[str, str, int, bool]]:
    wanted = query.get("loai", "")
    tabs = [("Tất cả", _link(query, loai="", trang=""), sum(counts.values()), not wanted)]
    for kind, number in counts.items():
        tabs.append((kind.label, _link(query, loai=kind.value, trang=""), number, wanted == kind.value))
    return tabs


def _pages(query: QueryParams, number: int, total: int) -> dict[str, object]:
    last = max(ceil(total / PAGE), 1)
    near = sorted({1, last, *range(max(number - 2, 1), min(number + 2, last) + 1)})
    return {
        "trang": number,
        "tong": last,
        "truoc": _link(query, trang=str(number - 1)) if 1 < number <= last else "",
        "sau": _link(query, trang=str(number + 1)) if number < last else "",
        "cac_trang": [(page, _link(query, trang=str(page))) for page in near],
    }


def _link(query: QueryParams, **changes: str) -> str:
    """Return the query of this list with changes; what is empty is left out."""
    kept = {**dict(_known(query)), **changes}
    return f"?{urlencode({name: value for name, value in kept.items() if value})}"


def _known(query: QueryParams) -> Iterator[tuple[str, str]]:
    for name in ("loai", "trang_thai", "don_vi", "cua_toi", "han", "tim", "xep", "trang"):
        yield name, query.get(name, "")[:_LONGEST_SEARCH]
