"""``cchc feedback``: the desk's work from the command line. Lists never show who sent something."""

import json
from pathlib import Path

import click

from cchc.cli.feedback_accounts import account
from cchc.cli.feedback_copies import backup, restore_command
from cchc.cli.feedback_export import export
from cchc.cli.feedback_files import attachments
from cchc.cli.feedback_keys import key
from cchc.cli.feedback_move import move
from cchc.cli.feedback_privacy import erase, mail, person, purge
from cchc.cli.feedback_register import register
from cchc.cli.feedback_results import danh_gia, khao_sat
from cchc.cli.feedback_steps import COMMANDS
from cchc.cli.feedback_store import get_reference, read_item, reading
from cchc.cli.feedback_tombstones import tombstones
from cchc.feedback.service import list_items
from cchc.model.feedback import (
    AnySubmission,
    ItemDetail,
    LoaiGopY,
    LoaiNguoiGui,
    LyDoGopY,
    MucDichDongY,
    MucRoRang,
    StoredItem,
    TrangThaiGopY,
)
from cchc.model.feedback.values import clean_line
from cchc.text import format_datetime, format_size, shorten, to_vietnam

_EXIT_CODES = "\b\nMã thoát: 0 thành công, 1 không tìm thấy hoặc không đọc được dữ liệu, 2 sai cách dùng.\n"
_LIST_EPILOG = f"""\b
Ví dụ:
  cchc feedback list
  cchc feedback list --loai hoi-dap --trang-thai moi
  cchc feedback list --json

{_EXIT_CODES}"""
_SHOW_EPILOG = f"""\b
Ví dụ:
  cchc feedback show K7M4P-9RTX3

{_EXIT_CODES}"""
_TITLE_WIDTH = 60

_root = click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=".", help="Thư mục gốc."
)


@click.group()
def feedback() -> None:
    """Xem, xử lý, sao lưu và khôi phục câu hỏi, góp ý đã nhận; tài khoản cán bộ xử lý."""


for command in (
    attachments,
    backup,
    restore_command,
    export,
    person,
    erase,
    purge,
    tombstones,
    mail,
    move,
    account,
    *COMMANDS,
):
    feedback.add_command(command)
feedback.add_command(khao_sat)
feedback.add_command(danh_gia)
feedback.add_command(register)
feedback.add_command(key)


@feedback.command("list", epilog=_LIST_EPILOG)
@_root
@click.option("--loai", type=click.Choice([kind.value for kind in LoaiGopY]), help="Chỉ một loại.")
@click.option("--trang-thai", type=click.Choice([state.value for state in TrangThaiGopY]), help="Chỉ một trạng thái.")
@click.option(
    "--so-luong", type=click.IntRange(min=1), default=100, show_default=True, help="Nhiều nhất bao nhiêu mục."
)
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
def list_command(root: Path, loai: str | None, trang_thai: str | None, so_luong: int, as_json: bool) -> None:
    """Liệt kê các mục đã nhận, mới nhất trước; không hiện thông tin người gửi."""
    kind, state = LoaiGopY(loai) if loai else None, TrangThaiGopY(trang_thai) if trang_thai else None
    with reading(root) as reader:
        items = list_items(reader, kind=kind, state=state, limit=so_luong)
    if as_json:
        click.echo(json.dumps([_as_json(item) for item in items], ensure_ascii=False, indent=2))
        return
    for item in items:
        click.echo(_as_line(item))
    if not items:
        click.echo("Chưa có mục nào.")


@feedback.command("show", epilog=_SHOW_EPILOG)
@_root
@click.argument("ma")
def show_command(root: Path, ma: str) -> None:
    """Hiện toàn bộ một mục theo MA tiếp nhận, kể cả thông tin người gửi."""
    reference = get_reference(ma)
    found = read_item(root, reference)
    for label, value in _facts(found.detail):
        click.echo(f"{label}: {value}")
    for file in found.attachments:
        click.echo(f"Tệp gửi kèm: {clean_line(file.name)} ({file.label}, {format_size(file.size)})")
    if found.attachments:
        click.echo(f"Lấy tệp ra: cchc feedback attachments {reference} --out THƯ-MỤC")


def _as_line(item: StoredItem) -> str:
    moment = format_datetime(item.received_at)
    title = shorten(item.title, _TITLE_WIDTH)
    return f"{item.reference}  {moment}  {item.kind.value:<18} {item.state.value:<16} {title}"


def _as_json(item: StoredItem) -> dict[str, str]:
    return {
        "ma": item.reference,
        "loai": item.kind.value,
        "trang_thai": item.state.value,
        "nhan_luc": to_vietnam(item.received_at).isoformat(timespec="seconds"),
        "tieu_de": shorten(item.title, _TITLE_WIDTH),
    }


def _facts(detail: ItemDetail) -> list[tuple[str, str]]:
    item, sent = detail.item, detail.submission
    facts = [
        ("Mã tiếp nhận", item.reference),
        ("Loại", item.kind.label),
        ("Trạng thái", item.state.label),
        ("Nhận lúc", format_datetime(item.received_at)),
    ]
    facts += _sent_facts(sent)
    purposes = {MucDichDongY.XU_LY: "xử lý thông tin", MucDichDongY.CONG_KHAI: "công khai câu hỏi và câu trả lời"}
    for given in detail.dong_y:
        when = format_datetime(given.at)
        facts.append(("Đồng ý", f"{purposes[given.muc_dich]}, văn bản {given.phien_ban}, lúc {when}"))
    facts += [("Bước", f"{format_datetime(step.at)} {step.state.label} ({step.actor})") for step in detail.history]
    return facts


def _sent_facts(sent: AnySubmission) -> list[tuple[str, str]]:
    boxes = {name: field for name, field in type(sent).model_fields.items() if name != "kind" and "dong_y" not in name}
    return [(field.title or name, _say(getattr(sent, name))) for name, field in boxes.items()]


def _say(value: object) -> str:
    match value:
        case MucRoRang():
            return f"{value.value}/5 – {value.label}"
        case LyDoGopY() | LoaiNguoiGui():
            return value.label
        case tuple():
            return "; ".join(map(_say, value)) or "–"
    return str(value or "–")
