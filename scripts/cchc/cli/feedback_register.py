"""``cchc feedback register``: the public register of receipts as pages, to be looked at before the next build."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import click

from cchc.cli.feedback_store import reading
from cchc.cli.options import now_option, root_option
from cchc.feedback.durable import make_folder, write_whole
from cchc.feedback.register import make_lines, merge_lines, parse_lines, render_data, render_index, render_month
from cchc.feedback.store import DeskReader
from cchc.text import VIETNAM, to_vietnam

_FOLDER = Path("docs") / "phan-anh-gop-y" / "so-tiep-nhan"


@click.command("register")
@click.option(
    "--thang", metavar="YYYY-MM", help="Tháng cần ghi (mặc định: tháng của ngày hôm qua và các tháng đã đăng)."
)
@root_option
@now_option
def register(thang: str | None, root: Path, now: datetime) -> None:
    """Ghi sổ tiếp nhận công khai: docs/phan-anh-gop-y/so-tiep-nhan/<năm-tháng>.md và .json.

    Mỗi biên nhận của những ngày đã hết có một dòng: mã băm ngắn, ngày, loại, trạng thái. Không có mã tiếp nhận, họ tên,
    liên hệ hay nội dung. Dòng đã đăng không mất; nội dung đã xóa thì dòng ghi “Đã xóa”. Nên chạy mỗi ngày một lần.

    \b
    Ví dụ:
      cchc feedback register
      cchc feedback register --thang 2026-10
    Mã thoát: 0 thành công, 1 không đọc được dữ liệu, 2 sai cách dùng.
    """
    today = to_vietnam(now).date()
    folder = root / _FOLDER
    newest = (today - timedelta(days=1)).replace(day=1)
    months = [_parse_month(thang)] if thang else sorted({newest, *_list_months(folder)})
    with reading(root) as reader:
        counts = {month: _write(folder, month, reader, today) for month in months}
    _write_beside(folder)
    for month, count in counts.items():
        click.echo(f"{_FOLDER / f'{month:%Y-%m}.md'}: {count} dòng.")


def _write(folder: Path, month: date, reader: DeskReader, today: date) -> int:
    end = (month + timedelta(days=31)).replace(day=1)
    since, until = (datetime.combine(day, time(), VIETNAM) for day in (month, end))
    file = folder / f"{month:%Y-%m}.md"
    try:
        published = parse_lines(file.read_text(encoding="utf-8")) if file.is_file() else []
    except ValueError as error:
        raise click.ClickException(f"{file}: có dòng ghi sai ngày ({error}); lấy lại tệp từ bản đã công bố.") from error
    lines = merge_lines(published, make_lines(reader.list_register(since, until), today))
    make_folder(folder, mode=0o777)
    _publish(file, render_month(month, lines, min(today, end) - timedelta(days=1)))
    return len(lines)


def _write_beside(folder: Path) -> None:
    """Write what follows from the pages of the months: the same as data, and the page above them."""
    months = _list_months(folder)
    for month in months:
        file = folder / f"{month:%Y-%m}.md"
        _publish(file.with_suffix(".json"), render_data(file.read_text(encoding="utf-8")))
    _publish(folder / "index.md", render_index(months))


def _publish(file: Path, page: str) -> None:
    # Whole or not at all: lines of what was erased are nowhere but in the page that is replaced.
    write_whole(file, page.encode(), mode=0o666)


def _list_months(folder: Path) -> list[date]:
    return [_parse_month(page.stem) for page in folder.glob("????-??.md")]


def _parse_month(text: str) -> date:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise click.BadParameter(f"viết tháng dạng 2026-11, không phải “{text}”", param_hint="--thang")
    return date(int(text[:4]), int(text[5:]), 1)
