"""``cchc feedback tombstones``: what was erased, when, why and by whom."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import click

from cchc.cli.feedback_store import reading
from cchc.cli.options import root_option
from cchc.feedback.records import Tombstone
from cchc.outputs.open_data.tables import Bang, Cot, render_csv
from cchc.text import VIETNAM, format_datetime, parse_date, to_vietnam

_REASONS = {
    "het-thoi-han-luu": "hết thời hạn lưu",
    "nguoi-gui-yeu-cau": "người gửi tự xóa",
    "yeu-cau-cua-nguoi-gui": "người gửi yêu cầu",
}
_ACTORS = {"": "không ghi", "he-thong": "hệ thống", "nguoi-gui": "người gửi", "may-chu": "quản trị máy chủ"}
_COLUMNS = (
    ("ma", "Mã tiếp nhận"),
    ("loai", "Loại"),
    ("xoa_luc", "Xóa lúc"),
    ("ly_do", "Lý do"),
    ("nguoi_xoa", "Người xóa"),
    ("thang_nhan", "Tháng nhận"),
)
_EPILOG = """\b
Ví dụ:
  cchc feedback tombstones
  cchc feedback tombstones --tu-ngay 2026-10-01 --csv > so-xoa.csv
  cchc feedback tombstones --json

\b
Mã thoát: 0 thành công, 1 không đọc được dữ liệu, 2 sai cách dùng.
"""


@click.command("tombstones", epilog=_EPILOG)
@root_option
@click.option("--tu-ngay", "since", metavar="YYYY-MM-DD", help="Chỉ những mục xóa từ ngày này.")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="In dạng CSV (UTF-8 có BOM) để mở bằng bảng tính.")
def tombstones(root: Path, since: str | None, as_json: bool, as_csv: bool) -> None:
    """Liệt kê sổ xóa: mã, loại, lúc xóa, lý do, người xóa; cũ nhất trước.

    Nội dung và người gửi đã mất hẳn. Sau khi khôi phục từ bản sao cũ, xóa lại những mã xóa sau ngày sao lưu.
    """
    if as_json and as_csv:
        raise click.UsageError("Chọn một trong hai: --json hoặc --csv.")
    stones = _read(root, _parse_day(since) if since else None)
    if as_json:
        click.echo(json.dumps([_as_json(stone) for stone in stones], ensure_ascii=False, indent=2))
    elif as_csv:
        table = Bang("Sổ xóa", tuple(Cot(ma, nhan) for ma, nhan in _COLUMNS), [_as_row(stone) for stone in stones])
        click.echo(render_csv(table), nl=False)
    else:
        for stone in stones:
            ma, loai, when, reason, actor, month = _as_row(stone)
            click.echo(f"{ma}  {when}  {loai:<18} {reason} ({actor}), nhận tháng {month[5:]}/{month[:4]}")
        if not stones:
            click.echo("Chưa có mục nào bị xóa.")


def _parse_day(text: str) -> datetime:
    try:
        day: date = parse_date(text)
    except ValueError:
        raise click.BadParameter("viết dạng 2026-10-31", param_hint="--tu-ngay") from None
    return datetime.combine(day, time(), VIETNAM)


def _read(root: Path, since: datetime | None) -> Sequence[Tombstone]:
    with reading(root) as reader:
        return reader.list_tombstones(since)


def _as_row(stone: Tombstone) -> tuple[str, ...]:
    reason, actor = _REASONS.get(stone.reason, stone.reason), _ACTORS.get(stone.actor, stone.actor)
    return stone.reference, stone.kind.value, format_datetime(stone.erased_at), reason, actor, stone.thang


def _as_json(stone: Tombstone) -> dict[str, str]:
    return {
        "ma": stone.reference,
        "loai": stone.kind.value,
        "xoa_luc": to_vietnam(stone.erased_at).isoformat(timespec="seconds"),
        "ly_do": stone.reason,
        "nguoi_xoa": stone.actor,
        "thang_nhan": stone.thang,
    }
