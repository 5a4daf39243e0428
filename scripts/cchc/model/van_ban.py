"""A published document (văn bản): laws referred to, plans, steering, guidance, drafts for comments, and its rules.

The legal texts on which procedures rest are cited, not published, and live in ``can_cu``.
"""

from enum import StrEnum

from pydantic import BaseModel, Field, model_validator

from cchc.model.can_cu import SoKyHieu
from cchc.model.values import DongChu, DuongDanTep, Ngay, Slug


class LoaiCongBo(StrEnum):
    """Kinds of published documents, in the order of the law, then of the administration's own papers."""

    LUAT = "luat"
    NGHI_QUYET = "nghi-quyet"
    NGHI_DINH = "nghi-dinh"
    THONG_TU = "thong-tu"
    QUYET_DINH = "quyet-dinh"
    CHI_THI = "chi-thi"
    CHUONG_TRINH = "chuong-trinh"
    KE_HOACH = "ke-hoach"
    CONG_VAN = "cong-van"
    HUONG_DAN = "huong-dan"
    BAO_CAO = "bao-cao"
    THONG_BAO = "thong-bao"
    DU_THAO = "du-thao"


class NhomVanBan(StrEnum):
    """The groups in which documents are listed (DOC-04)."""

    QUY_PHAM = "quy-pham-phap-luat"
    KE_HOACH = "ke-hoach-chuong-trinh"
    CHI_DAO = "chi-dao-dieu-hanh"
    HUONG_DAN = "huong-dan-nghiep-vu"
    DU_THAO = "du-thao-lay-y-kien"


_NHOM = {
    LoaiCongBo.LUAT: NhomVanBan.QUY_PHAM,
    LoaiCongBo.NGHI_DINH: NhomVanBan.QUY_PHAM,
    LoaiCongBo.THONG_TU: NhomVanBan.QUY_PHAM,
    LoaiCongBo.CHUONG_TRINH: NhomVanBan.KE_HOACH,
    LoaiCongBo.KE_HOACH: NhomVanBan.KE_HOACH,
    LoaiCongBo.HUONG_DAN: NhomVanBan.HUONG_DAN,
    LoaiCongBo.DU_THAO: NhomVanBan.DU_THAO,
}
"""The group of a kind that always belongs to one; other kinds are steering unless their record says otherwise."""


class KieuQuanHe(StrEnum):
    """What a document does to another one (DOC-03)."""

    SUA_DOI = "sua-doi"
    BO_SUNG = "bo-sung"
    THAY_THE = "thay-the"
    BAI_BO = "bai-bo"
    HUONG_DAN = "huong-dan"
    CAN_CU = "can-cu"


ENDING = frozenset({KieuQuanHe.THAY_THE, KieuQuanHe.BAI_BO})
"""Relations that end the other document, unless they touch a part of it only."""


class TinhTrang(StrEnum):
    """Where a document stands on a day; derived from dates and relations, see ``catalogue.van_ban``."""

    CHUA_HIEU_LUC = "chua-hieu-luc"
    CON_HIEU_LUC = "con-hieu-luc"
    HET_MOT_PHAN = "het-hieu-luc-mot-phan"
    HET_HIEU_LUC = "het-hieu-luc"
    KHONG_XAC_DINH = "khong-xac-dinh"
    DANG_LAY_Y_KIEN = "dang-lay-y-kien"
    DA_DONG = "da-dong-gop-y"
    DA_BAN_HANH = "da-ban-hanh"


class QuanHe(BaseModel, frozen=True, extra="forbid"):
    """One relation; ``den`` is the number of the other document, told apart by issuer and year where needed."""

    kieu: KieuQuanHe = Field(title="Kiểu quan hệ")
    den: SoKyHieu = Field(title="Đến văn bản số")
    co_quan: str = Field("", title="Cơ quan ban hành văn bản kia")
    nam: int | None = Field(None, ge=1945, le=2200, title="Năm ban hành văn bản kia")
    mot_phan: bool = Field(False, title="Chỉ một phần")
    ghi_chu: str = Field("", title="Ghi chú")


