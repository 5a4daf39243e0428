"""The command: every examination in turn, one line each, and an exit code for timers."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import click

from cchc.cli.doctor.backups import check_backups
from cchc.cli.doctor.database import check_database, check_sqlite
from cchc.cli.doctor.disks import check_disks, check_modes, check_spool
from cchc.cli.doctor.finding import Finding, Grade, Machine
from cchc.cli.doctor.front import check_front
from cchc.cli.doctor.mail import check_mail
from cchc.cli.doctor.scanner import check_scanner
from cchc.cli.doctor.schema import check_clock, check_schema
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
        "Đồng bộ giờ": check_clock,
        "Cấu trúc dữ liệu": check_schema,
        "Cơ sở dữ liệu": check_database,
        "Thư viện SQLite": check_sqlite,
        "Quyền đọc tệp": check_modes,
        "Nơi giữ tạm": check_spool,
        "Ổ đĩa": check_disks,
        "Bản sao lưu": check_backups,
        "Máy chủ thư": check_mail,
        "Trang công khai": check_front,
        "Quét mã độc": check_scanner,
    }
)
"""What is examined, by the subject under which a failing examination is told."""

_CODES = {Grade.DAT: "dat", Grade.CAN_XEM: "can-xem", Grade.HONG: "hong"}
_MARKS = {Grade.DAT: "green", Grade.CAN_XEM: "yellow", Grade.HONG: "red"}


@click.command()
@click.option("--strict", is_flag=True, help="Thoát với mã 1 cả khi chỉ có mục cần xem.")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON, cho hệ thống giám sát.")
@root_option
@now_option
def doctor(root: Path, now: datetime, strict: bool, as_json: bool) -> None:
    """Khám dịch vụ hỏi đáp, góp ý trên máy này; chỉ đọc, không sửa gì.

    Chạy với đúng các biến môi trường CCHC_… của dịch vụ. ĐẠT: không phải làm gì. CẦN XEM: dịch vụ vẫn chạy nhưng nên
    xử lý. HỎNG: phải xử lý ngay.

    \b
    Ví dụ:
      cchc doctor
      cchc doctor --root /srv/cchc --strict
      cchc doctor --json

    \b
    Mã thoát: 0 không có mục hỏng, 1 có mục hỏng (với --strict: hoặc cần xem), 2 sai cách dùng.
    """
    findings = []
    for finding in examine(Machine(root, os.environ, now)):
        findings.append(finding)
        if not as_json:
            _tell(finding)
    count = Counter(finding.grade for finding in findings)
    if as_json:
        click.echo(json.dumps(_as_json(findings, now), ensure_ascii=False, indent=2))
    else:
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


def _as_json(findings: Sequence[Finding], now: datetime) -> Mapping[str, object]:
    """Return the worst grade and every finding; grades are ``dat``, ``can-xem`` and ``hong``."""
    worst = max((finding.grade for finding in findings), key=tuple(Grade).index)
    return {
        "kham_luc": now.isoformat(timespec="seconds"),
        "ket_luan": _CODES[worst],
        "muc": [
            {
                "muc": finding.subject,
                "ket_luan": _CODES[finding.grade],
                "tinh_trang": finding.state,
                "viec_can_lam": finding.advice,
            }
            for finding in findings
        ],
    }
