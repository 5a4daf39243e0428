"""Controlled lists that editors keep as data (``tthc/danh-muc/*.yml``); labels of the closed lists are in nhan."""

from enum import StrEnum

from pydantic import BaseModel, Field, model_validator

from cchc.model.values import DanhSachChu, DongChu, Slug


class Muc(BaseModel, frozen=True, extra="forbid"):
    """One entry of a controlled list: its slug, official label, short description and older names."""

    ma: Slug = Field(title="Mã")
    ten: DongChu = Field(title="Tên")
    mo_ta: str = Field("", title="Mô tả")
    ten_cu: DanhSachChu = Field((), title="Tên cũ")
    ma_dvcqg: DanhSachChu = Field((), title="Mã trên Cổng Dịch vụ công quốc gia")


class NhomTuDongNghia(BaseModel, frozen=True, extra="forbid"):
    """Words that people use for one thing: each of ``tu`` finds the others of ``tu`` and the official ``nghia``.

    ``nghia`` works one way: whoever types "mở quầy thuốc" means a certificate, but not the other way round.
    """

    tu: DanhSachChu = Field(min_length=1, title="Cách gọi")
    nghia: DanhSachChu = Field((), title="Cách ghi trong thủ tục")

    @model_validator(mode="after")
    def _check_two_sides(self) -> "NhomTuDongNghia":
        words = [" ".join(text.lower().split()) for text in (*self.tu, *self.nghia)]
        if any(not word for word in words):
            raise ValueError("không được để trống một cách gọi")
        if len(set(words)) < 2:
            raise ValueError("một nhóm phải có ít nhất hai cách gọi khác nhau, ghi ở tu hoặc nghia")
        return self


class TenDanhMuc(StrEnum):
    """The lists, by file name below ``tthc/danh-muc/``."""

    LINH_VUC = "linh-vuc"
    NOI_DUNG_CCHC = "noi-dung-cchc"
    CHUYEN_MUC = "chuyen-muc"
    CHI_SO = "chi-so"
    CHUYEN_DE = "chuyen-de"


class DanhMuc(BaseModel, frozen=True, extra="forbid"):
    """All controlled lists of a site, each in its editors' order."""

    linh_vuc: tuple[Muc, ...] = Field((), title="Lĩnh vực")
    noi_dung_cchc: tuple[Muc, ...] = Field((), title="Nội dung cải cách hành chính")
    chuyen_muc: tuple[Muc, ...] = Field((), title="Chuyên mục")
    chi_so: tuple[Muc, ...] = Field((), title="Chỉ số")
    chuyen_de: tuple[Muc, ...] = Field((), title="Chuyên đề")
    tu_dong_nghia: tuple[NhomTuDongNghia, ...] = Field((), title="Từ đồng nghĩa dùng khi tra cứu")
