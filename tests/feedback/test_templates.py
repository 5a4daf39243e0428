"""Answer templates: read, filled in, and held against what may be cited."""

from pathlib import Path

import pytest

from cchc.feedback.templates import Citations, fill, find_blanks, find_unknown, read_templates
from cchc.model.feedback import LoaiGopY

_OWN = """
- ma: mau
  ten: "Mẫu"
  loai: [hoi-dap]
  can_cu: ["20/2008/NĐ-CP"]
  noi_dung: "Mã {ma}, ngày {ngay_nhan}."
"""


def test_the_packages_templates_are_sound() -> None:
    """Each kind that is answered has a template; names are unique; each addresses the sender."""
    templates = read_templates()
    assert len({template.ma for template in templates}) == len(templates)
    for kind in (LoaiGopY.HOI_DAP, LoaiGopY.PHAN_ANH_QUY_DINH, LoaiGopY.PHAN_ANH_HANH_VI, LoaiGopY.GOP_Y_DU_THAO):
        assert any(kind in template.loai for template in templates)
    assert all(template.noi_dung.startswith("Kính gửi Ông/Bà") for template in templates)


def test_the_departments_own_templates_win(tmp_path: Path) -> None:
    """A file of the root replaces those of the package."""
    (tmp_path / "mau-tra-loi.yml").write_text(_OWN, encoding="utf-8")
    assert [template.ma for template in read_templates(tmp_path / "mau-tra-loi.yml")] == ["mau"]


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [("{ma}", "{mat_khau}", "mat_khau"), ("hoi-dap", "khac", "loai"), ("noi_dung", "noi", "noi"), ("- ma", "[", "mau")],
)
def test_a_malformed_file_is_told(tmp_path: Path, before: str, after: str, word: str) -> None:
    """Unknown blanks, kinds and keys stop the start with the file's name."""
    path = tmp_path / "mau-tra-loi.yml"
    path.write_text(_OWN.replace(before, after), encoding="utf-8")
    with pytest.raises(ValueError, match=word) as caught:
        read_templates(path)
    assert str(path) in str(caught.value)


def test_blanks_are_filled_and_the_rest_is_seen(tmp_path: Path) -> None:
    """A value that is missing leaves its blank, which submitting refuses; other braces are words."""
    (tmp_path / "m.yml").write_text(_OWN, encoding="utf-8")
    (template,) = read_templates(tmp_path / "m.yml")
    filled = fill(template, {"ma": "K7M4P-9RTX3", "ngay_nhan": ""})
    assert filled == "Mã K7M4P-9RTX3, ngày {ngay_nhan}."
    assert find_blanks(filled + " {la}") == ("ngay_nhan",)


def test_what_is_cited_must_be_in_force() -> None:
    """Procedures by code, texts by number in any spelling; others are told."""
    known = Citations(thu_tuc={"1.000091"}, van_ban={"20/2008/NĐ-CP"})
    cited = ("1.000091", "1.000091.H19", "20/2008/ND-CP", "1.000092", "9/1999/QĐ-TTg", "lời truyền miệng")
    assert tuple(find_unknown(cited, known)) == ("1.000092", "9/1999/QĐ-TTg", "lời truyền miệng")
