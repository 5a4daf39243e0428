"""Articles as plain text and Markdown: paragraphs as they were typed, never raw HTML."""

import re

from cchc.importers.article import Block, Loai, Read, RefusedArticleError
from cchc.importers.article_markdown import clean_text, escape, escape_start
from cchc.importers.legacy_fonts import UnsureError, decode_bytes

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_WRAPPED = 60


def read_plain(data: bytes) -> Read:
    """Read a text file in Unicode or an old encoding; raise RefusedArticleError if its encoding stays unknown."""
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedArticleError("tệp không phải văn bản; hãy gửi bài dạng Word (.docx)")
    try:
        text, bang_ma = decode_bytes(data)
    except UnsureError as error:
        raise RefusedArticleError(str(error)) from None
    notes = (f"đã chuyển chữ {bang_ma.value} sang Unicode; hãy đọc lại kỹ dấu",) if bang_ma else ()
    return Read(tuple(read_text(text)), notes=notes)


def read_text(text: str) -> list[Block]:
    """Return the paragraphs of a plain text; lines that were wrapped by a mail program are joined again."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks = []
    for paragraph in _BLANK_LINE.split(text):
        for line in _join_wrapped(paragraph.strip("\n").split("\n")):
            words = clean_text(line).strip()
            if heading := _HEADING.fullmatch(words):
                words = heading[2]
                blocks.append(Block(Loai.HEADING, words, escape(words), level=len(heading[1])))
            elif words:
                blocks.append(Block(Loai.PARAGRAPH, words, escape_start(escape(words))))
    return blocks


def _join_wrapped(lines: list[str]) -> list[str]:
    """Join a line to the one before if that one is long and this one begins in the middle of a sentence."""
    joined: list[str] = []
    for line in lines:
        begins = line.strip()[:1]
        if joined and begins.islower() and len(joined[-1].rsplit("\n", 1)[-1]) >= _WRAPPED:
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
    return joined
