"""``cchc import``: procedures of the national portal, and articles of units, into the content files."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from cchc.cli.articles import import_articles, split_paths
from cchc.cli.options import now_option, root_option
from cchc.importers import read_thu_tuc
from cchc.intake import IntakeError, Options, import_thu_tuc, render_report
from cchc.intake.article import Wishes
from cchc.plugin import starter_lists


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="TỆP_HOẶC_THƯ_MỤC…", type=click.Path(path_type=Path))
@root_option
@click.option("--dry-run", is_flag=True, help="Chỉ so sánh và in ra, không ghi tệp nào.")
@click.option("--take-source", is_flag=True, help="Nơi xung đột hoặc nguồn cũ hơn: vẫn lấy bản của nguồn.")
@click.option("--verbose", is_flag=True, help="In đủ từng thủ tục, không rút gọn danh sách dài.")
@click.option("--don-vi", default="", metavar="MÃ", help="Bài viết: mã đơn vị gửi bài.")
@click.option("--chuyen-muc", default="", metavar="MÃ", help="Bài viết: mã chuyên mục.")
@click.option("--noi-dung", default="", metavar="MÃ", help="Bài viết: mã nội dung cải cách hành chính.")
@now_option
def import_(paths: tuple[Path, ...], root: Path, dry_run: bool, now: datetime, **given: Any) -> None:
    """Nhập bài viết của đơn vị thành tin nháp, hoặc thủ tục từ các bản xuất của Cổng Dịch vụ công quốc gia.

    Nhận tệp và thư mục; nhận ra định dạng theo nội dung, không theo tên tệp.

    \b
    Bài viết (thành tin nháp trong posts/, kèm ảnh; không ghi đè tệp nào):
      Word (.docx); .doc, .rtf, .odt nếu máy có LibreOffice; văn bản .txt, .md
      Gói ZIP gồm bài và ảnh; thư điện tử (.eml) gồm bài và ảnh

    \b
    Thủ tục (thành bản ghi trong tthc/):
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
      cchc import bai.docx --don-vi benh-vien-da-khoa-tinh
      cchc import tin-thang-11.zip thu.eml --chuyen-muc tin-don-vi --dry-run
    """
    articles, others = split_paths(paths)
    failed = False
    if articles:
        wishes = Wishes(given["don_vi"], given["chuyen_muc"], given["noi_dung"])
        failed = not import_articles(root, articles, wishes, now, dry_run=dry_run)
    if others:
        _import_thu_tuc(others, root, dry_run, take_source=given["take_source"], verbose=given["verbose"])
    if failed:
        sys.exit(1)


def _import_thu_tuc(paths: Sequence[Path], root: Path, dry_run: bool, *, take_source: bool, verbose: bool) -> None:
    options = Options(
        default_lists=starter_lists(),
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
