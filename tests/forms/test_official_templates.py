"""The official blank forms of the national portal: recognised by their bytes, published without their makers' names."""

import io
import zipfile
from pathlib import Path

import pytest

from cchc.model.bieu_mau import DinhDang
from cchc.sources.files import describe
from cchc.sources.properties import strip_properties

TEMPLATES = Path(__file__).resolve().parents[3] / "shared" / "data" / "tthc" / "bieu-mau"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not TEMPLATES.is_dir(), reason=f"needs the official form templates in {TEMPLATES}"),
]


def test_every_template_is_a_word_document_without_macros() -> None:
    """Whatever their names look like, all 28 are what their bytes say."""
    found = [describe(TEMPLATES, file.name) for file in sorted(TEMPLATES.glob("*.docx"))]
    assert len(found) == 28
    assert {tep.dinh_dang for tep in found} == {DinhDang.DOCX}
    assert not [tep.duong_dan for tep in found if tep.co_macro]


def test_publishing_leaves_the_text_of_a_template_alone() -> None:
    """Stripping properties changes no word of the document and gives the same bytes again."""
    for file in sorted(TEMPLATES.glob("*.docx")):
        data = file.read_bytes()
        stripped = strip_properties(data, DinhDang.DOCX)
        assert _document(stripped) == _document(data), file.name
        assert strip_properties(stripped, DinhDang.DOCX) == stripped, file.name


def _document(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")
