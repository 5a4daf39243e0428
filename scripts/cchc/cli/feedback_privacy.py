"""``cchc feedback person|erase|purge|mail``: the rights of senders, what time does, letters that were given up."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import click

from cchc.cli.feedback_store import get_reference, read_item, reading, writing
from cchc.cli.options import root_option
from cchc.feedback.changes import Erase, Revive
from cchc.feedback.clock import utc_now
from cchc.feedback.retention import purge_due
from cchc.feedback.rules import read_rules
from cchc.feedback.shelf import remove
from cchc.feedback.store import NoSuchThing
from cchc.text import format_datetime, to_vietnam
from cchc.web.settings import files_dir

_WAIT = 30.0
_EXIT = "\b\nMã thoát: 0 thành công, 1 không tìm thấy hoặc dịch vụ đang chạy, 2 sai cách dùng.\n"


def _at_most(longest: int) -> Callable[[click.Context, click.Parameter, str], str]:
    """Return the check of a text for which the database has so many places."""

    def check(context: click.Context, parameter: click.Parameter, value: str) -> str:
        if len(value) > longest:
            raise click.BadParameter(f"nhiều nhất {longest} ký tự, đang có {len(value)}")
        return value

    return check


@click.command("person", epilog=f"\b\nVí dụ:\n  cchc feedback person K7M4P-9RTX3 > du-lieu.json\n\n{_EXIT}")
@root_option
@click.argument("ma")
def person(root: Path, ma: str) -> None:
    """Xuất toàn bộ dữ liệu gắn với MA tiếp nhận (JSON) để giao cho người gửi khi họ yêu cầu."""
    found = read_item(root, get_reference(ma))
    data = found.detail.model_dump(mode="json")
    data["attachments"] = [
        {"name": file.name, "media_type": file.media_type, "size": file.size, "sha256": file.sha256}
        for file in found.attachments
    ]
    # Officers' notes and names are the desk's, not the sender's data.
    data["history"] = [
        {"state": step.state, "at": to_vietnam(step.at).isoformat(), "message": step.message}
        for step in found.detail.history
    ]
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


@click.command(
    "erase", epilog=f"\b\nVí dụ:\n  cchc feedback erase K7M4P-9RTX3 --ly-do yeu-cau-cua-nguoi-gui\n\n{_EXIT}"
)
@root_option
@click.argument("ma")
@click.option(
    "--ly-do",
    default="yeu-cau-cua-nguoi-gui",
    show_default=True,
    callback=_at_most(32),
    help="Lý do, ghi vào sổ xóa.",
)
@click.option(
    "--tai-khoan",
    "actor",
    envvar="CCHC_TAI_KHOAN",
    default="may-chu",
    show_default=True,
    callback=_at_most(64),
    help="Người xóa, ghi vào sổ xóa (hoặc biến CCHC_TAI_KHOAN).",
)
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
def erase(root: Path, ma: str, ly_do: str, actor: str, yes: bool) -> None:
    """Xóa hẳn một mục và mọi dữ liệu của người gửi, không khôi phục được; sổ xóa giữ mã, loại, lúc xóa, lý do."""
    reference = get_reference(ma)
    if not yes:
        click.confirm(f"Xóa hẳn mục {reference}? Việc này không khôi phục được", abort=True)
    with writing(root) as store:
        try:
            done = store.apply(Erase(reference, utc_now(), ly_do, actor)).result(_WAIT)
        except NoSuchThing:
            raise click.ClickException(f"Không có mục nào mang mã {reference}.") from None
    try:
        remove(files_dir(root, os.environ), done.files)
    except OSError as error:
        raise click.ClickException(f"Đã xóa mục {reference} nhưng chưa xóa được tệp gửi kèm: {error}") from error
    click.echo(f"Đã xóa {reference}. Nếu đã đăng công khai, chạy “cchc feedback export” rồi dựng lại trang.")


@click.command("purge", epilog=f"\b\nVí dụ:\n  cchc feedback purge\n\n{_EXIT}")
@root_option
def purge(root: Path) -> None:
    """Xóa các mục đã hết thời hạn lưu (tthc/danh-muc/gop-y.yml). Dịch vụ đang chạy tự làm việc này mỗi ngày."""
    rules = read_rules(root / "tthc" / "danh-muc" / "gop-y.yml")
    with writing(root) as store:
        done = purge_due(store, rules, utc_now, files_dir(root, os.environ))
    for kind, count in done.items():
        click.echo(f"{kind.label}: đã xóa {count} mục hết thời hạn lưu {rules.loai[kind].luu_thang} tháng.")
    if not done:
        click.echo("Không có mục nào hết thời hạn lưu.")


@click.command("mail", epilog=f"\b\nVí dụ:\n  cchc feedback mail\n  cchc feedback mail --thu-lai 12\n\n{_EXIT}")
@root_option
@click.option("--thu-lai", type=int, multiple=True, help="Số của thư hỏng cần gửi lại; lặp lại được.")
def mail(root: Path, thu_lai: tuple[int, ...]) -> None:
    """Liệt kê thư đang chờ gửi và thư hỏng; gửi lại thư hỏng."""
    if thu_lai:
        with writing(root) as store:
            for number in thu_lai:
                done = store.apply(Revive(number, utc_now())).result(_WAIT).done
                click.echo(f"Thư {number}: {'sẽ được gửi lại' if done else 'không phải thư hỏng'}.")
        return
    with reading(root) as reader:
        waiting, dead = reader.list_outbox(), reader.list_dead_letters()
    for title, letters in (("đang chờ", waiting), ("hỏng", dead)):
        click.echo(f"{len(letters)} thư {title}.")
        for letter in letters:
            reason = f", lần thử {letter.attempts}: {letter.error}" if letter.error else ""
            when = format_datetime(letter.created_at)
            click.echo(f"  {letter.id}  {letter.reference}  {letter.event}  {letter.recipient.value}  {when}{reason}")
