"""Raw HTML of editors: nothing of it can run, and what is not harmless is refused with its line and what to write."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.config import load_config

from cchc.model.raw_html import HARMLESS_TAGS, find_raw_html, is_safe_address
from cchc.outputs.markdown_text import MarkdownText
from cchc.plugin.theme import prepare
from cchc.sources.editorial import check_editorial, check_one
from roots import write

pytestmark = pytest.mark.slow

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://xau.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'",
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<body onload=alert(1)>",
    "<style>@import 'https://xau.example/x.css';</style>",
    "<link rel=stylesheet href=https://xau.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='https://xau.example/'>",
    "<form action='https://xau.example/'><input name=mat_khau><button>Gửi</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<button onclick=alert(1)>x</button>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,x'>x</a>",
    "<a href=https://xau.example style='position:fixed;inset:0'>x</a>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<div onmouseover=alert(1)>\n\n**chữ**\n\n</div>",
    "<p onclick=alert(1)>x</p>",
    "<table background='javascript:alert(1)'><tr><td>x</td></tr></table>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<xss-thẻ onclick=alert(1)>x</xss-thẻ>",
    "<kbd onclick=alert(1)>x</kbd>",
    "<sup style='font-size:99em'>x</sup>",
    "<br onload=alert(1)>",
    "<abbr title='x' onclick='alert(1)'>x</abbr>",
    '<abbr title="x" onclick="alert(1)">x</abbr>',
    '<abbr title="&quot; onclick=&quot;alert(1)">x</abbr><script>1</script>',
    "<!-- <script>alert(1)</script> -->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<!DOCTYPE html>",
    "<?xml version='1.0'?>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](<  javascript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data&#58;text/html,x)",
    "[x](feed:javascript:alert(1))",
    "[x](view-source:https://a.example)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x][a]\n\n[a]: javascript:alert(1)",
    "[x][a]\n\n[a]: <java&#115;cript:alert(1)>",
    "[x](/a){: onclick=alert(1)}",
    "[x](/a){: style='position:fixed'}",
    "# Đề mục {: onmouseover=alert(1) }",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "- mục <script>alert(1)</script>",
    "> trích <iframe src=x></iframe>",
    "**đậm <b onclick=alert(1)>x</b>**",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    '??? note "<img src=x onerror=alert(1)>"\n    x',
    '!!! note "<script>alert(1)</script>"\n    x',
    "*[x]: <script>alert(1)</script>\n\nx",
]

HIDDEN_TEXT = ["<https://a.example/<script>alert(1)</script>>", "`<script>`<script>alert(1)</script>"]

HARMLESS = [
    "Nhấn <kbd>Ctrl</kbd> + <kbd>P</kbd>",
    "CO<sub>2</sub>, 30 m<sup>2</sup>",
    '<abbr title="Cải cách hành chính">CCHC</abbr>',
    "Dòng một<br>dòng hai<br/>dòng ba",
    "Tỷ lệ < 5% và > 3%; 2<3; a <- b",
    "`<script>` là thẻ chạy mã",
    "```html\n<script>alert(1)</script>\n```",
    "<https://dichvucong.gov.vn/> và <a@b.example>",
    "[x](/thu-tuc-hanh-chinh/1.000001/#phi), [y](nop-ho-so.md), [z](tel:115), [t](mailto:a@b.example), [m](#muc:1)",
    "&lt;tên đơn vị&gt;",
    '[x](/a){: .nut title="Mở" }',
]

DANGEROUS_TAGS = {
    "script",
    "iframe",
    "object",
    "embed",
    "style",
    "link",
    "meta",
    "base",
    "form",
    "svg",
    "math",
    "video",
}


@pytest.fixture(scope="module")
def markdown() -> MarkdownText:
    """The renderer of the site, without a cache."""
    return MarkdownText()


@pytest.fixture(scope="module")
def hand_written(tmp_path_factory: pytest.TempPathFactory) -> Markdown:
    """The renderer of hand-written pages as MkDocs is given it, even where a site asks for HTML within Markdown."""
    folder = tmp_path_factory.mktemp("mkdocs")
    text = "site_name: a\ntheme: {name: material}\nmarkdown_extensions: [md_in_html]\n"
    (folder / "docs").mkdir()
    config = load_config(str(write(folder, "mkdocs.yml", text)))
    prepare(config)
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def assert_nothing_runs(html: str) -> None:
    """Read the HTML as a browser does and look for anything that could run or reach out."""
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        assert element.name not in DANGEROUS_TAGS, html
        assert not [name for name in element.attrs if name.startswith("on") or name in {"style", "srcdoc"}], html
        for name in ("href", "src", "action", "data", "xlink:href"):
            assert is_safe_address(str(element.get(name, ""))), html


def test_there_are_many_attacks() -> None:
    """The corpus is large enough to mean something."""
    assert len(ATTACKS) >= 60


@pytest.mark.parametrize("text", [*ATTACKS, *HIDDEN_TEXT])
def test_nothing_runs(markdown: MarkdownText, text: str) -> None:
    """Whatever is typed, the renderer lets nothing through that could run."""
    assert_nothing_runs(markdown.render(text))


@pytest.mark.parametrize("text", [*ATTACKS, *HIDDEN_TEXT])
def test_nothing_runs_on_hand_written_pages(hand_written: Markdown, text: str) -> None:
    """Pages of docs/ go through MkDocs and hold to the same list."""
    assert_nothing_runs(hand_written.reset().convert(text))


@pytest.mark.parametrize("text", ATTACKS)
def test_every_attack_is_refused(text: str) -> None:
    """The author reads what is wrong before anything is built."""
    assert list(find_raw_html(text)), text


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_is_let_through(markdown: MarkdownText, text: str) -> None:
    """The closed list, signs of comparison, code and ordinary links."""
    assert list(find_raw_html(text)) == []
    assert_nothing_runs(markdown.render(text))


def test_harmless_tags_become_elements(markdown: MarkdownText) -> None:
    """The few tags for which Markdown has no sign."""
    soup = BeautifulSoup(markdown.render("\n\n".join(HARMLESS[:4])), "html.parser")
    assert {element.name for element in soup.find_all(True)} == HARMLESS_TAGS | {"p"}
    assert str(soup.find("abbr")) == '<abbr title="Cải cách hành chính">CCHC</abbr>'


@settings(deadline=None)
@given(text=st.text(alphabet=st.sampled_from("<>/abikscriptonerlhj=\"'`[](){}:!&#;-\\ \n\t*_|^x1"), max_size=60))
def test_no_combination_of_signs_runs(markdown: MarkdownText, text: str) -> None:
    """Signs in any order: the renderer never lets an element through that is not harmless."""
    assert_nothing_runs(markdown.render(text))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("<b>đậm</b>", "**chữ đậm**"),
        ("<a href='/x'>x</a>", "[chữ](địa chỉ)"),
        ("<img src='x.jpg'>", "![mô tả ảnh]"),
        ("<div>x</div>", "dòng trống"),
        ("<iframe src='https://video.example/1'></iframe>", "truyen_thong.url"),
        ("<details><summary>x</summary></details>", "???"),
        ("<tên đơn vị>", "&lt;"),
        ("<!-- ghi chú -->", "hãy xóa"),
        ("[x](javascript:alert(1))", "chỉ dùng http, https, mailto, tel"),
        ("[x](/a){: onclick=alert(1)}", "“onclick”"),
    ],
)
def test_the_author_reads_what_to_write_instead(text: str, advice: str) -> None:
    """Not only no, but what to write."""
    ((line, message), *_) = find_raw_html(f"dòng một\n\n{text}")
    assert line == 3
    assert advice in message


def test_the_line_is_that_of_the_file() -> None:
    """Front matter counts."""
    (problem,) = check_one("---\ntieu_de: a\ntrang_thai: nhap\n---\n\nmột\n\n<u>x", "posts/2026/a.md")
    assert (problem.line, problem.is_error) == (8, True)


@pytest.mark.parametrize("path", ["posts/2026/a.md", "docs/van-ban/a.md", "docs/huong-dan/a.md", "docs/index.md"])
def test_news_records_and_guides_are_looked_at(tmp_path: Path, path: str) -> None:
    """All that editors write in posts/ and docs/."""
    write(tmp_path, path, "# a\n\n<script>x</script>\n")
    (first, *_) = check_editorial(tmp_path)
    assert (first.path, first.line) == (path, 3)


def test_the_pages_of_this_repository_pass() -> None:
    """Hand-written pages and the sample news hold no raw HTML."""
    assert list(check_editorial(Path(__file__).parents[2])) == []
