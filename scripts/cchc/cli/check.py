"""``cchc check``: everything that is wrong with the content, without building."""

import sys
from datetime import datetime
from pathlib import Path

import click

from cchc.cli.options import now_option, require_content, root_option
from cchc.cli.report import print_problems
from cchc.pipeline import load
from cchc.plugin import starter_lists
from cchc.sources import locate
from cchc.text import is_nfc, nfc


@click.command()
@root_option
@click.option("--strict", is_flag=True, help="Coi cảnh báo là lỗi.")
@click.option("--production", is_flag=True, help="Kiểm tra như trang chính thức: từ chối dữ liệu minh họa.")
@click.option(
    "--nfc", "mend_nfc", is_flag=True, help="Trước khi kiểm tra, chuyển chữ tổ hợp (NFD) thành dựng sẵn (NFC)."
)
@now_option
def check(root: Path, strict: bool, production: bool, mend_nfc: bool, now: datetime) -> None:
    """Kiểm tra nội dung: mỗi lỗi một dòng “đường dẫn:dòng: trường: sai gì, viết thế nào”.

    Thoát với mã 1 nếu có lỗi (hoặc có cảnh báo, khi dùng --strict).

    \b
    Ví dụ:
      cchc check
      cchc check --root /srv/cchc --strict
    """
    require_content(root)
    if mend_nfc:
        _mend_nfc(root)
    cache_dir = root / ".cache" / "cchc"
    default_lists = starter_lists()
    catalogue, problems = load(root, now, default_lists=default_lists, cache_dir=cache_dir, production=production)
    problems = locate(root, problems)
    print_problems(problems)
    if any(strict or problem.is_error for problem in problems):
        sys.exit(1)
    click.echo(f"Nội dung hợp lệ: {len(catalogue.thu_tuc)} thủ tục, {len(catalogue.tin)} tin đang đăng.")


def _mend_nfc(root: Path) -> None:
    for folder in ("posts", "tthc", "docs"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in {".md", ".yml"} or not file.is_file():
                continue
            text = file.read_text(encoding="utf-8", errors="surrogateescape")
            if not is_nfc(text):
                file.write_text(nfc(text), encoding="utf-8", errors="surrogateescape", newline="\n")
                click.echo(f"Đã chuyển sang NFC: {file.relative_to(root)}")
