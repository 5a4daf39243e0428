"""``cchc feedback backup|restore``: copies of what citizens sent, their files included, that are proven to restore."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import click

from cchc.cli.options import root_option
from cchc.feedback.backup import (
    BackupFailed,
    Contents,
    NotACopy,
    back_up,
    list_rows,
    name_copy,
    rehearse,
    remove_old,
    restore,
)
from cchc.feedback.backup_files import clear_away
from cchc.feedback.shelf import list_foreign
from cchc.feedback.spool import count_batches
from cchc.text import VIETNAM
from cchc.web.settings import backup_dir, database_url, files_dir, spool_dir

_EXIT_CODES = "\b\nMã thoát: 0 thành công, 1 không làm được hoặc bản sao thiếu dữ liệu, thiếu tệp, 2 sai cách dùng.\n"
_BACKUP_EPILOG = f"""\b
Ví dụ:
  cchc feedback backup
  cchc feedback backup --giu 35
  cchc feedback backup /mnt/sao-luu/gop-y.bak

{_EXIT_CODES}"""
_RESTORE_EPILOG = f"""\b
Ví dụ:
  cchc feedback restore var/sao-luu/gop-y-20261122-083000.bak --check
  cchc feedback restore var/sao-luu/gop-y-20261122-083000.bak

{_EXIT_CODES}"""
_SHOWN = 5


@click.command(epilog=_BACKUP_EPILOG)
@root_option
@click.argument("tep", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--giu", type=click.IntRange(min=1), help="Sau khi sao lưu, xóa các bản cũ hơn chừng này ngày.")
def backup(root: Path, tep: Path | None, giu: int | None) -> None:
    """Sao lưu dữ liệu góp ý vào TEP, kể cả khi dịch vụ đang chạy, rồi thử khôi phục bản sao.

    Không ghi TEP thì bản sao nằm trong thư mục CCHC_BACKUP (mặc định <root>/var/sao-luu). Tệp gửi kèm nằm cạnh bản sao,
    trong thư mục tep-gui-kem dùng chung cho mọi bản; danh sách tệp của một bản là TEP.tep. --giu chỉ xóa bản sao trong
    thư mục này: bản cũ còn giữ cả dữ liệu đã xóa theo yêu cầu hoặc hết hạn lưu.
    """
    folder, now = backup_dir(root, os.environ), datetime.now(VIETNAM)
    target, files = (tep or folder / name_copy(now)).absolute(), files_dir(root, os.environ)
    try:
        contents = back_up(database_url(root, os.environ), target, files)
        waiting = count_batches(spool_dir(root, os.environ))
    except (BackupFailed, ValueError, OSError) as error:
        raise click.ClickException(f"Không sao lưu được: {error}") from error
    click.echo(f"Đã sao lưu {contents.items} mục{_say_files(contents)} vào {target}.")
    if waiting:
        click.echo(f"Lưu ý: {waiting} đợt nội dung còn chờ ghi vào cơ sở dữ liệu nên chưa có trong bản sao.")
    _tell_foreign(root, files)
    if giu:
        removed = remove_old(folder, now - timedelta(days=giu))
        clear_away(folder, now)
        click.echo(f"Đã xóa {removed} bản sao cũ hơn {giu} ngày.")
    _refuse_incomplete(contents)


@click.command("restore", epilog=_RESTORE_EPILOG)
@root_option
@click.argument("tep", type=click.Path(path_type=Path, exists=True, dir_okay=False, resolve_path=True))
@click.option("--check", is_flag=True, help="Chỉ khôi phục thử bên cạnh rồi xóa; không chạm vào dữ liệu đang dùng.")
def restore_command(root: Path, tep: Path, check: bool) -> None:
    """Khôi phục dữ liệu góp ý và tệp gửi kèm từ TEP vào chỗ trống; dừng dịch vụ và dời dữ liệu cũ đi trước."""
    address, files = database_url(root, os.environ), files_dir(root, os.environ)
    try:
        contents = rehearse(address, tep) if check else restore(address, tep, files)
    except NotACopy as error:
        raise click.ClickException(f"{tep} không phải bản sao lưu, hoặc đã hỏng ({error}).") from error
    except (BackupFailed, ValueError) as error:
        raise click.ClickException(f"Không khôi phục được: {error}") from error
    done = "Khôi phục thử thành công" if check else "Đã khôi phục"
    click.echo(f"{done}: {contents.items} mục{_say_files(contents)}, cấu trúc nguyên vẹn.")
    if not check:
        _tell_foreign(root, files)
    _refuse_incomplete(contents)


def _say_files(contents: Contents) -> str:
    held = contents.files
    every = held.sound + len(held.missing) + len(held.damaged)
    return f", {held.sound}/{every} tệp gửi kèm" if every else ""


def _tell_foreign(root: Path, files: Path) -> None:
    try:
        foreign = list_foreign(files, lambda: list_rows(database_url(root, os.environ)))
    except (BackupFailed, OSError) as error:
        raise click.ClickException(f"Không đối chiếu được thư mục tệp: {error}") from error
    if foreign:
        click.echo(f"Lưu ý: {len(foreign)} tệp trong {files} không thuộc mục nào: {_name(foreign)}.")


def _name(names: list[str] | tuple[str, ...]) -> str:
    more = f" và {len(names) - _SHOWN} tệp khác" if len(names) > _SHOWN else ""
    return ", ".join(map(repr, names[:_SHOWN])) + more


def _refuse_incomplete(contents: Contents) -> None:
    held, told = contents.files, []
    if contents.incomplete:
        told.append(f"{contents.incomplete} mục thiếu tin báo hoặc lịch sử xử lý")
    if held.missing:
        told.append(f"{len(held.missing)} tệp gửi kèm bị thiếu: {_name(held.missing)}")
    if held.damaged:
        told.append(f"{len(held.damaged)} tệp gửi kèm bị hỏng: {_name(held.damaged)}")
    if told:
        raise click.ClickException("; ".join(told) + ".")
