"""Files that are read with all their problems at once."""

from pathlib import Path

import pytest

from cchc.model.thu_tuc import ThuTuc
from cchc.sources import read
from cchc.sources.records import parse_record
from cchc.sources.writers import write_front_matter


def problems(text: str) -> list[str]:
    """Return the lines that the author of a procedure reads."""
    return [str(problem) for problem in parse_record(text, "tthc/a/b.md", ThuTuc)[1]]


def test_all_problems_of_a_file_are_told_at_once_with_their_lines() -> None:
    """Unknown key, wrong value, missing field: one line each, by line and field."""
    text = "---\nma: 1.00\nten: Cấp thẻ\nlinhvuc: a\ncach_thuc:\n- kenh: bo-cau\n---\n"
    assert problems(text) == [
        "tthc/a/b.md:2: ma: “1.00” không phải mã thủ tục; mã có dạng 1.001193 (một chữ số, dấu chấm, sáu chữ số)",
        "tthc/a/b.md:2: linh_vuc: thiếu trường bắt buộc; hãy bổ sung",
        "tthc/a/b.md:6: cach_thuc.0.kenh: “bo-cau” không có trong danh sách; chọn một trong: "
        "truc-tiep, truc-tuyen, buu-chinh",
        "tthc/a/b.md:4: linhvuc: trường không có trong mẫu; có phải bạn muốn viết “linh_vuc”?",
    ]


def test_an_unknown_name_inside_a_part_is_held_against_the_names_of_that_part() -> None:
    """What the whole record has under that name is no help inside a part of it."""
    told = problems("---\nma: 1.000001\nten: Cấp thẻ\nlinh_vuc: a\ncach_thuc:\n- kenhh: truc-tiep\n  ten: b\n---\n")
    assert "tthc/a/b.md:6: cach_thuc.0.kenhh: trường không có trong mẫu; có phải bạn muốn viết “kenh”?" in told
    assert "tthc/a/b.md:7: cach_thuc.0.ten: trường không có trong mẫu; hãy bỏ hoặc sửa tên trường" in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Không có khai báo", "b.md:1: tệp phải bắt đầu bằng phần khai báo"),
        ("---\n- a\n---\n", "b.md:2: phần khai báo phải gồm các dòng"),
        ("---\nma: 1.000001\nma: 1.000001\n---\n", "b.md:3: trường “ma” được viết hai lần"),
        ("---\nten: Cấp\n---\nThu\u031b vie\u0323\u0302n\n", "b.md:4: chữ tiếng Việt ở dạng tổ hợp (NFD)"),
        ("---\nnoi_dung: x\n---\n", "b.md:2: noi_dung: nội dung viết ở phần thân tệp"),
    ],
)
def test_files_of_the_wrong_form_are_told_in_one_line(text: str, words: str) -> None:
    """The form comes first: what is not a record is not asked for its fields."""
    told = problems(text)
    assert len(told) == 1
    assert words in told[0]


def test_a_tree_is_read_with_the_problems_of_every_file(tmp_path: Path) -> None:
    """Good files are read, bad ones are left out and told; hand-written index pages are no records."""
    write_front_matter(tmp_path / "tthc" / "a" / "1.000001.md", ThuTuc(ma="1.000001", ten="Một", linh_vuc="a"))
    (tmp_path / "tthc" / "a" / "index.md").write_text("# Lời giới thiệu", encoding="utf-8")
    (tmp_path / "tthc" / "a" / "x.md").write_text("hỏng", encoding="utf-8")
    (tmp_path / "tthc" / "a" / "y.md").write_bytes("---\nten: Thủ tục\n---\n".encode("utf-16"))
    content, told = read(tmp_path, default_lists=tmp_path)
    assert [entry.path for entry in content.thu_tuc] == ["tthc/a/1.000001.md"]
    assert [problem.path for problem in told] == ["tthc/a/x.md", "tthc/a/y.md"]


def test_a_cached_read_is_the_same_read(tmp_path: Path) -> None:
    """The cache gives equal records, sees every edit, and a broken cache is an empty one."""
    file = tmp_path / "tthc" / "a" / "1.000001.md"
    write_front_matter(file, ThuTuc(ma="1.000001", ten="Một", linh_vuc="a"))
    cold = read(tmp_path, default_lists=tmp_path, cache_dir=tmp_path / "kho")
    assert read(tmp_path, default_lists=tmp_path, cache_dir=tmp_path / "kho") == cold
    write_front_matter(file, ThuTuc(ma="1.000001", ten="Hai", linh_vuc="a"))
    content, _ = read(tmp_path, default_lists=tmp_path, cache_dir=tmp_path / "kho")
    assert content.thu_tuc[0].record.ten == "Hai"
    for stored in (tmp_path / "kho").iterdir():
        stored.write_bytes(b"rubbish")
    assert read(tmp_path, default_lists=tmp_path, cache_dir=tmp_path / "kho") == (content, [])
