"""Dates and times in Vietnam's zone: parsing from content files and the written forms dd/mm/yyyy, dd/mm/yyyy HH:MM."""

from datetime import date, datetime, timedelta, timezone

# Vietnam has kept UTC+7 without daylight saving since 1975; a fixed offset needs no zone database on the host.
VIETNAM = timezone(timedelta(hours=7), "+07")


def to_vietnam(moment: datetime) -> datetime:
    """Return the moment in Vietnam's zone; a naive one is taken as already being Vietnam's wall clock."""
    return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment.astimezone(VIETNAM)


def parse_date(text: str) -> date:
    """Parse ``2026-11-22`` or ``22/11/2026``; raise ValueError on anything else."""
    if "/" in text:
        return datetime.strptime(text.strip(), "%d/%m/%Y").replace(tzinfo=VIETNAM).date()
    return date.fromisoformat(text.strip())


def parse_datetime(text: str) -> datetime:
    """Parse ISO 8601 (or dd/mm/yyyy with an optional HH:MM) into an aware moment; no zone means Vietnam's."""
    text = text.strip()
    if "/" in text:
        pattern = "%d/%m/%Y %H:%M" if ":" in text else "%d/%m/%Y"
        return datetime.strptime(text, pattern).replace(tzinfo=VIETNAM)
    return to_vietnam(datetime.fromisoformat(text))


def format_date(day: date) -> str:
    """Write a day as dd/mm/yyyy; a moment is first moved to Vietnam's zone."""
    if isinstance(day, datetime):
        day = to_vietnam(day)
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_datetime(moment: datetime) -> str:
    """Write a moment as dd/mm/yyyy HH:MM in Vietnam's zone."""
    local = to_vietnam(moment)
    return f"{format_date(local)} {local.hour:02d}:{local.minute:02d}"


def format_period(start: datetime, end: datetime) -> str:
    """Write two moments of one day as "từ 08:00 đến 11:30 ngày 01/12/2026", others with the day of each."""
    start, end = to_vietnam(start), to_vietnam(end)
    if start.date() == end.date():
        return f"từ {start:%H:%M} đến {end:%H:%M} ngày {format_date(start)}"
    return f"từ {start:%H:%M} ngày {format_date(start)} đến {end:%H:%M} ngày {format_date(end)}"
