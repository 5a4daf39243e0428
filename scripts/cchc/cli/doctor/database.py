"""The database: whether it can be read, and what in it waits for somebody."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

from cchc.cli.doctor.finding import Finding, Grade, Machine, weigh
from cchc.cli.doctor.people import check_people
from cchc.cli.doctor.settings import settings_of
from cchc.feedback.engines import WAL_RESET_FIXED, parse_url
from cchc.feedback.records import InboxFilter
from cchc.feedback.retention import count_overdue
from cchc.feedback.rules import read_rules
from cchc.feedback.sql_store import open_reader
from cchc.feedback.store import DeskReader, StoreUnavailable
from cchc.text import format_datetime, to_vietnam
from cchc.web.settings import database_url

_AHEAD = timedelta(minutes=5)


def check_database(machine: Machine) -> Iterator[Finding]:
    """Open the database for reading and look at what it holds."""
    try:
        with closing(open_reader(database_url(machine.root, machine.environ))) as reader:
            newest = next(iter(reader.list_items(limit=1)), None)
            yield Finding("Cơ sở dữ liệu", _describe(reader))
            if newest and newest.received_at > machine.now + _AHEAD:
                state = f"chạy chậm hơn lần nhận gần nhất ({format_datetime(newest.received_at)})"
                yield weigh("Đồng hồ máy", state, "Kiểm tra đồng bộ giờ: timedatectl status.", bad=True)
            yield from _check_letters(reader, machine)
            yield from _check_times(reader, machine)
            yield from check_people(reader.list_accounts())
    except (ValueError, StoreUnavailable) as error:
        advice = "Chạy “cchc serve” lần đầu, hoặc kiểm tra --root và CCHC_DATABASE_URL."
        yield Finding("Cơ sở dữ liệu", f"không đọc được ({error})", Grade.HONG, advice)


def check_sqlite(machine: Machine) -> Iterator[Finding]:
    """Tell of a library with which only one process may write."""
    if parse_url(database_url(machine.root, machine.environ)).get_backend_name() == "sqlite":
        advice = "Chỉ chạy một tiến trình dịch vụ trên tệp dữ liệu này; cần nhiều tiến trình thì dùng PostgreSQL."
        fixed = ".".join(map(str, WAL_RESET_FIXED))
        old = sqlite3.sqlite_version_info < WAL_RESET_FIXED
        state = f"{sqlite3.sqlite_version}, cũ hơn {fixed}" if old else sqlite3.sqlite_version
        yield weigh("Thư viện SQLite", state, advice, doubtful=old)


def _describe(reader: DeskReader) -> str:
    waiting = reader.count_inbox(InboxFilter())
    return f"đọc được, đang giữ {waiting} mục"


def _check_letters(reader: DeskReader, machine: Machine) -> Iterator[Finding]:
    waiting, dead = reader.list_outbox(), reader.list_dead_letters()
    has_server = bool(machine.environ.get("CCHC_SMTP"))
    stuck = has_server and any(machine.now - letter.created_at > timedelta(hours=1) for letter in waiting)
    advice = "Xem lý do bằng “cchc feedback mail”; thư tự gửi lại khi máy chủ thư nhận."
    yield weigh("Thư chờ gửi", f"{len(waiting)} thư", advice, doubtful=stuck)
    advice = "Xem bằng “cchc feedback mail”, sửa nguyên nhân rồi gửi lại bằng --thu-lai SỐ hoặc trên màn hình xử lý."
    yield weigh("Thư hỏng", f"{len(dead)} thư", advice, doubtful=bool(dead))


def _check_times(reader: DeskReader, machine: Machine) -> Iterator[Finding]:
    late = reader.count_inbox(InboxFilter(overdue_on=to_vietnam(machine.now).date()))
    yield weigh("Hạn xử lý", f"{late} mục quá hạn", "Báo người phụ trách trả lời.", doubtful=bool(late))
    rules = read_rules(settings_of(machine).rules_file)
    overdue = count_overdue(reader, rules, machine.now)
    advice = "Dịch vụ tự xóa mỗi ngày: kiểm tra dịch vụ có đang chạy; khi dừng dịch vụ, chạy “cchc feedback purge”."
    yield weigh("Thời hạn lưu", f"{overdue} mục hết hạn lưu chưa xóa", advice, bad=bool(overdue))
