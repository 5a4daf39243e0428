"""Reporting periods: their days, and what is refused in the editors' list."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import ValidationError

from cchc.model.ky_bao_cao import KyBaoCao, find_khoang
from cchc.sources.records import parse_list

LISTS = Path(__file__).resolve().parents[2] / "tthc" / "danh-muc"


@pytest.mark.parametrize(
    ("ma", "nam", "tu", "den", "ten"),
    [
        ("quy-1", 2026, date(2025, 12, 15), date(2026, 3, 14), "quý I năm 2026"),
        ("quy-3", 2026, date(2026, 6, 15), date(2026, 9, 14), "quý III năm 2026"),
        ("6-thang", 2026, date(2025, 12, 15), date(2026, 6, 14), "6 tháng đầu năm 2026"),
        ("9-thang", 2026, date(2025, 12, 15), date(2026, 9, 14), "9 tháng đầu năm 2026"),
        ("nam", 2026, date(2025, 12, 15), date(2026, 12, 14), "năm 2026"),
        ("thang-1", 2026, date(2025, 12, 15), date(2026, 1, 14), "tháng 01 năm 2026"),
    ],
)
def test_the_listed_periods_have_the_days_of_the_rule(ma: str, nam: int, tu: date, den: date, ten: str) -> None:
    """Cut-off days are those of REP-03, also where a period begins in the year before."""
    text = (LISTS / "ky-bao-cao.yml").read_text(encoding="utf-8")
    periods, problems = parse_list(text, "ky-bao-cao.yml", KyBaoCao)
    assert not problems
    found = find_khoang(next(ky for ky in periods if ky.ma == ma), nam)
    assert (found.tu, found.den, found.ten) == (tu, den, ten)


def test_the_quarters_of_a_year_leave_no_day_out() -> None:
    """Each quarter begins on the day after the one before."""
    periods, _ = parse_list((LISTS / "ky-bao-cao.yml").read_text(encoding="utf-8"), "ky-bao-cao.yml", KyBaoCao)
    quarters = [find_khoang(ky, 2026) for ky in periods if ky.ma.startswith("quy-")]
    for earlier, later in pairwise(quarters):
        assert (later.tu - earlier.den).days == 1


@pytest.mark.parametrize("day", ["31/2", "0/5", "12", "15-12", "15/13", 15])
def test_a_day_that_no_year_has_is_refused_in_words(day: object) -> None:
    """The message shows how a day of the year is written."""
    with pytest.raises(ValidationError, match="15/12"):
        KyBaoCao.model_validate({"ma": "quy-1", "ten": "Quý I", "tu": day, "den": "14/3"})


def test_the_last_of_february_exists_in_every_year() -> None:
    """A period up to 29/02 ends on the 28th of an ordinary year."""
    ky = KyBaoCao.model_validate({"ma": "x", "ten": "Kỳ riêng", "tu": "1/1", "den": "29/2"})
    assert find_khoang(ky, 2026).den == date(2026, 2, 28)
    assert find_khoang(ky, 2028).den == date(2028, 2, 29)
