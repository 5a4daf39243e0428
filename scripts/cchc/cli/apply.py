"""``cchc apply``: what a decision says is carried into the procedures that it names."""

import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click
from pydantic import ValidationError

from cchc.cli.options import now_option, root_option
from cchc.intake.decision import (
    FOLDER,
    DecisionRefusedError,
    Places,
    Plan,
    find_newest_agency,
    plan_decision,
    write_plan,
)
from cchc.model.quyet_dinh import QuyetDinh
from cchc.plugin import starter_lists
from cchc.sources import CannotUndoError, render_front_matter, undo_together
from cchc.sources.records import parse_record
from cchc.text import format_date


@click.group()
def apply() -> None:
    """Đưa nội dung của một văn bản vào các tệp liên quan.

    \b
    Ví dụ:
      cchc apply quyet-dinh tthc/quyet-dinh/12-qd-ubnd-2026.md --dry-run
    """


@apply.command("quyet-dinh")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--don-vi", default="", help="Mã đơn vị đứng tên tin nháp; mặc định là sở.")
@click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ làm gì, không ghi tệp nào.")
@click.option("--undo", is_flag=True, help="Hoàn tác lần áp dụng trước của quyết định này.")
@root_option
@now_option
def quyet_dinh(file: Path, don_vi: str, dry_run: bool, undo: bool, root: Path, now: datetime) -> None:
    """Cập nhật các thủ tục theo một quyết định công bố đã có tệp.

    Với mỗi thủ tục trong danh mục: ghi quyết định, lưu nội dung cũ thành phiên bản, ghi ngày hiệu lực, thủ tục thay
    thế; rồi soạn tin nháp “Công bố …”. Ghi hết hoặc không ghi gì. Chạy lại không làm gì thêm.

    \b
    Ví dụ:
      cchc apply quyet-dinh tthc/quyet-dinh/12-qd-ubnd-2026.md --dry-run
      cchc apply quyet-dinh tthc/quyet-dinh/12-qd-ubnd-2026.md
      cchc apply quyet-dinh tthc/quyet-dinh/12-qd-ubnd-2026.md --undo
    """
    text = file.read_text(encoding="utf-8")
    record, problems = parse_record(text, file.as_posix(), QuyetDinh)
    if record is None:
        _refuse(str(problem) for problem in problems)
    elif undo:
        _undo(root, record)
    else:
        path = f"{FOLDER}/{record.slug}.md"
        inside = file.resolve().is_relative_to((root / FOLDER).resolve())
        _carry_out(root, record, now, {} if inside else {path: text}, don_vi=don_vi, dry_run=dry_run)


def create_and_apply(root: Path, now: datetime, given: Mapping[str, Any], muc: tuple[str, ...]) -> None:
    """Make the file of a new decision and apply it; ``given`` are the options of ``cchc new quyet-dinh``."""
    values = {
        "so": given["so"],
        "ngay_ky": given["ngay_ky"],
        "co_quan": given["co_quan"] or find_newest_agency(root),
        "trich_yeu": given["trich_yeu"] or "",
        "hieu_luc_tu": given["hieu_luc"] or given["ngay_ky"],
        "ngay_cong_khai": given["ngay_cong_khai"] or now.date().isoformat(),
        "muc": [_parse_muc(text) for text in muc],
    }
    try:
        record = QuyetDinh.model_validate(values)
    except ValidationError as error:
        _refuse(f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}" for detail in error.errors())
    path = f"{FOLDER}/{record.slug}.md"
    if (root / path).exists():
        _refuse([f"đã có tệp {path}; hãy dùng “cchc apply quyet-dinh {path}”"])
    files = {path: render_front_matter(record)}
    _carry_out(root, record, now, files, don_vi=given["don_vi"], dry_run=given["dry_run"])


def _parse_muc(text: str) -> dict[str, Any]:
    ma, _, rest = text.partition(":")
    hanh_dong, _, more = rest.partition(":")
    muc: dict[str, Any] = {"ma": ma, "hanh_dong": hanh_dong}
    if more and hanh_dong == "thay-the":
        muc["thay_the_boi"] = more
    elif more:
        muc["bo_phan_thay_doi"] = more.split(",")
    return muc


def _carry_out(
    root: Path, record: QuyetDinh, now: datetime, files: Mapping[str, str], *, don_vi: str, dry_run: bool
) -> None:
    try:
        places = Places(root, starter_lists(), root / ".cache" / "cchc")
        plan = plan_decision(places, record, now, don_vi=don_vi)
    except DecisionRefusedError as refused:
        _refuse(refused.reasons)
    for path, text in files.items():
        plan.files[path] = text
        plan.steps.insert(0, f"tạo   {path}")
    _tell(plan)
    if dry_run:
        click.echo("Chạy thử: chưa ghi tệp nào.")
    elif plan.files:
        write_plan(root, plan)
        _tell_after(plan)
    else:
        click.echo("Quyết định này đã được áp dụng; không có gì phải ghi.")


def _tell(plan: Plan) -> None:
    record = plan.quyet_dinh
    effect = format_date(record.hieu_luc_tu)
    click.echo(f"Quyết định số {record.so} ngày {format_date(record.ngay_ky)}, hiệu lực từ {effect}:")
    for step in plan.steps:
        click.echo(f"  {step}")


def _tell_after(plan: Plan) -> None:
    click.echo(f"Đã ghi {len(plan.files)} tệp. Việc tiếp theo:")
    for line in (*plan.to_do, "chạy “cchc check”"):
        click.echo(f"  - {line}")
    click.echo(f"Hoàn tác: cchc apply quyet-dinh {FOLDER}/{plan.quyet_dinh.slug}.md --undo")


def _undo(root: Path, record: QuyetDinh) -> None:
    try:
        paths = undo_together(root, name=record.slug)
    except CannotUndoError as error:
        _refuse([f"chưa hoàn tác: {error}"])
    for path in paths:
        click.echo(f"  trả lại {path}" if (root / path).exists() else f"  xóa     {path}")
    click.echo(f"Đã hoàn tác quyết định số {record.so}.")


def _refuse(reasons: Iterable[str]) -> NoReturn:
    for reason in reasons:
        click.echo(reason, err=True)
    click.echo("Chưa ghi tệp nào.", err=True)
    sys.exit(1)