class TepVanBan(BaseModel, frozen=True, extra="forbid"):
    """One file of a document; ``duong_dan`` is an ASCII path below ``docs/van-ban/``."""

    duong_dan: DuongDanTep = Field(title="Đường dẫn", pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")
    ten: str = Field("", title="Tên tệp hiện cho bạn đọc")


class VanBan(BaseModel, frozen=True, extra="forbid"):
    """One published document. ``het_hieu_luc`` is the first day without force; drafts have no number yet."""

    dinh_danh: Slug | None = Field(None, title="Định danh (không đổi, kể cả khi sửa tên tệp, trích yếu, ngày)")
    so_ky_hieu: SoKyHieu | None = Field(None, title="Số ký hiệu")
    loai: LoaiCongBo = Field(title="Loại văn bản")
    nhom_rieng: NhomVanBan | None = Field(None, title="Nhóm, khi khác nhóm thường lệ của loại")
    trich_yeu: DongChu = Field(title="Trích yếu")
    co_quan: DongChu = Field(title="Cơ quan ban hành")
    nguoi_ky: str = Field("", title="Người ký")
    chuc_vu: str = Field("", title="Chức vụ người ký")
    ngay_ban_hanh: Ngay = Field(title="Ngày ban hành; của dự thảo là ngày đưa ra lấy ý kiến")
    hieu_luc_tu: Ngay | None = Field(None, title="Hiệu lực từ ngày")
    het_hieu_luc: Ngay | None = Field(None, title="Hết hiệu lực từ ngày")
    ngay_cong_khai: Ngay | None = Field(None, title="Ngày công khai trên trang")
    linh_vuc: tuple[Slug, ...] = Field((), title="Lĩnh vực")
    noi_dung_cchc: tuple[Slug, ...] = Field((), title="Nội dung cải cách hành chính")
    quan_he: tuple[QuanHe, ...] = Field((), title="Quan hệ với văn bản khác")
    tep: tuple[TepVanBan, ...] = Field((), title="Tệp")
    nguon_url: str = Field("", title="Địa chỉ văn bản gốc", pattern=r"^$|^https://")
    han_gop_y: Ngay | None = Field(None, title="Nhận góp ý đến hết ngày")
    noi_nhan_gop_y: str = Field("", title="Nơi nhận góp ý")
    tong_hop_gop_y: str = Field("", title="Tổng hợp ý kiến đã nhận và tiếp thu")
    ban_hanh_thanh: SoKyHieu | None = Field(None, title="Dự thảo đã ban hành thành văn bản số")
    du_lieu_mau: bool = Field(False, title="Dữ liệu minh họa")
    noi_dung: str = Field("", title="Nội dung hoặc tóm tắt")

    @property
    def la_du_thao(self) -> bool:
        """Tell whether this is a draft that people may comment on."""
        return self.loai is LoaiCongBo.DU_THAO

    @property
    def nhom(self) -> NhomVanBan:
        """The group in which the document is listed."""
        return self.nhom_rieng or _NHOM.get(self.loai, NhomVanBan.CHI_DAO)

    @property
    def tu_ngay(self) -> Ngay | None:
        """The first day in force; a paper that is no legal norm counts from its day of issue unless it says more."""
        if self.hieu_luc_tu or self.nhom in (NhomVanBan.QUY_PHAM, NhomVanBan.DU_THAO):
            return self.hieu_luc_tu
        return self.ngay_ban_hanh

    @model_validator(mode="after")
    def _check_so_ky_hieu(self) -> "VanBan":
        if not self.la_du_thao and not self.so_ky_hieu:
            raise ValueError("văn bản đã ban hành phải có so_ky_hieu; văn bản chưa ban hành ghi loai: du-thao")
        if (self.nhom is NhomVanBan.DU_THAO) != self.la_du_thao:
            raise ValueError(f"nhom_rieng {NhomVanBan.DU_THAO} chỉ dành cho loai: du-thao, và ngược lại")
        return self

    @model_validator(mode="after")
    def _check_du_thao(self) -> "VanBan":
        """A draft says until when and where to comment (DOC-06); other documents take no comments."""
        if self.la_du_thao and not (self.han_gop_y and self.noi_nhan_gop_y):
            raise ValueError("dự thảo phải có han_gop_y và noi_nhan_gop_y")
        if not self.la_du_thao and (self.han_gop_y or self.noi_nhan_gop_y or self.ban_hanh_thanh):
            raise ValueError("han_gop_y, noi_nhan_gop_y, ban_hanh_thanh chỉ dành cho dự thảo")
        if self.han_gop_y and self.han_gop_y < self.ngay_ban_hanh:
            raise ValueError("han_gop_y không được trước ngay_ban_hanh")
        return self

    @model_validator(mode="after")
    def _check_ngay(self) -> "VanBan":
        if self.het_hieu_luc and self.tu_ngay and self.het_hieu_luc <= self.tu_ngay:
            raise ValueError("het_hieu_luc phải sau ngày có hiệu lực")
        ends = any(quan_he.kieu in ENDING for quan_he in self.quan_he)
        if ends and not self.la_du_thao and self.tu_ngay is None:
            raise ValueError("văn bản thay thế, bãi bỏ văn bản khác phải ghi hieu_luc_tu")
        return self
