"""``cchc feedback``: what the desk sees, and what it does not see by accident."""

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli.feedback import feedback
from cchc.feedback.sql_store import open_store
from feedback.samples import CAU_HOI, GOP_Y, RECEIVED, make_new

pytestmark = pytest.mark.slow


def _run(root: Path, *arguments: str) -> Result:
    return CliRunner(env={"CCHC_DATABASE_URL": ""}).invoke(
        feedback, [arguments[0], "--root", str(root), *arguments[1:]]
    )


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, str]:
    """A root with one question and one page feedback; also the reference of the question."""
    question = make_new(CAU_HOI)
    with closing(open_store(f"sqlite:///{tmp_path / 'var' / 'gop-y.sqlite3'}")) as store:
        store.add(question).result(10)
        store.add(make_new(GOP_Y, received_at=RECEIVED + timedelta(hours=20))).result(10)
    return tmp_path, question.reference


def test_the_list_shows_items_and_no_sender(desk: tuple[Path, str]) -> None:
    """A line an item, newest first, with Vietnam's date; name and contact are absent."""
    root, reference = desk
    result = _run(root, "list")
    assert result.exit_code == 0
    newer, older = result.output.splitlines()
    assert older.split(maxsplit=5) == [
        reference,
        "22/11/2026",
        "08:30",
        "hoi-dap",
        "moi",
        "Hỏi về lệ phí cấp giấy phép",
    ]
    assert "23/11/2026 04:30" in newer
    assert "/lien-he/ – rõ ràng" in newer
    assert CAU_HOI.ho_ten not in result.output
    assert CAU_HOI.email not in result.output


def test_the_list_is_filtered_and_machine_readable(desk: tuple[Path, str]) -> None:
    """Kind and state choose; JSON carries the same facts with the zone."""
    root, reference = desk
    result = _run(root, "list", "--loai", "hoi-dap", "--trang-thai", "moi", "--json")
    assert json.loads(result.output) == [
        {
            "ma": reference,
            "loai": "hoi-dap",
            "trang_thai": "moi",
            "nhan_luc": "2026-11-22T08:30:00+07:00",
            "tieu_de": "Hỏi về lệ phí cấp giấy phép",
        }
    ]
    assert json.loads(_run(root, "list", "--trang-thai", "da-tra-loi", "--json").output) == []


def test_show_gives_the_whole_item(desk: tuple[Path, str]) -> None:
    """One item by its reference, however it is typed, with sender, consents and steps."""
    root, reference = desk
    result = _run(root, "show", reference.lower())
    assert result.exit_code == 0
    for part in (CAU_HOI.ho_ten, CAU_HOI.email, CAU_HOI.noi_dung, "văn bản 2026-11-22", "Mới nhận (nguoi-gui)"):
        assert part in result.output


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "22222-22222"], 1, "Không có mục nào mang mã 22222-22222"),
        (["show", "abc"], 2, "không phải mã tiếp nhận"),
        (["list", "--loai", "thu"], 2, "hoi-dap"),
    ],
)
def test_mistakes_have_their_exit_codes(desk: tuple[Path, str], arguments: list[str], code: int, words: str) -> None:
    """1 is not found, 2 is wrong use, each with a plain word."""
    result = _run(desk[0], *arguments)
    assert result.exit_code == code
    assert words in result.output


def test_without_data_the_command_says_what_to_do(tmp_path: Path) -> None:
    """Before the first start of the service there is nothing to read; nothing is made."""
    result = _run(tmp_path, "list")
    assert result.exit_code == 1
    assert "cchc serve" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_made_rehearsed_and_restored(desk: tuple[Path, str], tmp_path: Path) -> None:
    """Backup, drill, loss of the database, restore: the item is there again; nothing is ever written over."""
    root, reference = desk
    copy = tmp_path / "khac" / "gop-y.bak"
    assert "Đã sao lưu 2 mục" in _run(root, "backup", str(copy)).output
    assert _run(root, "backup", str(copy)).exit_code == 1
    drill = _run(root, "restore", str(copy), "--check")
    assert (drill.exit_code, drill.output) == (0, "Khôi phục thử thành công: 2 mục, cấu trúc nguyên vẹn.\n")
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    assert "move it" in _run(root, "restore", str(copy)).output
    for file in (root / "var").glob("gop-y.sqlite3*"):
        file.unlink()
    assert _run(root, "restore", str(copy)).exit_code == 0
    assert reference in _run(root, "list").output


def test_a_file_that_is_no_copy_is_named(tmp_path: Path) -> None:
    """Restoring from another file says which, in a sentence, and makes nothing."""
    other = tmp_path / "danh-sach.csv"
    other.write_text("tên,số\n", encoding="utf-8")
    result = _run(tmp_path, "restore", "--check", str(other))
    assert result.exit_code == 1
    assert f"{other} không phải bản sao lưu, hoặc đã hỏng" in result.output
    assert list(tmp_path.iterdir()) == [other]


def test_a_backup_needs_no_name(desk: tuple[Path, str]) -> None:
    """Without a file the copy is named after the moment, below ``var/sao-luu``, for its owner only."""
    assert _run(desk[0], "backup").exit_code == 0
    (copy,) = (desk[0] / "var" / "sao-luu").iterdir()
    assert copy.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("command", ["list", "show", "backup", "restore"])
def test_help_has_examples_and_exit_codes(command: str) -> None:
    """Each command explains itself."""
    output = CliRunner().invoke(feedback, [command, "--help"]).output
    assert "Ví dụ:" in output
    assert f"cchc feedback {command}" in output
    assert "Mã thoát:" in output
