"""Words stay what they were: whatever an author typed, the site shows exactly that, and tables lose no cell."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.importers.article import Loai, clean_alt
from cchc.importers.article_finish import finish
from cchc.importers.article_html import read_html
from cchc.importers.article_markdown import clean_text, link
from cchc.outputs.markdown_text import MarkdownText

pytestmark = pytest.mark.slow

SIGNS = "abđ ưỢ1.2)(-+*_#>`~[]{}<&;:|!?\\/=\"'$%^@"


@pytest.fixture(scope="module")
def markdown() -> MarkdownText:
    """The renderer of the site."""
    return MarkdownText()


def to_html(text: str) -> str:
    """Write words as a program would into HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def words_of(html: str) -> str:
    """Return what a reader sees."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text().split())


@settings(deadline=None, max_examples=300)
@given(words=st.text(alphabet=SIGNS, min_size=1, max_size=50))
def test_words_are_shown_as_they_were_typed(markdown: MarkdownText, words: str) -> None:
    """No sign is taken for Markdown, at the head of a line or inside."""
    blocks, _ = read_html(f"<p>{to_html(words)}</p>")
    shown = words_of(markdown.render("\n\n".join(block.markdown for block in blocks)))
    assert shown == " ".join(clean_text(words).split())


@settings(deadline=None, max_examples=150)
@given(cells=st.lists(st.text(alphabet=SIGNS, max_size=12), min_size=4, max_size=4))
def test_cells_are_shown_as_they_were_typed(markdown: MarkdownText, cells: list[str]) -> None:
    """The bar and all other signs survive in a table."""
    rows = [cells[:2], cells[2:]]
    table = "".join("<tr>" + "".join(f"<td>x{to_html(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    ((block,), _) = read_html(f"<table>{table}</table>")
    soup = BeautifulSoup(markdown.render(block.markdown), "html.parser")
    shown = [" ".join(cell.get_text().split()) for cell in soup.find_all(["td", "th"])]
    assert shown == [" ".join(f"x{clean_text(cell)}".split()) for cell in cells]


@settings(deadline=None)
@given(spans=st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=2, max_size=9), width=st.integers(2, 4))
def test_merged_cells_lose_no_word(markdown: MarkdownText, spans: list[tuple[int, int]], width: int) -> None:
    """However cells are merged, every word of the table is shown at least once."""
    cells = [f'<td colspan="{x}" rowspan="{y}">tu{at}</td>' for at, (x, y) in enumerate(spans)]
    rows = "".join(f"<tr>{''.join(cells[at : at + width])}</tr>" for at in range(0, len(cells), width))
    blocks, _ = read_html(f"<table>{rows}</table>")
    shown = words_of(markdown.render("\n\n".join(block.markdown for block in blocks)))
    assert all(f"tu{at}" in shown for at in range(len(spans)))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p><strong> a </strong>b</p>", "**a** b"),
        ("<p>a<strong><em>b</em></strong></p>", "a***b***"),
        ("<p><strong></strong>a</p>", "a"),
        ("<p>a\u00ad\u200bb\u00a0c\td</p>", "ab c d"),
        ("<p>a<br>b</p>", "a\n\nb"),
        ("<p><b>a<br>b</b></p>", "**a**\n\n**b**"),
        ("<ul><li>a<br>b</li></ul>", "- a<br>b"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n    - b\n2. c"),
        ("<p><o:p></o:p></p><p> </p><p>a</p>", "a"),
        ("<p><a href='javascript:alert(1)'>a</a></p>", "a"),
        ("<p><a href='#_Toc12'>a</a></p>", "a"),
        ("<p><a href='https://a.example/x(1)'>a</a></p>", "[a](<https://a.example/x(1)>)"),
        ("<div>a<p>b</p>c</div>", "a\n\nb\n\nc"),
        ("<script>x</script><style>y</style><p onclick=z>a</p>", "a"),
        ("<p><img src='https://theo-doi.example/1.gif'>a</p>", "a"),
        ("<p><a href='https://a.example'><b><img src='anh:1' alt='IMG_01.jpg'></b></a>b</p>", "![](anh:1)\n\nb"),
    ],
)
def test_pieces_of_html_become_markdown(html: str, expected: str) -> None:
    """Emphasis, breaks, lists, links, pictures; rubbish is gone."""
    assert "\n\n".join(block.markdown for block in read_html(html)[0]) == expected


@pytest.mark.parametrize(
    ("alt", "kept"),
    [
        ("Hai người đọc bảng niêm yết", "Hai người đọc bảng niêm yết"),
        ("A group of people Description automatically generated", ""),
        ("IMG_2034.JPG", ""),
        ("Picture 3", ""),
        ("Hình ảnh 12", ""),
        ("anh-hoi-nghi.jpg", ""),
    ],
)
def test_only_words_of_a_person_are_alternative_text(alt: str, kept: str) -> None:
    """Names of files and guesses of programs tell a blind reader nothing."""
    assert clean_alt(alt) == kept


def test_links_without_words_are_none() -> None:
    """An empty link is nothing that anybody could follow."""
    assert link(" ", "https://a.example") == " "


def finish_html(html: str) -> tuple[str, str, str]:
    """Return title, summary and body of an article in HTML."""
    done = finish(read_html(html)[0])
    return done.tieu_de, done.tom_tat, done.noi_dung


def test_headings_begin_at_the_second_level_without_gaps() -> None:
    """The title is the only heading of the first level; a jump from 1 to 4 is mended."""
    html = "<h1>Tiêu đề</h1><p>Mở đầu.</p><h1>A</h1><h4>B</h4><h1>C</h1>"
    assert finish_html(html)[2] == "Mở đầu.\n\n## A\n\n### B\n\n## C"


def test_a_long_first_line_stays_in_the_text() -> None:
    """A paragraph is no title; it is cut for the field, and nothing is lost."""
    words = "Sáng nay " * 40
    title, _, body = finish_html(f"<p>{words}</p><p>Hết.</p>")
    assert len(title) <= 121
    assert words.strip() in body


def test_a_bold_lead_becomes_the_summary_whole() -> None:
    """The lead of a news item is its summary; it is not printed twice."""
    html = "<h1>Tiêu đề</h1><p><b>Câu dẫn của bài viết.</b></p><p>Nội dung.</p>"
    assert finish_html(html) == ("Tiêu đề", "Câu dẫn của bài viết.", "Nội dung.")


def test_the_head_of_a_letter_and_rulers_are_left_out() -> None:
    """Agency, national name, motto, number, date and lines of dashes are no part of an article."""
    html = (
        "<p>SỞ Y TẾ</p><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Độc lập - Tự do - Hạnh phúc</p><p>-------</p>"
        "<p>Số: 12/BC-TTYT</p><p>Bình Minh, ngày 12 tháng 11 năm 2026</p><p><b>BÁO CÁO KẾT QUẢ</b></p>"
        "<p><b>QUÝ IV NĂM 2026</b></p><p>Nội dung.</p><p>* * *</p>"
    )
    assert finish_html(html) == ("BÁO CÁO KẾT QUẢ QUÝ IV NĂM 2026", "Nội dung.", "Nội dung.")


def test_the_author_leaves_the_text() -> None:
    """The last line that names the author goes into its field."""
    done = finish(read_html("<h1>T</h1><p>Nội dung.</p><p><i>Tin, ảnh: Tổ Truyền thông (minh họa)</i></p>")[0])
    assert (done.tac_gia, done.noi_dung) == ("Tổ Truyền thông (minh họa)", "Nội dung.")


def test_numbers_that_do_not_follow_each_other_are_no_list() -> None:
    """A year at the head of a sentence stays a year."""
    body = finish_html("<h1>T</h1><p>x.</p><p>2026. Năm nay.</p><p>3. Ba.</p>")[2]
    assert body == "x.\n\n2026\\. Năm nay.\n\n3\\. Ba."


def test_captions_belong_to_the_picture_before_them() -> None:
    """A paragraph that names a picture is its caption; "Hình thức" is a word like any other."""
    html = "<h1>T</h1><p>Mở.</p><p><img src='anh:1'></p><p>Ảnh 1: Quầy</p><p>Hình thức mới.</p>"
    done = finish(read_html(html)[0])
    assert done.captions == {1: "Ảnh 1: Quầy"}
    assert done.noi_dung.endswith("Hình thức mới.")
    assert read_html(html)[0][2].loai is Loai.PICTURE


def test_lists_within_lists_are_read_once() -> None:
    """A list of sixty levels is read as quickly as one: no level is read twice."""
    (block,) = read_html("<ul><li>x" * 60)[0]
    assert block.text.count("x") == 60
