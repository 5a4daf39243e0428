"""``cchc build`` and ``cchc preview``: the site from the content files."""

import sys
import time
from datetime import datetime
from pathlib import Path

import click

from cchc.cli.options import now_option, require_content, root_option
from cchc.cli.report import FEW, print_problems
from cchc.plugin import ContentProblems, build_site
from cchc.plugin.preview import Refresh, serve_preview
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
    require_content(root)
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
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Cổng trên máy này; 0 là cổng trống."
)
def preview(root: Path, port: int) -> None:
    """Xem trước khi viết: mở trình duyệt ở địa chỉ in ra, sửa và lưu tệp là trang tự tải lại.

    Tin nháp, tin chờ duyệt và tin hẹn giờ cũng hiện, có ghi rõ ở đầu tiêu đề. Lỗi nội dung hiện cả ở đây và ở cuối
    trang; trang giữ bản đúng gần nhất cho đến khi bạn sửa xong. Chỉ máy này mở được trang xem trước.

    \b
    Ví dụ:
      cchc preview
      cchc preview --root /srv/cchc --port 8080
    """
    require_content(root)
    try:
        serve_preview(root, port, _tell, _tell_address)
    except KeyboardInterrupt:
        click.echo("Đã dừng xem trước.")
    except OSError as error:
        raise click.ClickException(
            f"Không mở được cổng {port}: {error.strerror}; hãy chọn cổng khác bằng --port."
        ) from error


def _tell_address(url: str) -> None:
    click.echo(f"Xem trước tại {url} – nhấn Ctrl+C để dừng.")


def _tell(refresh: Refresh) -> None:
    seconds = f"{refresh.seconds:.2f}".replace(".", ",")
    if not refresh.changed:
        click.echo(f"Đã đọc nội dung trong {seconds} giây.")
    else:
        more = f" và {len(refresh.changed) - 1} tệp khác" if len(refresh.changed) > 1 else ""
        where = f" → {refresh.url}" if refresh.url else ""
        click.echo(f"Đã cập nhật {refresh.changed[0]}{more} trong {seconds} giây{where}")
    here = [problem for problem in refresh.problems if problem.is_error or problem.path in refresh.changed]
    print_problems(here if refresh.changed else refresh.problems, everything=False)
