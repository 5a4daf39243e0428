"""The public register: every receipt has its line, nobody can tell whose, and no line ever vanishes."""

import hashlib
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.cli.feedback import feedback
from cchc.feedback.changes import Erase
from cchc.feedback.register import parse_lines, write_mark
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
