"""The lookup page, the old address that leads to it, and the page of feeds."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue, urls
from cchc.outputs.feed import NEWEST
from cchc.outputs.feeds import OPML_URL, group_feeds
from cchc.outputs.page import Page

_FILTERS = (
    ("linh_vuc", "Lĩnh vực"),
    ("cap", "Cấp thực hiện"),
    ("doi_tuong", "Đối tượng thực hiện"),
    ("co_quan", "Cơ quan thực hiện"),
    ("muc_do", "Mức độ trực tuyến"),
    ("kenh", "Hình thức nộp"),
    ("muc_phi", "Phí, lệ phí"),
    ("thoi_gian", "Thời hạn giải quyết"),
    ("trang_thai", "Tình trạng hiệu lực"),
)
"""The filters in the order of the page; their values come with the index, so that the page stays small."""


def make_tra_cuu(catalogue: Catalogue) -> Iterator[Page]:
    """Describe the lookup page and the page of feeds."""
    public = catalogue.cong_khai
    yield Page(
        url=urls.TRA_CUU,
        template="tra-cuu.html",
        tieu_de="Tra cứu thủ tục hành chính",
        muc=urls.TRA_CUU,
        mo_ta="Gõ tên, việc cần làm hoặc mã thủ tục, có dấu hoặc không dấu; lọc theo lĩnh vực, cấp, phí, thời hạn.",
        duong_dan=(("Tra cứu", ""),),
        context={
            "linh_vuc": list(catalogue.linh_vuc.values()),
            "bo_loc": _FILTERS,
            "chi_muc_url": "/tra-cuu/chi-muc.json",
            "tong_so": len(public),
        },
    )
    yield Page(
        url=urls.TRA_CUU_CU,
        template="chuyen-huong.html",
        tieu_de="Tra cứu thủ tục hành chính",
        muc=urls.TRA_CUU,
        duong_dan=(("Tra cứu", ""),),
        context={"den": urls.TRA_CUU, "ten": "Tra cứu thủ tục hành chính"},
        lap_chi_muc=False,
        chuyen_den=urls.TRA_CUU,
    )
    yield Page(
        url=urls.RSS,
        template="rss.html",
        tieu_de="Nguồn tin RSS và lịch",
        mo_ta="Danh sách nguồn tin RSS, lịch ngày hiệu lực để đơn vị, báo chí và bạn đọc theo dõi.",
        duong_dan=(("Nguồn tin RSS và lịch", ""),),
        context={"nhom_nguon": group_feeds(catalogue), "opml_url": OPML_URL, "so_moi_nhat": NEWEST},
    )
