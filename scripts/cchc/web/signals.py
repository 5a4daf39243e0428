"""What in a text makes it look as if a program had written it: a score for the desk, never a reason to refuse.

A text under suspicion is shown to its sender once more; sent nevertheless, it is stored like any other and the desk
reads why it was marked. A solved proof of work takes the mark away.
"""

import re
from collections.abc import Iterator

SUSPICIOUS = 2
"""From so many signs on."""

_LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)
_SCRIPT = re.compile(r"<\s*(?:script|iframe|a\s+href|img)|javascript:|\[url=|\bonerror\s*=", re.IGNORECASE)
_MOST_LINKS = 2
_LONG = 60


def list_signs(text: str) -> tuple[str, ...]:
    """Return the signs of an automatic sender, in words for the sender and the desk."""
    return tuple(_find(text))


def _find(text: str) -> Iterator[str]:
    links = len(_LINK.findall(text))
    if links > _MOST_LINKS:
        yield f"có {links} đường dẫn"
    if links > _MOST_LINKS * 4:
        yield "phần lớn là đường dẫn"
    if _SCRIPT.search(text):
        yield "có đoạn giống mã lập trình"
    letters = [char for char in text if char.isalpha()]
    if len(letters) > _LONG and sum(char.isupper() for char in letters) > 0.8 * len(letters):
        yield "viết hoa gần như toàn bộ"
    words = text.casefold().split()
    if len(words) > _LONG and len(set(words)) < len(words) / 6:
        yield "lặp lại một đoạn nhiều lần"
