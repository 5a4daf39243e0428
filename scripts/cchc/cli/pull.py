"""``cchc pull``: posts of the units' own sites as drafts."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import click

from cchc.cli.options import now_option, root_option
from cchc.intake.fetch import Limits, fetch
from cchc.intake.pull import KetQuaNguon, pull
from cchc.plugin import starter_lists
from cchc.sources import read, write_together

_NAME = "lay-tin"


@click.command("pull")
@click.argument("don_vi", nargs=-1)
@click.option(
    "--ngay", type=click.IntRange(1, 3650), default=31, show_default=True, help="Chỉ lấy tin trong số ngày này."
)
@click.option(
    "--kich-thuoc", type=click.IntRange(16, 20_480), default=2048, show_default=True, help="Nguồn tin lớn nhất (KB)."
)
@click.option("--thoi-gian", type=click.IntRange(1, 120), default=15, show_default=True, help="Chờ lâu nhất (giây).")
@click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ lấy tin nào, không ghi tệp.")
@root_option
@now_option
def pull_command(
    don_vi: tuple[str, ...],
    ngay: int,
    kich_thuoc: int,
    thoi_gian: int,
    dry_run: bool,
    root: Path,
    now: datetime,
) -> None:
    """Lấy tin mới từ trang của các đơn vị thành bản nháp, mỗi tin một lần.

    Chỉ đọc địa chỉ ghi ở trường rss của docs/don-vi/<mã>.md. Bản nháp chờ biên tập viên kiểm tra rồi mới đăng.
    Thoát với mã 1 nếu có nguồn tin không đọc được.

    \b
    Ví dụ:
      cchc pull
      cchc pull benh-vien-da-khoa-tinh --ngay 90
      cchc pull --dry-run
    """
    content, _ = read(root, default_lists=starter_lists(), cache_dir=root / ".cache" / "cchc")
    _check_units(don_vi, {entry.record.ma: entry.record.rss for entry in content.don_vi})
    limits = Limits(kich_thuoc * 1024, timedelta(seconds=thoi_gian))
    files: dict[str, str | bytes] = {}
    failed = read_feeds = 0
    try:
        for found in pull(content, partial(fetch, limits=limits), now, days=ngay, only=don_vi):
            read_feeds += 1
            failed += bool(found.loi)
            files |= dict(found.tin)
            _tell(found)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if files and not dry_run:
        write_together(root, files, name=_NAME)
    _sum_up(read_feeds, len(files), dry_run=dry_run)
    if failed:
        raise SystemExit(1)


def _check_units(chosen: tuple[str, ...], feeds: dict[str, str]) -> None:
    for ma in chosen:
        if ma not in feeds:
            raise click.BadParameter(f"không có đơn vị “{ma}” trong docs/don-vi/", param_hint="DON_VI")
        if not feeds[ma]:
            raise click.BadParameter(f"đơn vị “{ma}” chưa khai địa chỉ rss trong docs/don-vi/", param_hint="DON_VI")


def _tell(found: KetQuaNguon) -> None:
    if found.loi:
        click.echo(f"{found.don_vi.ten}: {found.don_vi.rss}: {found.loi}", err=True)
        return
    older = f", {found.qua_cu} quá cũ" if found.qua_cu else ""
    click.echo(f"{found.don_vi.ten}: {len(found.tin)} tin mới, {found.da_co} đã có{older}")
    for path, _ in found.tin:
        click.echo(f"  {path}")


def _sum_up(feeds: int, drafts: int, *, dry_run: bool) -> None:
    if not feeds:
        click.echo("Chưa đơn vị nào khai địa chỉ rss trong docs/don-vi/.")
    elif drafts and dry_run:
        click.echo(f"Sẽ tạo {drafts} bản nháp. Chưa ghi gì.")
    elif drafts:
        click.echo(f"Đã tạo {drafts} bản nháp. Kiểm tra nội dung, ảnh, phân loại rồi đổi trang_thai sang cho-duyet.")
