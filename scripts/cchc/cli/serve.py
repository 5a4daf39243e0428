"""``cchc serve``: the built site and the feedback service in one process."""

import logging
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

import click
import uvicorn

from cchc.feedback.clock import utc_now
from cchc.feedback.jobs import JobRunner
from cchc.feedback.rules import read_rules
from cchc.feedback.sql_store import open_store
from cchc.feedback.store import StoreUnavailable
from cchc.web.app import create_app
from cchc.web.housekeeping import make_jobs
from cchc.web.settings import Settings, read_settings

_EPILOG = """\b
Ví dụ:
  cchc serve
  cchc serve --root /srv/cchc --port 8080
  CCHC_DATABASE_URL=postgresql://cchc@/gopy cchc serve

\b
Biến môi trường: CCHC_DATABASE_URL, CCHC_SECRET, CCHC_ALLOWED_HOSTS,
CCHC_BASE_PATH, CCHC_RATE (ví dụ 20/600, 0 là không giới hạn), CCHC_MIN_FILL (giây),
CCHC_SPOOL (thư mục giữ tạm nội dung khi cơ sở dữ liệu chưa ghi được, nên ở ổ đĩa khác),
CCHC_PROXY (địa chỉ của nginx hoặc Caddy đứng trước, ví dụ 127.0.0.1; không đặt thì X-Forwarded-For bị bỏ qua).
Nhận tệp gửi kèm: CCHC_ATTACHMENTS=on, CCHC_ATTACHMENTS_DIR (thư mục, phải nằm ngoài trang đã dựng),
CCHC_CLAMD (nơi clamd nghe, để quét mã độc). Trình duyệt báo điều đã chặn: CCHC_CSP_REPORTS=on.
Đổi khóa đặt bằng biến: CCHC_SECRET_OLD (các khóa trước, cách nhau dấu phẩy).
Gửi thư: CCHC_SMTP (smtps://tên:mật-khẩu@máy-chủ), CCHC_MAIL_FROM, CCHC_MAIL_DESK (các địa chỉ
cách nhau dấu phẩy; của riêng đơn vị ghi mã-đơn-vị=địa-chỉ), CCHC_SITE_URL (địa chỉ công khai).

\b
Mã thoát: 0 dừng bằng Ctrl+C, 1 không khởi động được, 2 sai cách dùng.
"""


@click.command(epilog=_EPILOG)
@click.option("--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=".", help="Thư mục gốc.")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Thư mục trang đã dựng (mặc định: <root>/site).")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ lắng nghe.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Cổng; 0 là cổng trống.")
def serve(root: Path, site_dir: Path | None, host: str, port: int) -> None:
    """Phục vụ trang đã dựng cùng biểu mẫu hỏi đáp, góp ý."""
    try:
        settings = read_settings(root, os.environ, site_dir=site_dir, hosts=(host,))
    except ValueError as error:
        raise click.ClickException(f"Thiết lập không đúng: {error}") from error
    if not (settings.site_dir / "index.html").is_file():
        raise click.ClickException(
            f"Chưa có trang đã dựng tại {settings.site_dir}. Hãy chạy “cchc build” trước, hoặc chỉ đúng --site-dir."
        )
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise click.ClickException(
            f"Không mở được cổng {port} tại {host}: {error.strerror}. "
            "Hãy chọn cổng khác bằng --port, địa chỉ khác bằng --host."
        ) from error
    with listener:
        _run(settings, listener)


def _run(settings: Settings, listener: socket.socket) -> None:
    logging.basicConfig(
        level=logging.INFO,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S%z",
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        store = open_store(settings.database_url.get_secret_value(), settings.spool_dir)
    except (ValueError, StoreUnavailable) as error:
        raise click.ClickException(f"Không mở được cơ sở dữ liệu góp ý: {error}") from error
    jobs = JobRunner(())
    try:
        app = create_app(settings, store=store)
        jobs = JobRunner(make_jobs(settings, read_rules(settings.rules_file), store, utc_now))
        jobs.start()
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=10,
            # Its own default takes the word of everybody on this machine.
            proxy_headers=bool(settings.proxies),
            forwarded_allow_ips=list(map(str, settings.proxies)),
        )
        host, port = listener.getsockname()[:2]
        click.echo(f"Đang phục vụ tại http://{f'[{host}]' if ':' in host else host}:{port}{settings.base_path}/")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    except ValueError as error:
        raise click.ClickException(f"Không khởi động được dịch vụ: {error}") from error
    finally:
        jobs.stop()
        store.close()
