"""Units: their list and the page of each with its newest items."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue, urls
from cchc.outputs.page import Page

_SO_TIN = 6


def make_don_vi(catalogue: Catalogue) -> Iterator[Page]:
    """Describe the list of units and the page of each."""
    yield Page(
        url=urls.DON_VI,
        template="danh-sach-don-vi.html",
        tieu_de="Đơn vị",
        mo_ta="Các đơn vị tham gia chuyên mục, đầu mối liên hệ và tin của từng đơn vị.",
        duong_dan=(("Đơn vị", ""),),
        context={"don_vi": list(catalogue.don_vi.values())},
    )
    for item in catalogue.don_vi.values():
        yield Page(
            url=item.url,
            template="don-vi.html",
            tieu_de=item.record.ten,
            mo_ta=f"{item.record.ten}: liên hệ, đầu mối cải cách hành chính và tin mới.",
            duong_dan=(("Đơn vị", urls.DON_VI), (item.record.ten, "")),
            context={
                "don_vi": item,
                "tin": [tin for tin in catalogue.tin if tin.record.don_vi == item.record.ma][:_SO_TIN],
            },
        )
