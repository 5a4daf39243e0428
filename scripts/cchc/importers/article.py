"""An article on its way in: blocks in order, pictures, and what was done to them. How it is stored is not here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

PLACEHOLDER = "anh:"
"""Scheme of the address of a picture inside an article: ``anh:2`` is the second one."""


class RefusedArticleError(Exception):
    """A document that cannot become a draft; the text says why and what to do, in Vietnamese."""


class Loai(StrEnum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    LIST = "list"
    TABLE = "table"
    QUOTE = "quote"
    PICTURE = "picture"
    NOTE = "note"


@dataclass(frozen=True)
class Block:
    """One block: its words, its Markdown, and for headings their level.

    ``is_bold`` and ``is_italic`` tell whether all of its words are; ``picture`` counts from 1.
    """

    loai: Loai
    text: str
    markdown: str
    level: int = 0
    is_bold: bool = False
    is_italic: bool = False
    picture: int = 0


@dataclass(frozen=True)
class Picture:
    """A picture as it came, with the words that came with it."""

    data: bytes
    name: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Read:
    """What a reader of one format found; ``margins`` are texts of page heads and feet, looked at but never kept."""

    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...] = ()
    notes: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Photo:
    """A picture ready to be written: clean bytes and the ending of its name, the words for it, where it stands.

    ``in_text`` tells whether the body shows it; else it belongs to the gallery.
    """

    data: bytes
    suffix: str
    alt: str = ""
    chu_thich: str = ""
    in_text: bool = True


@dataclass(frozen=True)
class Article:
    """An article ready to become a draft; ``noi_dung`` names its pictures by ``PLACEHOLDER`` and number.

    ``sender`` is the address of the e-mail it came in; it is only compared with the register of units, never kept.
    """

    tieu_de: str
    tom_tat: str
    noi_dung: str
    tac_gia: str = ""
    photos: tuple[Photo, ...] = ()
    notes: tuple[str, ...] = ()
    sender: str = field(default="", repr=False)


_AUTO_ALT = re.compile(
    r"description automatically generated|mô tả được tạo tự động"
    r"|^(?:picture|image|img|hình ảnh|hình|ảnh|graphic|photo|dsc)"
    r"[\s_#-]*[\d\s_()-]*(?:\.\w{3,4})?$|^[\w()-]+\.(?:jpe?g|png|gif|heic|webp|bmp)$",
    re.IGNORECASE,
)


def clean_alt(alt: str) -> str:
    """Return the words for a picture if a person wrote them; names of files and guesses of programs are none."""
    alt = " ".join(alt.split())
    return "" if _AUTO_ALT.search(alt) else alt


def join_blocks(blocks: Sequence[Block]) -> str:
    """Return the Markdown of blocks, one empty line between two."""
    return "\n\n".join(block.markdown for block in blocks if block.markdown)
