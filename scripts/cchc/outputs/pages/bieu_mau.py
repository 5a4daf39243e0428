"""Forms: their list and the page of each with its files."""

from collections.abc import Iterator

from cchc.catalogue import BieuMauItem, Catalogue, MucItem, urls
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
        context={
            "bieu_mau": [item for item in catalogue.bieu_mau.values() if item.con_dung],
            "mau_cu": [item for item in catalogue.bieu_mau.values() if not item.con_dung],
            "linh_vuc": _fields(catalogue),
        },
    )
    for item in catalogue.bieu_mau.values():
        yield Page(
            url=item.url,
            template="bieu-mau.html",
            tieu_de=item.record.ten,
            muc=urls.THU_TUC,
            mo_ta=f"Tải {item.record.ten} và xem cách điền.",
            duong_dan=(*above, ("Biểu mẫu", urls.BIEU_MAU), (item.record.ten, "")),
            context={
                "bieu_mau": item,
                "thay_the_boi": _successor(catalogue, item),
                "can_cu_thay_doi": catalogue.can_cu.ended_of_bieu_mau(item.record.id),
                "van_ban_can_cu": catalogue.can_cu,
            },
        )


def _successor(catalogue: Catalogue, item: BieuMauItem) -> BieuMauItem | None:
    """Return the form in use that follows an old one, also where several have followed each other."""
    seen, found = {item.record.id}, item
    while found.record.thay_the_boi and found.record.thay_the_boi not in seen:
        seen.add(found.record.thay_the_boi)
        following = catalogue.bieu_mau.get(found.record.thay_the_boi)
        if following is None:
            break
        found = following
    return found if found is not item else None


def _fields(catalogue: Catalogue) -> list[MucItem]:
    """Return the fields whose procedures have forms, each counted with its forms."""
    fields: dict[str, list[str]] = {}
    for item in (item for item in catalogue.bieu_mau.values() if item.con_dung):
        for ma in dict.fromkeys(thu_tuc.linh_vuc.ma for thu_tuc in item.thu_tuc):
            fields.setdefault(ma, []).append(item.record.id)
    return [
        MucItem(muc.ma, muc.ten, muc.url, muc.mo_ta, len(fields[muc.ma]))
        for muc in catalogue.linh_vuc.values()
        if muc.ma in fields
    ]
