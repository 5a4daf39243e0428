"""``cchc feedback khao-sat`` and ``cchc feedback danh-gia``: figures leave the database as files to be looked at."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import click

from cchc.cli.feedback_store import reading
from cchc.cli.options import now_option, root_option
from cchc.feedback.releases import release_ratings, release_survey
from cchc.feedback.surveys import summarise, summarise_ratings
from cchc.model.ket_qua import DanhGiaTrang, KetQuaKhaoSat
from cchc.model.khao_sat import KhaoSat
from cchc.plugin import starter_lists
from cchc.sources import read, write_front_matter
from cchc.sources.records import parse_record
from cchc.sources.tree import DANH_GIA, KET_QUA
from cchc.text import format_date, parse_date, to_vietnam

Figures = TypeVar("Figures", KetQuaKhaoSat, DanhGiaTrang)


@click.command("khao-sat")
@click.argument("ma")
@click.option("--den-ngay", help="Số liệu đến hết ngày này, dạng 2026-10-31; mặc định là hôm qua.")
@root_option
@now_option
def khao_sat(ma: str, den_ngay: str | None, root: Path, now: datetime) -> None:
    """Tổng hợp kết quả một khảo sát thành tệp docs/khao-sat/ket-qua/<MA>.md.

    Tệp chỉ có số đếm; nhóm dưới ngưỡng bị ẩn và ý kiến viết không được chép. Lần công bố sau phải hơn lần trước ít nhất
    bằng ngưỡng, để không ai trừ hai lần mà biết câu trả lời của từng người. Xem lại tệp rồi dựng trang.

    \b
    Ví dụ:
      cchc feedback khao-sat giai-quyet-thu-tuc-2026
      cchc feedback khao-sat giai-quyet-thu-tuc-2026 --den-ngay 2026-10-31
    """
    survey, day = _find_survey(root, ma), _day(den_ngay, now)
    file = root / "docs" / "khao-sat" / KET_QUA / f"{ma}.md"
    old = _find_old(file, KetQuaKhaoSat)
    with reading(root) as reader:
        counted = summarise(survey, reader.list_survey(ma), day)
    figures = release_survey(counted, old, survey.nguong)
    click.echo(f"{survey.ten}: {counted.n} phiếu đến hết {format_date(day)}.")
    if old is not None and figures is old:
        _tell_kept(file, old.den_ngay, f"số phiếu khác lần trước chưa đến {survey.nguong}")
        return
    _write(file, figures, old)
    _tell_hidden(survey, counted, figures)
    click.echo(f"Đã ghi {file}")


def _find_survey(root: Path, ma: str) -> KhaoSat:
    content, _ = read(root, default_lists=starter_lists())
    survey = next((entry.record for entry in content.khao_sat if entry.record.ma == ma), None)
    if survey is None:
        known = ", ".join(entry.record.ma for entry in content.khao_sat) or "chưa có khảo sát nào"
        raise click.BadParameter(f"không có khảo sát “{ma}”; hiện có: {known}", param_hint="MA")
    return survey


def _tell_hidden(survey: KhaoSat, counted: KetQuaKhaoSat, figures: KetQuaKhaoSat) -> None:
    if figures.n < survey.nguong:
        click.echo(f"Chưa đủ {survey.nguong} phiếu nên tệp chỉ ghi số phiếu.")
    if kept := sum(cau not in counted.cau for cau in figures.cau):
        click.echo(f"Giữ số liệu lần trước của {kept} câu có thêm chưa đến {survey.nguong} người trả lời.")
    if hidden := sum(cau.an for cau in figures.cau):
        click.echo(f"Ẩn {hidden} câu có dưới {survey.nguong} người trả lời.")


@click.command("danh-gia")
@click.option("--den-ngay", help="Số liệu các tháng đã hết tính đến ngày này; mặc định là hôm qua.")
@click.option("--nguong", type=click.IntRange(min=5), default=10, show_default=True, help="Nhóm nhỏ nhất được nêu.")
@root_option
@now_option
def danh_gia(den_ngay: str | None, nguong: int, root: Path, now: datetime) -> None:
    """Tổng hợp đánh giá độ rõ ràng của trang thành tệp docs/khao-sat/danh-gia-trang.md.

    Chỉ tính tháng đã hết. Dòng nào hơn lần công bố trước chưa đến ngưỡng thì giữ số cũ.

    \b
    Ví dụ:
      cchc feedback danh-gia
      cchc feedback danh-gia --den-ngay 2026-10-31
    """
    day, file = _day(den_ngay, now), root / DANH_GIA
    old = _find_old(file, DanhGiaTrang)
    with reading(root) as reader:
        figures = release_ratings(summarise_ratings(reader.list_ratings(), day, nguong=nguong), old)
    if old is not None and figures is old:
        _tell_kept(file, old.den_ngay, f"số lượt khác lần trước chưa đến {nguong}")
        return
    _write(file, figures, old)
    click.echo(f"{len(figures.thang)} tháng, {len(figures.trang)} trang có từ {nguong} lượt đánh giá trở lên.")
    click.echo(f"Đã ghi {file}")


def _day(text: str | None, now: datetime) -> date:
    if text is None:
        return to_vietnam(now).date() - timedelta(1)
    try:
        return parse_date(text)
    except ValueError:
        raise click.BadParameter("viết dạng 2026-10-31", param_hint="--den-ngay") from None


def _find_old(file: Path, model: type[Figures]) -> Figures | None:
    """Return the figures that were written last; what they were decides what may follow."""
    if not file.is_file():
        return None
    found, problems = parse_record(file.read_text(encoding="utf-8"), str(file), model)
    if found is None:
        raise click.ClickException("\n".join(map(str, problems)))
    return found


def _tell_kept(file: Path, day: date, reason: str) -> None:
    click.echo(f"Giữ nguyên số liệu đến hết {format_date(day)} trong {file}: {reason}, hoặc ngày yêu cầu sớm hơn.")
    click.echo("Đăng số mới bây giờ thì lấy hai lần công bố trừ nhau sẽ biết câu trả lời của từng người.")


def _write(file: Path, figures: Figures, old: Figures | None) -> None:
    """Write new figures and keep what the editor wrote below the old ones."""
    write_front_matter(file, figures.model_copy(update={"noi_dung": old.noi_dung if old else ""}))
