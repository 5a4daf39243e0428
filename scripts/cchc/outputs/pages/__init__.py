"""Every record page of the site, described from the catalogue; rendering and writing live elsewhere."""

from collections.abc import Iterator, Sequence

from cchc.catalogue import Catalogue
from cchc.model.site import Site
from cchc.outputs.nhung.composer import make_trang_nhung
from cchc.outputs.page import Page
from cchc.outputs.pages import (
    bao_cao,
    bieu_mau,
    can_cu,
    chon_thu_tuc,
    day_du,
    don_vi,
    du_lieu,
    hoi_dap,
    khao_sat,
    quyet_dinh,
    thu_tuc,
    tin_tuc,
    tra_cuu,
    trang_chu,
    van_ban,
)
from cchc.outputs.pages.so_do import HandWritten, make_so_do

__all__ = ["HandWritten", "make_pages"]


def make_pages(catalogue: Catalogue, site: Site, hand_written: Sequence[HandWritten]) -> Iterator[Page]:
    """Describe all record pages; ``hand_written`` are the pages that exist beside them, for the site map."""
    yield trang_chu.make_trang_chu(catalogue, site)
    yield from tin_tuc.make_tin_tuc(catalogue)
    yield from thu_tuc.make_thu_tuc(catalogue)
    yield from chon_thu_tuc.make_chon_thu_tuc(catalogue)
    yield from quyet_dinh.make_quyet_dinh(catalogue)
    yield from bieu_mau.make_bieu_mau(catalogue)
    yield from day_du.make_day_du(catalogue)
    yield from can_cu.make_can_cu(catalogue)
    yield from don_vi.make_don_vi(catalogue)
    yield from bao_cao.make_bao_cao(catalogue)
    yield from khao_sat.make_khao_sat(catalogue)
    yield from van_ban.make_van_ban(catalogue)
    yield from hoi_dap.make_hoi_dap(catalogue)
    yield from tra_cuu.make_tra_cuu(catalogue)
    yield du_lieu.make_du_lieu(catalogue, site)
    yield make_trang_nhung(catalogue, site)
    yield make_so_do(catalogue, hand_written)
    yield from trang_chu.make_trang_phu()
