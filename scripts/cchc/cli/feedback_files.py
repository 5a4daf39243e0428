"""``cchc feedback attachments``: files that came with an item, copied out of the service's folder for an officer."""

import json
import os
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path, PurePath

import click

from cchc.cli.feedback_store import get_reference, read_item
from cchc.cli.options import root_option
from cchc.feedback.clock import utc_now
from cchc.feedback.durable import make_folder, sync, write_whole
from cchc.feedback.records import Attachment
from cchc.feedback.shelf import copy_whole, find, is_sound
from cchc.model.feedback.values import clean_line
from cchc.text import format_size, slug, to_vietnam
from cchc.web.settings import files_dir

LIST = "danh-sach.json"
"""The list of what was copied, beside the copies."""

_LONGEST = 60
_PUBLISHED = ("site", "docs", "posts", "tthc", "overrides")
_EPILOG = """\b
Ví dụ:
  cchc feedback attachments K7M4P-9RTX3 --out /home/an/tep

\b
Mã thoát: 0 thành công, 1 không tìm thấy mục, hoặc có tệp thiếu, hỏng, 2 sai cách dùng.
"""


@click.command("attachments", epilog=_EPILOG)
@root_option
@click.argument("ma")
@click.option(
    "--out",
    "out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Thư mục nhận tệp; trong đó có thêm thư mục mang tên mã.",
)
def attachments(root: Path, ma: str, out: Path) -> None:
    """Chép các tệp gửi kèm mục MA ra thư mục, tên tệp an toàn, kèm danh sách danh-sach.json.

    Tệp do người dân gửi có thể chứa mã độc: mở trên máy có phần mềm diệt mã độc, không bật macro, xóa khi xong việc.
    """
    reference = get_reference(ma)
    target = (out / reference).absolute()
    _refuse_published(root, target)
    rows = read_item(root, reference).attachments
    if not rows:
        click.echo(f"Mục {reference} không có tệp gửi kèm.")
        return
    try:
        told = _copy_all(files_dir(root, os.environ), target, reference, rows)
    except OSError as error:
        raise click.ClickException(f"Không chép được tệp: {error}") from error
    for name, row, state in told:
        click.echo(f"{name or '–'}  {row.label}, {format_size(row.size)}  {clean_line(row.name)}  {state}")
    click.echo(f"Đã chép vào {target}. Xóa thư mục này khi xong việc: xóa mục sau này không xóa được các bản đã chép.")
    if bad := sum(not name for name, _, _ in told):
        raise click.ClickException(f"{bad} tệp thiếu hoặc hỏng; lấy lại từ bản sao lưu (cchc feedback restore).")


def name_copy(number: int, row: Attachment) -> str:
    """Return the name of a copy: a number, what the sender called it in plain letters, the type that its bytes have."""
    # A name that begins with a digit is no option of a program, no hidden file and no device.
    stem = slug(PurePath(clean_line(row.name)).stem)[:_LONGEST].strip("-") or "tep"
    return f"{number:02d}-{stem}{PurePath(row.stored_name).suffix}"


def _refuse_published(root: Path, target: Path) -> None:
    if any(target.is_relative_to((root / name).absolute()) for name in _PUBLISHED):
        raise click.BadParameter("thư mục này được đăng lên trang; chọn thư mục khác", param_hint="--out")
    if target.exists():
        raise click.ClickException(f"{target} đã có. Xóa hoặc chọn thư mục khác, rồi chạy lại.")


def _copy_all(
    folder: Path, target: Path, reference: str, rows: Sequence[Attachment]
) -> list[tuple[str, Attachment, str]]:
    """Copy into a folder that gets its name when all is in it; return name, row and state of each file."""
    make_folder(target.parent)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    draft.mkdir(mode=0o700)
    try:
        told = [_copy(folder, draft, number, row) for number, row in enumerate(rows, start=1)]
        listed = [(name, row, state) for (name, state), row in zip(told, rows, strict=True)]
        write_whole(draft / LIST, _list(reference, listed))
        draft.rename(target)
        sync(target.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return listed


def _copy(folder: Path, draft: Path, number: int, row: Attachment) -> tuple[str, str]:
    source, name = find(folder, row.stored_name), name_copy(number, row)
    if source is None:
        return "", "THIẾU: không còn trong thư mục tệp"
    if not is_sound(source, row):
        return "", "HỎNG: khác với lúc nhận"
    copy_whole(source, draft / name)
    return name, "nguyên vẹn"


def _list(reference: str, listed: Sequence[tuple[str, Attachment, str]]) -> bytes:
    content = {
        "ma_tiep_nhan": reference,
        "chep_luc": to_vietnam(utc_now()).isoformat(timespec="seconds"),
        "tep": [
            {
                "tep": name,
                "ten_nguoi_gui_dat": row.name,
                "loai": row.media_type,
                "kich_thuoc": row.size,
                "sha256": row.sha256,
                "tinh_trang": state,
            }
            for name, row, state in listed
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
