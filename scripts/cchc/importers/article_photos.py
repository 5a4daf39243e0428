"""The pictures of an article put in their places: numbered anew, made clean, matched with the words for them."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from cchc.importers.article import PLACEHOLDER, Photo, Picture, clean_alt
from cchc.importers.article_markdown import picture
from cchc.importers.photos import make_photo
from cchc.text import fold

_PLACED = re.compile(r"!\[(?:\\.|[^\]\\])*\]\(anh:(\d+)\)")
_EMPTY_LINES = re.compile(r"\n{3,}")
_NAME_NUMBER = re.compile(r"(?:anh|hinh|photo|image)[\s_-]*0*(\d{1,2})(?!\d)")


def place_photos(
    body: str, pictures: Sequence[Picture], captions: dict[int, str], notes: list[str]
) -> tuple[str, list[Photo]]:
    """Return the body with its pictures numbered anew, specks left out, and the pictures ready to be written."""
    photos: list[Photo] = []
    lines = []
    for line in body.split("\n"):
        found = _PLACED.fullmatch(line)
        if found is None:
            if _PLACED.search(line):
                notes.append("có ảnh trong chú thích chân trang không lấy được; hãy chèn lại nếu cần")
            lines.append(_PLACED.sub("", line))
            continue
        number = int(found[1])
        made = make_photo(pictures[number - 1].data, f"số {number} trong bài")
        if made is None:
            notes.append("đã bỏ ảnh trang trí quá nhỏ")
            lines.append("")
            continue
        alt = clean_alt(pictures[number - 1].alt)
        photos.append(Photo(*made, alt, captions.get(number, "")))
        lines.append(picture(alt, f"{PLACEHOLDER}{len(photos)}", captions.get(number, "")))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n"), photos


def make_beside_text(files: Sequence[tuple[str, bytes]], words: dict[int, str], notes: list[str]) -> list[Photo]:
    """Return the photos that came beside the text, with the words that name them by number; taken words are emptied."""
    photos = []
    for number, (name, data) in enumerate(files, 1):
        made = make_photo(data, PurePosixPath(name).name)
        if made is None:
            notes.append(f"đã bỏ ảnh quá nhỏ {PurePosixPath(name).name}")
            continue
        named = _number_in(name) or number
        photos.append(Photo(*made, chu_thich=words.get(named, ""), in_text=False))
        words[named] = ""
    return photos


def _number_in(name: str) -> int:
    """Return the number by which a file says which photo it is ("Ảnh 2.jpg"), 0 if it does not."""
    found = _NAME_NUMBER.search(fold(PurePosixPath(name).stem))
    return int(found[1]) if found else 0
