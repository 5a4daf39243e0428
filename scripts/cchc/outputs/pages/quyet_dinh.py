"""Decisions that publish procedures: their list and the page of each."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue, QuyetDinhItem, urls
from cchc.outputs.calendars import find_lich_of_quyet_dinh
from cchc.outputs.page import Crumb, Page

_ABOVE: tuple[Crumb, ...] = (("Thủ tục hành chính", urls.THU_TUC),)
_LIST = "Quyết định công bố"


def make_quyet_dinh(catalogue: Catalogue) -> Iterator[Page]:
    """Describe the list of decisions and the page of each."""
    yield Page(
        url=urls.QUYET_DINH,
        template="danh-sach-quyet-dinh.html",
        tieu_de="Quyết định công bố thủ tục hành chính",
        muc=urls.THU_TUC,
        mo_ta="Các quyết định công bố thủ tục hành chính mới ban hành, sửa đổi, bổ sung, thay thế, bãi bỏ.",
        duong_dan=(*_ABOVE, (_LIST, "")),
        context={"quyet_dinh": catalogue.quyet_dinh},
        rss=(("Quyết định công bố thủ tục", urls.feed_url("quyet-dinh")),) if catalogue.quyet_dinh else (),
    )
    for item in catalogue.quyet_dinh:
        yield _page(catalogue, item)


def _page(catalogue: Catalogue, item: QuyetDinhItem) -> Page:
    decision = item.record
    return Page(
        url=item.url,
        template="quyet-dinh.html",
        tieu_de=f"Quyết định {decision.so}",
        muc=urls.THU_TUC,
        mo_ta=decision.trich_yeu,
        duong_dan=(*_ABOVE, (_LIST, urls.QUYET_DINH), (decision.so, "")),
        context={
            "quyet_dinh": item,
            "lich_url": find_lich_of_quyet_dinh(catalogue, item),
            "muc": [(muc, catalogue.thu_tuc[muc.ma]) for muc in decision.muc if muc.ma in catalogue.thu_tuc],
            "tin": [tin for tin in catalogue.tin if decision.so in tin.record.quyet_dinh],
        },
    )
