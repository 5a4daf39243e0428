"""An administrative procedure with all its official parts (Decree 63/2010, article 8, as amended), and its rules."""

from collections.abc import Iterator

from pydantic import BaseModel, Field, model_validator

from cchc.model.phan_loai import BoPhan, CapThucHien, DoiTuong, Kenh, LoaiThuTuc, LyDoMotPhan, MucDoDvc
from cchc.model.thanh_phan import (
    Buoc,
    CachThuc,
    CanCu,
    CoQuan,
    KetQua,
    NguonThuTuc,
    Phi,
    PhienBan,
    QuyetDinhThuTuc,
    ThoiHan,
    TruongHopHoSo,
)
from cchc.model.values import DanhSachChu, DongChu, MaThuTuc, Ngay, Slug, ThoiDiem


class ThuTuc(BaseModel, frozen=True, extra="forbid"):
    """One administrative procedure. Empty means: the source does not say; nothing is filled in by guessing."""

    ma: MaThuTuc = Field(title="Mã thủ tục")
    ma_day_du: DanhSachChu = Field((), title="Mã đầy đủ, mã cũ")
    ten: DongChu = Field(title="Tên thủ tục")
    linh_vuc: Slug = Field(title="Lĩnh vực")
    loai: LoaiThuTuc | None = Field(None, title="Loại thủ tục")
    cap_thuc_hien: tuple[CapThucHien, ...] = Field((), title="Cấp thực hiện")
    doi_tuong: tuple[DoiTuong, ...] = Field((), title="Đối tượng thực hiện")
    doi_tuong_khac: DanhSachChu = Field((), title="Đối tượng khác")
    co_quan: CoQuan = Field(CoQuan(), title="Cơ quan")
    mot_cua: bool | None = Field(None, title="Thực hiện tại bộ phận một cửa")
    phi_dia_gioi: bool | None = Field(None, title="Không phụ thuộc địa giới hành chính")
    muc_do_dvc: MucDoDvc | None = Field(None, title="Mức độ cung cấp dịch vụ công trực tuyến")
    ly_do_mot_phan: tuple[LyDoMotPhan, ...] = Field((), title="Lý do cung cấp một phần")
    can_cu_mot_phan: str = Field("", title="Căn cứ cung cấp một phần")
    url_dvcqg: str = Field("", title="Địa chỉ trên Cổng Dịch vụ công quốc gia", pattern=r"^$|^https://")
    trinh_tu: tuple[Buoc, ...] = Field((), title="Trình tự thực hiện")
    cach_thuc: tuple[CachThuc, ...] = Field((), title="Cách thức thực hiện")
    thanh_phan_ho_so: tuple[TruongHopHoSo, ...] = Field((), title="Thành phần hồ sơ")
    so_luong_ho_so: int | None = Field(None, ge=1, title="Số lượng hồ sơ (bộ)")
    so_luong_ghi_chu: str = Field("", title="Ghi chú về số lượng hồ sơ")
    thoi_han: ThoiHan | None = Field(None, title="Thời hạn giải quyết")
    phi_le_phi: tuple[Phi, ...] = Field((), title="Phí, lệ phí")
    ket_qua: tuple[KetQua, ...] = Field((), title="Kết quả thực hiện")
    yeu_cau_dieu_kien: str = Field("", title="Yêu cầu, điều kiện thực hiện")
    bieu_mau: tuple[Slug, ...] = Field((), title="Biểu mẫu")
    can_cu_phap_ly: tuple[CanCu, ...] = Field((), title="Căn cứ pháp lý")
    quyet_dinh: tuple[QuyetDinhThuTuc, ...] = Field((), title="Quyết định công bố")
    hieu_luc_tu: Ngay | None = Field(None, title="Hiệu lực từ ngày")
    hieu_luc_den: Ngay | None = Field(None, title="Hiệu lực đến ngày")
    thay_the_boi: tuple[MaThuTuc, ...] = Field((), title="Được thay thế bởi")
    thay_the_cho: tuple[MaThuTuc, ...] = Field((), title="Thay thế cho")
    phien_ban: tuple[PhienBan, ...] = Field((), title="Lịch sử phiên bản")
    tthc_lien_quan: tuple[MaThuTuc, ...] = Field((), title="Thủ tục liên quan")
    tu_khoa: DanhSachChu = Field((), title="Từ khóa")
    ten_goi_khac: DanhSachChu = Field((), title="Tên gọi khác")
    mo_ta: str = Field("", title="Mô tả")
    nguon: NguonThuTuc | None = Field(None, title="Nguồn")
    cap_nhat: ThoiDiem | None = Field(None, title="Cập nhật lúc")
    du_lieu_mau: bool = Field(False, title="Dữ liệu minh họa")
    noi_dung: str = Field("", title="Hướng dẫn thêm")

    @model_validator(mode="after")
    def _check_dich_vu_cong(self) -> "ThuTuc":
        """A partial online service states reason and basis, a complete one has the channel (Decree 224/2026, 14)."""
        if (
            self.muc_do_dvc is MucDoDvc.MOT_PHAN
            and not self.nguon
            and not (self.ly_do_mot_phan and self.can_cu_mot_phan)
        ):
            raise ValueError("muc_do_dvc là mot-phan thì phải ghi ly_do_mot_phan và can_cu_mot_phan")
        online = any(cach.kenh is Kenh.TRUC_TUYEN for cach in self.cach_thuc)
        if self.muc_do_dvc is MucDoDvc.TOAN_TRINH and self.cach_thuc and not online and not self.nguon:
            raise ValueError("muc_do_dvc là toan-trinh thì cach_thuc phải có kenh: truc-tuyen")
        return self

    @model_validator(mode="after")
    def _check_hieu_luc(self) -> "ThuTuc":
        if self.hieu_luc_tu and self.hieu_luc_den and self.hieu_luc_den < self.hieu_luc_tu:
            raise ValueError("hieu_luc_den không được trước hieu_luc_tu")
        return self

    @property
    def la_noi_bo(self) -> bool:
        """Tell whether this is a procedure between state bodies, listed apart from the public ones."""
        return self.loai in (LoaiThuTuc.NOI_BO, LoaiThuTuc.NOI_BO_LIEN_THONG)


