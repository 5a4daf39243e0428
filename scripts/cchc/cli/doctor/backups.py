"""The copies: whether there is a fresh one, somewhere else, and none older than what was promised to senders."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cchc.cli.doctor.disks import database_file, nearest
from cchc.cli.doctor.finding import Finding, Machine, weigh
from cchc.feedback.backup import list_copies
from cchc.text import VIETNAM, format_datetime
from cchc.web.settings import backup_dir

_FRESH = timedelta(hours=48)
OLDEST = timedelta(days=35)
"""What was erased is still in older copies, so they must go too."""


def check_backups(machine: Machine) -> Iterator[Finding]:
    """Look at the copies in the folder of ``CCHC_BACKUP``."""
    folder = backup_dir(machine.root, machine.environ)
    times = [datetime.fromtimestamp(file.stat().st_mtime, VIETNAM) for file in list_copies(folder)]
    advice = "Bật hẹn giờ sao lưu (cchc-backup.timer) hoặc chạy “cchc feedback backup”."
    if not times:
        yield weigh("Bản sao lưu", f"chưa có trong {folder}", advice, doubtful=True)
        return
    state = f"mới nhất lúc {format_datetime(max(times))}"
    yield weigh("Bản sao lưu", state, advice, bad=machine.now - max(times) > _FRESH)
    old = sum(machine.now - time > OLDEST for time in times)
    if old:
        advice = f"Xóa bằng “cchc feedback backup --giu {OLDEST.days}”: bản cũ còn giữ dữ liệu của người đã được xóa."
        yield weigh("Bản sao lưu", f"{old} bản cũ hơn {OLDEST.days} ngày", advice, doubtful=True)
    file = database_file(machine)
    if file and nearest(folder).stat().st_dev == nearest(file.parent).stat().st_dev:
        advice = "Đặt CCHC_BACKUP ở ổ đĩa khác, hoặc chép các bản sao sang máy khác."
        yield weigh("Bản sao lưu", "nằm cùng ổ đĩa với cơ sở dữ liệu", advice, doubtful=True)
