"""The lookup page, the old address that leads to it, and the page of feeds."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue, urls
from cchc.model.nhan import nhan
from cchc.model.phan_loai import CapThucHien, DoiTuong
from cchc.outputs.feeds import list_feeds
from cchc.outputs.page import Page


def make_tra_cuu(catalogue: Catalogue) -> Iterator[Page]:
    """Describe the lookup page and the page of feeds."""
    public = catalogue.cong_khai
    levels = {cap for item in public for cap in item.record.cap_thuc_hien}
    audiences = {doi_tuong for item in public for doi_tuong in item.record.doi_tuong}
    yield Page(
        url=urls.TRA_CUU,
        template="tra-cuu.html",
        tieu_de="Tra cứu thủ tục hành chính",
        muc=urls.TRA_CUU,
        mo_ta="Gõ tên hoặc mã thủ tục, có dấu hoặc không dấu; lọc theo lĩnh vực, cấp và đối tượng.",
        duong_dan=(("Tra cứu", ""),),
        context={
            "linh_vuc": list(catalogue.linh_vuc.values()),
            "cap": [(cap.value, nhan(cap)) for cap in CapThucHien if cap in levels],
            "doi_tuong": [(who.value, nhan(who)) for who in DoiTuong if who in audiences],
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
        tieu_de="Nguồn tin RSS",
        mo_ta="Danh sách nguồn tin RSS để đơn vị, báo chí và bạn đọc theo dõi.",
        duong_dan=(("Nguồn tin RSS", ""),),
        context={"nguon_tin": list_feeds(catalogue)},
    )
