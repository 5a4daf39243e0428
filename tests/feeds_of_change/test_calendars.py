"""Calendars of effective dates hold to RFC 5545 and stay the same as long as their content does."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from cchc.outputs.icalendar import Lich, SuKien, make_calendar
from roots import replace

Cchc = Callable[..., Result]

LICH = Lich("/lich/hieu-luc.ics", "Ngày hiệu lực", "Ngày thủ tục bắt đầu")
PROCEDURE = "tthc/duoc-pham/1.000001.md"


def _event(**changed: object) -> SuKien:
    values = {"uid": "1@x", "ngay": date(2026, 12, 31), "lap_ngay": date(2026, 11, 3), "ten": "Sửa đổi"}
    return SuKien(**{**values, **changed})  # type: ignore[arg-type]


def _unfold(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


@pytest.mark.slow
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_any_text_survives_folding_and_escaping(text: str) -> None:
    """Lines are at most 75 octets, end with CRLF, cut no letter, and give the text back."""
    data = make_calendar(LICH, [_event(ten=text)]).data
    assert data.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode()
    summary = next(line for line in _unfold(data) if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    assert re.sub(r"\\(.)", r"\1", summary) == text


def test_no_line_end_stands_alone() -> None:
    """Every line feed follows a carriage return; a new line inside a text is written as two signs."""
    data = make_calendar(LICH, [_event(mo_ta="một\nhai\r\nba")]).data
    assert data.count(b"\n") == data.count(b"\r\n")
    assert "DESCRIPTION:một\\nhai\\nba" in _unfold(data)


def test_an_event_lasts_one_day() -> None:
    """All-day events end, exclusively, on the next day, over the end of a year too."""
    lines = _unfold(make_calendar(LICH, [_event()]).data)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    for line in ("VERSION:2.0", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "DTSTAMP:20261103T000000Z"):
        assert lines.count(line) == 1
    assert len([line for line in lines if line.startswith("PRODID:")]) == 1


def _build(root: Path, cchc: Cchc) -> list[str]:
    result = cchc("build", "--root", root)
    assert result.exit_code == 0, result.stderr
    return _unfold((root / "site/lich/hieu-luc.ics").read_bytes())


@pytest.mark.slow
def test_the_site_has_the_days_on_which_decisions_take_effect(root: Path, cchc: Cchc) -> None:
    """The whole, the field and the procedure each have the event, with identities that never clash."""
    lines = _build(root, cchc)
    assert "DTSTART;VALUE=DATE:20260115" in lines
    assert "SUMMARY:Mới ban hành: Đăng ký mở quầy thuốc thử nghiệm (1.000001)" in lines
    assert "URL:https://cchc.example/muc/thu-tuc-hanh-chinh/1.000001/" in lines
    files = ("hieu-luc", "linh-vuc-duoc-pham", "thu-tuc/1.000001")
    uids = [
        line
        for name in files
        for line in _unfold((root / "site/lich" / f"{name}.ics").read_bytes())
        if line.startswith("UID:")
    ]
    assert len(uids) == len(set(uids)) == len(files)
    assert "UID:12-qd-ubnd-20260115@cchc.example" in uids


@pytest.mark.slow
def test_a_decision_has_its_day_as_a_file(root: Path, cchc: Cchc) -> None:
    """Its page links to a calendar with the one event, the same as in the calendar of all."""
    whole = _build(root, cchc)
    own = _unfold((root / "site/lich/quyet-dinh/12-qd-ubnd-2026.ics").read_bytes())
    assert [line for line in own if line.startswith("UID:")] == [line for line in whole if line.startswith("UID:")]
    page = (root / "site/thu-tuc-hanh-chinh/quyet-dinh-cong-bo/12-qd-ubnd-2026/index.html").read_text(encoding="utf-8")
    assert "lich/quyet-dinh/12-qd-ubnd-2026.ics" in page


@pytest.mark.slow
def test_the_last_day_of_a_procedure_is_an_event(root: Path, cchc: Cchc) -> None:
    """An end that only the procedure's own field tells is in the calendar as well."""
    replace(root, PROCEDURE, "du_lieu_mau:", "hieu_luc_den: 2026-12-31\ndu_lieu_mau:")
    lines = _build(root, cchc)
    assert "SUMMARY:Ngày cuối áp dụng: Đăng ký mở quầy thuốc thử nghiệm (1.000001)" in lines
    assert "DTSTART;VALUE=DATE:20261231" in lines


@pytest.mark.slow
def test_a_calendar_changes_with_its_content_only(root: Path, cchc: Cchc) -> None:
    """The same content on another day gives the same bytes."""
    _build(root, cchc)
    before = (root / "site/lich/hieu-luc.ics").read_bytes()
    assert cchc("build", "--root", root, "--clean", now="2026-12-01T08:00+07:00").exit_code == 0
    assert (root / "site/lich/hieu-luc.ics").read_bytes() == before
