"""How complete the procedures are: the whole, each criterion, each field, and within a field each procedure."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue, MucItem, urls
from cchc.catalogue.day_du import BangDiem, DiemNhom, score
from cchc.outputs.page import Crumb, Page

_TITLE = "Mức độ đầy đủ"
_ABOVE: tuple[Crumb, ...] = (("Thủ tục hành chính", urls.THU_TUC),)


def make_day_du(catalogue: Catalogue) -> Iterator[Page]:
    """Describe the page of the whole and one for each field."""
    table = score(catalogue)
    yield Page(
        url=urls.DAY_DU,
        template="muc-do-day-du.html",
        tieu_de="Mức độ đầy đủ của thủ tục hành chính",
        muc=urls.THU_TUC,
        mo_ta="Tỷ lệ thủ tục hành chính có đủ các bộ phận theo quy định, theo từng tiêu chí và từng lĩnh vực.",
        duong_dan=(*_ABOVE, (_TITLE, "")),
        context={
            "chung": table.chung,
            "tieu_chi": table.tieu_chi,
            "linh_vuc": [(muc, urls.day_du_url(muc.ma), diem) for muc, diem in table.linh_vuc],
        },
    )
    for muc, diem in table.linh_vuc:
        yield _field(muc, diem, table)


def _field(muc: MucItem, diem: DiemNhom, table: BangDiem) -> Page:
    return Page(
        url=urls.day_du_url(muc.ma),
        template="muc-do-day-du-linh-vuc.html",
        tieu_de=f"Mức độ đầy đủ: lĩnh vực {muc.ten}",
        muc=urls.THU_TUC,
        mo_ta=f"Từng thủ tục lĩnh vực {muc.ten} còn thiếu gì.",
        duong_dan=(*_ABOVE, (_TITLE, urls.DAY_DU), (muc.ten, "")),
        context={
            "linh_vuc": muc,
            "chung": diem,
            "thu_tuc": sorted(table.thu_tuc[muc.ma], key=lambda found: found.diem.phan_tram),
        },
    )
