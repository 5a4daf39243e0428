"""Pieces of Markdown that render as the words mean: literal signs escaped, emphasis where Python-Markdown sees it."""

import re

from cchc.text import nfc

_INLINE = re.compile(r"[\\`*\[\]{}]|(?<![^\W_])_|_(?![^\W_])")
_TAG = re.compile(r"<")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_NUMBERED = re.compile(r"(\d+)\.(?=\s|$)")
_LINE_START = re.compile(r"[#>]|[-+](?=\s|$)|-{2,}|={2,}|!{3}|\|")
_ENTITY_START = re.compile(r":(?=\s)|[?]{3}|~{3}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\ue000-\uf8ff]")
_SPACES = re.compile(r"[^\S\n]+")
_SAFE = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>]+", re.IGNORECASE)

BREAK = "\n"
"""Stands for a forced line break inside a block until it is known which kind of block it is."""


def clean_text(text: str) -> str:
    """Return foreign text in NFC, without invisible signs, tabs and special spaces as ordinary ones; ends are kept."""
    text = nfc(text).replace("\u2011", "-").replace("\x0b", "\n")
    return _SPACES.sub(" ", _INVISIBLE.sub("", text))


def escape(text: str) -> str:
    """Return text with every sign that Markdown would take for its own made literal, but for the start of a line."""
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", _INLINE.sub(r"\\\g<0>", text)))


def escape_start(line: str) -> str:
    """Return an escaped line whose first sign begins no heading, list, quotation or the like."""
    if number := _NUMBERED.match(line):
        return f"{number[1]}\\{line[number.end(1) :]}"
    if _LINE_START.match(line):
        return "\\" + line
    if _ENTITY_START.match(line):
        return f"&#{ord(line[0])};{line[1:]}"
    return line


def wrap(inner: str, sign: str) -> str:
    """Return the text between two signs of emphasis; spaces stay outside, each line is wrapped by itself."""
    return BREAK.join(_wrap_line(line, sign) for line in inner.split(BREAK))


def link(words: str, address: str) -> str:
    """Return a link, or the words alone if the address is none that may leave the site."""
    address = address.strip()
    if not words.strip() or not _SAFE.fullmatch(address):
        return words
    lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    label = words.strip().replace(BREAK, " ")
    return (
        f"{lead}[{label}](<{address}>){trail}" if re.search(r"[()]", address) else f"{lead}[{label}]({address}){trail}"
    )


def picture(alt: str, address: str, caption: str = "") -> str:
    """Return a picture; its caption stands in italics on the line below, which the site shows as one figure."""
    shown = f"![{escape(alt)}]({address})"
    return f"{shown}\n*{escape(caption)}*" if caption else shown


def _wrap_line(line: str, sign: str) -> str:
    words = line.strip()
    if not words or (sign == words[: len(sign)] and words.endswith(sign)):
        return line
    lead, trail = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    return f"{lead}{sign}{words}{sign}{trail}"
