"""Plain foreign text turned into Markdown that renders as the text means: lines, bullets and literal signs kept."""

import re

from cchc.importers.plain_text import clean_lines

# Vietnamese administrative texts nest by sign: "-" holds "+", "+" holds "*" or "++". Glued to a digit it is a number.
_BULLET = re.compile(r"([-–—•●○▪■◦·❖✓*]|\++\)?)(?:\s+|(?=[^\W\d]))(?=.)")
_SIGN = {"*": "*", "+": "+", "+)": "+"}
_INDENT = "    "

# A backslash before a sign means that it is escaped already, so converting twice changes nothing.
_INLINE = re.compile(r"(?<!\\)(?:[*`\[{]|(?<![^\W_])_|_(?![^\W_]))")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_NUMBERED = re.compile(r"(\d+)\.(?=\s|$)")
_LINE_START = re.compile(r"[#>]|[-+](?=\s|$)|-{2,}|!{3}")
_ENTITY_START = re.compile(r":(?=\s)|[?]{3}|~{3}")


def to_markdown(text: str) -> str:
    """Return the text as Markdown: each line a paragraph, leading signs as nested lists, everything else literal.

    Converting the result again gives the same.
    """
    blocks: list[str] = []
    nesting: list[str] = []
    for line in clean_lines(text):
        bullet = _BULLET.match(line)
        if bullet is None:
            nesting = []
            blocks += ["", _escape(line)]
            continue
        sign = _SIGN.get(bullet[1], "*" if bullet[1].startswith("++") else "-")
        if not nesting:
            blocks.append("")
        nesting = [*nesting[: nesting.index(sign)], sign] if sign in nesting else [*nesting, sign]
        blocks.append(f"{_INDENT * (len(nesting) - 1)}{sign} {_escape(line[bullet.end() :])}")
    return "\n".join(blocks[1:])


def _escape(line: str) -> str:
    line = _TAG.sub("&lt;", _INLINE.sub(r"\\\g<0>", line))
    if number := _NUMBERED.match(line):
        return f"{number[1]}\\{line[number.end(1) :]}"
    if _LINE_START.match(line):
        return "\\" + line
    if _ENTITY_START.match(line):
        return f"&#{ord(line[0])};{line[1:]}"
    return line
