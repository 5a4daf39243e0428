"""The built site beside the service, and the calendar by which deadlines are counted."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cchc.cli.doctor.finding import Finding, Machine, weigh
from cchc.cli.doctor.settings import settings_of
from cchc.feedback.deadlines import read_calendar
from cchc.text import VIETNAM, format_datetime, to_vietnam

_FRAME = "khung/gop-y.html"
_STALE = timedelta(days=7)
_AHEAD = timedelta(minutes=5)
_HORIZON = timedelta(days=60)


def check_site(machine: Machine) -> Iterator[Finding]:
    """The site must be there, with the frame for the service's pages, and not be left lying for weeks."""
    folder = machine.root / "site"
    if not (folder / "index.html").is_file():
        yield weigh("Trang đã dựng", f"chưa có tại {folder}", "Chạy “cchc build”.", bad=True)
        return
    newest = max(_times(folder))
    advice = "Xem lịch hẹn giờ dựng trang (cchc-build.timer); nội dung không đổi nhiều ngày thì không phải làm gì."
    doubtful = machine.now - newest > _STALE
    yield weigh("Trang đã dựng", f"lần đổi gần nhất lúc {format_datetime(newest)}", advice, doubtful=doubtful)
    if newest > machine.now + _AHEAD:
        advice = "Kiểm tra đồng bộ giờ: timedatectl status."
        yield weigh("Đồng hồ máy", "chạy chậm hơn lần dựng trang gần nhất", advice, bad=True)
    if not (folder / _FRAME).is_file():
        advice = "Dựng lại trang bằng “cchc build” của cùng phiên bản."
        yield weigh(
            "Khung của biểu mẫu", f"không có {_FRAME}, biểu mẫu hiện bằng khung dự phòng", advice, doubtful=True
        )


def check_calendar(machine: Machine) -> Iterator[Finding]:
    """Deadlines of what comes in the next 60 days need the days off of those years."""
    file = settings_of(machine).calendar_file
    today = to_vietnam(machine.now).date()
    known = read_calendar(file).nam
    unknown = [str(year) for year in range(today.year, (today + _HORIZON).year + 1) if year not in known]
    advice = (
        f"Thêm năm này vào {file} khi có thông báo chính thức; đến lúc đó mục đến hạn trong năm ấy không có ngày hạn."
    )
    years = ", ".join(unknown)
    state = f"chưa có ngày nghỉ năm {years}" if unknown else "đủ ngày nghỉ cho 60 ngày tới"
    yield weigh("Lịch làm việc", state, advice, doubtful=bool(unknown))


def _times(folder: Path) -> Iterator[datetime]:
    for file in folder.rglob("*.html"):
        yield datetime.fromtimestamp(file.stat().st_mtime, VIETNAM)
