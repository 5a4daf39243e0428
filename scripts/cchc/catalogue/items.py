"""Records joined with what other records say of them, each with its address: what pages and feeds are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cchc.catalogue.lifecycle import VongDoi
from cchc.model.bieu_mau import BieuMau, DinhDang
from cchc.model.can_cu import Identity, LoaiVanBan, VanBanHetHieuLuc, identify
from cchc.model.chon_thu_tuc import Buoc, CayChon, TraLoi
from cchc.model.don_vi import DonVi
from cchc.model.phan_loai import BoPhan, HanhDong, TrangThai
from cchc.model.post import SUU_TAM, Tin
from cchc.model.quyet_dinh import QuyetDinh
from cchc.model.thanh_phan import Phi, PhienBan, ThoiHan
from cchc.model.thu_tuc import ThuTuc


@dataclass(frozen=True)
class MucItem:
    """An entry of a controlled list, or a month, with its page and how many records it holds."""

    ma: str
    ten: str
    url: str
    mo_ta: str = ""
    so_luong: int = 0


@dataclass(frozen=True)
class ThuTucItem:
    """A procedure with its status, gathered charges and time limits; ``thieu`` are the obligatory parts it lacks."""

    record: ThuTuc
    url: str
    path: str
    trang_thai: TrangThai
    linh_vuc: MucItem
    thieu: tuple[BoPhan, ...]
    phi: tuple[Phi, ...]
    thoi_han: tuple[ThoiHan, ...]
    vong_doi: VongDoi = field(default_factory=VongDoi)
    phien_ban: tuple["PhienBanItem", ...] = ()


@dataclass(frozen=True)
class PhienBanItem:
    """One version in the history of a procedure; ``thu_tuc`` is its text, None where nobody kept it."""

    phien_ban: PhienBan
    url: str
    thu_tuc: ThuTucItem | None


@dataclass(frozen=True)
class TepItem:
    """A file offered for download. ``path`` is its place below the root, ``url`` its place on the site."""

    url: str
    path: str
    ten_tai_ve: str
    dinh_dang: DinhDang
    kich_thuoc: int
    sha256: str


@dataclass(frozen=True)
class BieuMauItem:
    """A form with its files and the procedures that use it; ``con_dung`` is off for an old form, which is only kept."""

    record: BieuMau
    url: str
    tep: tuple[TepItem, ...]
    thu_tuc: tuple[ThuTucItem, ...]
    mau_dien: TepItem | None = None
    con_dung: bool = True

    @property
    def moi_tep(self) -> tuple[TepItem, ...]:
        """All files of the form, the filled sample last."""
        return (*self.tep, self.mau_dien) if self.mau_dien else self.tep


@dataclass(frozen=True)
class QuyetDinhItem:
    """A decision with its file and the distinct changes that it makes."""

    record: QuyetDinh
    url: str
    tep: TepItem | None
    hanh_dong: tuple[HanhDong, ...]

    @property
    def tep_url(self) -> str:
        """The address of the full text, or an empty text."""
        return self.tep.url if self.tep else ""


@dataclass(frozen=True)
class DonViItem:
    """A unit with the number of its public news items; ``con_hoat_dong`` is off after its last day."""

    record: DonVi
    url: str
    tin_url: str
    so_tin: int
    con_hoat_dong: bool = True


@dataclass(frozen=True)
class TepTinItem:
    """A document that goes with a news item. ``path`` is its place below the root, ``url`` its place on the site."""

    ten: str
    url: str
    path: str
    kich_thuoc: int

    @property
    def dinh_dang(self) -> str:
        """The kind of the file as readers know it: ``PDF``."""
        return self.path.rpartition(".")[2].upper()


@dataclass(frozen=True)
class TinItem:
    """A public news item with its unit and its places in the lists.

    ``dinh_danh`` stays the same when title, date and file name change; ``da_het_han`` and ``duoc_ghim`` hold for the
    moment for which the catalogue was joined.
    """

    record: Tin
    url: str
    path: str
    don_vi: DonViItem | None
    chuyen_muc: MucItem
    noi_dung_cchc: tuple[MucItem, ...]
    chuyen_de: MucItem | None = None
    the: tuple[MucItem, ...] = ()
    tac_gia: MucItem | None = None
    tep: tuple[TepTinItem, ...] = ()
    dinh_danh: str = ""
    da_het_han: bool = False
    duoc_ghim: bool = False

    @property
    def la_suu_tam(self) -> bool:
        """Whether the item was collected elsewhere (NEWS-06)."""
        return self.record.chuyen_muc == SUU_TAM

    @property
    def anh_url(self) -> str:
        """The address of the picture, or an empty text."""
        return f"/tin-tuc/{self.record.anh.tep}" if self.record.anh else ""

    @property
    def path_anh(self) -> str:
        """The path of the picture below the root, or an empty text."""
        return f"posts/{self.record.anh.tep}" if self.record.anh else ""


@dataclass(frozen=True)
class VanBanItem:
    """A legal text with everything that rests on it; ``trich_yeu`` are the ways in which it is described.

    ``da_het`` tells whether it is out of force on the day for which the catalogue was joined; ``het_hieu_luc`` may
    also announce an end that lies ahead. ``van_ban_url`` is the text's own page, where the site publishes it.
    """

    so_ky_hieu: str
    loai: LoaiVanBan
    url: str
    trich_yeu: tuple[str, ...]
    ngay: date | None
    co_quan: str
    url_goc: str
    thu_tuc: tuple[ThuTucItem, ...]
    bieu_mau: tuple[BieuMauItem, ...]
    het_hieu_luc: VanBanHetHieuLuc | None = None
    da_het: bool = False
    van_ban_url: str = ""


@dataclass(frozen=True)
class CanCuPhapLy:
    """All legal texts that are cited, in order, and the way from a text's identity, a procedure or a form to them."""

    van_ban: tuple[VanBanItem, ...] = ()
    theo_danh_tinh: Mapping[Identity, VanBanItem] = field(default_factory=dict)
    cua_thu_tuc: Mapping[str, tuple[VanBanItem, ...]] = field(default_factory=dict)
    cua_bieu_mau: Mapping[str, tuple[VanBanItem, ...]] = field(default_factory=dict)

    def find(self, so_ky_hieu: str, co_quan: str = "") -> VanBanItem | None:
        """Return a text by its number in any accepted way of writing it, if anything rests on it."""
        return self.theo_danh_tinh.get(identify(so_ky_hieu, co_quan))

    def ended_of_thu_tuc(self, ma: str) -> tuple[VanBanItem, ...]:
        """Return the texts of a procedure that have ended or will end."""
        return tuple(text for text in self.cua_thu_tuc.get(ma, ()) if text.het_hieu_luc)

    def ended_of_bieu_mau(self, id_: str) -> tuple[VanBanItem, ...]:
        """Return the texts of a form that have ended or will end."""
        return tuple(text for text in self.cua_bieu_mau.get(id_, ()) if text.het_hieu_luc)


@dataclass(frozen=True)
class BuocItem:
    """A step of a decision tree: ``da_chon`` are the steps before it with the answers given, ``loi_di`` its ways on."""

    record: Buoc
    url: str
    da_chon: tuple[tuple["BuocItem", str], ...]
    loi_di: tuple[tuple[TraLoi, str], ...]
    thu_tuc: tuple[ThuTucItem, ...]


@dataclass(frozen=True)
class CayItem:
    """A decision tree with its steps, the first one first and each before those to which it leads."""

    record: CayChon
    url: str
    buoc: tuple[BuocItem, ...]
