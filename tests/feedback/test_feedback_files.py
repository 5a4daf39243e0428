"""``cchc feedback`` and the files of items: copied out for an officer, listed, erased, backed up and restored."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli.feedback import feedback
from cchc.cli.feedback_files import name_copy
from cchc.feedback.records import Attachment
from cchc.feedback.shelf import find, move_up
from cchc.feedback.sql_store import open_store
from feedback.filed import make_file
from feedback.samples import make_new

pytestmark = pytest.mark.slow

_HOSTILE = "\x1b]8;;https://lot.example/\x07=cmd|'/C calc'!A0\u202egpj.exe"


def _run(root: Path, *arguments: str, **environ: str) -> Result:
    runner = CliRunner(env={"CCHC_DATABASE_URL": "", "CCHC_ATTACHMENTS_DIR": "", "CCHC_BACKUP": "", **environ})
    return runner.invoke(feedback, [arguments[0], "--root", str(root), *arguments[1:]])


def _folder(root: Path) -> Path:
    return root / "var" / "tep-gui-kem"


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, str, tuple[Attachment, ...]]:
    """A root with one item that has two files, one of them with a name that means no good."""
    root = tmp_path / "goc"
    rows = (make_file(_folder(root)), replace(make_file(_folder(root)), name=_HOSTILE))
    with closing(open_store(f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}")) as store:
        reference = store.add(make_new(attachments=rows)).result(10).item.reference
    move_up(_folder(root), [row.stored_name for row in rows])
    return root, reference, rows


Desk = tuple[Path, str, tuple[Attachment, ...]]


def test_files_are_copied_out_under_safe_names_with_a_list(desk: Desk, tmp_path: Path) -> None:
    """Numbered plain names with the type of the bytes; the list tells what each was called, its hash and its state."""
    root, reference, rows = desk
    result = _run(root, "attachments", reference.lower(), "--out", str(tmp_path / "ra"))
    assert result.exit_code == 0, result.output
    out = tmp_path / "ra" / reference
    listed = json.loads((out / "danh-sach.json").read_text(encoding="utf-8"))
    assert {entry["tep"] for entry in listed["tep"]} | {"danh-sach.json"} == {file.name for file in out.iterdir()}
    assert {entry["sha256"] for entry in listed["tep"]} == {row.sha256 for row in rows}
    assert {entry["ten_nguoi_gui_dat"] for entry in listed["tep"]} == {row.name for row in rows}
    assert all(name.isascii() and name[0].isdigit() and name.endswith(".pdf") for name in map(_copied, listed["tep"]))
    assert {file.stat().st_mode & 0o077 for file in (out, *out.iterdir())} == {0}
    assert str(out) in result.output


def _copied(entry: dict[str, str]) -> str:
    return entry["tep"]


@pytest.mark.parametrize("command", ["show", "attachments"])
def test_no_name_moves_the_terminal(desk: Desk, tmp_path: Path, command: str) -> None:
    """Names of files are shown without escape sequences and without signs that turn the line around."""
    root, reference, _ = desk
    more = ["--out", str(tmp_path / "ra")] if command == "attachments" else []
    output = _run(root, command, reference, *more).output
    assert "=cmd|'/C calc'!A0gpj.exe" in output
    assert not [char for char in output if not char.isprintable() and char != "\n"]
    assert "\u202e" not in output


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Đơn đề nghị.pdf", "07-don-de-nghi.pdf"),
        ("../../etc/passwd", "07-passwd.pdf"),
        ("-rf", "07-rf.pdf"),
        ("CON", "07-con.pdf"),
        ("\u202e\x00", "07-tep.pdf"),
        ("x" * 500 + ".exe", f"07-{'x' * 60}.pdf"),
        ("", "07-tep.pdf"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_names_of_copies_are_ours(name: str, wanted: str) -> None:
    """No path, no option, no device, no hidden file, and the ending follows the bytes."""
    row = Attachment("", name, "application/pdf", 1, "", "20261122-" + "0" * 32 + ".pdf")
    assert name_copy(7, row) == wanted


@pytest.mark.parametrize("place", ["site/tep", "docs", "posts/2026", "tthc", "overrides/x"])
def test_files_are_never_copied_to_where_they_would_be_published(desk: Desk, place: str) -> None:
    """Folders of the site and of its content are refused."""
    root, reference, _ = desk
    result = _run(root, "attachments", reference, "--out", str(root / place))
    assert result.exit_code == 2
    assert "được đăng lên trang" in result.output
    assert not (root / place / reference).exists()


def test_what_is_missing_or_damaged_is_told_and_the_rest_is_copied(desk: Desk, tmp_path: Path) -> None:
    """Exit code 1, a word at each file; what differs from what came in is not handed out."""
    root, reference, (gone, changed) = desk
    (_folder(root) / gone.stored_name).unlink()
    (_folder(root) / changed.stored_name).write_bytes(b"x" * changed.size)
    result = _run(root, "attachments", reference, "--out", str(tmp_path))
    assert result.exit_code == 1
    assert "THIẾU" in result.output
    assert "HỎNG" in result.output
    assert [file.name for file in (tmp_path / reference).iterdir()] == ["danh-sach.json"]


def test_nothing_is_written_over(desk: Desk, tmp_path: Path) -> None:
    """A second time the officer is told that the folder is there, and it stays as it was."""
    root, reference, _ = desk
    assert _run(root, "attachments", reference, "--out", str(tmp_path)).exit_code == 0
    before = sorted((tmp_path / reference).iterdir())
    assert _run(root, "attachments", reference, "--out", str(tmp_path)).exit_code == 1
    assert sorted((tmp_path / reference).iterdir()) == before


def test_erasing_an_item_removes_its_files_also_where_no_more_are_taken(desk: Desk) -> None:
    """``CCHC_ATTACHMENTS`` is off here: what came before goes all the same."""
    root, reference, rows = desk
    assert _run(root, "erase", reference, "--yes").exit_code == 0
    assert [row for row in rows if find(_folder(root), row.stored_name)] == []


def test_a_persons_data_name_the_files(desk: Desk) -> None:
    """Name, type, size and hash, so that the file that comes along can be told to be whole."""
    root, reference, rows = desk
    data = json.loads(_run(root, "person", reference).output)
    assert {file["sha256"] for file in data["attachments"]} == {row.sha256 for row in rows}


def _nothing(root: Path) -> None:
    pass


def _foreign(root: Path) -> None:
    (_folder(root) / "la.pdf").write_bytes(b"x")


def _missing(root: Path) -> None:
    next(_folder(root).glob("*.pdf")).unlink()


@pytest.mark.parametrize(
    ("spoil", "code", "told"),
    [
        (_nothing, 0, "1 mục, 2/2 tệp gửi kèm"),
        (_foreign, 0, "1 tệp trong"),
        (_missing, 1, "1 tệp gửi kèm bị thiếu"),
    ],
    ids=["whole", "foreign", "missing"],
)
def test_backup_and_drill_tell_of_files(desk: Desk, spoil: Callable[[Path], None], code: int, told: str) -> None:
    """Whole is said, missing is a failure with the name, foreign is a word; the drill says the same later."""
    root, _, _ = desk
    spoil(root)
    result = _run(root, "backup")
    assert result.exit_code == code
    assert told in result.output
    (copy,) = (root / "var" / "sao-luu").glob("*.bak")
    drill = _run(root, "restore", str(copy), "--check")
    assert drill.exit_code == code
    assert spoil is _foreign or told in drill.output


def test_all_comes_back_after_the_loss_of_everything(desk: Desk, tmp_path: Path) -> None:
    """Database and files gone, one command: the officer opens the same files as before."""
    root, reference, rows = desk
    assert _run(root, "backup").exit_code == 0
    for file in [*(root / "var").glob("gop-y.sqlite3*"), *_folder(root).glob("*.pdf")]:
        file.unlink()
    (copy,) = (root / "var" / "sao-luu").glob("*.bak")
    assert _run(root, "restore", str(copy)).exit_code == 0
    assert _run(root, "attachments", reference, "--out", str(tmp_path)).exit_code == 0
    assert len(list((tmp_path / reference).glob("*.pdf"))) == len(rows)
