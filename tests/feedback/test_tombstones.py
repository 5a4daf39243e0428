"""``cchc feedback tombstones``: the list of what was erased, when, why, by whom."""

import csv
import json
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli.feedback import feedback
from cchc.feedback.changes import Erase, Purge
from cchc.feedback.sql_store import open_store
from cchc.model.feedback import LoaiGopY
from feedback.samples import CAU_HOI, GOP_Y, RECEIVED, make_new

pytestmark = pytest.mark.slow


def _run(root: Path, *arguments: str, **environ: str) -> Result:
    cleared = {"CCHC_DATABASE_URL": "", "CCHC_TAI_KHOAN": ""}
    return CliRunner(env=cleared | environ).invoke(feedback, [arguments[0], "--root", str(root), *arguments[1:]])


@pytest.fixture
def erased(tmp_path: Path) -> tuple[Path, str, str]:
    """A root from which the clock has erased one item and its sender another; their references."""
    with closing(open_store(f"sqlite:///{tmp_path / 'var' / 'gop-y.sqlite3'}")) as store:
        own = store.add(make_new(CAU_HOI)).result(10).item.reference
        old = store.add(make_new(GOP_Y)).result(10).item.reference
        before = RECEIVED + timedelta(days=1)
        store.apply(Purge(LoaiGopY.GOP_Y_TRANG, before, before, finished_only=False)).result(10)
        store.apply(Erase(own, before + timedelta(days=1), "nguoi-gui-yeu-cau", "nguoi-gui")).result(10)
    return tmp_path, old, own


def test_the_list_tells_who_and_why(erased: tuple[Path, str, str]) -> None:
    """A line for each, oldest first, in words."""
    root, old, own = erased
    first, second = _run(root, "tombstones").output.splitlines()
    assert first == f"{old}  23/11/2026 08:30  gop-y-trang        hết thời hạn lưu (hệ thống), nhận tháng 11/2026"
    assert second.startswith(f"{own}  24/11/2026 08:30  hoi-dap")
    assert "người gửi tự xóa (người gửi)" in second


def test_programs_read_the_codes(erased: tuple[Path, str, str]) -> None:
    """JSON carries codes and the zone, CSV opens in a spreadsheet; a day leaves out what was erased before."""
    root, _, own = erased
    told = json.loads(_run(root, "tombstones", "--tu-ngay", "2026-11-24", "--json").output)
    assert told == [
        {
            "ma": own,
            "loai": "hoi-dap",
            "xoa_luc": "2026-11-24T08:30:00+07:00",
            "ly_do": "nguoi-gui-yeu-cau",
            "nguoi_xoa": "nguoi-gui",
            "thang_nhan": "2026-11",
        }
    ]
    rows = list(csv.DictReader(StringIO(_run(root, "tombstones", "--csv").stdout_bytes.decode("utf-8-sig"))))
    assert [row["nguoi_xoa"] for row in rows] == ["hệ thống", "người gửi"]


def test_the_command_that_erases_notes_who_did(erased: tuple[Path, str, str]) -> None:
    """The account that is named, by option or variable; otherwise the machine's administrator."""
    root, _, _ = erased
    with closing(open_store(f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}")) as store:
        items = [store.add(make_new(CAU_HOI)).result(10).item.reference for _ in range(2)]
    assert _run(root, "erase", items[0], "--yes", CCHC_TAI_KHOAN="an.nguyen").exit_code == 0
    assert _run(root, "erase", items[1], "--yes", "--ly-do", "gui nham").exit_code == 0
    told = {stone["ma"]: stone for stone in json.loads(_run(root, "tombstones", "--json").output)}
    assert [told[name]["nguoi_xoa"] for name in items] == ["an.nguyen", "may-chu"]
    assert told[items[1]]["ly_do"] == "gui nham"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["tombstones", "--tu-ngay", "24/11"], "viết dạng 2026-10-31"),
        (["tombstones", "--json", "--csv"], "Chọn một trong hai"),
        (["erase", "22222-22222", "--yes", "--ly-do", "x" * 33], "nhiều nhất 32 ký tự"),
    ],
)
def test_wrong_use_is_told(erased: tuple[Path, str, str], arguments: list[str], words: str) -> None:
    """Exit code 2 and what to write instead."""
    result = _run(erased[0], *arguments)
    assert result.exit_code == 2
    assert words in result.output


def test_nothing_erased_is_a_sentence(tmp_path: Path) -> None:
    """An empty list is not an empty screen."""
    open_store(f"sqlite:///{tmp_path / 'var' / 'gop-y.sqlite3'}").close()
    assert _run(tmp_path, "tombstones").output == "Chưa có mục nào bị xóa.\n"
    assert json.loads(_run(tmp_path, "tombstones", "--json").output) == []
