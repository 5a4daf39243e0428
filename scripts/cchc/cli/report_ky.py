"""The period of a report as it is asked for: by its code and year, or the quarter that has just ended."""

from collections.abc import Iterable
from datetime import date

import click

from cchc.model.ky_bao_cao import KhoangBaoCao, KyBaoCao, find_khoang
from cchc.text import format_date


def choose_khoang(known: Iterable[KyBaoCao], ma_ky: str | None, nam: int | None, today: date) -> KhoangBaoCao:
    """Return the period; raise BadParameter for one that is unknown or has not begun."""
    periods = {ky.ma: ky for ky in known}
    if ma_ky is None:
        return _last_quarter(periods.values(), nam, today)
    if ma_ky not in periods:
        raise click.BadParameter(f"không có kỳ “{ma_ky}”; chọn một trong: {', '.join(periods)}", param_hint="--ky")
    khoang = find_khoang(periods[ma_ky], nam or today.year)
    if khoang.tu > today:
        raise click.BadParameter(f"kỳ {khoang.ten} chưa bắt đầu (từ {format_date(khoang.tu)})", param_hint="--ky")
    return khoang


def _last_quarter(periods: Iterable[KyBaoCao], nam: int | None, today: date) -> KhoangBaoCao:
    quarters = [ky for ky in periods if ky.ma.startswith("quy-")]
    years = (nam,) if nam else (today.year, today.year - 1)
    ended = [found for ky in quarters for year in years if (found := find_khoang(ky, year)).den < today]
    if not ended:
        raise click.BadParameter("chưa có quý nào kết thúc; ghi rõ --ky", param_hint="--ky")
    return max(ended, key=lambda found: found.den)
