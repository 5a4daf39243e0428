"""Copies of the database do not outlive what was promised to senders."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.cli import main
from feedback.installed import install, stamp

pytestmark = pytest.mark.slow


def _back_up(root: Path, *options: str, folder: Path | None = None) -> str:
    environ = {"CCHC_DATABASE_URL": "", "CCHC_SPOOL": "", "CCHC_BACKUP": str(folder or "")}
    result = CliRunner(env=environ).invoke(main, ["feedback", "backup", "--root", str(root), *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_old_copies_leave_with_a_new_one_and_nothing_else_does(tmp_path: Path) -> None:
    """``--giu 35`` removes copies older than 35 days; younger ones and other files stay."""
    (tmp_path / "cchc").mkdir()
    root, copies = install(tmp_path / "cchc"), tmp_path / "ban-sao"
    copies.mkdir()
    names = {"gop-y-20260101-080000.bak": 36, "gop-y-20260102-080000.bak": 34, "ghi-chu.bak": 400}
    for name, days in names.items():
        (copies / name).touch()
        stamp(copies / name, datetime.now(UTC) - timedelta(days=days))
    assert "Đã xóa 1 bản sao cũ hơn 35 ngày." in _back_up(root, "--giu", "35", folder=copies)
    assert {"gop-y-20260102-080000.bak", "ghi-chu.bak"} < {file.name for file in copies.iterdir()}
    assert len(list(copies.iterdir())) == 3


def test_a_failed_copy_keeps_the_old_ones(tmp_path: Path) -> None:
    """Without a database there is no new copy, so the old one is all there is."""
    file = tmp_path / "var" / "sao-luu" / "gop-y-20200101-080000.bak"
    file.parent.mkdir(parents=True)
    file.touch()
    stamp(file, datetime(2020, 1, 1, tzinfo=UTC))
    environ = {"CCHC_DATABASE_URL": "", "CCHC_BACKUP": ""}
    arguments = ["feedback", "backup", "--root", str(tmp_path), "--giu", "1"]
    assert CliRunner(env=environ).invoke(main, arguments).exit_code == 1
    assert file.exists()
