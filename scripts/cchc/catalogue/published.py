"""Published documents and answered questions, joined with what other records say of them."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cchc.catalogue.urls import stem
from cchc.model.hoi_dap import HoiDap
from cchc.model.van_ban import KieuQuanHe, TinhTrang, VanBan

if TYPE_CHECKING:  # the catalogue in items is made of these, so that the import can run one way only
    from cchc.catalogue.items import DonViItem, MucItem, TepItem, ThuTucItem


@dataclass(frozen=True)
class QuanHeItem:
    """A relation as one of its two documents shows it; ``chu_dong`` on the page of the document that states it.

    ``url`` is empty when the site holds nothing on the other document; ``tu`` is the day from which it applies;
    ``du_kien`` tells that a draft intends it, so that nothing has changed yet.
    """

    kieu: KieuQuanHe
    chu_dong: bool
    ten: str
    url: str
    trich_yeu: str = ""
    tu: date | None = None
    mot_phan: bool = False
    ghi_chu: str = ""
    du_kien: bool = False


@dataclass(frozen=True)
class VanBanCongBoItem:
    """A published document with its status on the day of the catalogue and its relations, both ways.

    ``het_hieu_luc`` is the first day without force, which may lie ahead; ``can_cu_url`` is the page of what rests on
    the document, empty if nothing does; ``ban_hanh_url`` is the document that a draft became.
    """

    record: VanBan
    url: str
    path: str
    tinh_trang: TinhTrang
    het_hieu_luc: date | None = None
    linh_vuc: tuple["MucItem", ...] = ()
    noi_dung_cchc: tuple["MucItem", ...] = ()
    tep: tuple["TepItem", ...] = ()
    quan_he: tuple[QuanHeItem, ...] = ()
    can_cu_url: str = ""
    ban_hanh_url: str = ""

    @property
    def slug(self) -> str:
        """The name of the document's page, by which comments on a draft name it."""
        return self.url.strip("/").rpartition("/")[2]

    @property
    def dinh_danh(self) -> str:
        """The identity that stays when number, date and file name change."""
        return self.record.dinh_danh or stem(self.path)


@dataclass(frozen=True)
class LyDoThayDoi:
    """Why an answer may have changed: a text or procedure (``ten``, ``url``) and the day, or the review date alone."""

    loai: str
    ngay: date
    ten: str = ""
    url: str = ""


@dataclass(frozen=True)
class CanCuHoiDap:
    """A legal text that an answer cites; ``url`` is empty when the site holds nothing on it."""

    so_ky_hieu: str
    url: str = ""
    het_hieu_luc: date | None = None


@dataclass(frozen=True)
class HoiDapItem:
    """An answered question; ``thay_doi`` are the reasons for which the answer may have changed."""

    record: HoiDap
    url: str
    path: str
    don_vi: "DonViItem | None"
    linh_vuc: "MucItem"
    thu_tuc: tuple["ThuTucItem", ...] = ()
    can_cu: tuple[CanCuHoiDap, ...] = ()
    thay_doi: tuple[LyDoThayDoi, ...] = ()
