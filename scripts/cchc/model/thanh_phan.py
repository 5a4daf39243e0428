"""The parts of a procedure: steps, ways of filing, time limits, charges, papers, results, legal bases, versions."""

from pydantic import BaseModel, Field

from cchc.model.phan_loai import BoPhan, DonViThoiGian, HanhDong, Kenh, LoaiBanSao, LoaiPhi
from cchc.model.values import DanhSachChu, DongChu, Ngay, Slug, So, ThoiDiem


class NoiTiepNhan(BaseModel, frozen=True, extra="forbid"):
    """A desk that takes dossiers."""

    ten: DongChu = Field(title="Tên nơi tiếp nhận")
    dia_chi: str = Field("", title="Địa chỉ")
    dien_thoai: str = Field("", title="Điện thoại")
    gio_lam_viec: str = Field("", title="Giờ làm việc")


class CoQuan(BaseModel, frozen=True, extra="forbid"):
    """The agencies of a procedure."""

    tham_quyen: DanhSachChu = Field((), title="Cơ quan có thẩm quyền")
    thuc_hien: DanhSachChu = Field((), title="Cơ quan thực hiện")
    tiep_nhan: tuple[NoiTiepNhan, ...] = Field((), title="Địa chỉ tiếp nhận hồ sơ")
    uy_quyen: DanhSachChu = Field((), title="Cơ quan được ủy quyền")
    phoi_hop: DanhSachChu = Field((), title="Cơ quan phối hợp")

    def __bool__(self) -> bool:
        return bool(self.tham_quyen or self.thuc_hien)


class Buoc(BaseModel, frozen=True, extra="forbid"):
    """One step of the sequence; ``noi_dung`` is Markdown."""

    ten: str = Field("", title="Tên bước")
    noi_dung: str = Field("", title="Nội dung")


class ThoiHan(BaseModel, frozen=True, extra="forbid"):
    """A time limit: a number with its unit, or a sentence where the law gives no number."""

    so: So | None = Field(None, title="Số")
    don_vi: DonViThoiGian = Field(DonViThoiGian.KHAC, title="Đơn vị thời gian")
    tinh_tu: str = Field("", title="Tính từ")
    mo_ta: str = Field("", title="Mô tả")
    thoi_han_cat_giam: "ThoiHan | None" = Field(None, title="Thời hạn cắt giảm của địa phương")


class TepNguon(BaseModel, frozen=True, extra="forbid"):
    """A file named by the national portal and not held here; ``id`` is its identity, names recur."""

    id: DongChu = Field(title="Mã tệp")
    ten: str = Field("", title="Tên tệp")


class Phi(BaseModel, frozen=True, extra="forbid"):
    """One charge. ``so_tien`` empty means that only the text of ``mo_ta`` tells the tariff."""

    loai: LoaiPhi = Field(LoaiPhi.CHUA_PHAN_LOAI, title="Loại")
    ten: str = Field("", title="Tên khoản thu")
    so_tien: So | None = Field(None, title="Số tiền")
    tien_te: str = Field("VND", title="Tiền tệ", pattern=r"^[A-Z]{3}$")
    don_vi_tinh: str = Field("", title="Đơn vị tính")
    kenh: tuple[Kenh, ...] = Field((), title="Áp dụng cho hình thức nộp")
    truong_hop: str = Field("", title="Trường hợp")
    can_cu: str = Field("", title="Căn cứ")
    mo_ta: str = Field("", title="Mô tả")
    hieu_luc_tu: Ngay | None = Field(None, title="Hiệu lực từ ngày")
    hieu_luc_den: Ngay | None = Field(None, title="Hiệu lực đến ngày")
    tep_nguon: tuple[TepNguon, ...] = Field((), title="Biểu phí, lệ phí trên Cổng Dịch vụ công quốc gia")


class CachThuc(BaseModel, frozen=True, extra="forbid"):
    """One way of filing with its own time limit and charges; a channel may recur, once per case."""

    kenh: Kenh = Field(title="Hình thức nộp")
    thoi_han: ThoiHan | None = Field(None, title="Thời hạn giải quyết")
    phi: tuple[Phi, ...] = Field((), title="Phí, lệ phí")
    mo_ta: str = Field("", title="Mô tả")


