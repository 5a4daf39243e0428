"""What the commands of feedback share: the store open for reading, or for writing in one hand; items by reference."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cchc.feedback.alone import ServiceRunning
from cchc.feedback.codes import REFERENCE
from cchc.feedback.records import DeskItem
from cchc.feedback.sql_reader import SqlReader
from cchc.feedback.sql_store import SqlStore, open_reader, open_store
from cchc.feedback.store import StoreUnavailable
from cchc.web.settings import database_url


def get_reference(ma: str) -> str:
    """Return the reference as it is stored; raise BadParameter for what is none."""
    reference = REFERENCE.parse(ma)
    if reference is None:
        raise click.BadParameter(f"“{ma}” không phải mã tiếp nhận, ví dụ đúng: K7M4P-9RTX3", param_hint="MA")
    return reference


@contextmanager
def reading(root: Path) -> Iterator[SqlReader]:
    """Open the store for reading, beside whoever writes."""
    try:
        reader = open_reader(database_url(root, os.environ))
    except (ValueError, StoreUnavailable) as error:
        raise unreadable(error) from error
    try:
        yield reader
    except StoreUnavailable as error:
        raise unreadable(error) from error
    finally:
        reader.close()


def unreadable(error: Exception) -> click.ClickException:
    """Return what an operator reads where the data cannot be read."""
    return click.ClickException(
        f"Không đọc được dữ liệu góp ý ({error}). Dữ liệu có sau lần chạy “cchc serve” đầu tiên; "
        "kiểm tra --root hoặc biến CCHC_DATABASE_URL."
    )


def read_item(root: Path, reference: str) -> DeskItem:
    """Return the item with all that the desk knows; raise ClickException if there is none."""
    with reading(root) as reader:
        found = reader.find_desk(reference)
    if found is None:
        raise click.ClickException(f"Không có mục nào mang mã {reference}.")
    return found


@contextmanager
def writing(root: Path) -> Iterator[SqlStore]:
    """Open the store for writing; refuse while a service has the same SQLite file open."""
    try:
        store = open_store(database_url(root, os.environ), alone=True)
    except ServiceRunning:
        raise click.ClickException(
            "Dịch vụ đang chạy và giữ tệp dữ liệu. Dùng màn hình xử lý, hoặc dừng dịch vụ rồi chạy lại lệnh này."
        ) from None
    except (ValueError, StoreUnavailable) as error:
        raise click.ClickException(f"Không mở được dữ liệu góp ý ({error}).") from error
    try:
        yield store
    except StoreUnavailable as error:
        raise click.ClickException(f"Không ghi được dữ liệu góp ý ({error}).") from error
    finally:
        store.close()
