"""Free text of editors: safe, linked to the site, readable by everyone."""

import pytest

from cchc.outputs.khung import GOC
from cchc.outputs.markdown_text import MarkdownText


@pytest.fixture(scope="module")
def markdown() -> MarkdownText:
    """The renderer of free text, without a cache."""
    return MarkdownText()


def test_links_from_the_root_wait_for_the_depth_of_the_page(markdown: MarkdownText) -> None:
    """A link that begins with "/" is marked, to be made relative to the page it lands on."""
    assert f'href="{GOC}huong-dan/#a"' in markdown.render("[x](/huong-dan/#a)")
    assert f'src="{GOC}tin-tuc/anh/a.jpg"' in markdown.render("![chữ](anh/a.jpg)")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_addresses_that_could_run_lead_nowhere(markdown: MarkdownText, address: str) -> None:
    """Only http, https, mailto and tel may leave the site."""
    assert 'href="#"' in markdown.render(f"[x]({address})")


def test_tags_are_text(markdown: MarkdownText) -> None:
    """Raw HTML is shown as it was typed, in blocks and in lines."""
    html = markdown.render("<div onclick=x>\n\n<img src=x onerror=y> **đậm**\n\n</div>")
    assert "<div" not in html
    assert "<img" not in html
    assert "<strong>đậm</strong>" in html


def test_columns_are_headed(markdown: MarkdownText) -> None:
    """Header cells say what they head."""
    assert '<th scope="col">Phí</th>' in markdown.render("| Kênh | Phí |\n|---|---|\n| Trực tiếp | 0 |")


def test_an_empty_corner_makes_the_first_column_head_the_rows(markdown: MarkdownText) -> None:
    """No header cell is without words."""
    html = markdown.render("| | Trước | Sau |\n|---|---|---|\n| Giấy tờ | 5 | 3 |")
    assert '<th scope="row">Giấy tờ</th>' in html
    assert "<th></th>" not in html


def test_a_table_without_header_words_has_no_header_row(markdown: MarkdownText) -> None:
    """A table of pairs is read row by row."""
    html = markdown.render("| | |\n|---|---|\n| Điện thoại | 0000 |")
    assert "<thead>" not in html
    assert '<th scope="row">Điện thoại</th>' in html


def test_alignment_is_a_class_not_a_style(markdown: MarkdownText) -> None:
    """Column alignment holds under a strict policy."""
    html = markdown.render("| Kênh | Phí |\n|---|---:|\n| Trực tiếp | 0 |")
    assert '<td class="can-phai">0</td>' in html
    assert "style=" not in html


def test_attribute_lists_cannot_bring_in_handlers(markdown: MarkdownText) -> None:
    """Of the attributes that an editor may set only harmless ones are left."""
    html = markdown.render('[x](/a/){: onclick="alert(1)" style="color:red" .nut title="Mở"}')
    assert html == f'<p><a class="nut" href="{GOC}a/" title="Mở">x</a></p>'


def test_headings_in_free_text_keep_their_vietnamese_words(markdown: MarkdownText) -> None:
    """Text in decomposed form aside, nothing is lost: đ stays đ."""
    assert "<h2>Đối tượng được hưởng</h2>" in markdown.render("## Đối tượng được hưởng")
