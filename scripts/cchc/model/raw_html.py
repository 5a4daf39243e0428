"""HTML and addresses that Markdown of editors may not hold: it is untrusted, and the site shows none of it (SEC-05)."""

import html
import re
from collections.abc import Iterator

HARMLESS_TAGS = frozenset({"abbr", "br", "kbd", "sub", "sup"})
"""The closed list of tags that Markdown has no sign for and that can do no harm; only ``abbr`` takes a title."""

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where an address may lead beside the site itself."""

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_AUTOLINK = re.compile(r"<(?:https?://|ftp://|mailto:)?[^\s<>@]*(?:://|@)[^\s<>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s<>/\"'=]*)((?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)(>?)")
_DECLARATION = re.compile(r"<[!?][A-Za-z\[?]?")
_ABBR = re.compile(r"\s+title=\"[^\"<>]*\"\s*")
_LINK = re.compile(r"(?:\]\(|^ {0,3}\[[^\]]+\]:)\s*(?:<([^>]*)|([^\s)]*))")
_HANDLER = re.compile(r"\{:?[^}\n]*?(?<![\w-])(on[a-z]+|style|srcdoc)\s*=", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")

_INSTEAD = {
    "viết **chữ đậm**": ("b", "strong"),
    "viết *chữ nghiêng*": ("i", "em"),
    "viết [chữ](địa chỉ)": ("a",),
    "viết ![mô tả ảnh](đường dẫn ảnh)": ("img", "picture", "figure", "svg"),
    "viết “## Đề mục”": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "viết “- mục” hoặc “1. mục”": ("ul", "ol", "li"),
    "viết bảng bằng dấu “|”": ("table", "tr", "td", "th", "thead", "tbody"),
    "viết “> trích dẫn”": ("blockquote", "q"),
    "để một dòng trống giữa các đoạn": ("p", "div", "span", "font", "center", "section"),
    "viết ba dấu gạch “---”": ("hr",),
    "viết ??? note \"Tiêu đề\" rồi thụt nội dung vào bốn dấu cách": ("details", "summary"),
    "khai địa chỉ ở truyen_thong.url, hoặc viết [chữ](địa chỉ)": ("iframe", "video", "audio", "embed", "object"),
    "bỏ thẻ này; mã chạy và kiểu chữ không được đưa vào bài": ("script", "style", "link", "meta", "base", "form"),
}  # fmt: skip
_ADVICE = {tag: advice for advice, tags in _INSTEAD.items() for tag in tags}


def find_raw_html(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the line (from 1) and, in Vietnamese, what is wrong and what to write instead; code is left alone."""
    if "<" not in markdown and "](" not in markdown and "]:" not in markdown and "{" not in markdown:
        return
    for number, line in enumerate(_without_code(markdown), 1):
        for message in _wrong_in(line):
            yield number, message


def is_safe_address(address: str) -> bool:
    """Tell whether an address stays in the site or leaves it by a harmless scheme, however it is disguised."""
    bare = _BLANKS.sub("", html.unescape(html.unescape(address)))
    scheme = _SCHEME.match(bare)
    if scheme is None:
        # A colon in front of the first slash, question mark or number sign still could begin a scheme.
        return ":" not in re.split(r"[/?#]", bare, maxsplit=1)[0]
    return scheme[1].lower() in SAFE_SCHEMES


def is_elsewhere(address: str) -> bool:
    """Tell whether an address names a scheme or a host of its own."""
    bare = _BLANKS.sub("", html.unescape(address))
    return bool(_SCHEME.match(bare)) or bare.startswith("//")


def _wrong_in(line: str) -> Iterator[str]:
    line = _AUTOLINK.sub("", line)
    if _COMMENT.search(line):
        yield "chú thích ẩn “<!--” không được dùng, vì ai xem mã nguồn cũng đọc được; hãy xóa"
    elif found := _DECLARATION.search(line):
        yield f"“{found[0]}” là mã HTML; hãy xóa, hoặc viết “&lt;” thay dấu “<”"
    for tag in _TAG.finditer(line):
        if message := _wrong_tag(tag):
            yield message
    for link in _LINK.finditer(line):
        address = link[1] or link[2] or ""
        if not is_safe_address(address):
            yield f"địa chỉ “{address[:40]}” không được dùng; chỉ dùng http, https, mailto, tel hoặc đường dẫn trang"
    if handler := _HANDLER.search(line):
        yield f"thuộc tính “{handler[1]}” không được dùng; hãy bỏ cả phần trong ngoặc nhọn"


def _wrong_tag(tag: re.Match[str]) -> str:
    name, attributes = tag[2].lower(), tag[3].strip(" /")
    if name in HARMLESS_TAGS:
        if not attributes or (name == "abbr" and _ABBR.fullmatch(f" {attributes}")):
            return ""
        return f"thẻ <{name}> không được kèm thuộc tính; hãy viết <{name}>"
    if name in _ADVICE:
        return f"thẻ HTML <{tag[1]}{name}> không được dùng trong bài; hãy {_ADVICE[name]}"
    return f"“<{tag[1]}{tag[2]}” bị hiểu là thẻ HTML; hãy bỏ ngoặc nhọn, hoặc viết “&lt;” thay dấu “<”"


def _without_code(markdown: str) -> Iterator[str]:
    """Yield the lines with code blanked out: there signs mean themselves."""
    fence = ""
    for line in markdown.split("\n"):
        opening = _FENCE.match(line.lstrip("> "))
        if fence:
            if opening and opening[1].startswith(fence) and line.strip("> ").strip(fence[0]) == "":
                fence = ""
            yield ""
        elif opening:
            fence = opening[1]
            yield ""
        else:
            yield _CODE_SPAN.sub("", line)
