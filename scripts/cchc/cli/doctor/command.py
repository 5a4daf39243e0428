"""The command: every examination in turn, one line each, and an exit code for timers."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import click

from cchc.cli.doctor.backups import check_backups
from cchc.cli.doctor.database import check_database, check_sqlite
from cchc.cli.doctor.disks import check_disks, check_modes, check_spool
from cchc.cli.doctor.finding import Finding, Grade, Machine
from cchc.cli.doctor.mail import check_mail
from cchc.cli.doctor.scanner import check_scanner
from cchc.cli.doctor.settings import check_hosts, check_secret, check_settings
from cchc.cli.doctor.site import check_calendar, check_site
from cchc.cli.options import now_option, root_option
from cchc.feedback.store import StoreUnavailable

CHECKS: Mapping[str, Callable[[Machine], Iterable[Finding]]] = MappingProxyType(
    {
        "Thiết lập": check_settings,
        "Khóa bí mật": check_secret,
        "Tên miền": check_hosts,
        "Trang đã dựng": check_site,
        "Lịch làm việc": check_calendar,
        "Cơ sở dữ liệu": check_database,
        "Thư viện SQLite": check_sqlite,
        "Quyền đọc tệp": check_modes,
        "Nơi giữ tạm": check_spool,
        "Ổ đĩa": check_disks,
        "Bản sao lưu": check_backups,
        "Máy chủ thư": check_mail,
        "Quét mã độc": check_scanner,
    }
)
"""What is examined, by the subject under which a failing examination is told."""

_MARKS = {Grade.DAT: "green", Grade.CAN_XEM: "yellow", Grade.HONG: "red"}


@click.command()
@click.option("--strict", is_flag=True, help="Thoát với mã 1 cả khi chỉ có mục cần xem.")
@root_option
@now_option
def doctor(root: Path, now: datetime, strict: bool) -> None:
    """Khám dịch vụ hỏi đáp, góp ý trên máy này; chỉ đọc, không sửa gì.

    Chạy với đúng các biến môi trường CCHC_… của dịch vụ. ĐẠT: không phải làm gì. CẦN XEM: dịch vụ vẫn chạy nhưng nên
    xử lý. HỎNG: phải xử lý ngay.

    \b
    Ví dụ:
      cchc doctor
      cchc doctor --root /srv/cchc --strict

    \b
    Mã thoát: 0 không có mục hỏng, 1 có mục hỏng (với --strict: hoặc cần xem), 2 sai cách dùng.
    """
    findings = []
    for finding in examine(Machine(root, os.environ, now)):
        findings.append(finding)
        _tell(finding)
    count = Counter(finding.grade for finding in findings)
    click.echo(f"Tổng hợp: {', '.join(f'{count[grade]} {grade.value.lower()}' for grade in Grade)}.")
    if count[Grade.HONG] or (strict and count[Grade.CAN_XEM]):
        raise click.exceptions.Exit(1)


def examine(machine: Machine) -> Iterator[Finding]:
    """Yield the findings of all examinations; one that cannot be carried out is a finding too."""
    for subject, check in CHECKS.items():
        try:
            yield from check(machine)
        except (OSError, ValueError, StoreUnavailable) as error:
            advice = "Kiểm tra --root, các biến CCHC_… và quyền đọc của tài khoản chạy lệnh này."
            yield Finding(subject, f"không khám được ({error})", Grade.HONG, advice)


def _tell(finding: Finding) -> None:
    mark = click.style(f"{finding.grade.value:<7}", fg=_MARKS[finding.grade])
    click.echo(f"{mark}  {finding.subject}: {finding.state}.")
    if finding.advice:
        click.echo(f"         → {finding.advice}")
