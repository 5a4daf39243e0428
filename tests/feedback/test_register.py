"""The public register: every receipt has its line, nobody can tell whose, and no line ever vanishes."""

import hashlib
import json
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.cli.feedback import feedback
from cchc.feedback.changes import Erase
from cchc.feedback.register import RegisterLine, parse_lines, render_data, render_month, write_mark
from cchc.feedback.service import hash_secret
from cchc.feedback.sql_store import open_store
from feedback.samples import CAU_HOI, GOP_Y, RECEIVED, make_new

pytestmark = pytest.mark.slow

_PAGE = Path("docs") / "phan-anh-gop-y" / "so-tiep-nhan" / "2026-11.md"


def _register(root: Path, now: str, *arguments: str) -> str:
    runner = CliRunner(env={"CCHC_DATABASE_URL": ""})
    result = runner.invoke(feedback, ["register", "--root", str(root), "--now", now, *arguments])
    assert result.exit_code == 0, result.output
    return (root / _PAGE).read_text(encoding="utf-8")


def _database(root: Path) -> str:
    return f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}"


def test_the_mark_can_be_computed_from_the_receipt() -> None:
    """Two rounds of SHA-256 over what the receipt says, as the page explains; eight digits and no more."""
    inner = hashlib.sha256(b"K7M4P-9RTX3:2222-3333-4444").hexdigest()
    digest = hashlib.sha256(f"cchc-so-tiep-nhan:{inner}".encode()).hexdigest()
    assert write_mark(hash_secret("K7M4P-9RTX3", "2222-3333-4444")) == f"{digest[:4]}-{digest[4:8]}"


def test_finished_days_are_written_and_erased_items_keep_their_line(tmp_path: Path) -> None:
    """Today's items wait for tomorrow; a line that was public stays when its item is erased, and says so."""
    first, second = make_new(CAU_HOI), make_new(GOP_Y, received_at=RECEIVED + timedelta(days=1))
    with closing(open_store(_database(tmp_path))) as store:
        for new in (first, second):
            store.add(new).result(10)
    page = _register(tmp_path, "2026-11-23T09:00:00+07:00")
    assert [line.ma for line in parse_lines(page)] == [write_mark(first.secret_hash)]
    page = _register(tmp_path, "2026-11-24T09:00:00+07:00")
    marks = [line.ma for line in parse_lines(page)]
    assert marks == sorted(write_mark(new.secret_hash) for new in (first, second))
    with closing(open_store(_database(tmp_path))) as store:
        store.apply(Erase(first.reference, RECEIVED, "nguoi-gui-yeu-cau")).result(10)
    lines = {line.ma: line for line in parse_lines(_register(tmp_path, "2026-11-25T09:00:00+07:00"))}
    assert sorted(lines) == marks
    assert lines[write_mark(first.secret_hash)].trang_thai == "Đã xóa"
    assert lines[write_mark(second.secret_hash)].trang_thai == "Mới nhận"


def test_nothing_leads_to_a_person(tmp_path: Path) -> None:
    """No reference, no whole hash, no word of the sender is on the pages; the index leads to the month."""
    new = make_new(CAU_HOI)
    with closing(open_store(_database(tmp_path))) as store:
        store.add(new).result(10)
    page = _register(tmp_path, "2026-11-23T09:00:00+07:00", "--thang", "2026-11")
    for secret in (new.reference, new.secret_hash, CAU_HOI.ho_ten, CAU_HOI.tieu_de, CAU_HOI.email):
        assert secret not in page
    index = (tmp_path / _PAGE).with_name("index.md").read_text(encoding="utf-8")
    assert "[Tháng 11/2026](2026-11.md)" in index


def test_a_malformed_month_is_told(tmp_path: Path) -> None:
    """A month is year and month; anything else is a mistake of use."""
    result = CliRunner().invoke(feedback, ["register", "--root", str(tmp_path), "--thang", "11/2026"])
    assert result.exit_code == 2
    assert "viết tháng dạng 2026-11" in result.output


def test_a_day_that_somebody_wrote_wrong_is_told(tmp_path: Path) -> None:
    """A line changed by hand to a day that no calendar has stops the command in words, and the page stays as it is."""
    with closing(open_store(_database(tmp_path))) as store:
        store.add(make_new(CAU_HOI)).result(10)
    _register(tmp_path, "2026-11-24T09:00:00+07:00")
    page = tmp_path / _PAGE
    wrong = page.read_text(encoding="utf-8").replace("| 22/11/2026 |", "| 31/11/2026 |")
    page.write_text(wrong, encoding="utf-8")
    result = CliRunner(env={"CCHC_DATABASE_URL": ""}).invoke(feedback, ["register", "--root", str(tmp_path)])
    assert result.exit_code == 1
    assert "2026-11.md: có dòng ghi sai ngày" in result.output
    assert page.read_text(encoding="utf-8") == wrong


def test_the_data_says_what_the_page_says() -> None:
    """The finder's file has the lines of the page, one line of text each, and the last day that they cover."""
    lines = [
        RegisterLine("0a1b-2c3d", date(2026, 11, 20), "Hỏi đáp", "Mới nhận"),
        RegisterLine("ffff-0000", date(2026, 11, 21), "Góp ý về trang", "Đã xóa"),
    ]
    data = render_data(render_month(date(2026, 11, 1), lines, date(2026, 11, 21)))
    assert json.loads(data) == {
        "den_ngay": "21/11/2026",
        "dong": [
            ["0a1b2c3d", "20/11/2026", "Hỏi đáp", "Mới nhận"],
            ["ffff0000", "21/11/2026", "Góp ý về trang", "Đã xóa"],
        ],
    }
    assert data.count("\n") == len(lines) + 2


def test_many_lines_stand_in_tables_by_first_digit() -> None:
    """Who looks by hand goes to the table of his first digit; all lines can be read back."""
    lines = [
        RegisterLine(f"{number:04x}-0000", date(2026, 11, 1), "Hỏi đáp", "Mới nhận") for number in range(0, 65536, 99)
    ]
    page = render_month(date(2026, 11, 1), lines, date(2026, 11, 21))
    assert parse_lines(page) == lines
    assert [f"## Mã bắt đầu bằng {digit:x}" in page for digit in range(16)] == [True] * 16
    assert "## Mã" not in render_month(date(2026, 11, 1), lines[:100], date(2026, 11, 21))


def test_months_that_were_published_are_renewed(tmp_path: Path) -> None:
    """An item of an earlier month shows today's state; the index names the months for the finder."""
    new = make_new(CAU_HOI)
    with closing(open_store(_database(tmp_path))) as store:
        store.add(new).result(10)
    _register(tmp_path, "2026-11-30T09:00:00+07:00")
    with closing(open_store(_database(tmp_path))) as store:
        store.apply(Erase(new.reference, RECEIVED, "nguoi-gui-yeu-cau")).result(10)
    assert [line.trang_thai for line in parse_lines(_register(tmp_path, "2026-12-05T09:00:00+07:00"))] == ["Đã xóa"]
    folder = (tmp_path / _PAGE).parent
    assert 'so_tiep_nhan: ["2026-12", "2026-11"]' in (folder / "index.md").read_text(encoding="utf-8")
    assert sorted(file.name for file in folder.glob("*.json")) == ["2026-11.json", "2026-12.json"]
