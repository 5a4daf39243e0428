"""Everything that is published, in one frozen record: what pages, feeds, data and reports are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cchc.catalogue.items import (
    BieuMauItem,
    CanCuPhapLy,
    CayItem,
    DonViItem,
    MucItem,
    QuyetDinhItem,
    ThuTucItem,
    TinItem,
)
from cchc.catalogue.khao_sat import KhaoSatItem
from cchc.catalogue.published import HoiDapItem, VanBanCongBoItem
from cchc.model.danh_muc import DanhMuc
from cchc.model.ket_qua import DanhGiaTrang
from cchc.model.ky_bao_cao import KyBaoCao
from cchc.model.loi_dan import LoiDan
from cchc.text.working_days import LichLamViec


@dataclass(frozen=True)
class Catalogue:
    """Everything that is published, joined and ordered; ``now`` is the moment for which it was joined.

    ``linh_vuc`` are the fields that hold public procedures, ``linh_vuc_trong`` those of the list that hold none yet.
    ``loi_dan`` are the introductions of lists, by the address of the list.
    ``tin`` are all public news, newest first; ``tin_theo_trang`` those of one list, by the address of its page.
    """

    now: datetime
    danh_muc: DanhMuc
    thu_tuc: Mapping[str, ThuTucItem] = field(default_factory=dict)
    quyet_dinh: tuple[QuyetDinhItem, ...] = ()
    bieu_mau: Mapping[str, BieuMauItem] = field(default_factory=dict)
    mau_cu: Mapping[str, tuple[BieuMauItem, ...]] = field(default_factory=dict)
    tin: tuple[TinItem, ...] = ()
    don_vi: Mapping[str, DonViItem] = field(default_factory=dict)
    linh_vuc: Mapping[str, MucItem] = field(default_factory=dict)
    linh_vuc_trong: tuple[MucItem, ...] = ()
    van_ban: tuple[VanBanCongBoItem, ...] = ()
    hoi_dap: tuple[HoiDapItem, ...] = ()
    hoi_dap_cua_thu_tuc: Mapping[str, tuple[HoiDapItem, ...]] = field(default_factory=dict)
    loi_dan: Mapping[str, LoiDan] = field(default_factory=dict)
    chuyen_muc: Mapping[str, MucItem] = field(default_factory=dict)
    noi_dung_cchc: Mapping[str, MucItem] = field(default_factory=dict)
    chuyen_de: Mapping[str, MucItem] = field(default_factory=dict)
    the: Mapping[str, MucItem] = field(default_factory=dict)
    tac_gia: Mapping[str, MucItem] = field(default_factory=dict)
    tin_theo_trang: Mapping[str, tuple[TinItem, ...]] = field(default_factory=dict)
    tin_cua_thu_tuc: Mapping[str, tuple[TinItem, ...]] = field(default_factory=dict)
    lich_lam_viec: LichLamViec = field(default_factory=LichLamViec)
    can_cu: CanCuPhapLy = field(default_factory=CanCuPhapLy)
    chon_thu_tuc: tuple[CayItem, ...] = ()
    ky_bao_cao: tuple[KyBaoCao, ...] = ()
    khao_sat: tuple[KhaoSatItem, ...] = ()
    danh_gia: DanhGiaTrang | None = None

    @property
    def cong_khai(self) -> tuple[ThuTucItem, ...]:
        """Procedures open to people and firms, in Vietnamese alphabetical order."""
        return tuple(item for item in self.thu_tuc.values() if not item.record.la_noi_bo)

    @property
    def noi_bo(self) -> tuple[ThuTucItem, ...]:
        """Procedures between state bodies, which are listed and counted apart."""
        return tuple(item for item in self.thu_tuc.values() if item.record.la_noi_bo)

    def find_thu_tuc(self, codes: tuple[str, ...]) -> tuple[ThuTucItem, ...]:
        """Return the procedures of these codes that are in the catalogue, in the order of the codes."""
        return tuple(self.thu_tuc[ma] for ma in codes if ma in self.thu_tuc)

    def find_bieu_mau(self, ids: tuple[str, ...]) -> tuple[BieuMauItem, ...]:
        """Return the forms of these ids that are in the catalogue, in the order of the ids."""
        return tuple(self.bieu_mau[id_] for id_ in ids if id_ in self.bieu_mau)

    def find_quyet_dinh(self, so: str, ngay_ky: date | None = None) -> QuyetDinhItem | None:
        """Return the decision of this number and day, if the catalogue holds it; without a day the newest."""
        found = (item for item in self.quyet_dinh if item.record.so == so)
        return next((item for item in found if ngay_ky in (None, item.record.ngay_ky)), None)
