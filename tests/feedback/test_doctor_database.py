"""``cchc doctor`` on the schema and the clocks, and its findings for monitoring programs."""

import json
import os
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from cchc.feedback.engines import make_writer, parse_url
from cchc.feedback.migrate import make_config
from cchc.feedback.sql_store import open_store
from feedback.installed import NOW, install, lines_of, run_doctor

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound installation."""
    return install(tmp_path)


def _address(root: Path) -> str:
    return f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}"


def test_the_present_schema_is_well(root: Path) -> None:
    """A service that has started has brought it up to date."""
    assert any(line.startswith("Cấu trúc dữ liệu: bản ") for line in lines_of(run_doctor(root), "ĐẠT"))


def test_an_older_schema_asks_for_a_restart(tmp_path: Path) -> None:
    """The program was updated, the service still runs as it was."""
    engine = make_writer(parse_url(_address(tmp_path)))
    with engine.begin() as connection:
        command.upgrade(make_config(connection), "0002")
    engine.dispose()
    result = run_doctor(tmp_path)
    assert any(line.startswith("Cấu trúc dữ liệu: bản 0002,") for line in lines_of(result, "CẦN XEM"))
    assert "Khởi động lại dịch vụ" in result.output


def test_a_newer_schema_is_broken(root: Path) -> None:
    """This program is older than the database: it must not write."""
    engine = make_writer(parse_url(_address(root)))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    result = run_doctor(root)
    assert result.exit_code == 1
    assert any(line.startswith("Cấu trúc dữ liệu: bản 9999,") for line in lines_of(result, "HỎNG"))


@pytest.mark.postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("hours", "grade"), [(0, "ĐẠT"), (1, "HỎNG")])
def test_the_clock_of_the_database_server_is_compared(tmp_path: Path, database: str, hours: int, grade: str) -> None:
    """Deadlines are counted by one clock, moments of the database by the other."""
    with closing(open_store(database)):
        pass
    now = datetime.now(UTC) - timedelta(hours=hours)
    result = run_doctor(tmp_path, now=now, CCHC_DATABASE_URL=database)
    assert any(line.startswith("Đồng hồ máy: lệch ") for line in lines_of(result, grade))


@pytest.mark.parametrize(("answer", "grade"), [("yes", "ĐẠT"), ("no", "CẦN XEM"), ("?", "ĐẠT")])
def test_the_machine_is_asked_whether_it_follows_the_time_of_the_network(root: Path, answer: str, grade: str) -> None:
    """What ``timedatectl`` says is told; a machine without an answer is said to have none."""
    program = root / "bin" / "timedatectl"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    program.chmod(0o755)
    result = run_doctor(root, PATH=f"{program.parent}:{os.environ['PATH']}")
    assert any(line.startswith("Đồng bộ giờ: ") for line in lines_of(result, grade))


def test_programs_read_the_findings(root: Path) -> None:
    """The same findings with codes, the worst grade on top, and the same exit codes."""
    told = json.loads(run_doctor(root, "--json").output)
    assert (told["ket_luan"], datetime.fromisoformat(told["kham_luc"])) == ("can-xem", NOW)
    lines = run_doctor(root).output.splitlines()
    assert len(told["muc"]) == sum(line.startswith(("ĐẠT", "CẦN XEM", "HỎNG")) for line in lines)
    assert all(bool(entry["viec_can_lam"]) == (entry["ket_luan"] != "dat") for entry in told["muc"])
    (root / "var" / "gop-y.sqlite3").unlink()
    broken = run_doctor(root, "--json")
    assert (broken.exit_code, json.loads(broken.output)["ket_luan"]) == (1, "hong")


def test_the_disk_of_the_copies_is_looked_at(root: Path) -> None:
    """A backup that no longer fits fails at night, when nobody looks."""
    assert any("Ổ đĩa của bản sao lưu: còn" in line for line in run_doctor(root).output.splitlines())
