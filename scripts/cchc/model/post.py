"""A news item (tin): what editors of the department and its units write, and its rules."""

from enum import StrEnum

from pydantic import BaseModel, Field, model_validator

from cchc.model.phan_tin import Anh, BaoTri, DinhChinh, SuKien, TepDinhKem, TruyenThong
from cchc.model.values import DanhSachChu, DongChu, MaThuTuc, Ngay, Slug, ThoiDiem


class TrangThaiTin(StrEnum):
    """The editorial workflow; only ``da-dang`` reaches the site."""

    NHAP = "nhap"
    CHO_DUYET = "cho-duyet"
    DA_DANG = "da-dang"
    GO_BO = "go-bo"


class DoiTuongTin(StrEnum):
    """For whom a text is written."""

    CAN_BO = "can-bo"
    NGUOI_DAN = "nguoi-dan"
    DOANH_NGHIEP = "doanh-nghiep"
    NGUOI_BENH = "nguoi-benh"
    DON_VI = "don-vi"


SUU_TAM = "tin-bo-nganh-dia-phuong"
"""The rubric of collected news; its items must name their source (NEWS-06)."""

THONG_BAO = "thong-bao"
"""The rubric of notices; its items may expire (NEWS-18)."""


class Tin(BaseModel, frozen=True, extra="forbid"):
    """One news item. ``noi_dung`` is the Markdown below the front matter."""

    dinh_danh: Slug | None = Field(None, title="Định danh (không đổi, kể cả khi sửa tên tệp, tiêu đề, ngày)")
    tieu_de: DongChu = Field(title="Tiêu đề")
    tom_tat: DongChu = Field(title="Tóm tắt")
    ngay_dang: ThoiDiem = Field(title="Ngày đăng")
    cap_nhat: ThoiDiem | None = Field(None, title="Cập nhật lúc")
    don_vi: Slug = Field(title="Đơn vị")
    noi_dung_cchc: tuple[Slug, ...] = Field(min_length=1, title="Nội dung cải cách hành chính")
    chuyen_muc: Slug = Field(title="Chuyên mục")
    chuyen_de: Slug | None = Field(None, title="Chuyên đề")
    chi_so: tuple[Slug, ...] = Field((), title="Chỉ số liên quan")
    tac_gia: str = Field("", title="Tác giả")
    nguon: str = Field("", title="Nguồn")
    nguon_url: str = Field("", title="Địa chỉ nguồn", pattern=r"^$|^https?://")
    nguon_ngay: ThoiDiem | None = Field(None, title="Ngày đăng tại nguồn")
    doi_tuong: tuple[DoiTuongTin, ...] = Field((), title="Đối tượng bạn đọc")
    the: DanhSachChu = Field((), title="Thẻ")
    anh: Anh | None = Field(None, title="Ảnh")
    thu_vien_anh: tuple[Anh, ...] = Field((), title="Thư viện ảnh")
    tep: tuple[TepDinhKem, ...] = Field((), title="Tệp đính kèm")
    su_kien: SuKien | None = Field(None, title="Sự kiện")
    truyen_thong: TruyenThong | None = Field(None, title="Sản phẩm truyền thông")
    bao_tri: BaoTri | None = Field(None, title="Lịch bảo trì")
    tthc: tuple[MaThuTuc, ...] = Field((), title="Thủ tục được nhắc đến")
    van_ban: DanhSachChu = Field((), title="Văn bản được nhắc đến")
    quyet_dinh: DanhSachChu = Field((), title="Quyết định công bố được nhắc đến")
    trang_thai: TrangThaiTin = Field(TrangThaiTin.NHAP, title="Trạng thái")
    nguoi_duyet: str = Field("", title="Người duyệt")
    noi_bat: bool = Field(False, title="Tin nổi bật")
    ghim_den: Ngay | None = Field(None, title="Ghim đầu danh sách đến hết ngày")
    dinh_chinh: tuple[DinhChinh, ...] = Field((), title="Đính chính")
    het_han: ThoiDiem | None = Field(None, title="Hết hạn")
    du_lieu_mau: bool = Field(False, title="Dữ liệu minh họa")
    noi_dung: str = Field("", title="Nội dung")

    @model_validator(mode="after")
    def _check_suu_tam(self) -> "Tin":
        """Collected news names its source, address and original date (NEWS-06)."""
        if self.chuyen_muc == SUU_TAM and not (self.nguon and self.nguon_url and self.nguon_ngay):
            raise ValueError("tin sưu tầm phải ghi đủ nguon, nguon_url và nguon_ngay")
        return self

    @model_validator(mode="after")
    def _check_ngay(self) -> "Tin":
        if self.cap_nhat and self.cap_nhat < self.ngay_dang:
            raise ValueError("cap_nhat không được trước ngay_dang")
        if self.het_han and self.het_han < self.ngay_dang:
            raise ValueError("het_han không được trước ngay_dang")
        return self
