"""Events: what lies ahead, the next first, and what is past, cut into pages."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue, TinItem, urls
from cchc.outputs.event_calendars import list_event_calendars
from cchc.outputs.page import Page
from cchc.outputs.pages.danh_sach_tin import PER_PAGE, TIN_TUC, LoiDi
from cchc.outputs.pages.paging import count_pages, make_paging


def events_ahead(catalogue: Catalogue) -> list[TinItem]:
    """Return the items whose event is not over, the next one first."""
    return sorted(
        (item for item in _events(catalogue) if not _is_over(item, catalogue)),
        key=lambda item: (_start(item), item.url),
    )


def make_su_kien(catalogue: Catalogue, loi_di: LoiDi) -> Iterator[Page]:
    """Describe the page of events; those that lie ahead stand on its first page only."""
    over = [item for item in _events(catalogue) if _is_over(item, catalogue)]
    over.sort(key=lambda item: (-_start(item), item.url))
    total = count_pages(len(over), PER_PAGE)
    for number in range(1, total + 1):
        suffix = f" – trang {number}" if number > 1 else ""
        yield Page(
            url=urls.trang_url(urls.SU_KIEN, number),
            template="su-kien.html",
            tieu_de=f"Sự kiện: hội nghị, đối thoại, tập huấn{suffix}",
            muc=urls.TIN_TUC,
            mo_ta="Hội nghị, đối thoại, tập huấn, hội thi sắp diễn ra và đã qua: thời gian, địa điểm, cách đăng ký.",
            duong_dan=(TIN_TUC, (f"Sự kiện{suffix}", "")),
            context={
                "sap_toi": events_ahead(catalogue) if number == 1 else [],
                "da_qua": over[(number - 1) * PER_PAGE : number * PER_PAGE],
                "phan_trang": make_paging(urls.SU_KIEN, number, total),
                "loi_di": loi_di,
                "dang_chon": urls.SU_KIEN,
                "lich_url": next((lich.url for lich in list_event_calendars(catalogue)), ""),
            },
        )


def _events(catalogue: Catalogue) -> tuple[TinItem, ...]:
    return catalogue.tin_theo_trang.get(urls.SU_KIEN, ())


def _is_over(item: TinItem, catalogue: Catalogue) -> bool:
    event = item.record.su_kien
    return event is not None and event.ket_thuc < catalogue.now


def _start(item: TinItem) -> float:
    event = item.record.su_kien
    return event.bat_dau.timestamp() if event else 0.0
