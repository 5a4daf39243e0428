"""``cchc report gop-y``: questions and remarks of a quarter, by kind and unit, in time or late."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

import click

from cchc.cli.feedback_store import reading, unreadable
from cchc.cli.options import now_option, root_option
from cchc.cli.report_files import FORMATS, period_options, write_files
from cchc.cli.report_ky import choose_khoang
from cchc.cli.report_phap_ly import load_catalogue
from cchc.feedback.deadlines import read_calendar
from cchc.feedback.figures import Measure, count_period
from cchc.feedback.rules import read_rules
from cchc.model.gop_y_ky import DemGopY, GopYTrongKy
from cchc.model.ky_bao_cao import KhoangBaoCao
from cchc.model.site import Site
from cchc.outputs.bao_cao import describe_gop_y, render_docx, render_markdown, table_of_gop_y
from cchc.outputs.open_data.tables import render_csv
from cchc.plugin import read_site
from cchc.text import VIETNAM, format_date, to_vietnam


@click.command("gop-y")
@period_options
@root_option
@now_option
def gop_y(
    ma_ky: str | None, nam: int | None, dinh_dang: tuple[str, ...], ra: Path | None, root: Path, now: datetime
) -> None:
    """Soạn báo cáo tiếp nhận, xử lý câu hỏi, phản ánh, góp ý của một kỳ, đúng hạn và chậm hạn: DOCX, Markdown và CSV.

    Đọc cơ sở dữ liệu của dịch vụ (CCHC_DATABASE_URL), kể cả khi dịch vụ đang chạy. Báo cáo chỉ có số đếm. Thời hạn và
    căn cứ ghi ở tthc/danh-muc/gop-y.yml, ngày nghỉ ở tthc/danh-muc/ngay-nghi.yml.

    \b
    Ví dụ:
      cchc report gop-y                     (quý vừa kết thúc)
      cchc report gop-y --ky quy-4 --nam 2026
      cchc report gop-y --ky 6-thang --dinh-dang docx --ra bao-cao-gui

    \b
    Mã thoát: 0 thành công, 1 không đọc được dữ liệu, 2 sai cách dùng.
    """
    catalogue = load_catalogue(root, now)
    today = to_vietnam(now).date()
    khoang = choose_khoang(catalogue.ky_bao_cao, ma_ky, nam, today)
    lists = root / "tthc" / "danh-muc"
    units = {item.record.ma: item.record.ten for item in catalogue.don_vi.values()}
    try:
        measure = Measure(read_rules(lists / "gop-y.yml"), read_calendar(lists / "ngay-nghi.yml"), units, today)
        figures = _count(root, khoang, measure)
    except ValueError as error:
        raise unreadable(error) from error
    for line in _lines(figures):
        click.echo(line)
    files = _files(figures, read_site(root), dinh_dang or FORMATS)
    write_files(ra or root / "var" / "bao-cao", f"gop-y-{khoang.nam}-{khoang.ky.ma}", files)


def _count(root: Path, khoang: KhoangBaoCao, measure: Measure) -> GopYTrongKy:
    end = datetime.combine(khoang.den + timedelta(days=1), time(), VIETNAM)
    since = datetime.combine(khoang.tu, time(), VIETNAM)
    with reading(root) as reader:
        return count_period(reader.list_courses(end), reader.list_tombstones(since), khoang, measure)


def _lines(figures: GopYTrongKy) -> Iterator[str]:
    khoang = figures.khoang
    yield f"{khoang.tieu_de} ({format_date(khoang.tu)} – {format_date(khoang.den)})"
    yield f"{'Tổng':>6} {'Xong':>6} {'Đúng':>6} {'Chậm':>6} {'Đang':>6} {'Quá hạn':>8}"
    yield from map(_line, (*figures.theo_loai, *figures.theo_don_vi, figures.tong_so))


def _line(row: DemGopY) -> str:
    numbers = (
        f"{row.tong:>6} {row.da_xu_ly:>6} {row.dung_han:>6} {row.cham_han:>6} {row.dang_xu_ly:>6} {row.qua_han:>8}"
    )
    return f"{numbers}  {row.ten}"


def _files(figures: GopYTrongKy, site: Site, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    report = describe_gop_y(figures, site)
    if "docx" in formats:
        yield ".docx", render_docx(report)
    if "md" in formats:
        yield ".md", render_markdown(report).encode()
    if "csv" in formats:
        yield "-so-lieu.csv", render_csv(table_of_gop_y(figures))
