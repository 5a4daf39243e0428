"""What a feed is made of: its address and words, its entries and their files. Formats and lists live in ``feeds``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from urllib.parse import urlsplit

from cchc.model.site import Site
from cchc.text import VIETNAM

NEWEST = 30
"""Entries of a subscription document: a month of the busiest sections, so that a weekly reader misses nothing.

An archive document holds as many, so that the subscription document always reaches back to the newest archive.
"""

EMPTY_SINCE = datetime(2020, 1, 1, tzinfo=VIETNAM)
"""Date of a feed without entries: a constant, so that an unchanged site gives unchanged bytes."""

# Written out: what `mimetypes` knows depends on the files of the host.
_MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "avif": "image/avif",
        "doc": "application/msword",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "jpeg": "image/jpeg",
        "jpg": "image/jpeg",
        "mp3": "audio/mpeg",
        "mp4": "video/mp4",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "odt": "application/vnd.oasis.opendocument.text",
        "pdf": "application/pdf",
        "png": "image/png",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "svg": "image/svg+xml",
        "webp": "image/webp",
        "xls": "application/vnd.ms-excel",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "zip": "application/zip",
    }
)

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Feed:
    """One feed: its RSS address, its words and the list page that shows the same items."""

    url: str
    ten: str
    mo_ta: str
    trang: str
    so_luong: int

    @property
    def ma(self) -> str:
        """The name of the feed below ``/rss/``, without the ending of a format."""
        return self.url.removeprefix("/rss/").removesuffix(".xml")

    @property
    def atom_url(self) -> str:
        """The address of the Atom document."""
        return f"/rss/{self.ma}.atom"

    @property
    def json_url(self) -> str:
        """The address of the JSON Feed document."""
        return f"/rss/{self.ma}.json"


@dataclass(frozen=True)
class DinhKem:
    """A file that goes with an entry: its address on the site and the number of its published bytes."""

    url: str
    kich_thuoc: int
    ten: str = ""

    @property
    def kieu(self) -> str:
        """The media type."""
        return _MEDIA_TYPES.get(self.url.rpartition(".")[2].lower(), "application/octet-stream")

    @property
    def la_anh(self) -> bool:
        """Tell whether this is a picture."""
        return self.kieu.startswith("image/")


@dataclass(frozen=True)
class MucTin:
    """One entry.

    ``dinh_danh`` stays the same for ever and is the end of its tag URI (``tin/…``); ``cap_nhat`` is the moment of the
    last change that matters to a reader; ``noi_dung`` is HTML with absolute links; ``nguon_url`` is where the text was
    first published, if elsewhere.
    """

    tieu_de: str
    url: str
    dinh_danh: str
    ngay: datetime
    tom_tat: str
    cap_nhat: datetime | None = None
    noi_dung: str = ""
    the: tuple[str, ...] = ()
    tac_gia: str = ""
    dinh_kem: tuple[DinhKem, ...] = ()
    nguon_url: str = ""

    @property
    def moi_nhat(self) -> datetime:
        """The moment of the last significant change."""
        return self.cap_nhat or self.ngay


def absolute(site: Site, path: str) -> str:
    """Return the absolute address of a path of the site."""
    return site.url.rstrip("/") + path


def host_of(site: Site) -> str:
    """Return the name under which identifiers of this site are unique."""
    return urlsplit(site.url).hostname or "localhost"


def tag_uri(site: Site, dinh_danh: str) -> str:
    """Return the lasting identifier of an entry or a feed (RFC 4151).

    Its date is a constant of the site and not the entry's own, which an editor may correct; ``goc_dinh_danh`` keeps
    the identifiers when the site moves to another name.
    """
    return f"tag:{site.goc_dinh_danh or f'{host_of(site)},2026-01-01'}:{dinh_danh}"


def clean(text: str) -> str:
    """Return a text without the characters that no XML document may hold."""
    return _NOT_IN_XML.sub("", text)
