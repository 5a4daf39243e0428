"""Calendars of effective dates: what begins, changes and ends for all procedures, for a field, for one procedure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cchc.catalogue import Catalogue, QuyetDinhItem, ThuTucItem, urls
from cchc.catalogue.events import BienDong, find_events, find_events_of
from cchc.model.nhan import nhan
from cchc.model.phan_loai import HanhDong
from cchc.model.site import Site
from cchc.outputs.artefact import Artefact
from cchc.outputs.feed import absolute, host_of
from cchc.outputs.icalendar import Lich, SuKien, make_calendar
from cchc.text import shorten, slug

_NAMED = 20
"""Procedures that the description of one event names; the page behind it names all."""


def list_calendars(catalogue: Catalogue, events: Sequence[BienDong]) -> tuple[Lich, ...]:
    """Return the calendars that have something in them, the whole first, then the fields in their order."""
    fields = {item.linh_vuc.ma for item in _dated(catalogue, events)}
    if not fields:
        return ()
    whole = Lich(
        urls.lich_url("hieu-luc"), "Ngày hiệu lực của thủ tục hành chính", "Ngày thủ tục bắt đầu, thay đổi, chấm dứt"
    )
    return whole, *(
        Lich(
            urls.lich_url(f"linh-vuc-{muc.ma}"),
            f"Ngày hiệu lực, lĩnh vực {muc.ten}",
            f"Ngày thủ tục lĩnh vực {muc.ten} bắt đầu, thay đổi, chấm dứt",
        )
        for muc in catalogue.linh_vuc.values()
        if muc.ma in fields
    )


def lich_of_thu_tuc(item: ThuTucItem) -> Lich:
    """Return the calendar of one procedure."""
    record = item.record
    name = f"Thủ tục {record.ma}: {shorten(record.ten, 120)}"
    return Lich(urls.lich_url(f"thu-tuc/{record.ma}"), name, f"Ngày hiệu lực của thủ tục {record.ma}")


def lich_of_quyet_dinh(item: QuyetDinhItem) -> Lich:
    """Return the calendar of one decision."""
    name = f"Quyết định số {item.record.so}"
    return Lich(
        urls.lich_url(f"quyet-dinh/{item.record.slug}"), name, f"Ngày hiệu lực của quyết định số {item.record.so}"
    )


def find_lich_of_quyet_dinh(catalogue: Catalogue, item: QuyetDinhItem) -> str:
    """Return the address of a decision's calendar, empty where it names no public procedure of the catalogue."""
    named = catalogue.find_thu_tuc(tuple(muc.ma for muc in item.record.muc))
    told = any(event.quyet_dinh == item for thu_tuc in named for event in find_events_of(catalogue, thu_tuc))
    return lich_of_quyet_dinh(item).url if told else ""


def make_calendars(catalogue: Catalogue, site: Site) -> Iterator[Artefact]:
    """Make all calendars; one without events is not made, because the format wants at least one."""
    events = find_events(catalogue)
    ends = [item for item in catalogue.cong_khai if _ends_by_itself(item)]
    for lich in list_calendars(catalogue, events):
        ma = lich.url.rpartition("/linh-vuc-")[2].removesuffix(".ics") if "/linh-vuc-" in lich.url else ""
        own = [event for event in events if not ma or event.thu_tuc.linh_vuc.ma == ma]
        own_ends = [item for item in ends if not ma or item.linh_vuc.ma == ma]
        yield make_calendar(lich, _in_order([*_decisions(own, site, ma), *_ends(own_ends, site)]))
    for decision, own in _by_decision(events):
        # The same event as in the whole calendar: whoever has both sees it once.
        yield make_calendar(lich_of_quyet_dinh(decision), _in_order(_decisions(own, site, "")))
    by_ma = _by_ma(events)
    for item in _dated(catalogue, events):
        own = by_ma.get(item.record.ma, [])
        own_ends = [item] if _ends_by_itself(item) else []
        found = [*_decisions(own, site, item.record.ma), *_ends(own_ends, site)]
        yield make_calendar(lich_of_thu_tuc(item), _in_order(found))


