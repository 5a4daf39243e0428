"""Pictures within rendered free text: each ``img`` of Markdown becomes what the site publishes of it."""

import html
import re
from collections.abc import Callable

from cchc.outputs.khung import GOC
from cchc.outputs.pictures.named import path_of
from cchc.outputs.pictures.published import AnhCongBo

Printer = Callable[[AnhCongBo, str, str], str]
"""Prints a picture with its alternative text and its title."""

_IMG = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(src|alt|title)="([^"]*)"')
_PREFIX = f"{GOC}tin-tuc/"


def place_pictures(text: str, find: Callable[[str], AnhCongBo | None], print_: Printer) -> str:
    """Replace the pictures of an HTML text by what ``print_`` makes of them; unknown ones stay, a dead link each."""
    if "<img" not in text:
        return text

    def replace(match: re.Match[str]) -> str:
        values = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}
        src = values.get("src", "")
        found = find(path_of(src.removeprefix(_PREFIX))) if src.startswith(_PREFIX) else None
        return print_(found, values.get("alt", ""), values.get("title", "")) if found else match[0]

    return _IMG.sub(replace, text)
