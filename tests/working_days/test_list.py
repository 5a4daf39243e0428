"""The list of days off: the packaged years hold the official days, and an editor's slip is told with its line."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.cli import main
from cchc.model.ngay_nghi import NamNghi, make_lich
from cchc.sources.records import parse_list
from cchc.text.working_days import LichLamViec, UnknownYear, is_working_day
from roots import NOW, make_root, write

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
PATH = "tthc/danh-muc/ngay-nghi.yml"

Check = Callable[[str], str]


@pytest.fixture(scope="module")
def official() -> LichLamViec:
    """The calendar that travels with the package."""
    years, problems = parse_list((REPOSITORY / PATH).read_text(encoding="utf-8"), PATH, NamNghi)
    assert problems == []
    return make_lich(years)


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Run ``cchc check`` on a valid root with a given list of days off and return what it tells."""
    root = make_root(tmp_path / "root")

    def run(text: str) -> str:
        write(root, PATH, text)
        return CliRunner().invoke(main, ["check", "--root", str(root), "--now", NOW]).stderr

    return run


@pytest.mark.parametrize(
    ("year", "working_days"),
    [
        pytest.param(2025, 250, id="2025"),
        pytest.param(2026, 249, id="2026"),
    ],
)
def test_a_year_has_its_number_of_working_days(official: LichLamViec, year: int, working_days: int) -> None:
    """Both have 261 weekdays; eleven and twelve of them are holidays, and swaps change nothing in the sum."""
    days = (
        date.fromordinal(number) for number in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    )
    assert sum(is_working_day(day, official) for day in days) == working_days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-04-26", True),
        ("2025-05-02", False),
        ("2026-01-02", False),
        ("2026-01-10", True),
        ("2026-02-13", True),
        ("2026-02-16", False),
        ("2026-02-20", False),
        ("2026-02-23", True),
        ("2026-04-26", False),
        ("2026-04-27", False),
        ("2026-08-22", True),
        ("2026-08-31", False),
        ("2026-09-03", True),
    ],
)
def test_the_official_days_are_there(official: LichLamViec, day: str, works: bool) -> None:
    """Tết, the compensated and the swapped days are as the notices fixed them."""
    assert is_working_day(date.fromisoformat(day), official) is works


def test_a_year_without_notice_is_unknown(official: LichLamViec) -> None:
    """No notice, no dates: 2028 is not guessed from the rules of the Labour Code."""
    with pytest.raises(UnknownYear):
        is_working_day(date(2028, 1, 3), official)


_ENTRY = "- nam: 2026\n  can_cu: Thông báo thử nghiệm\n  ngay_nghi:\n  - {ngay: 2026-01-01, ten: Tết Dương lịch}\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param(_ENTRY.replace("2026-01-01", "2026-02-30"), 4, "không phải ngày hợp lệ", id="no-such-day"),
        pytest.param(_ENTRY.replace("2026-01-01", "2025-01-01"), 1, "không thuộc năm 2026", id="other-year"),
        pytest.param(_ENTRY.replace("  can_cu: Thông báo thử nghiệm\n", ""), 1, "thiếu trường bắt buộc", id="source"),
        pytest.param(_ENTRY + _ENTRY, 5, "năm 2026 được ghi hai lần", id="year-twice"),
        pytest.param(
            _ENTRY + "  hoan_doi:\n  - {nghi: 2026-01-02, lam_bu: 2026-01-09, ten: Hoán đổi}\n",
            6,
            "phải là thứ Bảy hoặc Chủ nhật",
            id="worked-on-a-weekday",
        ),
        pytest.param(
            _ENTRY + "  hoan_doi:\n  - {nghi: 2026-01-03, lam_bu: 2026-01-10, ten: Hoán đổi}\n",
            6,
            "đã là ngày nghỉ hằng tuần",
            id="weekend-given-free",
        ),
    ],
)
def test_a_slip_is_told_with_its_line(check: Check, text: str, line: int, message: str) -> None:
    """Wrong days, missing sources and impossible swaps come as path:line: field: what to write."""
    told = [problem for problem in check(text).splitlines() if message in problem]
    assert len(told) == 1
    assert told[0].startswith(f"{PATH}:{line}:")


def test_a_missing_current_year_is_a_warning(check: Check) -> None:
    """Without the current year the editors are told that no dates can be computed."""
    assert "chưa có ngày nghỉ năm 2026" in check(_ENTRY.replace("2026", "2025"))


def test_now_is_a_known_year(official: LichLamViec) -> None:
    """The list is kept: the year for which the tests are written is in it."""
    assert datetime.fromisoformat(NOW).year in official.nam
