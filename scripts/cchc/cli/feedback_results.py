"""``cchc feedback khao-sat`` and ``cchc feedback danh-gia``: figures leave the database as files to be looked at."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import click
from pydantic import BaseModel

from cchc.cli.options import now_option, root_option
from cchc.feedback.sql_store import open_reader
from cchc.feedback.store import DeskReader, StoreUnavailable
from cchc.feedback.surveys import summarise, summarise_ratings
from cchc.model.ket_qua import DanhGiaTrang, KetQuaKhaoSat
from cchc.plugin import starter_lists
from cchc.sources import read, write_front_matter
from cchc.sources.records import parse_record
from cchc.sources.tree import DANH_GIA, KET_QUA
from cchc.text import format_date, parse_date, to_vietnam
from cchc.web.settings import database_url

Figures = TypeVar("Figures", KetQuaKhaoSat, DanhGiaTrang)


@click.command("khao-sat")
@click.argument("ma")
@click.option("--den-ngay", help="Số liệu đến hết ngày này, dạng 2026-10-31; mặc định là hôm qua.")
@root_option
@now_option
def khao_sat(ma: str, den_ngay: str | None, root: Path, now: datetime) -> None:
    """Tổng hợp kết quả một khảo sát thành tệp docs/khao-sat/ket-qua/<MA>.md.

    Tệp chỉ có số đếm; nhóm dưới ngưỡng bị ẩn và ý kiến viết không được chép. Xem lại tệp rồi dựng trang.

    \b
    Ví dụ:
      cchc feedback khao-sat giai-quyet-thu-tuc-2026
      cchc feedback khao-sat giai-quyet-thu-tuc-2026 --den-ngay 2026-10-31
    """
    content, _ = read(root, default_lists=starter_lists())
    survey = next((entry.record for entry in content.khao_sat if entry.record.ma == ma), None)
    if survey is None:
        known = ", ".join(entry.record.ma for entry in content.khao_sat) or "chưa có khảo sát nào"
        raise click.BadParameter(f"không có khảo sát “{ma}”; hiện có: {known}", param_hint="MA")
    day = _day(den_ngay, now)
    with _reader(root) as reader:
        figures = summarise(survey, reader.list_survey(ma), day)
    file = root / "docs" / "khao-sat" / KET_QUA / f"{ma}.md"
    _write(file, figures)
    click.echo(f"{survey.ten}: {figures.n} phiếu đến hết {format_date(day)}.")
    if figures.n < survey.nguong:
        click.echo(f"Chưa đủ {survey.nguong} phiếu nên tệp chỉ ghi số phiếu.")
    hidden = sum(cau.an for cau in figures.cau)
    if hidden:
        click.echo(f"Ẩn {hidden} câu có dưới {survey.nguong} người trả lời.")
    click.echo(f"Đã ghi {file}")


@click.command("danh-gia")
@click.option("--den-ngay", help="Số liệu đến hết tháng của ngày này; mặc định là hôm qua.")
@click.option("--nguong", type=click.IntRange(min=5), default=10, show_default=True, help="Nhóm nhỏ nhất được nêu.")
@root_option
@now_option
def danh_gia(den_ngay: str | None, nguong: int, root: Path, now: datetime) -> None:
    """Tổng hợp đánh giá độ rõ ràng của trang thành tệp docs/khao-sat/danh-gia-trang.md.

    \b
    Ví dụ:
      cchc feedback danh-gia
      cchc feedback danh-gia --den-ngay 2026-10-31
    """
    day = _day(den_ngay, now)
    with _reader(root) as reader:
        figures = summarise_ratings(reader.list_ratings(), day, nguong=nguong)
    _write(root / DANH_GIA, figures)
    click.echo(f"{len(figures.thang)} tháng, {len(figures.trang)} trang có từ {nguong} lượt đánh giá trở lên.")
    click.echo(f"Đã ghi {root / DANH_GIA}")


def _day(text: str | None, now: datetime) -> date:
    if text is None:
        return to_vietnam(now).date() - timedelta(1)
    try:
        return parse_date(text)
    except ValueError:
        raise click.BadParameter("viết dạng 2026-10-31", param_hint="--den-ngay") from None


def _write(file: Path, figures: Figures) -> None:
    """Write new figures and keep what the editor wrote below the old ones."""
    old: BaseModel | None = None
    if file.is_file():
        old, _ = parse_record(file.read_text(encoding="utf-8"), file.name, type(figures))
    written = old.noi_dung if isinstance(old, KetQuaKhaoSat | DanhGiaTrang) else ""
    write_front_matter(file, figures.model_copy(update={"noi_dung": written}))


@contextmanager
def _reader(root: Path) -> Iterator[DeskReader]:
    try:
        reader = open_reader(database_url(root, os.environ))
    except (ValueError, StoreUnavailable) as error:
        raise click.ClickException(f"Không đọc được dữ liệu góp ý ({error}).") from error
    try:
        yield reader
    except StoreUnavailable as error:
        raise click.ClickException(f"Không đọc được dữ liệu góp ý ({error}).") from error
    finally:
        reader.close()
