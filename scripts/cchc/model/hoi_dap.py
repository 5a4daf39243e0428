"""A published question with its answer (hỏi đáp): moderated and without anybody's name, and its rules."""

import calendar
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, Field, model_validator

from cchc.model.can_cu import SoKyHieu
from cchc.model.values import DongChu, MaThuTuc, Ngay, Slug

_XEM_LAI_SAU_THANG = 12
"""An answer without a review date of its own is looked at again after a year (QA-06)."""

NGUOI_HOI = "Công dân"
"""How a person who asks is shown when nothing else was consented to (QA-03)."""


class HienThiNguoiHoi(StrEnum):
    """How the person who asked is shown: never by name."""

    AN_DANH = "an-danh"
    CHU_CAI_DAU = "chu-cai-dau"


class HoiDap(BaseModel, frozen=True, extra="forbid"):
    """One question and its answer. ``tra_loi`` is the Markdown below the front matter.

    ``cap_nhat`` is the day on which the answer was last held against the rules in force.
    """

    id: Slug = Field(title="Định danh (trùng tên tệp, không đổi)")
    cau_hoi: DongChu = Field(title="Câu hỏi, viết gọn một câu")
    chi_tiet: str = Field("", title="Nội dung câu hỏi đầy đủ, đã bỏ thông tin cá nhân")
    don_vi_tra_loi: Slug = Field(title="Đơn vị trả lời")
    ngay_hoi: Ngay | None = Field(None, title="Ngày hỏi")
    ngay_tra_loi: Ngay = Field(title="Ngày trả lời")
    cap_nhat: Ngay | None = Field(None, title="Rà soát, cập nhật câu trả lời ngày")
    linh_vuc: Slug | None = Field(None, title="Lĩnh vực")
    tthc: tuple[MaThuTuc, ...] = Field((), title="Thủ tục liên quan")
    can_cu: tuple[SoKyHieu, ...] = Field((), title="Căn cứ pháp lý (số ký hiệu)")
    thuong_gap: bool = Field(False, title="Câu hỏi thường gặp")
    xem_lai_truoc: Ngay | None = Field(None, title="Phải xem lại trước ngày")
    hien_thi_nguoi_hoi: HienThiNguoiHoi = Field(HienThiNguoiHoi.AN_DANH, title="Cách hiện người hỏi")
    nguoi_hoi: str = Field("", title="Chữ cái đầu của họ tên, dạng N.V.A.", pattern=r"^$|^([A-ZĐ]\.){1,5}$")
    du_lieu_mau: bool = Field(False, title="Dữ liệu minh họa")
    tra_loi: str = Field(min_length=1, title="Trả lời")

    @property
    def ten_nguoi_hoi(self) -> str:
        """Who asked, as the page shows it."""
        return f"{NGUOI_HOI} {self.nguoi_hoi}".strip()

    @property
    def tra_loi_den_ngay(self) -> date:
        """The day for which the answer speaks."""
        return max(self.ngay_tra_loi, self.cap_nhat or self.ngay_tra_loi)

    @property
    def han_xem_lai(self) -> date:
        """The last day before which the answer must be looked at again."""
        return self.xem_lai_truoc or _add_months(self.tra_loi_den_ngay, _XEM_LAI_SAU_THANG)

    @model_validator(mode="after")
    def _check_ngay(self) -> "HoiDap":
        if self.ngay_hoi and self.ngay_hoi > self.ngay_tra_loi:
            raise ValueError("ngay_tra_loi không được trước ngay_hoi")
        if self.cap_nhat and self.cap_nhat < self.ngay_tra_loi:
            raise ValueError("cap_nhat không được trước ngay_tra_loi")
        if self.xem_lai_truoc and self.xem_lai_truoc <= self.ngay_tra_loi:
            raise ValueError("xem_lai_truoc phải sau ngay_tra_loi")
        return self

    @model_validator(mode="after")
    def _check_nguoi_hoi(self) -> "HoiDap":
        if (self.hien_thi_nguoi_hoi is HienThiNguoiHoi.CHU_CAI_DAU) != bool(self.nguoi_hoi):
            raise ValueError("ghi nguoi_hoi (chữ cái đầu) cùng với hien_thi_nguoi_hoi: chu-cai-dau, hoặc bỏ cả hai")
        return self


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
