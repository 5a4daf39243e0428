"""The command: exit codes, streams and options."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli.import_ import import_
from cchc.importers import read_thu_tuc
from cchc.intake import Options, import_thu_tuc
from cchc.sources import read
from importers.formality import PORTAL, needs_shared, write_record


def invoke(*arguments: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(import_, [str(argument) for argument in arguments])


def test_the_command_imports_into_the_root(tmp_path: Path) -> None:
    """The report goes to standard output and the exit code is 0 when anything could be read."""
    file = write_record(tmp_path / "nguon")
    (tmp_path / "nguon" / "hong.json").write_text("{", encoding="utf-8")
    result = invoke(tmp_path / "nguon", "--root", tmp_path)
    assert result.exit_code == 0
    assert "mới: 1.900001" in result.stdout
    assert "hong.json: JSON bị cụt" in result.stdout
    assert (tmp_path / "tthc" / "thu-vien" / file.with_suffix(".md").name).is_file()


def test_a_dry_run_leaves_the_root_as_it_is(tmp_path: Path) -> None:
    """Nothing is written, not even a cache, and the report says so."""
    file = write_record(tmp_path / "nguon")
    root = tmp_path / "goc"
    root.mkdir()
    result = invoke(file, "--root", root, "--dry-run")
    assert result.exit_code == 0
    assert "Chạy thử: chưa ghi tệp nào." in result.stdout
    assert list(root.iterdir()) == []


def test_nothing_readable_is_a_failure(tmp_path: Path) -> None:
    """Exit code 1 and the reasons, when not one procedure could be read."""
    result = invoke(tmp_path / "khong-co.json", "--root", tmp_path)
    assert result.exit_code == 1
    assert "không có tệp hoặc thư mục nào tên như vậy" in result.stdout
    assert "Không đọc được thủ tục nào." in result.stderr


def test_a_damaged_ledger_is_told_without_a_traceback(tmp_path: Path) -> None:
    """The operator reads one sentence with file and line."""
    ledger = tmp_path / "tthc" / "danh-muc" / "nguon" / "dvcqg.jsonl"
    ledger.parent.mkdir(parents=True)
    ledger.write_text("hỏng\n", encoding="utf-8")
    result = invoke(write_record(tmp_path / "nguon"), "--root", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("Chưa nhập gì: tthc/danh-muc/nguon/dvcqg.jsonl:1:")


@pytest.mark.shared
@pytest.mark.slow
@needs_shared
def test_the_records_of_the_country_read_back_the_same_and_twice_changes_nothing(tmp_path: Path) -> None:
    """4,525 records are written, read back equal without a problem, and a second import leaves every byte."""
    options = Options(tmp_path)
    report = import_thu_tuc(read_thu_tuc([PORTAL]), tmp_path, options)
    content, problems = read(tmp_path, default_lists=tmp_path)
    assert not problems
    assert {entry.record.ma: entry.record for entry in content.thu_tuc} == {item.ma: item for item in report.new}
    assert len(report.new) == 4525
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if file.is_file()}
    again = import_thu_tuc(read_thu_tuc([PORTAL]), tmp_path, options)
    assert again.unchanged == 4525
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if file.is_file()} == before
