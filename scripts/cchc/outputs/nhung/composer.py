"""The page where a unit's web master composes a snippet."""

from itertools import groupby

from cchc.catalogue import Catalogue
from cchc.catalogue.frame_origins import origin_of
from cchc.model.site import Site
from cchc.outputs.nhung.addresses import CAO_KHUNG, GOC_DUOC_PHEP, NHUNG, SO_TIN, VI_DU, khung_url, manh_url
from cchc.outputs.nhung.component import find_component
from cchc.outputs.nhung.sources import NguonNhung, list_sources
from cchc.outputs.page import Page

_RONG = {"300": "Hẹp, 300 điểm ảnh", "600": "Rộng, 600 điểm ảnh", "100%": "Theo chỗ trống của trang"}


def make_trang_nhung(catalogue: Catalogue, site: Site) -> Page:
    """Describe the page: the snippet for a chosen feed with scripts, all snippets in a list without."""
    sources = tuple(list_sources(catalogue))
    return Page(
        url=NHUNG,
        template="nhung.html",
        tieu_de="Nhúng tin vào trang của đơn vị",
        mo_ta="Bệnh viện, trung tâm, trạm y tế lấy đoạn mã để hiện tin cải cách hành chính trên trang của mình.",
        duong_dan=(("Nhúng tin vào trang của đơn vị", ""),),
        context={
            "nhom_nguon": [(nhom, list(found)) for nhom, found in groupby(sources, key=_nhom)],
            "so_tin": SO_TIN,
            "kho_khung": [(rong, ten, CAO_KHUNG[rong]) for rong, ten in _RONG.items()],
            "thanh_phan": find_component(),
            "khung_url": khung_url,
            "manh_url": manh_url,
            "goc_duoc_phep_url": GOC_DUOC_PHEP,
            "vi_du_url": VI_DU,
            "goc_cong": site.url.rstrip("/"),
            "nguon_goc": origin_of(site.url),
        },
    )


def _nhom(nguon: NguonNhung) -> str:
    return nguon.nhom
