"""``cchc doctor``: what an operator must know of an installed service, without changing anything."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from cchc.cli.options import root_option
from cchc.feedback.engines import WAL_RESET_FIXED, parse_url
from cchc.feedback.spool import SET_ASIDE, count_batches, count_set_aside
from cchc.feedback.sql_store import open_reader
from cchc.feedback.store import StoreUnavailable
from cchc.web.settings import database_url, spool_dir

_LEAST_FREE = 200 * 2**20


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; ``advice`` says what to do if it is not well."""

    subject: str
    state: str
    advice: str = ""


@click.command()
@root_option
def doctor(root: Path) -> None:
    """Khám dịch vụ góp ý: cơ sở dữ liệu, nơi giữ tạm, ổ đĩa.

    Thoát với mã 1 nếu có việc phải làm.

    \b
    Ví dụ:
      cchc doctor
      cchc doctor --root /srv/cchc
    """
    findings = [*_check_database(root, os.environ), *_check_spool(root, os.environ), *_check_disks(root, os.environ)]
    for finding in findings:
        mark = "CẦN XỬ LÝ" if finding.advice else "Tốt"
        click.echo(f"{mark}: {finding.subject}: {finding.state}{f'. {finding.advice}' if finding.advice else ''}")
    if any(finding.advice for finding in findings):
        raise click.exceptions.Exit(1)


def _check_database(root: Path, environ: Mapping[str, str]) -> Iterator[Finding]:
    address = database_url(root, environ)
    try:
        reader = open_reader(address)
        try:
            waiting = len(reader.list_outbox())
        finally:
            reader.close()
    except (ValueError, StoreUnavailable) as error:
        advice = "Chạy “cchc serve” lần đầu, hoặc kiểm tra --root và CCHC_DATABASE_URL."
        yield Finding("Cơ sở dữ liệu", f"không đọc được ({error})", advice)
        return
    yield Finding("Cơ sở dữ liệu", f"đọc được, {waiting} tin báo chờ gửi")
    if parse_url(address).get_backend_name() == "sqlite":
        yield _check_sqlite()


def _check_sqlite() -> Finding:
    if sqlite3.sqlite_version_info >= WAL_RESET_FIXED:
        return Finding("Thư viện SQLite", sqlite3.sqlite_version)
    return Finding(
        "Thư viện SQLite", f"{sqlite3.sqlite_version}, chỉ được chạy một tiến trình dịch vụ trên một tệp dữ liệu"
    )


def _check_spool(root: Path, environ: Mapping[str, str]) -> Iterator[Finding]:
    folder = spool_dir(root, environ)
    try:
        waiting, aside = count_batches(folder), count_set_aside(folder)
    except OSError as error:
        yield Finding("Nơi giữ tạm", f"không đọc được ({error})", "Kiểm tra thư mục của CCHC_SPOOL.")
        return
    advice = "Cơ sở dữ liệu đang bị khóa, đầy hoặc mất kết nối; nội dung tự ghi vào khi dịch vụ ghi lại được."
    yield Finding("Nơi giữ tạm", f"{waiting} đợt nội dung chờ ghi", advice if waiting else "")
    if aside:
        advice = f"Xem từng tệp trong {folder / SET_ASIDE} và nhập lại nội dung."
        yield Finding("Nơi giữ tạm", f"{aside} tệp không tự ghi được", advice)


def _check_disks(root: Path, environ: Mapping[str, str]) -> Iterator[Finding]:
    places = {"Ổ đĩa của nơi giữ tạm": _nearest(spool_dir(root, environ))}
    try:
        url = parse_url(database_url(root, environ))
    except ValueError:
        return  # the database was told of before
    if url.get_backend_name() == "sqlite":
        places["Ổ đĩa của cơ sở dữ liệu"] = _nearest(Path(url.database or "").absolute().parent)
    for subject, place in places.items():
        free = shutil.disk_usage(place).free
        yield Finding(subject, f"còn {free // 2**20} MB", "Dọn hoặc mở rộng ổ đĩa." if free < _LEAST_FREE else "")
    if len(places) > 1 and len({place.stat().st_dev for place in places.values()}) == 1:
        yield Finding("Hai ổ đĩa", "nơi giữ tạm nằm cùng ổ với cơ sở dữ liệu; nên đặt CCHC_SPOOL ở ổ đĩa khác")


def _nearest(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.is_dir())