def forms_of(thu_tuc: ThuTuc) -> tuple[str, ...]:
    """Return the ids of all forms of a procedure: its own list, then those of its papers, each once."""
    of_papers = (
        id_ for truong_hop in thu_tuc.thanh_phan_ho_so for giay_to in truong_hop.giay_to for id_ in giay_to.bieu_mau
    )
    return tuple(dict.fromkeys((*thu_tuc.bieu_mau, *of_papers)))


def gather_phi(thu_tuc: ThuTuc) -> tuple[Phi, ...]:
    """Return all charges of a procedure, each once with the channels to which it applies."""
    gathered: dict[Phi, list[Kenh]] = {phi: list(phi.kenh) for phi in thu_tuc.phi_le_phi}
    for cach in thu_tuc.cach_thuc:
        for phi in cach.phi:
            kenh = gathered.setdefault(phi.model_copy(update={"kenh": ()}), [])
            if cach.kenh not in kenh:
                kenh.append(cach.kenh)
    return tuple(phi.model_copy(update={"kenh": tuple(kenh)}) for phi, kenh in gathered.items())


def gather_thoi_han(thu_tuc: ThuTuc) -> tuple[ThoiHan, ...]:
    """Return the different time limits of a procedure, its own first, then those of the channels in their order."""
    limits = ([thu_tuc.thoi_han] if thu_tuc.thoi_han else []) + [
        cach.thoi_han for cach in thu_tuc.cach_thuc if cach.thoi_han
    ]
    return tuple(dict.fromkeys(limits))


def find_missing(thu_tuc: ThuTuc) -> Iterator[BoPhan]:
    """Yield the obligatory parts that the record lacks (Decree 63/2010, article 8, clause 2, as amended)."""
    if not any(buoc.ten or buoc.noi_dung for buoc in thu_tuc.trinh_tu):
        yield BoPhan.TRINH_TU
    if not thu_tuc.cach_thuc:
        yield BoPhan.CACH_THUC
    if not any(truong_hop.giay_to for truong_hop in thu_tuc.thanh_phan_ho_so):
        yield BoPhan.THANH_PHAN_HO_SO
    if thu_tuc.so_luong_ho_so is None:
        yield BoPhan.SO_LUONG_HO_SO
    if not gather_thoi_han(thu_tuc):
        yield BoPhan.THOI_HAN
    if not (thu_tuc.doi_tuong or thu_tuc.doi_tuong_khac):
        yield BoPhan.DOI_TUONG
    if not thu_tuc.co_quan:
        yield BoPhan.CO_QUAN
    if not thu_tuc.can_cu_phap_ly:
        yield BoPhan.CAN_CU_PHAP_LY
    if not thu_tuc.quyet_dinh:
        yield BoPhan.QUYET_DINH
