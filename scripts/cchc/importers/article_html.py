"""HTML of Word and of e-mails turned into the blocks of an article: what is not on the list of tags never gets here."""

import re
from collections.abc import Container, Iterator
from dataclasses import replace

import nh3
from lxml import html as lxml_html

from cchc.importers.article import PLACEHOLDER, Block, Loai, RefusedArticleError, clean_alt
from cchc.importers.article_markdown import BREAK, clean_text, escape, escape_start, link, picture, wrap
from cchc.importers.article_tables import make_table
from cchc.importers.packages import Element

_TAGS = frozenset(
    {"a", "b", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "em", "i", "img", "li", "ol", "p", "pre", "s"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "strong", "sub", "sup", "u", "ul"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
_ATTRIBUTES = {
    "a": {"href", "id"},
    "li": {"id"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "p": {"class"},
    "h1": {"class"},
}
_SCHEMES = {"http", "https", "mailto", "tel", PLACEHOLDER.rstrip(":")}
_SIGNS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = {"div", "dl", "dd", "dt", "caption", "center", "tbody"}
_NESTING = re.compile(
    r"<(/?)(a|b|big|blockquote|center|dd|div|dl|em|font|i|ol|section|small|span|strong|sub|sup|table|u|ul)\b", re.I
)
_MAX_DEPTH = 200
_NOTE = re.compile(r"(?:.*-)?((?:foot|end)note-\d+)$")
_INDENT = "    "

TITLE, CAPTION = "tieu-de", "chu-thich"
"""Classes by which a reader marks the title and captions of a document."""


def read_html(html: str) -> tuple[list[Block], list[str]]:
    """Return the blocks of an HTML text, cleaned by the list of tags, and what was changed, told in Vietnamese."""
    _refuse_deep(html)
    safe = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        link_rel=None,
        clean_content_tags={"script", "style", "title", "head", "template"},
    )
    if not safe.strip():
        return [], []
    root = lxml_html.fragment_fromstring(safe, create_parent="div")
    notes: list[str] = []
    return list(_blocks(root, notes)), list(dict.fromkeys(notes))


def _refuse_deep(html: str) -> None:
    """Refuse nesting that is made to hurt: readers of HTML take time that grows with its square, or stop."""
    depth = 0
    for tag in _NESTING.finditer(html):
        weight = 4 if tag[2].lower() == "table" else 1
        depth += -weight if tag[1] else weight
        if depth > _MAX_DEPTH:
            raise RefusedArticleError("bài có phần lồng quá sâu; hãy chép chữ vào một tệp Word mới rồi gửi lại")


def _blocks(parent: Element, notes: list[str], *, skipped: Container[str] = ()) -> Iterator[Block]:
    """Yield the blocks below an element; text that stands free among blocks is a paragraph of its own."""
    free = [escape(clean_text(parent.text or ""))]
    for child in parent:
        tag = str(child.tag)
        if tag in _BLOCK_TAGS:
            yield from _paragraphs("".join(free), child, loose=True)
            if tag not in skipped:
                yield from _block(child, tag, notes)
            free = [escape(clean_text(child.tail or ""))]
        else:
            free += [render_inline(child), escape(clean_text(child.tail or ""))]
    yield from _paragraphs("".join(free), parent, loose=True)


def _block(node: Element, tag: str, notes: list[str]) -> Iterator[Block]:
    if tag in _CONTAINERS:
        yield from _blocks(node, notes)
    elif tag in {"ul", "ol"}:
        yield from _list(node, notes)
    elif tag == "table":
        yield from make_table(node, lambda cell: list(_blocks(cell, notes)), notes)
    elif tag == "blockquote":
        for block in _blocks(node, notes):
            if block.loai is Loai.PICTURE:
                yield block
                continue
            quoted = "\n".join(f"> {line}".rstrip() for line in block.markdown.split("\n"))
            yield replace(block, loai=Loai.QUOTE, markdown=quoted)
    elif tag in _HEADINGS:
        yield from _heading(node, _HEADINGS[tag])
    else:
        loai = Loai.CAPTION if node.get("class") == CAPTION else Loai.PARAGRAPH
        for block in _paragraphs(_inner(node), node):
            yield replace(block, loai=loai) if block.loai is Loai.PARAGRAPH else block


def _heading(node: Element, level: int) -> Iterator[Block]:
    for block in _paragraphs(_inner(node, plain=True).replace(BREAK, " "), node):
        if block.loai is not Loai.PARAGRAPH:
            yield block
        elif node.get("class") == TITLE:
            yield replace(block, loai=Loai.TITLE, level=1)
        else:
            yield replace(block, loai=Loai.HEADING, level=level)


_PICTURE = re.compile(r"!\[((?:\\.|[^\]\\])*)\]\(anh:(\d+)\)")


def _paragraphs(inner: str, node: Element, *, loose: bool = False) -> Iterator[Block]:
    """Yield the paragraphs of inline Markdown: pictures stand by themselves, a forced break ends a paragraph."""
    for line in inner.split(BREAK):
        at = 0
        for found in _PICTURE.finditer(line):
            yield from _paragraph(line[at : found.start()], node, loose=loose)
            yield Block(Loai.PICTURE, "", found[0], picture=int(found[2]))
            at = found.end()
        yield from _paragraph(line[at:], node, loose=loose)


def _paragraph(markdown: str, node: Element, *, loose: bool) -> Iterator[Block]:
    markdown = escape_start(re.sub(r"\s+", " ", markdown).strip())
    text = plain(markdown)
    if text:
        bold, italic = (False, False) if loose else (_is_all(markdown, "**"), _is_all(markdown, "*"))
        yield Block(Loai.PARAGRAPH, text, markdown, is_bold=bold, is_italic=italic)


def plain(markdown: str) -> str:
    """Return the words of inline Markdown that this module wrote."""
    text = re.sub(r"(?<!\\)!?\[((?:\\.|[^\]\\])*)\]\((?:<[^>]*>|[^)]*)\)", r"\1", markdown)
    text = re.sub(r"(?<!\\)\[\^\d+\]|</?su[bp]>", "", text)
    text = re.sub(r"(?<!\\)\*+", "", text)
    text = re.sub(r"\\(.)", r"\1", text)
    text = re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), text)
    return " ".join(text.replace("&lt;", "<").replace("&amp;", "&").split())


