"""Folders and disks: the second path, free space, and who else on the machine could read."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from cchc.cli.doctor.finding import Finding, Machine, weigh
from cchc.cli.doctor.settings import settings_of
from cchc.feedback.engines import parse_url
from cchc.feedback.spool import SET_ASIDE, count_batches, count_set_aside
from cchc.web.settings import backup_dir, database_url, spool_dir

_NO_MORE = 200 * 2**20
_SOON_FULL = 2**30


def check_spool(machine: Machine) -> Iterator[Finding]:
    """Tell what waits on the second path, and what a person must look at."""
    folder = spool_dir(machine.root, machine.environ)
    waiting, aside = count_batches(folder), count_set_aside(folder)
    advice = "Cơ sở dữ liệu đang bị khóa, đầy hoặc mất kết nối; nội dung tự ghi vào khi dịch vụ ghi lại được."
    yield weigh("Nơi giữ tạm", f"{waiting} đợt nội dung chờ ghi", advice, bad=bool(waiting))
    if aside:
        advice = f"Xem từng tệp trong {folder / SET_ASIDE} và nhập lại nội dung."
        yield weigh("Nơi giữ tạm", f"{aside} tệp không tự ghi được", advice, bad=True)


def check_disks(machine: Machine) -> Iterator[Finding]:
    """Tell the free space of both paths and of the copies, and whether both paths share a disk."""
    places = {"Ổ đĩa của nơi giữ tạm": nearest(spool_dir(machine.root, machine.environ))}
    if file := database_file(machine):
        places["Ổ đĩa của cơ sở dữ liệu"] = nearest(file.parent)
    shared = len(places) > 1 and len({place.stat().st_dev for place in places.values()}) == 1
    places["Ổ đĩa của bản sao lưu"] = nearest(backup_dir(machine.root, machine.environ))
    for subject, place in places.items():
        free = shutil.disk_usage(place).free
        advice = "Dọn hoặc mở rộng ổ đĩa."
        yield weigh(subject, f"còn {free // 2**20} MB", advice, bad=free < _NO_MORE, doubtful=free < _SOON_FULL)
    if shared:
        advice = "Nên đặt CCHC_SPOOL ở ổ đĩa khác: khi một ổ đầy, nội dung vẫn được giữ ở ổ kia."
        yield weigh("Hai ổ đĩa", "nơi giữ tạm nằm cùng ổ với cơ sở dữ liệu", advice, doubtful=True)


def check_modes(machine: Machine) -> Iterator[Finding]:
    """What citizens sent is for the service's own account only (PDP-10)."""
    file, spool = database_file(machine), spool_dir(machine.root, machine.environ)
    kept = [spool, *spool.glob("*.json")]
    if attachments := settings_of(machine).attachments_dir:
        kept += [attachments, *attachments.rglob("*")]
    if file:
        kept += [file.parent, file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")]
    open_ones = [path for path in kept if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    for path in open_ones:
        right = "700" if path.is_dir() else "600"
        yield weigh("Quyền đọc tệp", f"người khác trên máy vào được {path}", f"chmod {right} {path}", bad=True)
    if not open_ones:
        yield Finding("Quyền đọc tệp", "chỉ tài khoản của dịch vụ đọc được dữ liệu")


def database_file(machine: Machine) -> Path | None:
    """Return the SQLite file, None on PostgreSQL; raise ValueError on a malformed address."""
    url = parse_url(database_url(machine.root, machine.environ))
    return Path(url.database or "").absolute() if url.get_backend_name() == "sqlite" else None


def nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next(place for place in (folder, *folder.parents) if place.is_dir())
