"""``cchc serve`` as a real process, up to its sudden death."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from threading import Event, Semaphore

import httpx
import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from cchc.cli.serve import serve
from cchc.feedback.clock import utc_now
from cchc.feedback.guard import TokenPolicy, issue_token
from cchc.feedback.sql_store import open_reader
from cchc.model.feedback import LoaiGopY
from web.serving import CAU_HOI, SECRET

_COMMAND = [sys.executable, "-c", "from cchc.cli.serve import serve; serve()", "--port", "0"]
_SENDERS = 8


@contextmanager
def _process(root: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command on a free port; yield it with its address. Killed at the end unless it has ended."""
    environ = os.environ | {"CCHC_SECRET": SECRET, "CCHC_RATE": "0", "CCHC_MIN_FILL": "0", "CCHC_DATABASE_URL": ""}
    with subprocess.Popen(
        [*_COMMAND, "--root", str(root)], env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().split()[-1].rstrip("/")
        finally:
            process.kill()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with a built site of one page."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<h1>Trang chủ</h1>")
    return tmp_path


def _database(root: Path) -> str:
    return f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}"


def _token() -> str:
    return issue_token(TokenPolicy(SECRET), LoaiGopY.HOI_DAP, utc_now())


def _send(client: httpx.Client, token: str) -> str:
    """Send a question; return its reference, or nothing if it was not acknowledged."""
    try:
        answer = client.post("/gop-y/hoi-dap", data=CAU_HOI | {"ma_bieu_mau": token})
    except httpx.TransportError:
        return ""
    return answer.headers["location"].rpartition("/")[2] if answer.status_code == 303 else ""


def _until(reached: Callable[[], bool]) -> bool:
    """Ask until it is so, for 30 seconds at most."""
    waiting, deadline = Event(), time.monotonic() + 30
    while not (now := reached()) and time.monotonic() < deadline:
        waiting.wait(0.1)
    return now


def _load_until_killed(root: Path, acknowledged: dict[str, str], tokens: list[str], enough: int) -> None:
    """Send from several clients, first what an earlier round left open; kill the server after enough answers."""
    answers = Semaphore(0)
    open_tokens = iter([token for token in tokens if token not in acknowledged])

    def keep_sending(address: str) -> None:
        with httpx.Client(base_url=address, timeout=30) as client:
            for _ in count():
                if (token := next(open_tokens, None)) is None:
                    tokens.append(token := _token())
                if not (reference := _send(client, token)):
                    return
                acknowledged[token] = reference
                answers.release()

    with _process(root) as (process, address), ThreadPoolExecutor(_SENDERS) as pool:
        senders = [pool.submit(keep_sending, address) for _ in range(_SENDERS)]
        for _ in range(enough):
            assert answers.acquire(timeout=30)
        os.kill(process.pid, signal.SIGKILL)
        for sender in senders:
            sender.result(30)


@pytest.mark.slow
def test_a_killed_server_has_kept_all_it_acknowledged(root: Path) -> None:
    """After each of five kill -9 under load all that was acknowledged is there, whole; retries add nothing."""
    acknowledged: dict[str, str] = {}
    tokens: list[str] = []
    for enough in (1, 17, 60, 90, 140):
        _load_until_killed(root, acknowledged, tokens, enough)
        with closing(open_reader(_database(root))) as reader:
            stored = {item.reference for item in reader.list_items(limit=10**6)}
            assert set(acknowledged.values()) <= stored
            assert sorted(row.reference for row in reader.list_outbox()) == sorted(stored)
            for reference in stored:
                detail = reader.find(reference)
                assert detail is not None
                assert (len(detail.history), len(detail.dong_y)) == (1, 1)
    with _process(root) as (_, address), httpx.Client(base_url=address) as client:
        for token in tokens:
            reference = _send(client, token)
            assert reference == acknowledged.get(token, reference) != ""
            acknowledged[token] = reference
    with closing(open_reader(_database(root))) as reader:
        assert {item.reference for item in reader.list_items(limit=10**6)} == set(acknowledged.values())
    assert len(set(acknowledged.values())) == len(tokens)


@pytest.mark.slow
def test_a_locked_database_is_not_noticed_by_the_citizen(root: Path) -> None:
    """While another process holds the lock a sending is spooled and acknowledged; afterwards it is one item."""
    token = _token()
    with _process(root) as (_, address), httpx.Client(base_url=address, timeout=30) as client:
        engine = create_engine(_database(root))
        with engine.connect() as connection:
            connection.execute(text("BEGIN IMMEDIATE"))
            reference = _send(client, token)
            assert client.get("/suc-khoe").text == "ok, 1 spooled"
            connection.rollback()
        engine.dispose()
        assert _send(client, token) == reference != ""
        assert _send(client, _token())
        assert _until(lambda: client.get("/suc-khoe").text == "ok")
    with closing(open_reader(_database(root))) as reader:
        assert sorted(row.reference for row in reader.list_outbox()) == sorted(
            item.reference for item in reader.list_items()
        )
        assert reader.find(reference) is not None
    assert list((root / "var" / "cho-ghi").iterdir()) == []


@pytest.mark.slow
def test_a_locked_database_and_a_full_spool_end_in_503(root: Path) -> None:
    """With both paths closed the form comes back filled; afterwards the same form makes one item."""
    token = _token()
    (root / "var").mkdir()
    (root / "var" / "cho-ghi").touch()  # a file where the folder should be
    with _process(root) as (_, address), httpx.Client(base_url=address, timeout=30) as client:
        engine = create_engine(_database(root))
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
        reference = _send(client, token)
        assert _send(client, token) == reference != ""
        assert _until(lambda: client.get("/suc-khoe").text == "ok")
    with closing(open_reader(_database(root))) as reader:
        assert [row.reference for row in reader.list_outbox()] == [reference]


@pytest.mark.slow
def test_an_orderly_end_leaves_one_whole_file(root: Path) -> None:
    """SIGTERM ends the process with 0 after the log has been folded into the database."""
    with _process(root) as (process, address):
        with httpx.Client(base_url=address) as client:
            assert _send(client, _token())
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
