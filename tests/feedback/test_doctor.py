"""``cchc doctor``: what it notices, and that it changes nothing."""

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli import main
from cchc.feedback.spool import SET_ASIDE, Spool
from cchc.feedback.sql_store import open_store
from feedback.samples import make_new


def _doctor(root: Path, **environ: str) -> Result:
    variables = {"CCHC_DATABASE_URL": "", "CCHC_SPOOL": ""} | environ
    return CliRunner(env=variables).invoke(main, ["doctor", "--root", str(root)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root whose service has run."""
    with closing(open_store(f"sqlite:///{tmp_path / 'var' / 'gop-y.sqlite3'}")) as store:
        store.add(make_new()).result(10)
    return tmp_path


def test_a_sound_service_has_nothing_to_do(root: Path) -> None:
    """All is well, and the shared disk of both paths is told."""
    result = _doctor(root)
    assert result.exit_code == 0
    assert "1 tin báo chờ gửi" in result.output
    assert "CẦN XỬ LÝ" not in result.output
    assert "cùng ổ với cơ sở dữ liệu" in result.output
    assert not (root / "var" / "cho-ghi").exists()


def test_what_waits_on_the_second_path_is_told(root: Path) -> None:
    """Batches that wait, and files that a person must see, each with what to do."""
    spool = Spool(root / "var" / "cho-ghi")
    spool.put([make_new()])
    spool.set_aside(make_new())
    result = _doctor(root)
    assert result.exit_code == 1
    assert "1 đợt nội dung chờ ghi" in result.output
    assert SET_ASIDE in result.output


@pytest.mark.parametrize("environ", [{}, {"CCHC_DATABASE_URL": "mysql://h/d"}, {"CCHC_DATABASE_URL": "sqlite:////x/y"}])
def test_a_database_that_cannot_be_read_is_told(tmp_path: Path, environ: dict[str, str]) -> None:
    """Missing or wrong: one line, exit code 1, nothing made."""
    result = _doctor(tmp_path, **environ)
    assert result.exit_code == 1
    assert "CẦN XỬ LÝ: Cơ sở dữ liệu: không đọc được" in result.output
    assert list(tmp_path.iterdir()) == []
