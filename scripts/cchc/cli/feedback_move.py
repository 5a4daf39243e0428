"""``cchc feedback move``: everything from SQLite to PostgreSQL, or back."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from cchc.cli.options import root_option
from cchc.feedback.alone import ServiceRunning
from cchc.feedback.engines import parse_url
from cchc.feedback.move import MoveFailed, Pair, compare
from cchc.feedback.move import move as move_rows
from cchc.feedback.spool import count_batches
from cchc.feedback.store import StoreUnavailable
from cchc.text.money import format_number
from cchc.web.settings import database_url, spool_dir

_EPILOG = """\b
Ví dụ:
  cchc feedback move --to postgresql:///gopy
  cchc feedback move --to postgresql:///gopy --check
  cchc feedback move --from postgresql:///gopy --to sqlite:////srv/cchc/var/gop-y.sqlite3

\b
Mã thoát: 0 hai bên giống hệt nhau, 1 không chuyển được hoặc hai bên khác nhau, 2 sai cách dùng.
"""


@click.command("move", epilog=_EPILOG)
@root_option
@click.option("--to", "target", required=True, metavar="ĐỊA_CHỈ", help="Cơ sở dữ liệu đích, đang trống.")
@click.option("--from", "source", metavar="ĐỊA_CHỈ", help="Cơ sở dữ liệu nguồn; mặc định là cơ sở dữ liệu đang dùng.")
@click.option("--check", is_flag=True, help="Chỉ so sánh hai bên, không chuyển.")
def move(root: Path, target: str, source: str | None, check: bool) -> None:
    """Chuyển toàn bộ dữ liệu góp ý từ SQLite sang PostgreSQL, hoặc ngược lại.

    Dừng dịch vụ trước. Dữ liệu nguồn giữ nguyên. Mọi bảng được chép trong một giao dịch và so từng hàng; có gì khác
    hoặc hỏng giữa chừng thì đích trở lại trống, chạy lại cùng lệnh là được. Tệp gửi kèm và nơi giữ tạm không phải
    chuyển. Mật khẩu của PostgreSQL nên để trong ~/.pgpass hoặc biến PGPASSWORD, không ghi trong địa chỉ.
    """
    source = source or database_url(root, os.environ)
    pairs = _compare(source, target) if check else _move(source, target)
    _tell(pairs)
    if not all(pair.same for pair in pairs):
        raise click.ClickException("Hai bên khác nhau ở các bảng ghi KHÁC.")
    click.echo("Hai bên giống hệt nhau.")
    if not check:
        _tell_what_follows(root, target)


def _move(source: str, target: str) -> Sequence[Pair]:
    with click.progressbar(length=1, label="Đang chuyển") as bar:

        def told(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        try:
            return move_rows(source, target, told)
        except ServiceRunning as error:
            raise click.ClickException(
                f"Có chương trình khác đang mở dữ liệu ({error}). Dừng mọi tiến trình dịch vụ rồi chạy lại lệnh này."
            ) from None
        except (MoveFailed, StoreUnavailable, ValueError, OSError) as error:
            raise click.ClickException(f"Không chuyển được, dữ liệu nguồn còn nguyên: {error}") from error


def _compare(source: str, target: str) -> Sequence[Pair]:
    try:
        return compare(source, target)
    except (MoveFailed, StoreUnavailable, ValueError, OSError) as error:
        raise click.ClickException(f"Không so sánh được: {error}") from error


def _tell(pairs: Sequence[Pair]) -> None:
    click.echo(f"{'Bảng':<16} {'Nguồn':>12} {'Đích':>12}")
    for pair in pairs:
        numbers = f"{format_number(pair.source.rows):>12} {format_number(pair.target.rows):>12}"
        click.echo(f"{pair.table:<16} {numbers}  {'giống' if pair.same else 'KHÁC'}")


def _tell_what_follows(root: Path, target: str) -> None:
    shown = parse_url(target).set(drivername=target.partition(":")[0]).render_as_string(hide_password=True)
    click.echo(
        f"Đặt CCHC_DATABASE_URL='{shown}', khởi động dịch vụ, chạy “cchc doctor”, rồi dời dữ liệu cũ đi nơi khác."
    )
    if waiting := count_batches(spool_dir(root, os.environ)):
        click.echo(f"{waiting} đợt nội dung ở nơi giữ tạm sẽ tự ghi vào cơ sở dữ liệu mới.")
