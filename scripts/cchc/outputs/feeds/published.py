"""Feeds of published documents and of answered questions, and the entry of each."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from cchc.catalogue import Catalogue, HoiDapItem, VanBanCongBoItem, urls
from cchc.catalogue.van_ban import ten_goi
from cchc.model.nhan import nhan
from cchc.outputs.feed import DinhKem, Feed, MucTin
from cchc.outputs.feeds.html_text import render_html
from cchc.outputs.rendering import Rendering
from cchc.text import VIETNAM, format_date


def feeds_of_published(catalogue: Catalogue) -> tuple[Feed, ...]:
    """Return the feeds of documents and of questions, each if there is anything in it."""
    found = (
        Feed(
            urls.feed_url("van-ban"),
            "Văn bản",
            "Văn bản, dự thảo lấy ý kiến mới công bố",
            urls.VAN_BAN,
            len(catalogue.van_ban),
        ),
        Feed(
            urls.feed_url("hoi-dap"),
            "Hỏi đáp",
            "Câu hỏi của người dân, tổ chức và câu trả lời mới công bố",
            urls.HOI_DAP,
            len(catalogue.hoi_dap),
        ),
    )
    return tuple(feed for feed in found if feed.so_luong)


def entries_of_published(
    catalogue: Catalogue, feed: Feed, rendering: Rendering, sizes: Mapping[str, int]
) -> list[MucTin]:
    """Return the entries of one of these feeds, the newest first; ``sizes`` gives the bytes of files by their path."""
    if feed.trang == urls.VAN_BAN:
        entries = [_entry_of_van_ban(item, rendering, sizes) for item in catalogue.van_ban]
    else:
        entries = [_entry_of_hoi_dap(item, rendering) for item in catalogue.hoi_dap]
    return sorted(entries, key=lambda entry: (entry.ngay, entry.dinh_danh), reverse=True)


def _entry_of_van_ban(item: VanBanCongBoItem, rendering: Rendering, sizes: Mapping[str, int]) -> MucTin:
    """Return the entry of a document. Its status is left out: it changes with the days, and archives must not."""
    record = item.record
    name = ten_goi(record)
    return MucTin(
        tieu_de=record.trich_yeu if record.la_du_thao else f"{name}: {record.trich_yeu}",
        url=item.url,
        dinh_danh=f"van-ban/{item.dinh_danh}",
        ngay=_moment(record.ngay_cong_khai or record.ngay_ban_hanh),
        tom_tat=f"{record.co_quan}, ngày {format_date(record.ngay_ban_hanh)}. {record.trich_yeu}",
        noi_dung=render_html(rendering, "nguon-tin/van-ban.html", item.url, van_ban=item, ten=name),
        the=tuple(dict.fromkeys((nhan(record.loai), *(muc.ten for muc in (*item.linh_vuc, *item.noi_dung_cchc))))),
        tac_gia=record.co_quan,
        dinh_kem=tuple(_files(item, sizes)),
        nguon_url=record.nguon_url,
    )


def _entry_of_hoi_dap(item: HoiDapItem, rendering: Rendering) -> MucTin:
    """Return the entry of a question; who asked is not told, not even by initials."""
    record = item.record
    unit = item.don_vi.record.ten if item.don_vi else ""
    return MucTin(
        tieu_de=record.cau_hoi,
        url=item.url,
        dinh_danh=f"hoi-dap/{record.id}",
        ngay=_moment(record.ngay_tra_loi),
        cap_nhat=_moment(record.cap_nhat) if record.cap_nhat else None,
        tom_tat=f"{unit or 'Cơ quan'} trả lời ngày {format_date(record.ngay_tra_loi)}. Lĩnh vực: {item.linh_vuc.ten}.",
        noi_dung=render_html(rendering, "nguon-tin/hoi-dap.html", item.url, hoi_dap=item),
        the=(item.linh_vuc.ten,),
        tac_gia=unit,
    )


def _files(item: VanBanCongBoItem, sizes: Mapping[str, int]) -> Iterator[DinhKem]:
    for tep, named in zip(item.tep, item.record.tep, strict=False):
        if tep.url in sizes:
            yield DinhKem(tep.url, sizes[tep.url], named.ten or ten_goi(item.record))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
