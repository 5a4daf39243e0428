"""Reports of a period as files: which period, which formats, where they go."""

from collections.abc import Iterable
from pathlib import Path

import click

from cchc.cli.options import Command

FORMATS = ("docx", "md", "csv")


def period_options(command: Command) -> Command:
    """Add ``--ky``, ``--nam``, ``--dinh-dang`` and ``--ra``."""
    for option in (
        click.option(
            "--ra",
            type=click.Path(path_type=Path, file_okay=False),
            help="Thư mục ghi báo cáo; mặc định là var/bao-cao trong thư mục nội dung.",
        ),
        click.option(
            "--dinh-dang", type=click.Choice(FORMATS), multiple=True, help="Chỉ ghi định dạng này; lặp lại được."
        ),
        click.option("--nam", type=click.IntRange(2000, 2200), help="Năm báo cáo; mặc định là năm nay."),
        click.option("--ky", "ma_ky", help="Mã kỳ trong tthc/danh-muc/ky-bao-cao.yml; mặc định là quý vừa kết thúc."),
    ):
        command = option(command)
    return command


def write_files(folder: Path, stem: str, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files whose names begin alike, and say so; ``files`` are the ends of their names with their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for end, data in files:
        file = folder / f"{stem}{end}"
        file.write_bytes(data)
        click.echo(f"Đã ghi {file}")
