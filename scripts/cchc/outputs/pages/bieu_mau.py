"""Forms: their list and the page of each with its files."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue, MucItem, urls
from cchc.outputs.page import Page


def make_bieu_mau(catalogue: Catalogue) -> Iterator[Page]:
    """Describe the list of forms and the page of each."""
    above = (("Thủ tục hành chính", urls.THU_TUC),)
    yield Page(
        url=urls.BIEU_MAU,
        template="danh-sach-bieu-mau.html",
        tieu_de="Biểu mẫu thủ tục hành chính",
        muc=urls.THU_TUC,
        mo_ta="Mẫu đơn, tờ khai của các thủ tục hành chính, tải về miễn phí.",
        duong_dan=(*above, ("Biểu mẫu", "")),
        context={"bieu_mau": list(catalogue.bieu_mau.values()), "linh_vuc": _fields(catalogue)},
    )
    for item in catalogue.bieu_mau.values():
        yield Page(
            url=item.url,
            template="bieu-mau.html",
            tieu_de=item.record.ten,
            muc=urls.THU_TUC,
            mo_ta=f"Tải {item.record.ten} và xem cách điền.",
            duong_dan=(*above, ("Biểu mẫu", urls.BIEU_MAU), (item.record.ten, "")),
            context={"bieu_mau": item},
        )


def _fields(catalogue: Catalogue) -> list[MucItem]:
    """Return the fields whose procedures have forms, each counted with its forms."""
    fields: dict[str, list[str]] = {}
    for item in catalogue.bieu_mau.values():
        for ma in dict.fromkeys(thu_tuc.linh_vuc.ma for thu_tuc in item.thu_tuc):
            fields.setdefault(ma, []).append(item.record.id)
    return [
        MucItem(muc.ma, muc.ten, muc.url, muc.mo_ta, len(fields[muc.ma]))
        for muc in catalogue.linh_vuc.values()
        if muc.ma in fields
    ]
