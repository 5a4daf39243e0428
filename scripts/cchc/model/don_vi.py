"""A unit (đơn vị): the department itself, a sub-department, centre, hospital or health station."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, Field

from cchc.model.values import DongChu, Ngay, Slug


class LoaiDonVi(StrEnum):
    """Kinds of units."""

    SO = "so"
    CHI_CUC = "chi-cuc"
    TRUNG_TAM = "trung-tam"
    BENH_VIEN = "benh-vien"
    TRAM_Y_TE = "tram-y-te"
    KHAC = "khac"


class CapDonVi(StrEnum):
    """Levels of units under two-tier local government."""

    TINH = "tinh"
    XA = "xa"


class DonVi(BaseModel, frozen=True, extra="forbid"):
    """One unit with its contacts and its period of activity (units merge)."""

    ma: Slug = Field(title="Mã đơn vị")
    ten: DongChu = Field(title="Tên đơn vị")
    ten_ngan: str = Field("", title="Tên ngắn")
    loai: LoaiDonVi = Field(title="Loại")
    cap: CapDonVi = Field(CapDonVi.TINH, title="Cấp")
    website: str = Field("", title="Trang thông tin điện tử", pattern=r"^$|^https?://")
    rss: str = Field("", title="Nguồn tin RSS", pattern=r"^$|^https?://")
    email: str = Field("", title="Thư điện tử")
    dien_thoai: str = Field("", title="Điện thoại")
    dia_chi: str = Field("", title="Địa chỉ")
    dau_moi: str = Field("", title="Đầu mối cải cách hành chính")
    hoat_dong_tu: Ngay | None = Field(None, title="Hoạt động từ ngày")
    hoat_dong_den: Ngay | None = Field(None, title="Hoạt động đến ngày")
    thay_the_boi: Slug | None = Field(None, title="Sáp nhập vào")
    du_lieu_mau: bool = Field(False, title="Dữ liệu minh họa")
    noi_dung: str = Field("", title="Giới thiệu")


def is_active(don_vi: DonVi, first: date, last: date | None = None) -> bool:
    """Tell whether a unit existed on a day, or on any day from the first to the last."""
    begun = don_vi.hoat_dong_tu is None or don_vi.hoat_dong_tu <= (last or first)
    return begun and (don_vi.hoat_dong_den is None or don_vi.hoat_dong_den >= first)
