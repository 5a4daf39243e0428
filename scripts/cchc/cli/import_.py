"""``cchc import``: procedures of the national portal into the content files."""

import sys
from pathlib import Path

import click

from cchc.cli.options import root_option
from cchc.importers import read_thu_tuc
from cchc.intake import IntakeError, Options, import_thu_tuc, render_report
from cchc.plugin import starter_root


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="TỆP_HOẶC_THƯ_MỤC…", type=click.Path(path_type=Path))
@root_option
@click.option("--dry-run", is_flag=True, help="Chỉ so sánh và in ra, không ghi tệp nào.")
@click.option("--take-source", is_flag=True, help="Nơi xung đột hoặc nguồn cũ hơn: vẫn lấy bản của nguồn.")
@click.option("--verbose", is_flag=True, help="In đủ từng thủ tục, không rút gọn danh sách dài.")
def import_(paths: tuple[Path, ...], root: Path, dry_run: bool, take_source: bool, verbose: bool) -> None:
    """Nhập thủ tục từ các bản xuất của Cổng Dịch vụ công quốc gia, so sánh với bản đang có.

    Nhận tệp và thư mục; nhận ra định dạng theo nội dung, không theo tên tệp.

    \b
    Các định dạng:
      JSON của Cổng: một thủ tục, danh sách, hoặc mỗi dòng một thủ tục; có thể nén gzip
      Bản in chi tiết dạng PDF, dạng Word (ChiTietTTHC_….doc) và dạng văn bản
      Dữ liệu mở của một trang thủ tục như trang này (thu-tuc-day-du.jsonl.gz, <mã>.json)
      Danh sách thủ tục dạng Excel: chỉ đối chiếu, không ghi
      Bản sao chép từ trang của Cổng: chỉ lấy thủ tục chưa có, bỏ phần bị dính chữ

    Trường đã sửa tại chỗ không bị ghi đè; phần mà định dạng không có thì giữ nguyên; nguồn cũ hơn bản tại chỗ thì
    chỉ báo, không lấy. Không xóa thủ tục nào. Thoát với mã 1 nếu không đọc được thủ tục nào.

    \b
    Ví dụ:
      cchc import du-lieu-cong/ --dry-run
      cchc import 1.001234.json khac.jsonl.gz --root /srv/cchc
    """
    options = Options(
        default_lists=starter_root() / "tthc" / "danh-muc",
        cache_dir=None if dry_run else root / ".cache" / "cchc",
        dry_run=dry_run,
        take_source=take_source,
        progress=lambda message: click.echo(f"{message}…", err=True),
    )
    try:
        report = import_thu_tuc(read_thu_tuc(paths), root, options)
    except IntakeError as error:
        click.echo(f"Chưa nhập gì: {error}", err=True)
        sys.exit(1)
    for line in render_report(report, verbose=verbose):
        click.echo(line)
    if dry_run:
        click.echo("Chạy thử: chưa ghi tệp nào.")
    if not report.read:
        click.echo("Không đọc được thủ tục nào.", err=True)
        sys.exit(1)
