"""Cutting a feed into a subscription document and archives (RFC 5005, section 4), the same for RSS and Atom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from cchc.outputs.feed import EMPTY_SINCE, NEWEST, Feed, MucTin


@dataclass(frozen=True)
class MucDaGhi:
    """An entry with what each format makes of it, once for all documents that hold it."""

    muc: MucTin
    rss: etree._Element
    atom: etree._Element
    json: Mapping[str, object]


@dataclass(frozen=True)
class TaiLieuNguon:
    """One document of a feed. ``so`` is 0 for the subscription document, else the archive's number, oldest first.

    ``day_du`` tells whether an archive is complete: from then on it never changes. ``truoc`` and ``sau`` are the
    numbers of the archives beside it, 0 for none.
    """

    so: int
    muc: tuple[MucDaGhi, ...]
    truoc: int = 0
    sau: int = 0
    day_du: bool = False

    @property
    def cap_nhat(self) -> datetime:
        """The moment of the last significant change of any entry, never that of the build."""
        return max((written.muc.moi_nhat for written in self.muc), default=EMPTY_SINCE)


def cut(newest: Sequence[MucDaGhi], whole: Sequence[MucDaGhi]) -> tuple[TaiLieuNguon, ...]:
    """Return the subscription document of ``newest`` and the archives of ``whole``, both given with the newest first.

    Archives count from the oldest entry, so that a new one only goes into the last of them. That one is still being
    filled: it exists because the complete archive before it must already name it as its next, and no reader is led
    there from the subscription document.
    """
    complete = len(whole) // NEWEST
    oldest_first = tuple(reversed(whole))
    subscription = TaiLieuNguon(0, tuple(newest[:NEWEST]), truoc=complete)
    if not complete:
        return (subscription,)
    return subscription, *(
        TaiLieuNguon(
            so=so,
            muc=oldest_first[(so - 1) * NEWEST : so * NEWEST][::-1],
            truoc=so - 1,
            sau=so + 1 if so <= complete else 0,
            day_du=so <= complete,
        )
        for so in range(1, complete + 2)
    )


def address(feed: Feed, so: int, suffix: str) -> str:
    """Return the path of a document of a feed in the format of an ending (``.xml``, ``.atom``)."""
    return f"/rss/luu-tru/{feed.ma}/{so}{suffix}" if so else f"/rss/{feed.ma}{suffix}"


def links_of(feed: Feed, document: TaiLieuNguon, suffix: str) -> tuple[tuple[str, str], ...]:
    """Return the relations and paths that lead from a document to the others of its feed."""
    current = (("current", address(feed, 0, suffix)),) if document.so else ()
    beside = (("prev-archive", document.truoc), ("next-archive", document.sau))
    return (*current, *((rel, address(feed, so, suffix)) for rel, so in beside if so))