def _is_all(markdown: str, sign: str) -> bool:
    """Tell whether a paragraph is one stretch of emphasis."""
    body = markdown.strip("*")
    width = len(markdown) - len(markdown.lstrip("*"))
    enough = width in {2, 3} if sign == "**" else width in {1, 3}
    return enough and "*" not in re.sub(r"\\\*", "", body) and markdown.endswith("*" * width)


def _inner(node: Element, *, plain: bool = False) -> str:
    pieces = [escape(clean_text(node.text or "").replace("\n", " "))]
    for child in node:
        pieces += [render_inline(child, plain=plain), escape(clean_text(child.tail or "").replace("\n", " "))]
    return "".join(pieces)


def render_inline(node: Element, *, plain: bool = False) -> str:
    """Return an inline element as Markdown; ``plain`` leaves emphasis out, as headings have their own."""
    tag = str(node.tag)
    if tag == "br":
        return BREAK
    if tag == "img":
        return picture(clean_alt(clean_text(node.get("alt", ""))), node.get("src", "")) if _is_ours(node) else ""
    if note := _note_of(node):
        return note
    inner = _inner(node, plain=plain)
    if _PICTURE.search(inner):
        # A picture stands by itself: neither emphasis nor a link goes around it.
        return inner
    if tag in _SIGNS and not plain:
        return wrap(inner, _SIGNS[tag])
    if tag == "a":
        return link(inner, node.get("href", ""))
    if tag in {"sub", "sup"} and inner.strip() and not inner.startswith("[^"):
        return f"<{tag}>{inner}</{tag}>"
    return inner


def _is_ours(node: Element) -> bool:
    return node.get("src", "").startswith(PLACEHOLDER)


def _note_of(node: Element) -> str:
    """Return the mark of a footnote for the reference to it."""
    anchor = node[0] if node.tag == "sup" and len(node) == 1 and node[0].tag == "a" else node
    found = _NOTE.match(anchor.get("href", "").removeprefix("#")) if anchor.tag == "a" else None
    return f"[^{_number(found[1])}]" if found else ""


def _number(name: str) -> str:
    """Number footnotes and endnotes apart: an endnote takes the letter c (cuối bài) before its number."""
    kind, _, number = name.partition("-")
    return number if kind == "footnote" else f"c{number}"


def _list(node: Element, notes: list[str]) -> Iterator[Block]:
    items = [item for item in node if item.tag == "li"]
    if items and all(_NOTE.match(item.get("id", "")) for item in items):
        for item in items:
            found = _NOTE.match(item.get("id", ""))
            words = " ".join(block.markdown for block in _blocks(item, notes)).replace("↑", "").strip()
            if found and words:
                mark = _number(found[1])
                yield Block(Loai.NOTE, plain(words), f"[^{mark}]: {words}")
        return
    markdown = "\n".join(_items(node, "", notes))
    if markdown:
        pictures = [Block(Loai.PICTURE, "", found[0], picture=int(found[2])) for found in _PICTURE.finditer(markdown)]
        markdown = _PICTURE.sub("", markdown)
        yield Block(Loai.LIST, " ".join(plain(line) for line in markdown.split("\n")), markdown)
        yield from pictures


def _items(node: Element, indent: str, notes: list[str]) -> Iterator[str]:
    number = 0
    for item in node:
        if item.tag != "li":
            continue
        number += 1
        lead = f"{number}." if node.tag == "ol" else "-"
        # Lists inside are read on their own below: reading them twice at each level would double the work each time.
        blocks = [block.markdown for block in _blocks(item, notes, skipped=_LISTS) if block.markdown]
        first = "<br>".join("<br>".join(map(str.strip, markdown.split("\n"))) for markdown in blocks)
        nested = [line for child in item if child.tag in _LISTS for line in _items(child, indent + _INDENT, notes)]
        if first or nested:
            yield f"{indent}{lead} {first}".rstrip() if first else f"{indent}{lead} –"
            yield from nested
        else:
            number -= 1


_LISTS = frozenset({"ul", "ol"})
_BLOCK_TAGS = _CONTAINERS | _HEADINGS.keys() | {"p", "pre", "ul", "ol", "table", "blockquote"}
