"""iCalendar files (RFC 5545): events of a day or of hours, folded lines, CRLF; ``calendars`` tells which there are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cchc.outputs.artefact import Artefact

_OCTETS = 75
"""Longest line without its end (RFC 5545, 3.1)."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class SuKien:
    """One event. ``uid`` stays for ever; ``lap_ngay`` is the day on which its content was made known.

    It lasts the whole ``ngay``, unless ``gio`` gives its first and last moment.
    """

    uid: str
    ngay: date
    lap_ngay: date
    ten: str
    mo_ta: str = ""
    url: str = ""
    the: tuple[str, ...] = ()
    gio: tuple[datetime, datetime] | None = None
    dia_diem: str = ""
    huy: bool = False


@dataclass(frozen=True)
class Lich:
    """One calendar: its address, its words and the page that shows the same."""

    url: str
    ten: str
    mo_ta: str


def make_calendar(lich: Lich, events: Sequence[SuKien]) -> Artefact:
    """Make the file of a calendar from at least one event; the same content gives the same bytes."""
    return Artefact(lich.url.lstrip("/"), "".join(f"{line}\r\n" for line in _fold_all(_lines(lich, events))).encode())


def _lines(lich: Lich, events: Iterable[SuKien]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cchc-portal//vi", "CALSCALE:GREGORIAN")
    yield f"X-WR-CALNAME:{_text(lich.ten)}"
    yield f"X-WR-CALDESC:{_text(lich.mo_ta)}"
    for event in events:
        yield from _event(event)
    yield "END:VCALENDAR"


def _event(event: SuKien) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{event.lap_ngay:%Y%m%d}T000000Z"
    yield from _when(event)
    yield f"SUMMARY:{_text(event.ten)}"
    if event.dia_diem:
        yield f"LOCATION:{_text(event.dia_diem)}"
    if event.mo_ta:
        yield f"DESCRIPTION:{_text(event.mo_ta)}"
    if event.url:
        yield f"URL:{event.url}"
    if event.the:
        yield f"CATEGORIES:{','.join(_text(the) for the in event.the)}"
    if event.huy:
        yield "STATUS:CANCELLED"
    if event.gio is None:
        yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _when(event: SuKien) -> Iterator[str]:
    if event.gio is None:
        yield f"DTSTART;VALUE=DATE:{event.ngay:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.ngay + timedelta(days=1):%Y%m%d}"
        return
    # UTC needs no VTIMEZONE, and every calendar shows it in its owner's zone.
    start, end = (moment.astimezone(UTC) for moment in event.gio)
    yield f"DTSTART:{start:%Y%m%dT%H%M%SZ}"
    yield f"DTEND:{end:%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _fold_all(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield "\r\n ".join(_fold(line))


def _fold(line: str) -> Iterator[str]:
    """Cut a line at 75 octets, never inside a letter; the space of a continued line counts."""
    if len(line) * 4 < _OCTETS or len(line.encode()) <= _OCTETS:
        yield line
        return
    room, start, used = _OCTETS, 0, 0
    for position, letter in enumerate(line):
        size = len(letter.encode())
        if used + size > room:
            yield line[start:position]
            room, start, used = _OCTETS - 1, position, 0
        used += size
    yield line[start:]