class GiayTo(BaseModel, frozen=True, extra="forbid"):
    """One line of the dossier; a note among the papers has ``la_ghi_chu`` and no copies."""

    ma: str = Field("", title="Mã giấy tờ")
    ten: str = Field("", title="Tên giấy tờ")
    ban_chinh: int = Field(0, ge=0, title="Số bản chính")
    ban_sao: int = Field(0, ge=0, title="Số bản sao")
    loai_ban_sao: LoaiBanSao | None = Field(None, title="Loại bản sao")
    bieu_mau: tuple[Slug, ...] = Field((), title="Mẫu đơn, tờ khai")
    tep_nguon: tuple[TepNguon, ...] = Field((), title="Tệp mẫu trên Cổng Dịch vụ công quốc gia")
    thay_the_bang_du_lieu: bool = Field(False, title="Thay thế bằng dữ liệu")
    csdl: str = Field("", title="Cơ sở dữ liệu khai thác")
    bat_buoc: bool = Field(True, title="Bắt buộc")
    la_ghi_chu: bool = Field(False, title="Là ghi chú")
    ghi_chu: str = Field("", title="Ghi chú")


class TruongHopHoSo(BaseModel, frozen=True, extra="forbid"):
    """The papers of one case; an empty name means that there is only one case."""

    truong_hop: str = Field("", title="Trường hợp")
    giay_to: tuple[GiayTo, ...] = Field((), title="Giấy tờ")


class KetQua(BaseModel, frozen=True, extra="forbid"):
    """A result handed to the applicant."""

    ten: DongChu = Field(title="Tên kết quả")
    ma: str = Field("", title="Mã kết quả")
    thoi_han_hieu_luc: str = Field("", title="Thời hạn hiệu lực")
    mau: str = Field("", title="Mẫu kết quả")


class CanCu(BaseModel, frozen=True, extra="forbid"):
    """A legal text on which the procedure rests."""

    so_ky_hieu: str = Field("", title="Số ký hiệu")
    trich_yeu: str = Field("", title="Trích yếu")
    ngay: Ngay | None = Field(None, title="Ngày ban hành")
    co_quan: str = Field("", title="Cơ quan ban hành")
    van_ban_id: str = Field("", title="Mã văn bản")
    url: str = Field("", title="Địa chỉ văn bản", pattern=r"^$|^https://")


class QuyetDinhThuTuc(BaseModel, frozen=True, extra="forbid"):
    """The decision that published, changed or ended the procedure, as the procedure cites it."""

    so: DongChu = Field(title="Số quyết định")
    ngay_ky: Ngay | None = Field(None, title="Ngày ký")
    hanh_dong: HanhDong | None = Field(None, title="Hành động")
    hieu_luc_tu: Ngay | None = Field(None, title="Hiệu lực từ ngày")
    ngay_cong_khai: Ngay | None = Field(None, title="Ngày công khai")
    co_quan: str = Field("", title="Cơ quan công bố")


class PhienBan(BaseModel, frozen=True, extra="forbid"):
    """One version in the history of a procedure."""

    so: DongChu = Field(title="Phiên bản")
    tu: Ngay | None = Field(None, title="Từ ngày")
    den: Ngay | None = Field(None, title="Đến ngày")
    bo_phan_thay_doi: tuple[BoPhan, ...] = Field((), title="Bộ phận thay đổi")
    quyet_dinh: str = Field("", title="Quyết định")


class NguonThuTuc(BaseModel, frozen=True, extra="forbid"):
    """Where the record was taken from; the national database prevails (Decree 63/2010, articles 17 and 25)."""

    ten: DongChu = Field(title="Nguồn")
    id: str = Field("", title="Định danh tại nguồn")
    url: str = Field("", title="Địa chỉ nguồn", pattern=r"^$|^https://")
    lay_luc: ThoiDiem | None = Field(None, title="Lấy lúc")
    cap_nhat: ThoiDiem | None = Field(None, title="Nguồn cập nhật lúc")
