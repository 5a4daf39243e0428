"""The date of the result: cases computed by hand, run by the build's engine and by the browser's."""

import json
import math
import shutil
import subprocess
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cchc.model.ngay_tra import find_ngay_tra
from cchc.model.thanh_phan import ThoiHan
from cchc.text.working_days import (
    Buoi,
    LichLamViec,
    NgayTra,
    UnknownYear,
    add_days,
    add_working_days,
    find_working_day,
    is_working_day,
)

pytestmark = pytest.mark.slow

CASES_FILE = Path(__file__).with_name("cases.json")
ENGINE = Path(__file__).resolve().parents[2] / "scripts/cchc/outputs/assets/js/ngay-lam-viec.js"
GOLDEN = json.loads(CASES_FILE.read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = GOLDEN["cases"]


def _days(table: dict[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): ten for day, ten in table.items()}


LICH = LichLamViec(frozenset(GOLDEN["lich"]["nam"]), _days(GOLDEN["lich"]["nghi"]), _days(GOLDEN["lich"]["lam_bu"]))


def _expected(case: dict[str, Any]) -> dict[str, Any]:
    if "nam_chua_biet" in case:
        return {"nam_chua_biet": case["nam_chua_biet"]}
    day_zero = case.get("tiep_nhan", case["nop"])
    told = {"nghi": [], "cuoi_tuan": 0, "lam_bu": [], "buoi": None}
    return {"ngay": case["ngay"], "tiep_nhan": day_zero} | {key: case.get(key, empty) for key, empty in told.items()}


def _as_json(found: NgayTra) -> dict[str, Any]:
    return {
        "ngay": found.ngay.isoformat(),
        "tiep_nhan": found.tiep_nhan.isoformat(),
        "nghi": [[day.isoformat(), ten] for day, ten in found.nghi],
        "cuoi_tuan": found.cuoi_tuan,
        "lam_bu": [day.isoformat() for day in found.lam_bu],
        "buoi": found.buoi,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["ten"])
def test_the_build_finds_the_day_computed_by_hand(case: dict[str, Any]) -> None:
    """Day, half day, day 0 and the days passed over are those of the case."""
    thoi_han = ThoiHan.model_validate({"so": str(case["so"]), "don_vi": case["don_vi"]})
    filed = date.fromisoformat(case["nop"])
    try:
        found = _as_json(find_ngay_tra(filed, thoi_han, LICH, buoi=Buoi(case.get("buoi_nop", "sang"))))
    except UnknownYear as unknown:
        found = {"nam_chua_biet": unknown.nam}
    assert found == _expected(case)


@pytest.fixture(scope="module")
def answers_of_browser() -> list[dict[str, Any]]:
    """What the browser's engine, run unchanged by Node, answers to all cases."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: the browser's engine cannot be asked")
    command = [node, "--no-warnings", Path(__file__).with_name("tinh.mjs"), ENGINE, CASES_FILE]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number]["ten"])
def test_the_browser_finds_the_same_day(answers_of_browser: list[dict[str, Any]], number: int) -> None:
    """The engine in JavaScript gives what was computed by hand, too."""
    assert answers_of_browser[number] == _expected(CASES[number])


DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))
COUNTS = st.integers(0, 60)


@given(DAYS, COUNTS)
def test_the_result_is_due_on_a_working_day(filed: date, so: int) -> None:
    """Whatever the unit, nobody is sent to a closed desk."""
    assert is_working_day(add_working_days(filed, so, LICH).ngay, LICH)
    assert is_working_day(add_days(filed, so, LICH).ngay, LICH)


@given(DAYS, COUNTS, COUNTS)
def test_working_days_add_up(filed: date, first: int, second: int) -> None:
    """Counting on from where the first limit ended gives the same as counting both at once."""
    between = add_working_days(filed, first, LICH).ngay
    assert add_working_days(between, second, LICH).ngay == add_working_days(filed, first + second, LICH).ngay


@given(DAYS, COUNTS)
def test_every_day_between_is_accounted_for(filed: date, so: int) -> None:
    """Days counted, weekend days and holidays passed over are all the days from receipt to result."""
    found = add_working_days(filed, so, LICH)
    assert (found.ngay - found.tiep_nhan).days == so + found.cuoi_tuan + len(found.nghi)


@given(DAYS, COUNTS)
def test_working_days_are_never_sooner_than_days(filed: date, so: int) -> None:
    """ "ngày làm việc" lasts at least as long as "ngày", but for days that only wait for the desk to open."""
    assume(is_working_day(find_working_day(filed, LICH) + timedelta(days=so), LICH))
    assert add_working_days(filed, so, LICH).ngay >= add_days(filed, so, LICH).ngay


@given(DAYS, st.decimals(0, 60, places=2))
def test_a_fraction_ends_on_the_day_of_the_next_whole_number(filed: date, so: Decimal) -> None:
    """7,5 working days end in the course of the eighth: in its morning up to one half, else by its evening."""
    found = add_working_days(filed, so, LICH)
    assert found.ngay == add_working_days(filed, math.ceil(so), LICH).ngay
    assert (found.buoi is Buoi.SANG) == (0 < so % 1 <= Decimal("0.5"))
