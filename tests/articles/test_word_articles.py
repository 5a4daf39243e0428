"""Documents of different making, each with the draft that it must give, compared to the byte."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from articles.documents import GENERATED
from cchc.importers.office_convert import find_office

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
COMMITTED = {"libreoffice": "libreoffice.docx", "libreoffice-odt": "libreoffice.odt", "word-97": "word-97.doc"}
CONVERTED = {"libreoffice-odt", "word-97"}


def expected(name: str) -> str:
    """Return the draft that a document must give."""
    return (HERE / "ket-qua" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*GENERATED, *(name for name in COMMITTED if name not in CONVERTED)])
def test_a_document_gives_its_markdown(
    name: str, tmp_path: Path, take_in: Callable[[Path], Result], drafts: Callable[[], dict[str, str]]
) -> None:
    """Headings, lists, tables, pictures, notes and old fonts come through; Word's rubbish does not."""
    file = tmp_path / "bai.docx"
    file.write_bytes(GENERATED[name]() if name in GENERATED else (HERE / "tai-lieu" / COMMITTED[name]).read_bytes())
    result = take_in(file)
    assert result.exit_code == 0, result.output
    assert list(drafts().values()) == [expected(name)]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(CONVERTED))
def test_an_old_document_is_converted_or_refused(
    name: str, take_in: Callable[[Path], Result], drafts: Callable[[], dict[str, str]]
) -> None:
    """With LibreOffice an old document gives the same draft; without it nothing is written and the advice is clear."""
    result = take_in(HERE / "tai-lieu" / COMMITTED[name])
    if find_office():
        assert result.exit_code == 0, result.output
        assert list(drafts().values()) == [expected(name)]
        assert "LibreOffice chuyển đổi; hãy so với bản gốc" in result.output
    else:
        assert result.exit_code == 1
        assert "chọn Lưu thành “Word Document (.docx)”" in result.output
        assert not drafts()


TOLD = {
    "sua-doi": ("đã nhận 1 chỗ chèn, bỏ 2 chỗ xóa", "đã bỏ 1 đoạn chữ ẩn", "đã bỏ các bình luận"),
    "khung-chu": ("đã đưa 2 khung chữ", "đã bỏ mục lục"),
    "bang-gop-o": ("bảng có ô gộp",),
    "anh-chu-thich": ("đã bỏ ảnh trang trí quá nhỏ", "ngay-hoi-hien-mau.md:15: viết mô tả ảnh"),
    "chu-thich-chan-trang": ("có 1 công thức", "đã bỏ phần đầu văn bản"),
    "tcvn3": ("đã chuyển chữ TCVN3 (ABC) sang Unicode", "tiêu đề viết hoa cả dòng"),
    "vni": ("đã chuyển chữ VNI Windows sang Unicode",),
    "khong-kieu": ("2 dòng ngắn in đậm đã thành đề mục", "tóm tắt lấy từ đoạn đầu"),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_was_done_is_told(name: str, tmp_path: Path, take_in: Callable[[Path], Result]) -> None:
    """Whatever was changed, left out or is left to do stands in the report."""
    file = tmp_path / "bai.docx"
    file.write_bytes(GENERATED[name]())
    report = take_in(file).output
    assert [words for words in TOLD[name] if words not in report] == []
