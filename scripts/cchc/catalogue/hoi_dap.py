"""Answered questions joined with procedures, units and legal texts, and with why an answer may have changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cchc.catalogue import urls
from cchc.catalogue.items import CanCuPhapLy, DonViItem, MucItem, ThuTucItem
from cchc.catalogue.lifecycle import is_ended
from cchc.catalogue.muc import join_muc
from cchc.catalogue.published import CanCuHoiDap, HoiDapItem, LyDoThayDoi, VanBanCongBoItem
from cchc.model.can_cu import VanBanHetHieuLuc, identify
from cchc.model.content import Content
from cchc.model.hoi_dap import HoiDap
from cchc.model.phan_loai import HanhDong, TrangThai

CHUNG = MucItem("chung", "Vấn đề chung", urls.hoi_dap_linh_vuc_url("chung"))
"""Questions that belong to no field: finding procedures, filing, time limits."""

_MOST_SHOWN = 10

Texts = Mapping[tuple[str, str], CanCuHoiDap]


def join_hoi_dap(
    content: Content,
    thu_tuc: Mapping[str, ThuTucItem],
    don_vi: Mapping[str, DonViItem],
    texts: Texts,
    today: date,
) -> tuple[HoiDapItem, ...]:
    """Join the answered questions, the newest answer first."""
    counts = Counter(_linh_vuc(entry.record, thu_tuc) for entry in content.hoi_dap)
    linh_vuc = join_muc(content.danh_muc.linh_vuc, urls.hoi_dap_linh_vuc_url, counts)
    items = []
    for entry in content.hoi_dap:
        record = entry.record
        own = tuple(thu_tuc[ma] for ma in record.tthc if ma in thu_tuc)
        cited = tuple(texts.get(identify(so), CanCuHoiDap(so)) for so in record.can_cu)
        items.append(
            HoiDapItem(
                record=record,
                url=urls.hoi_dap_url(record.id),
                path=entry.path,
                don_vi=don_vi.get(record.don_vi_tra_loi),
                linh_vuc=linh_vuc.get(_linh_vuc(record, thu_tuc), CHUNG),
                thu_tuc=own,
                can_cu=cited,
                thay_doi=tuple(find_thay_doi(record, own, cited, today)),
            )
        )
    return tuple(sorted(items, key=lambda item: (-item.record.tra_loi_den_ngay.toordinal(), item.record.id)))


def _linh_vuc(record: HoiDap, thu_tuc: Mapping[str, ThuTucItem]) -> str:
    """Return the field that the record names, else that of its first procedure."""
    first = next((thu_tuc[ma].linh_vuc.ma for ma in record.tthc if ma in thu_tuc), "")
    return record.linh_vuc or first


def join_texts(
    can_cu: CanCuPhapLy, van_ban: Sequence[VanBanCongBoItem], ended: Sequence[VanBanHetHieuLuc]
) -> dict[tuple[str, str], CanCuHoiDap]:
    """Return what the site knows of each text that an answer may cite; a published document before a mere citation."""
    texts = {identify(end.so_ky_hieu, end.co_quan): CanCuHoiDap(end.so_ky_hieu, "", end.het_hieu_luc) for end in ended}
    for cited in can_cu.van_ban:
        end = cited.het_hieu_luc.het_hieu_luc if cited.het_hieu_luc else None
        texts[identify(cited.so_ky_hieu, cited.co_quan)] = CanCuHoiDap(cited.so_ky_hieu, cited.url, end)
    for item in van_ban:
        if item.record.so_ky_hieu:
            identity = identify(item.record.so_ky_hieu, item.record.co_quan)
            texts[identity] = CanCuHoiDap(item.record.so_ky_hieu, item.url, item.het_hieu_luc)
    return texts


def by_thu_tuc(items: Sequence[HoiDapItem]) -> dict[str, tuple[HoiDapItem, ...]]:
    """Return the questions on each procedure by its code, frequent ones first."""
    found: defaultdict[str, list[HoiDapItem]] = defaultdict(list)
    for item in frequent_first(items):
        for thu_tuc in item.thu_tuc:
            found[thu_tuc.record.ma].append(item)
    return {ma: tuple(own) for ma, own in found.items()}


def frequent_first(items: Iterable[HoiDapItem]) -> list[HoiDapItem]:
    """Order questions: frequent ones first, those whose answer may have changed last among equals (QA-02)."""
    return sorted(items, key=lambda item: (not item.record.thuong_gap, bool(item.thay_doi)))


def find_frequent(items: Sequence[HoiDapItem]) -> list[HoiDapItem]:
    """Return the frequent questions whose answers stand, as many as a reader looks through (QA-02)."""
    return [item for item in items if item.record.thuong_gap and not item.thay_doi][:_MOST_SHOWN]


def find_thay_doi(
    record: HoiDap, thu_tuc: Sequence[ThuTucItem], can_cu: Sequence[CanCuHoiDap], today: date
) -> Iterator[LyDoThayDoi]:
    """Yield why an answer may no longer be right on a day (QA-06)."""
    if record.han_xem_lai <= today:
        yield LyDoThayDoi("xem-lai", record.han_xem_lai)
    for text in can_cu:
        if text.het_hieu_luc and text.het_hieu_luc <= today:
            yield LyDoThayDoi("can-cu", text.het_hieu_luc, text.so_ky_hieu, text.url)
    for item in thu_tuc:
        yield from _procedure_changed(record, item, today)


def _procedure_changed(record: HoiDap, item: ThuTucItem, today: date) -> Iterator[LyDoThayDoi]:
    life = item.vong_doi
    if is_ended(item.trang_thai):
        loai = "thu-tuc-thay-the" if item.trang_thai is TrangThai.BI_THAY_THE else "thu-tuc-bai-bo"
        yield LyDoThayDoi(loai, life.den or today, item.record.ten, item.url)
        return
    days = [phien_ban.phien_ban.tu for phien_ban in item.phien_ban]
    days += [cited.hieu_luc_tu for cited in life.quyet_dinh if cited.hanh_dong is HanhDong.SUA_DOI_BO_SUNG]
    since = [day for day in days if day and record.tra_loi_den_ngay < day <= today]
    if since:
        yield LyDoThayDoi("thu-tuc-sua-doi", max(since), item.record.ten, item.url)
