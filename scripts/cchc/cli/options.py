"""Options that several commands share."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from cchc.text import VIETNAM, parse_datetime

Command = TypeVar("Command", bound=Callable[..., Any])


def root_option(command: Command) -> Command:
    """Add ``--root DIR``, the folder with docs/, posts/ and tthc/."""
    return click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False, path_type=Path, resolve_path=True),
        default=".",
        show_default=True,
        help="Thư mục nội dung, có docs/, posts/, tthc/.",
    )(command)


def require_content(root: Path) -> None:
    """Raise ClickException for a folder that holds no content at all: it is another one than was meant."""
    if not any((root / name).exists() for name in ("mkdocs.yml", "docs", "posts", "tthc")):
        raise click.ClickException(
            f"{root} không phải thư mục nội dung: không có mkdocs.yml, docs/, posts/ hay tthc/. "
            "Chuyển đến thư mục nội dung, hoặc chỉ ra bằng --root; tạo mới bằng “cchc init”."
        )


def now_option(command: Command) -> Command:
    """Add ``--now TIME``, so that a build can be repeated to the byte."""
    return click.option(
        "--now",
        callback=_parse_now,
        metavar="THỜI_ĐIỂM",
        help="Tính ngày, giờ như tại thời điểm này (ví dụ 2026-11-22T08:00); mặc định là bây giờ, giờ Việt Nam.",
    )(command)


def _parse_now(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime:
    if value is None:
        return datetime.now(VIETNAM)
    try:
        return parse_datetime(value)
    except ValueError:
        raise click.BadParameter("viết dạng 2026-11-22 hoặc 2026-11-22T08:00") from None
