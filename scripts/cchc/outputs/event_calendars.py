"""Calendars of events: one file for each event, so that a reader can keep it, and one of all to subscribe to."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue, TinItem, urls
from cchc.model.site import Site
from cchc.outputs.artefact import Artefact
from cchc.outputs.feed import absolute, host_of
from cchc.outputs.icalendar import Lich, SuKien, make_calendar

SU_KIEN = Lich(
    urls.lich_url("su-kien"),
    "Sự kiện cải cách hành chính",
    "Hội nghị, đối thoại, tập huấn, hội thi: thời gian và địa điểm",
)
"""The calendar of all events."""


def list_event_calendars(catalogue: Catalogue) -> tuple[Lich, ...]:
    """Return the calendar of all events, if there is any event."""
    return (SU_KIEN,) if catalogue.tin_theo_trang.get(urls.SU_KIEN) else ()


def event_url(item: TinItem) -> str:
    """Return the address of the calendar file of one item's event."""
    return f"{item.url}su-kien.ics"


def make_event_calendars(catalogue: Catalogue, site: Site) -> Iterator[Artefact]:
    """Make the file of each event and, if there is any event, the calendar of all, the earliest first."""
    events = []
    for item in catalogue.tin_theo_trang.get(urls.SU_KIEN, ()):
        event = _event(item, site)
        events.append(event)
        yield make_calendar(Lich(event_url(item), item.record.tieu_de, item.record.tom_tat), [event])
    if events:
        yield make_calendar(SU_KIEN, sorted(events, key=lambda event: (event.ngay, event.uid)))


def _event(item: TinItem, site: Site) -> SuKien:
    tin, event = item.record, item.record.su_kien
    if event is None:
        raise ValueError(f"{item.path} is no event")
    audience = [f"Thành phần tham dự: {event.thanh_phan}"] if event.thanh_phan else []
    return SuKien(
        uid=f"{item.dinh_danh}@{host_of(site)}",
        ngay=event.bat_dau.date(),
        lap_ngay=(tin.cap_nhat or tin.ngay_dang).date(),
        ten=tin.tieu_de,
        mo_ta="\n".join([tin.tom_tat, *audience]),
        url=absolute(site, item.url),
        gio=(event.bat_dau, event.ket_thuc),
        dia_diem=event.dia_diem,
        huy=event.huy,
    )
