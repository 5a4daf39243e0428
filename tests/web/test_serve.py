"""``cchc serve`` as a real process, and the mistakes of its operator."""

import signal
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from cchc.cli.serve import serve
from cchc.feedback.sql_store import open_reader
from web.processes import database_of, make_token, run_process, send, until
from web.serving import CAU_HOI, SECRET


@pytest.mark.slow
def test_a_locked_database_is_not_noticed_by_the_citizen(root: Path) -> None:
    """While another process holds the lock a sending is spooled and acknowledged; afterwards it is one item."""
    token = make_token()
    with run_process(root) as (_, address), httpx.Client(base_url=address, timeout=30) as client:
        engine = create_engine(database_of(root))
        with engine.connect() as connection:
            connection.execute(text("BEGIN IMMEDIATE"))
            reference = send(client, token)
            assert client.get("/suc-khoe").text == "ok, 1 spooled"
            connection.rollback()
        engine.dispose()
        assert send(client, token) == reference != ""
        assert send(client, make_token())
        assert until(lambda: client.get("/suc-khoe").text == "ok")
    with closing(open_reader(database_of(root))) as reader:
        assert sorted(row.reference for row in reader.list_outbox()) == sorted(
            item.reference for item in reader.list_items()
        )
        assert reader.find(reference) is not None
    assert list((root / "var" / "cho-ghi").iterdir()) == []


@pytest.mark.slow
def test_a_locked_database_and_a_full_spool_end_in_503(root: Path) -> None:
    """With both paths closed the form comes back filled; afterwards the same form makes one item."""
    token = make_token()
    (root / "var").mkdir()
    (root / "var" / "cho-ghi").touch()  # a file where the folder should be
    with run_process(root) as (_, address), httpx.Client(base_url=address, timeout=30) as client:
        engine = create_engine(database_of(root))
        with engine.connect() as connection:
            connection.execute(text("BEGIN IMMEDIATE"))
            answer = client.post("/gop-y/hoi-dap", data=CAU_HOI | {"ma_bieu_mau": token})
            connection.rollback()
        engine.dispose()
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert CAU_HOI["tieu_de"] in answer.text
        assert token in answer.text
        (root / "var" / "cho-ghi").unlink()
        reference = send(client, token)
        assert send(client, token) == reference != ""
        assert until(lambda: client.get("/suc-khoe").text == "ok")
    with closing(open_reader(database_of(root))) as reader:
        assert [row.reference for row in reader.list_outbox()] == [reference]


@pytest.mark.slow
def test_an_orderly_end_leaves_one_whole_file(root: Path) -> None:
    """SIGTERM ends the process with 0 after the log has been folded into the database."""
    with run_process(root) as (process, address):
        with httpx.Client(base_url=address) as client:
            assert send(client, make_token())
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)
    assert [file.name for file in (root / "var").iterdir()] == ["gop-y.sqlite3"]


def _refusal(root: Path, *arguments: str, **environ: str) -> str:
    result = CliRunner(env={"CCHC_SECRET": SECRET, "CCHC_DATABASE_URL": ""} | environ).invoke(
        serve, ["--root", str(root), "--port", "0", *arguments]
    )
    assert result.exit_code == 1
    return result.output


def test_a_site_that_is_not_built_is_told(tmp_path: Path) -> None:
    """Without a site the command says what to run first, and makes nothing."""
    assert "cchc build" in _refusal(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_operators_mistakes_are_told_in_one_line(root: Path) -> None:
    """A wrong database, frame, setting or port: one plain line each, no traceback."""
    assert "cơ sở dữ liệu" in _refusal(root, CCHC_DATABASE_URL="mysql://h/d")
    assert "Thiết lập không đúng" in _refusal(root, CCHC_RATE="many")
    assert "Không mở được cổng" in _refusal(root, "--host", "192.0.2.1")
    (root / "site" / "khung").mkdir()
    (root / "site" / "khung" / "gop-y.html").write_text("<title>")
    assert "CCHC-KHUNG" in _refusal(root)


def test_help_has_examples_and_exit_codes() -> None:
    """The command explains itself."""
    output = CliRunner().invoke(serve, ["--help"]).output
    for word in ("Ví dụ:", "Mã thoát:", "CCHC_DATABASE_URL"):
        assert word in output
