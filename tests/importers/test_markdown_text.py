"""Plain text turned into Markdown."""

import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.importers.markdown_text import to_markdown
from cchc.importers.plain_text import clean_lines

pytestmark = pytest.mark.slow

# More than the site uses: what is literal here is literal under any of them.
_EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "footnotes", "sane_lists", "tables", "nl2br"]


def render(text: str) -> str:
    """Return the HTML of the Markdown made from a plain text."""
    return markdown.markdown(to_markdown(text), extensions=_EXTENSIONS)


def words(rendered: str) -> list[str]:
    """Return the words that a reader of the HTML sees."""
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]+>", " ", rendered)))


@pytest.mark.parametrize(
    "line",
    [
        "1. Đơn đề nghị",
        "12. Đơn",
        "* ",
        "(*) Ghi chú *quan trọng* và _gạch_ chân",
        "# không phải tiêu đề",
        "> không phải trích dẫn",
        "a < b > c <script>alert(1)</script>",
        "`mã` và [liên kết](x) và ![ảnh](y)",
        "{: .lop }",
        "[^1]: chú thích",
        ": nghĩa",
        "!!! ghi chú",
        "??? hỏi",
        "~~~",
        "----",
        "| a | b |",
        "tệp_mẫu_01.docx",
        "-5 độ C, +84 912",
        "5 * 3 * 2",
        "Mức thu: 10\\% và C:\\*",
    ],
)
def test_signs_that_markdown_would_take_as_markup_stay_literal(line: str) -> None:
    """Whatever an official typed stands on the page as typed, as one paragraph and nothing else."""
    shown = html.unescape(re.sub(r"</?p>", "", render(line)))
    assert not re.search(r"<(?!script|/script)", render(line).replace("<p>", "").replace("</p>", ""))
    assert shown.replace("\\", "") == line.strip().replace("\\", "")


def test_leading_signs_become_nested_lists() -> None:
    """Officials nest by sign, "-" over "+" over "++": that is a list in a list, and going back to "-" closes it."""
    made = render("Hồ sơ gồm:\n- Đơn\n+ Bản chính\n++ có dấu\n-Tờ khai\nHết")
    assert [tag for tag in re.findall(r"</?(?:ul|p|li)>", made) if "li" not in tag] == [
        "<p>",
        "</p>",
        "<ul>",
        "<ul>",
        "<ul>",
        "</ul>",
        "</ul>",
        "</ul>",
        "<p>",
        "</p>",
    ]
    assert words(made) == ["Hồ", "sơ", "gồm", "Đơn", "Bản", "chính", "có", "dấu", "Tờ", "khai", "Hết"]


def test_each_line_is_a_paragraph() -> None:
    """Line breaks of the source are seen on the page; lines are never glued."""
    assert render("Bước 1: nộp\nBước 2: nhận") == "<p>Bước 1: nộp</p>\n<p>Bước 2: nhận</p>"


def test_private_use_bullets_become_a_list() -> None:
    """Word's bullets from symbol fonts are list signs."""
    assert render("\uf0a7Một\n\uf0a7 Hai").count("<li>") == 2


_LINES = st.text(alphabet="aă đ1.)(-+*_`<>#[]!|:~={}\\&;\n\t\u00a0\uf0a7", max_size=60)


@given(_LINES)
def test_converting_twice_changes_nothing(text: str) -> None:
    """The result is a fixed point, so that a second pass never adds escapes."""
    once = to_markdown(text)
    assert to_markdown(once) == once


@given(st.lists(st.text(alphabet="aăâbcđ 0123456789.,;:()-+*#>\n", max_size=30), max_size=5))
def test_no_word_is_lost_or_glued(lines: list[str]) -> None:
    """The words on the page are the words of the source, in order."""
    text = "\n".join(lines)
    assert words(render(text)) == re.findall(r"\w+", " ".join(clean_lines(text)))
