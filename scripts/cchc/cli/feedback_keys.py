"""``cchc feedback key …``: the keys that sign forms and receipts. No command shows a key, only its fingerprint."""

import os
from datetime import datetime
from pathlib import Path

import click

from cchc.cli.options import now_option, root_option
from cchc.feedback.keys import derive
from cchc.text import format_datetime
from cchc.web.key_file import Key, key_file, read_keys, rotate

_EXIT = "\b\nMã thoát: 0 thành công, 1 không thực hiện được, 2 sai cách dùng.\n"


@click.group("key")
def key() -> None:
    """Khóa ký biểu mẫu và biên nhận: xem, đổi."""


@key.command("list", epilog=f"\b\nVí dụ:\n  cchc feedback key list\n\n{_EXIT}")
@root_option
@now_option
def list_keys(root: Path, now: datetime) -> None:
    """Liệt kê dấu vân của khóa đang ký và các khóa cũ còn được nhận."""
    if not os.environ.get("CCHC_SECRET") and not key_file(root).exists():
        raise click.ClickException("Chưa có khóa nào; khóa được tạo khi dịch vụ chạy lần đầu.")
    for line in map(_as_line, _read(root)):
        click.echo(line)


@key.command(
    "rotate", epilog=f"\b\nVí dụ:\n  cchc feedback key rotate\n  cchc feedback key rotate --huy-khoa-cu\n\n{_EXIT}"
)
@root_option
@now_option
@click.option("--huy-khoa-cu", is_flag=True, help="Hủy ngay mọi khóa cũ; dùng khi khóa có thể đã lộ.")
def rotate_keys(root: Path, now: datetime, huy_khoa_cu: bool) -> None:
    """Tạo khóa mới trong tệp khóa; khóa trước còn được nhận 48 giờ. Sau đó khởi động lại dịch vụ.

    Biểu mẫu đang mở vẫn gửi được. Với --huy-khoa-cu, người đang viết phải bấm gửi lại một lần; nội dung không mất.
    """
    if os.environ.get("CCHC_SECRET"):
        raise click.ClickException(
            "Khóa đang đặt bằng biến CCHC_SECRET. Chuyển khóa hiện tại sang CCHC_SECRET_OLD, đặt CCHC_SECRET mới "
            "(openssl rand -base64 48), khởi động lại dịch vụ, và bỏ CCHC_SECRET_OLD sau 2 ngày."
        )
    try:
        keys = rotate(key_file(root), now, drop_older=huy_khoa_cu)
    except FileNotFoundError:
        raise click.ClickException("Chưa có khóa nào; khóa được tạo khi dịch vụ chạy lần đầu.") from None
    except (ValueError, OSError) as error:
        raise click.ClickException(f"Không đổi được khóa: {error}.") from error
    click.echo("Đã tạo khóa mới. Khởi động lại dịch vụ để dùng: systemctl restart cchc")
    for line in map(_as_line, keys):
        click.echo(line)


def _read(root: Path) -> tuple[Key, ...]:
    try:
        return read_keys(root, os.environ)
    except (ValueError, OSError) as error:
        raise click.ClickException(f"Không đọc được khóa: {error}.") from error


def _as_line(found: Key) -> str:
    fingerprint = derive(found.secret.get_secret_value(), "cchc.dau-van").hex()[:8]
    return (
        f"{fingerprint}  {f'khóa cũ, còn được nhận đến {format_datetime(found.until)}' if found.until else 'đang ký'}"
    )
