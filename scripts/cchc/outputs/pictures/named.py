"""Which pictures a news item names: the lead, the gallery, and those within its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from cchc.model.post import Tin

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(\s*<?(?P<dich>[^)\s>]+)")
_REFERENCE = re.compile(r"^\s{0,3}\[[^\]]+\]:\s*<?(?P<dich>\S+\.(?:jpe?g|png|webp|avif|svg))>?", re.I | re.M)
_FOLDER = "/tin-tuc/"


@dataclass(frozen=True)
class AnhDuocNeu:
    """A picture as an item names it: the field, the path below ``posts/`` and the words for who cannot see it."""

    truong: str
    tep: str
    alt: str
    nguyen_van: str = ""


def pictures_of(tin: Tin) -> Iterator[AnhDuocNeu]:
    """Yield the pictures of an item in the order of its fields."""
    if tin.anh:
        yield AnhDuocNeu("anh.tep", tin.anh.tep, tin.anh.alt)
    for position, anh in enumerate(tin.thu_vien_anh):
        yield AnhDuocNeu(f"thu_vien_anh.{position}.tep", anh.tep, anh.alt)
    for found in _IMAGE.finditer(tin.noi_dung):
        yield AnhDuocNeu("noi_dung", path_of(found["dich"]), found["alt"].strip(), found["dich"])
    for found in _REFERENCE.finditer(tin.noi_dung):
        yield AnhDuocNeu("noi_dung", path_of(found["dich"]), "theo mục dẫn", found["dich"])


def path_of(address: str) -> str:
    """Return the path below ``posts/`` of an address in a text: ``anh/a.jpg`` or ``/tin-tuc/anh/a.jpg``."""
    return unquote(address.removeprefix(_FOLDER))
