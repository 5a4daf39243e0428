"""Entries and feeds of change: decisions, and what each of them did to a procedure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from itertools import pairwise

from cchc.catalogue import Catalogue, QuyetDinhItem, ThuTucItem, urls
from cchc.catalogue.events import BienDong
from cchc.model.nhan import nhan
from cchc.outputs.changes import describe_changes
from cchc.outputs.feed import DinhKem, Feed, MucTin
from cchc.outputs.feeds.html_text import render_html
from cchc.outputs.rendering import Rendering
from cchc.text import VIETNAM, format_date, shorten, slug


def feeds_of_changes(catalogue: Catalogue, events: Sequence[BienDong]) -> tuple[Feed, ...]:
    """Return the feeds of decisions and of changes, whole and by field, in the order in which they are shown."""
    decisions = Feed(
        urls.feed_url("quyet-dinh"),
        "Quyết định công bố thủ tục",
        "Quyết định công bố thủ tục hành chính mới nhất",
        urls.QUYET_DINH,
        len(catalogue.quyet_dinh),
    )
    changes = Feed(
        urls.feed_url("thu-tuc"),
        "Thay đổi của thủ tục hành chính",
        "Thủ tục mới ban hành, được sửa đổi, bổ sung, thay thế, bãi bỏ",
        urls.THU_TUC,
        len(events),
    )
    counts = Counter(event.thu_tuc.linh_vuc.ma for event in events)
    fields = (
        Feed(
            urls.feed_url(f"linh-vuc-{muc.ma}"),
            f"Thay đổi thủ tục lĩnh vực {muc.ten}",
            f"Thủ tục lĩnh vực {muc.ten} mới ban hành, được sửa đổi, bổ sung, thay thế, bãi bỏ",
            muc.url,
            counts[muc.ma],
        )
        for muc in catalogue.linh_vuc.values()
        if counts[muc.ma]
    )
    return (*((decisions,) if catalogue.quyet_dinh else ()), *((changes,) if events else ()), *fields)


def has_feed(events: Sequence[BienDong]) -> bool:
    """Tell whether a procedure has a feed of its own: the catalogue holds a decision that names it.

    Thousands of records taken from the national portal with nothing but a number would cost seconds and tell nothing.
    """
    return any(event.quyet_dinh for event in events)


def feed_of_thu_tuc(item: ThuTucItem, so_luong: int) -> Feed:
    """Return the feed of one procedure."""
    record = item.record
    name = f"{record.ma}: {shorten(record.ten, 120)}"
    return Feed(urls.feed_url(f"thu-tuc/{record.ma}"), name, f"Thay đổi của thủ tục {record.ma}", item.url, so_luong)


def identify(event: BienDong) -> str:
    """Return what stays the same of an event for ever: the procedure's code, the decision's number and year."""
    decision = event.quyet_dinh.record.slug if event.quyet_dinh else f"{slug(event.so)}-{event.ngay.year}"
    return f"thu-tuc/{event.thu_tuc.record.ma}/{decision}"


def entries_of_decisions(catalogue: Catalogue, rendering: Rendering, sizes: Mapping[str, int]) -> list[MucTin]:
    """Return one entry a decision, the newest first; ``sizes`` gives the bytes of published files by their path."""
    newest = sorted(catalogue.quyet_dinh, key=lambda item: (item.record.ngay_cong_khai, item.url), reverse=True)
    return [_entry_of_decision(item, catalogue, rendering, sizes) for item in newest]


def entry_of_event(event: BienDong, rendering: Rendering) -> MucTin:
    """Return the entry of one change; with both texts at hand it tells what became different."""
    thu_tuc = event.thu_tuc.record
    what = nhan(event.hanh_dong) if event.hanh_dong else "Công bố"
    effect = f" Hiệu lực từ ngày {format_date(event.hieu_luc_tu)}." if event.hieu_luc_tu else ""
    sentences = _sentences(event)
    return MucTin(
        tieu_de=f"{what}: {thu_tuc.ten} ({thu_tuc.ma})",
        url=event.thu_tuc.url,
        dinh_danh=identify(event),
        ngay=_moment(event.ngay),
        tom_tat=" ".join((f"{what} theo Quyết định số {event.so}.{effect}", *sentences)),
        noi_dung=render_html(
            rendering, "nguon-tin/thay-doi.html", event.thu_tuc.url, bien_dong=event, viec=what, thay_doi=sentences
        ),
        the=(event.thu_tuc.linh_vuc.ten, *((nhan(event.hanh_dong),) if event.hanh_dong else ())),
    )


def _entry_of_decision(
    item: QuyetDinhItem, catalogue: Catalogue, rendering: Rendering, sizes: Mapping[str, int]
) -> MucTin:
    record = item.record
    names = ", ".join(dict.fromkeys(muc.ma for muc in record.muc))
    effect = format_date(record.hieu_luc_tu)
    lines = [(muc, catalogue.thu_tuc.get(muc.ma)) for muc in record.muc]
    return MucTin(
        tieu_de=f"Quyết định số {record.so}: {record.trich_yeu}",
        url=item.url,
        dinh_danh=f"quyet-dinh/{record.slug}",
        ngay=_moment(record.ngay_cong_khai),
        tom_tat=f"{record.trich_yeu}. Hiệu lực từ ngày {effect}. {len(record.muc)} thủ tục: {names}.",
        noi_dung=render_html(rendering, "nguon-tin/quyet-dinh.html", item.url, quyet_dinh=item, muc=lines),
        the=tuple(nhan(hanh_dong) for hanh_dong in item.hanh_dong),
        tac_gia=record.co_quan,
        dinh_kem=_file_of(item, sizes),
    )


def _file_of(item: QuyetDinhItem, sizes: Mapping[str, int]) -> tuple[DinhKem, ...]:
    if not item.tep or item.tep.url not in sizes:
        return ()
    return (DinhKem(item.tep.url, sizes[item.tep.url], f"Quyết định số {item.record.so}"),)


def _sentences(event: BienDong) -> list[str]:
    versions = event.thu_tuc.phien_ban
    for old, new in pairwise(versions):
        if new.phien_ban.quyet_dinh == event.so and old.thu_tuc and new.thu_tuc:
            return [thay_doi.cau for thay_doi in describe_changes(old.thu_tuc.record, new.thu_tuc.record)]
    return []


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
