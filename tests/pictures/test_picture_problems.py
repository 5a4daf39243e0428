"""What editors are told about their pictures."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from photographs import ARTICLE, huge_png, photograph, save, scene, svg

from cchc.cli import main
from roots import NOW, replace

pytestmark = pytest.mark.slow


def _check(root: Path) -> str:
    return CliRunner().invoke(main, ["check", "--root", str(root), "--now", NOW]).output


def test_sound_pictures_are_no_problem(root: Path) -> None:
    """Pictures that can be published are not spoken of."""
    assert "ảnh posts/" not in _check(root)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (photograph()[:3000], "chép chưa hết"),
        (huge_png(), "quá 40 triệu điểm ảnh"),
        (b"GIF89a" + bytes(20), "không phải ảnh JPEG"),
        (save(scene(40, 30), "WEBP", save_all=True, append_images=[scene(40, 30).rotate(90)]), "ảnh động"),
        (b"", "không đọc được"),
    ],
)
def test_a_bad_picture_is_told_at_its_line_and_field(root: Path, data: bytes, told: str) -> None:
    """What cannot be published is told with file, line and field, in Vietnamese."""
    (root / "posts/anh/hop.jpg").write_bytes(data)
    line = next(line for line in _check(root).splitlines() if told in line)
    assert line.startswith(f"{ARTICLE}:9: anh.tep: ảnh posts/anh/hop.jpg ")


def test_a_picture_in_the_text_is_told_at_its_own_line(root: Path) -> None:
    """A picture of the text that is not there is told at the line of the text that names it."""
    (root / "posts/anh/so-do.png").unlink()
    number = 1 + next(
        place for place, line in enumerate((root / ARTICLE).read_text("utf-8").splitlines()) if "![" in line
    )
    assert f"{ARTICLE}:{number}: noi_dung: không thấy tệp ảnh posts/anh/so-do.png" in _check(root)


def test_a_picture_in_the_text_needs_words(root: Path) -> None:
    """A picture of the text without alternative text is an error that shows how to write it."""
    replace(root, ARTICLE, "![Sơ đồ các bước]", "![]")
    assert "thiếu mô tả cho người không nhìn thấy; hãy viết ![mô tả ảnh](anh/so-do.png)" in _check(root)


def test_a_picture_of_elsewhere_is_refused(root: Path) -> None:
    """A picture of another site, which the policy of the site would not show, is refused."""
    replace(root, ARTICLE, "(anh/so-do.png)", "(https://example.com/a.png)")
    assert "hãy chép ảnh vào posts/" in _check(root)


def test_a_drawing_with_a_script_is_told_by_its_file(root: Path) -> None:
    """A drawing that holds a script is refused with its name."""
    replace(root, ARTICLE, "anh/hop.jpg", "anh/hop.svg")
    (root / "posts/anh/hop.svg").write_bytes(svg("<script>alert(1)</script>"))
    assert "ảnh posts/anh/hop.svg có phần tử <script>" in _check(root)


def test_a_mended_picture_is_looked_at_again(root: Path) -> None:
    """The verdict belongs to the bytes: mending the file mends the problem."""
    (root / "posts/anh/hop.jpg").write_bytes(photograph()[:3000])
    assert "chép chưa hết" in _check(root)
    (root / "posts/anh/hop.jpg").write_bytes(photograph())
    assert "chép chưa hết" not in _check(root)
