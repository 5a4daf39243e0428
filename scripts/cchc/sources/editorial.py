"""What editors' Markdown in ``posts/`` and ``docs/`` may not hold, told line by line."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cchc.model.problem import MucDo, Problem
from cchc.model.raw_html import find_raw_html
from cchc.model.unfinished import find_marks
from cchc.sources.front_matter import split_front_matter

_FOLDERS = ("posts", "docs")
_DRAFT = re.compile(r"^trang_thai:\s*[\"']?nhap\b", re.MULTILINE)


def check_editorial(root: Path) -> Iterator[Problem]:
    """Yield the problems of every Markdown file of editors: raw HTML and marks of an import.

    In a draft what is unfinished is a warning only, so that it does not stop the news of others.
    """
    for file in _files(root):
        data = file.read_bytes()
        # Most texts hold none of the signs by which all of these begin.
        if b"<" in data or b"](" in data or b"]:" in data or b"{" in data or "CẦN ".encode() in data:
            yield from check_one(data.decode("utf-8", errors="replace"), file.relative_to(root).as_posix())


def check_one(text: str, path: str) -> Iterator[Problem]:
    """Yield the problems of one file."""
    parts = split_front_matter(text)
    head = parts.yaml if parts else ""
    is_draft = (
        parts is not None and path.startswith("posts/") and ("trang_thai:" not in head or bool(_DRAFT.search(head)))
    )
    unfinished = MucDo.CANH_BAO if is_draft else MucDo.LOI
    if path.startswith("posts/"):
        for number in find_marks(text):
            yield Problem(path, number, "", "còn chữ “CẦN …”; hãy viết hoặc xem lại chỗ này rồi xóa chữ đó", unfinished)
    body, first_line = _body(text, head)
    for number, message in find_raw_html(body):
        yield Problem(path, number + first_line - 1, "", message)


def _body(text: str, head: str) -> tuple[str, int]:
    """Return the text below the front matter with the number of its first line in the file."""
    if not head:
        return text, 1
    first_line = head.count("\n") + 3
    return "\n".join(text.split("\n")[first_line - 1 :]), first_line


def _files(root: Path) -> Iterable[Path]:
    for folder in _FOLDERS:
        yield from sorted((root / folder).rglob("*.md"))