def has_calendar(item: ThuTucItem, events: Iterable[BienDong]) -> bool:
    """Tell whether anything dated is known of a procedure; ``events`` are its own."""
    return _ends_by_itself(item) or any(event.hieu_luc_tu for event in events)


def _dated(catalogue: Catalogue, events: Sequence[BienDong]) -> list[ThuTucItem]:
    by_ma = _by_ma(events)
    return [item for item in catalogue.cong_khai if has_calendar(item, by_ma.get(item.record.ma, ()))]


def _by_decision(events: Iterable[BienDong]) -> Iterator[tuple[QuyetDinhItem, list[BienDong]]]:
    found: dict[str, tuple[QuyetDinhItem, list[BienDong]]] = {}
    for event in events:
        if event.quyet_dinh:
            found.setdefault(event.quyet_dinh.url, (event.quyet_dinh, []))[1].append(event)
    yield from found.values()


def _by_ma(events: Iterable[BienDong]) -> Mapping[str, list[BienDong]]:
    found: defaultdict[str, list[BienDong]] = defaultdict(list)
    for event in events:
        found[event.thu_tuc.record.ma].append(event)
    return found


def _ends_by_itself(item: ThuTucItem) -> bool:
    """Only the procedure's own field tells its last day; an end by decision is that decision's event."""
    return bool(item.record.hieu_luc_den and not item.vong_doi.ket_thuc_bang)


def _decisions(events: Iterable[BienDong], site: Site, scope: str) -> Iterator[SuKien]:
    """Make one event of all that a decision does on one day; ``scope`` tells its copies in other calendars apart."""
    together: defaultdict[tuple[str, date], list[BienDong]] = defaultdict(list)
    for event in events:
        if event.hieu_luc_tu:
            together[event.so, event.hieu_luc_tu].append(event)
    for (so, day), found in together.items():
        one = len({event.thu_tuc.record.ma for event in found}) == 1
        where = found[0].thu_tuc.url if one else found[0].url
        yield SuKien(
            uid="-".join(filter(None, (slug(so), f"{day:%Y%m%d}", scope))) + f"@{host_of(site)}",
            ngay=day,
            lap_ngay=max(event.ngay for event in found),
            ten=_summary(so, found, one=one),
            mo_ta=_names(found),
            url=absolute(site, where),
            the=tuple(dict.fromkeys(event.thu_tuc.linh_vuc.ten for event in found)),
        )


def _summary(so: str, events: Sequence[BienDong], *, one: bool) -> str:
    if one:
        event = events[0]
        what = nhan(event.hanh_dong) if event.hanh_dong else "Có hiệu lực"
        return f"{what}: {shorten(event.thu_tuc.record.ten, 160)} ({event.thu_tuc.record.ma})"
    counts = (
        f"{sum(1 for event in events if event.hanh_dong is hanh_dong)} thủ tục {nhan(hanh_dong).lower()}"
        for hanh_dong in HanhDong
        if any(event.hanh_dong is hanh_dong for event in events)
    )
    return f"Quyết định số {so} có hiệu lực: {', '.join(counts) or f'{len(events)} thủ tục'}"


def _names(events: Sequence[BienDong]) -> str:
    lines = [f"{event.thu_tuc.record.ma}: {shorten(event.thu_tuc.record.ten, 160)}" for event in events[:_NAMED]]
    more = [f"và {len(events) - _NAMED} thủ tục khác"] if len(events) > _NAMED else []
    return "\n".join([f"Quyết định số {events[0].so}", *lines, *more])


def _ends(items: Iterable[ThuTucItem], site: Site) -> Iterator[SuKien]:
    for item in items:
        record = item.record
        if record.hieu_luc_den:
            known = record.cap_nhat.date() if record.cap_nhat else record.hieu_luc_den
            yield SuKien(
                uid=f"het-hieu-luc-{record.ma}-{record.hieu_luc_den:%Y%m%d}@{host_of(site)}",
                ngay=record.hieu_luc_den,
                lap_ngay=known,
                ten=f"Ngày cuối áp dụng: {shorten(record.ten, 160)} ({record.ma})",
                url=absolute(site, item.url),
                the=(item.linh_vuc.ten,),
            )


def _in_order(events: Iterable[SuKien]) -> list[SuKien]:
    return sorted(events, key=lambda event: (event.ngay, event.uid))
