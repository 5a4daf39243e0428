"""``cchc report tuyen-truyen`` and ``cchc report don-vi``: what was published, and which units take part."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click

from cchc.catalogue.tham_gia import FRESH, find_silent, join_tham_gia, months_until
from cchc.catalogue.tuyen_truyen import BaoCaoTuyenTruyen, join_tuyen_truyen
from cchc.cli.options import now_option, root_option
from cchc.cli.report_files import FORMATS, period_options, write_files
from cchc.cli.report_ky import choose_khoang
from cchc.cli.report_phap_ly import load_catalogue
from cchc.model.site import Site
from cchc.outputs.bao_cao import (
    describe_tuyen_truyen,
    render_docx,
    render_markdown,
    table_of_evidence,
    table_of_figures,
)
from cchc.outputs.feed import absolute
from cchc.outputs.open_data.tables import render_csv
from cchc.plugin import read_site
from cchc.text import format_date, to_vietnam


@click.command("tuyen-truyen")
@period_options
@root_option
@now_option
def tuyen_truyen(
    ma_ky: str | None, nam: int | None, dinh_dang: tuple[str, ...], ra: Path | None, root: Path, now: datetime
) -> None:
    """Soạn báo cáo thông tin, tuyên truyền cải cách hành chính của một kỳ: DOCX, Markdown và CSV.

    \b
    Ví dụ:
      cchc report tuyen-truyen --ky quy-3 --nam 2026
      cchc report tuyen-truyen --ky 9-thang --dinh-dang docx --ra bao-cao-gui
      cchc report tuyen-truyen              (quý vừa kết thúc)
    """
    catalogue = load_catalogue(root, now)
    khoang = choose_khoang(catalogue.ky_bao_cao, ma_ky, nam, to_vietnam(now).date())
    figures = join_tuyen_truyen(catalogue, khoang)
    files = _files(figures, read_site(root), dinh_dang or FORMATS)
    write_files(ra or root / "var" / "bao-cao", f"tuyen-truyen-{khoang.nam}-{khoang.ky.ma}", files)
    for line in _headlines(figures):
        click.echo(line)


def _files(figures: BaoCaoTuyenTruyen, site: Site, formats: Sequence[str]) -> Sequence[tuple[str, bytes]]:
    def address(path: str) -> str:
        return absolute(site, path)

    report = describe_tuyen_truyen(figures, site, address)
    files: list[tuple[str, bytes]] = []
    if "docx" in formats:
        files.append((".docx", render_docx(report)))
    if "md" in formats:
        files.append((".md", render_markdown(report).encode()))
    if "csv" in formats:
        files.append(("-so-lieu.csv", render_csv(table_of_figures(figures))))
        files.append(("-minh-chung.csv", render_csv(table_of_evidence(figures, address))))
    return files


def _headlines(figures: BaoCaoTuyenTruyen) -> Sequence[str]:
    tham_gia, khoang = figures.tham_gia, figures.khoang
    period = f"{format_date(khoang.tu)} – {format_date(khoang.den)}"
    lines = [f"{khoang.tieu_de} ({period}): {len(figures.tin)} tin, bài."]
    lines.append(f"Đơn vị có tin, bài: {tham_gia.co_tin}/{len(tham_gia.hang)} ({tham_gia.phan_tram}%).")
    if figures.khong_co_tin:
        lines.append(f"Chưa có tin, bài: {'; '.join(figures.khong_co_tin)}.")
    return lines


@click.command("don-vi")
@click.option("--ngay", type=click.IntRange(min=1), default=FRESH, show_default=True, help="Số ngày không có tin.")
@click.option("--thang", type=click.IntRange(1, 60), default=6, show_default=True, help="Số tháng trong bảng.")
@root_option
@now_option
def don_vi(ngay: int, thang: int, root: Path, now: datetime) -> None:
    """Bảng tham gia của các đơn vị theo tháng và đơn vị đã lâu chưa có tin.

    \b
    Ví dụ:
      cchc report don-vi
      cchc report don-vi --ngay 60 --thang 12
    """
    catalogue = load_catalogue(root, now)
    today = to_vietnam(now).date()
    bang = join_tham_gia(catalogue, months_until(today, thang))
    head = "  ".join(f"{month:02d}/{year}" for year, month in bang.thang)
    click.echo(f"{head}   Cộng  Đơn vị")
    for hang in bang.hang:
        cells = "  ".join(f"{'–' if so is None else so:>7}" for so in hang.so_tin)
        click.echo(f"{cells}  {hang.tong:>5}  {hang.don_vi.record.ten}")
    click.echo(f"Đơn vị có tin trong {thang} tháng: {bang.co_tin}/{len(bang.hang)} ({bang.phan_tram}%).")
    silent = find_silent(catalogue, ngay)
    since = format_date(today - timedelta(ngay))
    click.echo(f"Chưa có tin từ sau {since}: {len(silent)} đơn vị.")
    for item, last in silent:
        when = f"tin gần nhất {format_date(last)}" if last else "chưa có tin nào"
        click.echo(f"  {item.record.ten}: {when}")
