"""Controlled lists that editors keep as data (``tthc/danh-muc/*.yml``); labels of the closed lists are in nhan."""

from enum import StrEnum

from pydantic import BaseModel, Field

from cchc.model.values import DanhSachChu, DongChu, Slug


class Muc(BaseModel, frozen=True, extra="forbid"):
    """One entry of a controlled list: its slug, official label, short description and older names."""

    ma: Slug = Field(title="Mã")
    ten: DongChu = Field(title="Tên")
    mo_ta: str = Field("", title="Mô tả")
    ten_cu: DanhSachChu = Field((), title="Tên cũ")
    ma_dvcqg: DanhSachChu = Field((), title="Mã trên Cổng Dịch vụ công quốc gia")


class TenDanhMuc(StrEnum):
    """The lists, by file name below ``tthc/danh-muc/``."""

    LINH_VUC = "linh-vuc"
    NOI_DUNG_CCHC = "noi-dung-cchc"
    CHUYEN_MUC = "chuyen-muc"
    CHI_SO = "chi-so"


class DanhMuc(BaseModel, frozen=True, extra="forbid"):
    """All controlled lists of a site, each in its editors' order."""

    linh_vuc: tuple[Muc, ...] = Field((), title="Lĩnh vực")
    noi_dung_cchc: tuple[Muc, ...] = Field((), title="Nội dung cải cách hành chính")
    chuyen_muc: tuple[Muc, ...] = Field((), title="Chuyên mục")
    chi_so: tuple[Muc, ...] = Field((), title="Chỉ số")
