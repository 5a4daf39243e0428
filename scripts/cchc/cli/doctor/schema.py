"""The schema of the database beside the program's, and the clocks by which deadlines are counted."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta

from cchc.cli.doctor.finding import Finding, Machine, weigh
from cchc.feedback.examination import examine_database
from cchc.feedback.store import StoreUnavailable
from cchc.web.settings import database_url

_SKEW = timedelta(minutes=1)
_SECONDS = 10
_BY_NETWORK = "Bật đồng bộ giờ: timedatectl set-ntp true."


def check_schema(machine: Machine) -> Iterator[Finding]:
    """Compare revisions; a database that cannot be opened is told by its own examination."""
    try:
        state = examine_database(database_url(machine.root, machine.environ))
    except (StoreUnavailable, ValueError):
        return
    subject, found = "Cấu trúc dữ liệu", f"bản {state.revision or 'trống'}, chương trình dùng bản {state.newest}"
    if not state.is_known and state.revision is not None:
        advice = (
            "Cơ sở dữ liệu mới hơn chương trình: cài lại phiên bản mới của chương trình, hoặc khôi phục bản sao cũ."
        )
        yield weigh(subject, found, advice, bad=True)
    else:
        advice = "Khởi động lại dịch vụ: cấu trúc được nâng khi khởi động. Trước đó nên sao lưu."
        yield weigh(subject, found, advice, doubtful=state.revision != state.newest)
    if state.clock is not None:
        off = abs(state.clock - machine.now)
        told = f"lệch {round(off.total_seconds())} giây so với máy chủ cơ sở dữ liệu"
        yield weigh("Đồng hồ máy", told, f"{_BY_NETWORK} Làm ở cả hai máy.", bad=off > _SKEW)


def check_clock(machine: Machine) -> Iterator[Finding]:
    """Ask systemd whether the clock of the machine follows that of the network."""
    program = shutil.which("timedatectl", path=machine.environ.get("PATH"))
    answer = _ask(program) if program else ""
    if answer not in ("yes", "no"):
        yield Finding("Đồng bộ giờ", "không hỏi được ở đây (không có systemd); xem ở máy chủ")
        return
    state = "đang theo giờ mạng" if answer == "yes" else "không theo giờ mạng"
    yield weigh("Đồng bộ giờ", state, _BY_NETWORK, doubtful=answer == "no")


def _ask(program: str) -> str:
    command = [program, "show", "--property=NTPSynchronized", "--value"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
