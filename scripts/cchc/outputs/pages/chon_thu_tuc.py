"""Decision trees as pages: the list of trees, each tree as a whole, and each step at an address of its own."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue, HoiDapItem, urls
from cchc.catalogue.items import BuocItem, CayItem
from cchc.outputs.page import Crumb, Page
from cchc.text import shorten

_SO_HOI_DAP = 4
_CHON: Crumb = ("Chọn thủ tục", urls.CHON_THU_TUC)


def make_chon_thu_tuc(catalogue: Catalogue) -> Iterator[Page]:
    """Describe all pages of trees; a site without trees has none."""
    if not catalogue.chon_thu_tuc:
        return
    yield Page(
        url=urls.CHON_THU_TUC,
        template="chon-thu-tuc.html",
        tieu_de="Bạn cần thủ tục nào?",
        muc=urls.THU_TUC,
        mo_ta="Trả lời vài câu hỏi để tìm đúng thủ tục hành chính cần làm.",
        duong_dan=(("Chọn thủ tục", ""),),
        context={"cac_cay": catalogue.chon_thu_tuc},
    )
    for cay in catalogue.chon_thu_tuc:
        yield _tree(cay)
        for buoc in cay.buoc:
            yield _step(catalogue, cay, buoc)


def _tree(cay: CayItem) -> Page:
    return Page(
        url=cay.url,
        template="cay-chon.html",
        tieu_de=cay.record.ten,
        muc=urls.THU_TUC,
        mo_ta=cay.record.mo_ta,
        duong_dan=(_CHON, (cay.record.ten, "")),
        context={"cay": cay, "theo_url": {buoc.url: buoc for buoc in cay.buoc}},
    )


def _step(catalogue: Catalogue, cay: CayItem, buoc: BuocItem) -> Page:
    ten = buoc.record.ten
    return Page(
        url=buoc.url,
        template="buoc-chon.html",
        tieu_de=f"{ten} – {cay.record.ten}",
        muc=urls.THU_TUC,
        mo_ta=f"{cay.record.ten}: {ten}",
        duong_dan=(_CHON, (cay.record.ten, cay.url), (shorten(ten, 80), "")),
        context={"cay": cay, "buoc": buoc, "hoi_dap": _questions(catalogue, buoc)},
    )


def _questions(catalogue: Catalogue, buoc: BuocItem) -> list[HoiDapItem]:
    """Return the frequent questions on the procedures to which a step leads."""
    found = (item for thu_tuc in buoc.thu_tuc for item in catalogue.hoi_dap_cua_thu_tuc.get(thu_tuc.record.ma, ()))
    return [item for item in dict.fromkeys(found) if item.record.thuong_gap][:_SO_HOI_DAP]
