"""A decision that publishes procedures (quyết định công bố) with the change that it makes to each of them."""

from pydantic import BaseModel, Field, model_validator

from cchc.model.phan_loai import BoPhan, HanhDong
from cchc.model.values import DongChu, DuongDanTep, MaThuTuc, Ngay
from cchc.text import slug


class VanBanGoc(BaseModel, frozen=True, extra="forbid"):
    """A legal text that made the decision necessary; its date of effect starts the legal time limits."""

    so_ky_hieu: DongChu = Field(title="Số ký hiệu")
    ngay_ban_hanh: Ngay | None = Field(None, title="Ngày ban hành")
    hieu_luc_tu: Ngay | None = Field(None, title="Hiệu lực từ ngày")
    rut_gon: bool = Field(False, title="Ban hành theo trình tự rút gọn")


class MucQuyetDinh(BaseModel, frozen=True, extra="forbid"):
    """One line of the decision: which procedure, what happens to it."""

    ma: MaThuTuc = Field(title="Mã thủ tục")
    hanh_dong: HanhDong = Field(title="Hành động")
    bo_phan_thay_doi: tuple[BoPhan, ...] = Field((), title="Bộ phận thay đổi")
    van_ban: str = Field("", title="Văn bản quy định nội dung sửa đổi, bãi bỏ")
    thay_the_boi: MaThuTuc | None = Field(None, title="Được thay thế bởi")

    @model_validator(mode="after")
    def _check_thay_the(self) -> "MucQuyetDinh":
        if self.hanh_dong is HanhDong.THAY_THE and self.thay_the_boi == self.ma:
            raise ValueError("thay_the_boi phải là mã của thủ tục khác")
        return self


class QuyetDinh(BaseModel, frozen=True, extra="forbid"):
    """A published decision. ``tep`` is a path below ``tthc/quyet-dinh/``."""

    so: DongChu = Field(title="Số, ký hiệu")
    ngay_ky: Ngay = Field(title="Ngày ký")
    co_quan: DongChu = Field(title="Cơ quan ban hành")
    nguoi_ky: str = Field("", title="Người ký")
    chuc_vu: str = Field("", title="Chức vụ")
    trich_yeu: DongChu = Field(title="Trích yếu")
    hieu_luc_tu: Ngay = Field(title="Hiệu lực từ ngày")
    van_ban_goc: tuple[VanBanGoc, ...] = Field((), title="Văn bản quy phạm pháp luật được công bố theo")
    tep: DuongDanTep = Field("", title="Tệp toàn văn")
    ngay_cong_khai: Ngay = Field(title="Ngày công khai")
    muc: tuple[MucQuyetDinh, ...] = Field(min_length=1, title="Danh mục thủ tục")
    het_hieu_luc_bang: str = Field("", title="Hết hiệu lực bằng")
    du_lieu_mau: bool = Field(False, title="Dữ liệu minh họa")
    noi_dung: str = Field("", title="Nội dung")

    @property
    def slug(self) -> str:
        """Address part of the decision: ``so`` without diacritics, with the year of signing where ``so`` lacks it."""
        return slug(self.so if str(self.ngay_ky.year) in self.so else f"{self.so}-{self.ngay_ky.year}")
