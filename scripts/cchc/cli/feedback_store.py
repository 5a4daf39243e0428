"""What the commands that write feedback share: the store in one hand only, references as people type them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cchc.feedback.alone import ServiceRunning
from cchc.feedback.codes import REFERENCE
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.store import StoreUnavailable
from cchc.web.settings import database_url


def get_reference(ma: str) -> str:
    """Return the reference as it is stored; raise BadParameter for what is none."""
    reference = REFERENCE.parse(ma)
    if reference is None:
        raise click.BadParameter(f"“{ma}” không phải mã tiếp nhận, ví dụ đúng: K7M4P-9RTX3", param_hint="MA")
    return reference


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
