"""``cchc feedback export``: published answers as content files, to be read by a person before the next build."""

from datetime import datetime
from pathlib import Path

import click

from cchc.cli.feedback_store import reading
from cchc.cli.options import now_option, root_option
from cchc.feedback.export import LEDGER, DaXuat, KeHoachXuat, KetQuaXuat, plan_export
from cchc.plugin import starter_lists
from cchc.sources import read, write_front_matter, write_list
from cchc.sources.records import parse_list


@click.command("export")
@click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ làm gì, không ghi tệp.")
@root_option
@now_option
def export(dry_run: bool, root: Path, now: datetime) -> None:
    """Xuất câu trả lời đã duyệt công khai thành tệp docs/hoi-dap/<năm>/<mã>.md.

    Chỉ các trường được phép đi ra; không có họ tên, liên hệ, mã tiếp nhận. Xem lại tệp (git diff) rồi dựng trang.
    Câu đã gỡ công khai thì tệp bị xóa; tệp không đổi nội dung thì giữ nguyên, kể cả phần biên tập viên sửa thêm.

    \b
    Ví dụ:
      cchc feedback export --dry-run
      cchc feedback export
    Mã thoát: 0 thành công, 1 có câu không xuất được.
    """
    content, problems = read(root, default_lists=starter_lists())
    wrong = [problem for problem in problems if problem.is_error and problem.path.startswith("docs/hoi-dap/")]
    if wrong:
        raise click.ClickException(f"sửa lỗi trong docs/hoi-dap trước đã: {wrong[0]}")
    with reading(root) as reader:
        published = reader.list_published()
    plan = plan_export(published, _ledger(root), content)
    if not dry_run:
        _carry_out(root, plan)
    _tell(plan, dry_run=dry_run)
    if any(step.ket_qua is KetQuaXuat.TU_CHOI for step in plan.buoc):
        raise SystemExit(1)


def _ledger(root: Path) -> tuple[DaXuat, ...]:
    file = root / LEDGER
    if not file.is_file():
        return ()
    lines, problems = parse_list(file.read_text(encoding="utf-8"), LEDGER, DaXuat)
    if problems:
        raise click.ClickException(f"sổ xuất bị hỏng: {problems[0]}")
    return lines


def _carry_out(root: Path, plan: KeHoachXuat) -> None:
    for step in plan.buoc:
        if step.record:
            write_front_matter(root / step.tep, step.record)
        elif step.ket_qua is KetQuaXuat.GO:
            (root / step.tep).unlink()
    if plan.so_cai or (root / LEDGER).exists():
        (root / LEDGER).parent.mkdir(parents=True, exist_ok=True)
        write_list(root / LEDGER, plan.so_cai)


def _tell(plan: KeHoachXuat, *, dry_run: bool) -> None:
    for step in plan.buoc:
        if step.ket_qua is not KetQuaXuat.GIU:
            reason = f" ({', '.join(step.ly_do)}; sửa văn bản công khai rồi duyệt lại)" if step.ly_do else ""
            click.echo(f"{step.ket_qua.value}: {step.tep}{reason}", err=bool(step.ly_do))
    same = sum(step.ket_qua is KetQuaXuat.GIU for step in plan.buoc)
    click.echo(f"{len(plan.buoc) - same} tệp thay đổi, {same} tệp giữ nguyên.{' Chưa ghi gì.' if dry_run else ''}")
