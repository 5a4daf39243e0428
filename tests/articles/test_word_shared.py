"""Real Word files of many offices: none stops the importer, and no word after the head of the letter is lost."""

import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from cchc.importers.article_files import LoaiTep, find_kind, read_article
from cchc.outputs.markdown_text import MarkdownText

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "tthc"
FORMS = sorted((FOLDER / "bieu-mau").glob("*.docx"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{W}br": " ", f"{W}tab": " "}
HEAD = 110
"""Words within which the head of a letter ends."""

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not FORMS, reason="the shared data is not beside the checkout"),
]


def words_of(text: str) -> list[str]:
    """Return the words of a text, in small letters; numbers may have become those of a list, which no text shows."""
    return re.findall(r"[^\W_\d]+", unicodedata.normalize("NFC", text.replace("\u00ad", "")).lower())


def words_in(file: Path) -> list[str]:
    """Return the words that a Word file holds, straight from its XML."""
    with zipfile.ZipFile(file) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    paragraphs = document.iter(f"{W}p")
    return [
        word
        for paragraph in paragraphs
        for word in words_of(
            "".join(_BREAKS.get(node.tag, node.text or "") for node in paragraph.iter(f"{W}t", *_BREAKS))
        )
    ]


def test_no_word_of_a_real_document_is_lost() -> None:
    """Each word behind the head of the letter is shown as often as it stands in the document."""
    markdown = MarkdownText()
    lost = {}
    for file in FORMS:
        article = read_article(file.read_bytes(), LoaiTep.WORD, file.name, office=None)
        html = markdown.render(article.noi_dung).replace("<br", " <br")
        captions = " ".join(photo.chu_thich for photo in article.photos)
        shown = f"{BeautifulSoup(html, 'html.parser').get_text(' ')} {article.tieu_de} {article.tac_gia} {captions}"
        source = words_in(file)
        missing = Counter(source) - Counter(words_of(shown)) - Counter(source[:HEAD])
        if missing:
            lost[file.name] = missing
    assert lost == {}


def test_prints_of_the_portal_are_no_articles() -> None:
    """The portal's own prints stay procedures."""
    prints = sorted((FOLDER / "xuat-chi-tiet-doc").glob("*.doc"))
    assert prints
    assert {find_kind(file) for file in prints} == {None}
