"""Everything that the content files say, before anything refers to anything else."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from cchc.model.bieu_mau import BieuMau, TepThucTe
from cchc.model.can_cu import VanBanHetHieuLuc
from cchc.model.chon_thu_tuc import CayChon
from cchc.model.danh_muc import DanhMuc
from cchc.model.don_vi import DonVi
from cchc.model.hoi_dap import HoiDap
from cchc.model.ket_qua import DanhGiaTrang, KetQuaKhaoSat
from cchc.model.khao_sat import KhaoSat
from cchc.model.ky_bao_cao import KyBaoCao
from cchc.model.loi_dan import LoiDan
from cchc.model.ngay_nghi import NamNghi
from cchc.model.post import Tin
from cchc.model.quyet_dinh import QuyetDinh
from cchc.model.thoi_han_cong_bo import ThoiHanCongBo
from cchc.model.thu_tuc import ThuTuc
from cchc.model.van_ban import VanBan

RecordT = TypeVar("RecordT", covariant=True)


@dataclass(frozen=True)
class Entry(Generic[RecordT]):
    """A record with the path of its file, relative to the root, and the SHA-256 of the file's bytes."""

    path: str
    record: RecordT
    sha256: str = ""


@dataclass(frozen=True)
class Content:
    """All records of a root; ``tep`` describes each file that a record names, by its path from the root.

    ``phien_ban`` are earlier versions of procedures, each in ``tthc/<linh-vuc>/phien-ban/<ma>/<so>.md``.
    """

    thu_tuc: tuple[Entry[ThuTuc], ...] = ()
    phien_ban: tuple[Entry[ThuTuc], ...] = ()
    quyet_dinh: tuple[Entry[QuyetDinh], ...] = ()
    bieu_mau: tuple[Entry[BieuMau], ...] = ()
    tin: tuple[Entry[Tin], ...] = ()
    don_vi: tuple[Entry[DonVi], ...] = ()
    van_ban: tuple[Entry[VanBan], ...] = ()
    hoi_dap: tuple[Entry[HoiDap], ...] = ()
    loi_dan: tuple[Entry[LoiDan], ...] = ()
    danh_muc: DanhMuc = field(default_factory=DanhMuc)
    ngay_nghi: tuple[NamNghi, ...] = ()
    chon_thu_tuc: tuple[Entry[CayChon], ...] = ()
    thoi_han_cong_bo: tuple[ThoiHanCongBo, ...] = ()
    van_ban_het_hieu_luc: tuple[VanBanHetHieuLuc, ...] = ()
    ky_bao_cao: tuple[KyBaoCao, ...] = ()
    khao_sat: tuple[Entry[KhaoSat], ...] = ()
    ket_qua: tuple[Entry[KetQuaKhaoSat], ...] = ()
    danh_gia: tuple[Entry[DanhGiaTrang], ...] = ()
    tep: dict[str, TepThucTe] = field(default_factory=dict)
