"""``cchc build`` and ``cchc preview``: the site from the content files."""

import sys
import time
from datetime import datetime
from pathlib import Path

import click

from cchc.cli.options import now_option, root_option
from cchc.cli.report import FEW, print_problems
from cchc.plugin import ContentProblems, build_site, serve_site
from cchc.sources import locate


@click.command()
@root_option
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Nơi đặt trang; mặc định ROOT/site.")
@click.option("--strict", is_flag=True, help="Coi cảnh báo là lỗi.")
@click.option("--production", is_flag=True, help="Trang chính thức: từ chối dữ liệu minh họa.")
@click.option("--clean", is_flag=True, help="Bỏ bộ nhớ đệm, dựng lại từ đầu.")
@now_option
def build(root: Path, site_dir: Path | None, strict: bool, production: bool, clean: bool, now: datetime) -> None:
    """Dựng trang tĩnh từ các tệp nội dung.

    Nội dung có lỗi thì in mọi lỗi theo dạng “đường dẫn:dòng: trường: nội dung”, thoát với mã 1 và giữ nguyên
    trang cũ.

    \b
    Ví dụ:
      cchc build
      cchc build --root /srv/cchc --site-dir /var/www/cchc --production
    """
    started = time.monotonic()
    target = (site_dir or root / "site").resolve()
    try:
        warnings = build_site(root, target, now, strict=strict, production=production, clean=clean)
    except ContentProblems as stopped:
        print_problems(stopped.problems, everything=False)
        click.echo("Chưa dựng trang: hãy sửa các lỗi trên rồi chạy lại.", err=True)
        sys.exit(1)
    print_problems(locate(root, warnings) if len(warnings) <= FEW else warnings, everything=False)
    pages = sum(1 for _ in target.rglob("*.html"))
    click.echo(f"Đã dựng {pages} trang vào {target} trong {time.monotonic() - started:.1f} giây.")


@click.command()
@root_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng trên máy này.")
def preview(root: Path, port: int) -> None:
    """Xem trước khi viết: mở trình duyệt ở địa chỉ in ra, sửa tệp là trang tự tải lại.

    \b
    Ví dụ:
      cchc preview
    """
    click.echo(f"Xem trước tại http://127.0.0.1:{port}/ – nhấn Ctrl+C để dừng.")
    serve_site(root, port)
