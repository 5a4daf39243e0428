"""``cchc report``: figures and checks for the reporting desk."""

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from cchc.catalogue.on_time import KiemTraHan, check_on_time
from cchc.cli.options import root_option
from cchc.cli.report import print_problems
from cchc.cli.report_gop_y import gop_y
from cchc.cli.report_phap_ly import phap_ly
from cchc.cli.report_tuyen_truyen import don_vi, tuyen_truyen
from cchc.model.ngay_nghi import make_lich
from cchc.model.thoi_han_cong_bo import ViecCongBo
from cchc.plugin import starter_lists
from cchc.sources import read
from cchc.text import format_date

_VIEC = {ViecCongBo.CONG_BO: "Ban hành quyết định", ViecCongBo.CONG_KHAI: "Công khai"}


@click.group()
def report() -> None:
    """Lập báo cáo từ nội dung đang có.

    \b
    Ví dụ:
      cchc report quyet-dinh
      cchc report phap-ly
      cchc report tuyen-truyen --ky quy-3 --nam 2026
      cchc report don-vi
      cchc report gop-y --ky quy-3 --nam 2026
    """


report.add_command(phap_ly)
report.add_command(tuyen_truyen)
report.add_command(don_vi)
report.add_command(gop_y)


@report.command("quyet-dinh")
@click.option("--csv", "as_csv", is_flag=True, help="In dạng CSV (UTF-8 có BOM) để mở bằng bảng tính.")
@click.option("--strict", is_flag=True, help="Thoát với mã 1 nếu có quyết định chậm hạn.")
@root_option
def quyet_dinh(as_csv: bool, strict: bool, root: Path) -> None:
    """Kiểm tra thời hạn ban hành và công khai từng quyết định công bố.

    Thời hạn ghi ở tthc/danh-muc/thoi-han-cong-bo.yml, ngày nghỉ ở tthc/danh-muc/ngay-nghi.yml.

    \b
    Ví dụ:
      cchc report quyet-dinh
      cchc report quyet-dinh --csv > dung-han.csv
    """
    default_lists = starter_lists()
    content, problems = read(root, default_lists=default_lists, cache_dir=root / ".cache" / "cchc")
    wrong = [problem for problem in problems if problem.path.startswith(("tthc/quyet-dinh/", "tthc/danh-muc/"))]
    print_problems(wrong)
    decisions = sorted((entry.record for entry in content.quyet_dinh), key=lambda record: (record.ngay_ky, record.so))
    findings = list(check_on_time(decisions, content.thoi_han_cong_bo, make_lich(content.ngay_nghi)))
    if as_csv:
        _print_csv(findings)
    else:
        _print_lines(findings)
    if wrong or (strict and any(finding.dung_han is False for finding in findings)):
        sys.exit(1)


def _print_lines(findings: Sequence[KiemTraHan]) -> None:
    for finding in findings:
        han = f"hạn {format_date(finding.han)}" if finding.han else finding.ly_do
        day = format_date(finding.ngay)
        click.echo(f"{_verdict(finding)}: {finding.so}: {_VIEC[finding.viec]} {day}, {han} ({finding.theo})")
    for viec, name in _VIEC.items():
        click.echo(f"{name}: {_share(finding for finding in findings if finding.viec is viec)}")


def _print_csv(findings: Iterable[KiemTraHan]) -> None:
    click.echo("\ufeff", nl=False)
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(["Quyết định", "Việc", "Tính theo", "Ngày thực hiện", "Hạn", "Kết luận", "Lý do", "Căn cứ"])
    for finding in findings:
        han = format_date(finding.han) if finding.han else ""
        what = (finding.so, _VIEC[finding.viec], finding.theo, format_date(finding.ngay), han)
        writer.writerow([*what, _verdict(finding), finding.ly_do, finding.can_cu])


def _verdict(finding: KiemTraHan) -> str:
    if finding.dung_han is None:
        return "Chưa tính được"
    return "Đúng hạn" if finding.dung_han else "Chậm hạn"


def _share(findings: Iterable[KiemTraHan]) -> str:
    known = [finding.dung_han for finding in findings]
    told = [in_time for in_time in known if in_time is not None]
    unknown = f", chưa tính được {len(known) - len(told)}" if len(told) < len(known) else ""
    if not told:
        return f"chưa có số liệu{unknown}"
    return f"đúng hạn {sum(told)}/{len(told)} ({sum(told) * 100 // len(told)}%){unknown}"
