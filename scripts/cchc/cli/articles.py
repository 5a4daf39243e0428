"""The part of ``cchc import`` that speaks about articles: asks for the unit, tells what was made and what is left."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from cchc.importers.article import RefusedArticleError
from cchc.importers.article_files import LoaiTep, find_kind
from cchc.importers.office_convert import find_office
from cchc.intake.article import Desk, Taken, Wishes, import_article
from cchc.plugin import starter_lists


def split_paths(paths: Iterable[Path]) -> tuple[list[tuple[Path, LoaiTep]], list[Path]]:
    """Return the files that hold articles with their kinds, and all other paths."""
    articles: list[tuple[Path, LoaiTep]] = []
    others: list[Path] = []
    for path in paths:
        kind = find_kind(path)
        if kind is None:
            others.append(path)
        else:
            articles.append((path, kind))
    return articles, others


def import_articles(
    root: Path, files: Sequence[tuple[Path, LoaiTep]], wishes: Wishes, now: datetime, *, dry_run: bool
) -> bool:
    """Import articles one by one and tell what became of each; return whether none was refused."""
    desk = Desk(root, starter_lists(), now, find_office(), dry_run)
    if sys.stdin.isatty():
        wishes = replace(wishes, ask=_ask)
    refused = 0
    for file, kind in files:
        try:
            _tell(file, import_article(desk, file, kind, wishes), dry_run=dry_run)
        except RefusedArticleError as error:
            refused += 1
            click.echo(f"{file}: {error}. Chưa ghi gì.", err=True)
    return not refused


def _ask(units: Sequence[tuple[str, str]]) -> str:
    for ma, ten in units:
        click.echo(f"  {ma}: {ten}")
    return str(click.prompt("Bài của đơn vị nào (mã)", type=click.Choice([ma for ma, _ in units]), show_choices=False))


def _tell(file: Path, taken: Taken, *, dry_run: bool) -> None:
    if taken.draft is None:
        click.echo(f"{file}: bài này đã nhập trước đây, xem {taken.already}. Không ghi gì thêm.")
        return
    draft = taken.draft
    click.echo(f"{'Sẽ tạo' if dry_run else 'Đã tạo'} tin nháp {draft.path}")
    for path in draft.files:
        if path != draft.path:
            click.echo(f"  ảnh: {path}")
    if taken.notes:
        click.echo("Đã xử lý:")
    for note in taken.notes:
        click.echo(f"  - {note}")
    click.echo("Bạn cần làm tiếp:")
    for number, step in enumerate(draft.to_do, 1):
        click.echo(f"  {number}. {step}")
    if dry_run:
        click.echo("Chạy thử: chưa ghi tệp nào.")
