"""Foreign text made clean: NFC, ordinary spaces, no invisible signs, Word's private-use bullets as hyphens."""

import re
import unicodedata

from cchc.text import nfc

# Bullets that Word takes from Symbol and Wingdings land in the private-use area; only the plus sign has a meaning.
_PRIVATE_PLUS = "\uf02b"
_PRIVATE = re.compile(r"[ \t]*[\ue000-\uf8ff\U000f0000-\U0010ffff][ \t]*")
_LINE_BREAK = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_NEEDS_CLEANING = re.compile(
    r"[^\n\x20-\x7e\xa1-\xac\xae-\u02ff\u1e00-\u1fff\u2010-\u2027\u2030-\u205e]|  | \n|\n |\n\n"
)


def clean_line(text: str) -> str:
    """Return the text as one clean line: "Giấy\\tphép \\n" gives "Giấy phép"."""
    return " ".join(clean_lines(text))


def clean_lines(text: str) -> list[str]:
    """Return the clean lines of a text; empty ones are left out."""
    text = nfc(text).strip()
    if _NEEDS_CLEANING.search(text):
        text = _clean(text)
    return [line for line in text.split("\n") if line]


def _clean(text: str) -> str:
    text = _LINE_BREAK.sub("\n", text).replace(_PRIVATE_PLUS, " + ")
    text = _PRIVATE.sub(" - ", text)
    text = "".join(_visible(char) for char in text)
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return nfc("\n".join(lines))


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cc" and char != "\n":
        return " "
    # Soft hyphens, direction marks, zero-width signs, lone surrogates: nothing that a reader sees.
    return "" if category in {"Cf", "Cn", "Cs"} else char
