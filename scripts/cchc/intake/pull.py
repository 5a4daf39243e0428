"""Posts of the units' own sites become drafts: the story of one reading of all feeds (RSS-06)."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cchc.importers.article import Loai, join_blocks
from cchc.importers.article_html import read_html
from cchc.importers.unit_feed import FeedRefused, MucNguon, parse_feed
from cchc.intake.fetch import FetchRefused
from cchc.intake.shelf import prefer
from cchc.model.content import Content
from cchc.model.don_vi import DonVi, is_active
from cchc.model.post import Tin, TrangThaiTin
from cchc.sources import render_front_matter
from cchc.text import slug, to_vietnam

_RUBRICS = ("tin-don-vi", "tin-hoat-dong")
_CONTENTS = ("chi-dao-dieu-hanh",)
_LONGEST_NAME = 70

Fetch = Callable[[str], bytes]
"""Reads an address; raises FetchRefused."""


@dataclass(frozen=True)
class KetQuaNguon:
    """What became of one unit's feed: its drafts by path, how many entries were known, and why it was not read."""

    don_vi: DonVi
    tin: tuple[tuple[str, str], ...] = ()
    da_co: int = 0
    qua_cu: int = 0
    loi: str = ""


def pull(
    content: Content, fetch: Fetch, now: datetime, *, days: int, only: Iterable[str] = ()
) -> Iterator[KetQuaNguon]:
    """Read the feeds of the active units and make drafts of entries that are not here yet and not older than ``days``.

    Only addresses of the register are read: an editor put them there. One feed that fails does not stop the others.
    ``only`` limits the units. Raise ValueError where the root has no list to put posts under.
    """
    known = {entry.record.dinh_danh for entry in content.tin if entry.record.dinh_danh}
    taken = {entry.path for entry in content.tin}
    chosen = frozenset(only)
    shelf = _shelf(content)
    for entry in content.don_vi:
        unit = entry.record
        if unit.rss and (unit.ma in chosen or (not chosen and is_active(unit, to_vietnam(now).date()))):
            yield _read(unit, fetch, _Desk(now, days, shelf, known, taken))


@dataclass(frozen=True)
class _Desk:
    """Where drafts go and what is there already; ``known`` and ``taken`` grow while feeds are read."""

    now: datetime
    days: int
    shelf: tuple[str, str]
    known: set[str]
    taken: set[str]


def _read(unit: DonVi, fetch: Fetch, desk: _Desk) -> KetQuaNguon:
    try:
        entries = parse_feed(fetch(unit.rss), unit.rss)
    except (FetchRefused, FeedRefused) as error:
        return KetQuaNguon(unit, loi=str(error))
    drafts: list[tuple[str, str]] = []
    da_co = qua_cu = 0
    for entry in entries:
        dinh_danh = _dinh_danh(unit, entry)
        if dinh_danh in desk.known:
            da_co += 1
        elif entry.ngay and entry.ngay < desk.now - timedelta(desk.days):
            qua_cu += 1
        else:
            desk.known.add(dinh_danh)
            path = _free_path(desk, entry, dinh_danh)
            drafts.append((path, render_front_matter(_draft(unit, entry, dinh_danh, desk))))
    return KetQuaNguon(unit, tuple(drafts), da_co, qua_cu)


def _draft(unit: DonVi, entry: MucNguon, dinh_danh: str, desk: _Desk) -> Tin:
    blocks, _ = read_html(entry.html)
    # Pictures stay at the unit's site: their rights and the consent of people in them are for an editor to settle.
    words = [block for block in blocks if block.loai is not Loai.PICTURE]
    rubric, noi_dung_cchc = desk.shelf
    return Tin(
        dinh_danh=dinh_danh,
        tieu_de=entry.tieu_de,
        tom_tat=entry.tom_tat,
        ngay_dang=desk.now.replace(second=0, microsecond=0),
        don_vi=unit.ma,
        noi_dung_cchc=(noi_dung_cchc,),
        chuyen_muc=rubric,
        nguon=unit.ten,
        nguon_url=entry.url,
        nguon_ngay=entry.ngay,
        trang_thai=TrangThaiTin.NHAP,
        noi_dung=join_blocks(words),
    )


def _dinh_danh(unit: DonVi, entry: MucNguon) -> str:
    """Return what stays the same however often the entry is read: its id in the feed, which need not be an address."""
    return f"{unit.ma}-{hashlib.sha256(entry.id.encode()).hexdigest()[:12]}"


def _free_path(desk: _Desk, entry: MucNguon, dinh_danh: str) -> str:
    name = slug(entry.tieu_de)[:_LONGEST_NAME].strip("-") or dinh_danh
    year = to_vietnam(desk.now).year
    path = f"posts/{year}/{name}.md"
    if path in desk.taken:
        path = f"posts/{year}/{name}-{dinh_danh[-6:]}.md"
    desk.taken.add(path)
    return path


def _shelf(content: Content) -> tuple[str, str]:
    rubric = prefer(content.danh_muc.chuyen_muc, _RUBRICS)
    noi_dung_cchc = prefer(content.danh_muc.noi_dung_cchc, _CONTENTS)
    if not (rubric and noi_dung_cchc):
        raise ValueError("tthc/danh-muc/ chưa có chuyên mục hoặc nội dung cải cách hành chính nào để xếp tin")
    return rubric, noi_dung_cchc
