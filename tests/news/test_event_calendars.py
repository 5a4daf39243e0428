"""Calendar files of events: hours in UTC, a lasting identity, cancellation, one file each and one of all."""

from datetime import datetime

from cchc.catalogue import Catalogue
from cchc.model.site import Site
from cchc.outputs.event_calendars import make_event_calendars
from cchc.text.dates import VIETNAM
from news.news_records import join, make_tin

SITE = Site(url="https://cchc.example/", goc="/", ten_co_quan="Sở Y tế", ten_chuyen_muc="Cải cách hành chính")


def _files(catalogue: Catalogue) -> dict[str, list[str]]:
    made = {artefact.uri: artefact.data.decode() for artefact in make_event_calendars(catalogue, SITE)}
    return {uri: text.replace("\r\n ", "").split("\r\n") for uri, text in made.items()}


def _su_kien(hour: int, **fields: object) -> dict[str, object]:
    start = datetime(2026, 12, 16, hour, 0, tzinfo=VIETNAM)
    return {"bat_dau": start, "ket_thuc": start.replace(minute=30), "dia_diem": "Hội trường A, tầng 3", **fields}


def test_an_event_has_its_hours_place_and_identity() -> None:
    """Hours are written in UTC, commas are escaped, the identity is the item's own and not its address."""
    catalogue, _ = join(make_tin("a", dinh_danh="doi-thoai", su_kien=_su_kien(8)))
    lines = _files(catalogue)["tin-tuc/2026/a/su-kien.ics"]
    for line in (
        "UID:doi-thoai@cchc.example",
        "DTSTART:20261216T010000Z",
        "DTEND:20261216T013000Z",
        "LOCATION:Hội trường A\\, tầng 3",
        "URL:https://cchc.example/tin-tuc/2026/a/",
    ):
        assert line in lines
    assert not [line for line in lines if line.startswith(("STATUS", "TRANSP"))]


def test_a_cancelled_event_says_so() -> None:
    """Whoever keeps the event in his calendar sees that it is off."""
    catalogue, _ = join(make_tin("a", su_kien=_su_kien(8, huy=True)))
    assert "STATUS:CANCELLED" in _files(catalogue)["tin-tuc/2026/a/su-kien.ics"]


def test_all_events_stand_in_one_calendar() -> None:
    """The calendar of all holds each event once; without any event there is no calendar."""
    catalogue, _ = join(make_tin("a", su_kien=_su_kien(14)), make_tin("b", su_kien=_su_kien(8)), make_tin("c"))
    files = _files(catalogue)
    assert [line for line in files["lich/su-kien.ics"] if line.startswith("UID")] == [
        "UID:2026-a@cchc.example",
        "UID:2026-b@cchc.example",
    ]
    assert _files(join(make_tin("c"))[0]) == {}
