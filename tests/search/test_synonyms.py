"""The vocabulary that editors keep for the search."""

from pathlib import Path

import pytest

from cchc.model.danh_muc import NhomTuDongNghia
from cchc.sources import read
from cchc.sources.records import parse_list
from cchc.text import fold

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
LISTS = ROOT / "tthc" / "danh-muc"
FILE = "tthc/danh-muc/tu-dong-nghia.yml"


def test_the_own_list_is_sound_and_large() -> None:
    """The list of the repository holds at least 200 groups without a problem."""
    groups, problems = parse_list((LISTS / "tu-dong-nghia.yml").read_text(encoding="utf-8"), FILE, NhomTuDongNghia)
    assert problems == []
    assert len(groups) >= 200


def test_no_group_says_a_thing_twice() -> None:
    """Within a group each way to call the thing stands once, written with or without capitals."""
    groups, _ = parse_list((LISTS / "tu-dong-nghia.yml").read_text(encoding="utf-8"), FILE, NhomTuDongNghia)
    twice = [nhom.tu for nhom in groups if len({text.lower() for text in nhom.tu}) < len(nhom.tu)]
    assert twice == []


def test_a_root_without_a_list_has_the_packaged_one(tmp_path: Path) -> None:
    """Another department's site understands everyday words before its editors write any."""
    content, _ = read(tmp_path, default_lists=LISTS)
    assert "cchn" in {fold(text) for nhom in content.danh_muc.tu_dong_nghia for text in nhom.tu}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- tu: [nhà thuốc, tiệm thuốc]\n- tu: [nhà thuốc]\n", 2, "hai cách gọi"),
        ("- tu: [a, b]\n\n- nghia: [mai táng]\n", 3, "thiếu trường"),
        ("- tu: [a, b]\n  nghi: [c]\n", 2, "nghia"),
        ("- tu: []\n  nghia: [mai táng]\n", 1, "không được để trống"),
        ("- tu: [a, ' ']\n", 1, "không được để trống"),
        ("tu: [a, b]\n", 1, "phải là danh sách"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    """An editor who slips reads where and what to write instead."""
    file = tmp_path / FILE
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    _, problems = read(tmp_path, default_lists=LISTS)
    told = [(problem.path, problem.line) for problem in problems if message in problem.message]
    assert told == [(FILE, line)]
