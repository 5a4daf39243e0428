"""Parts of a news item: pictures, attachments, corrections, events, media, maintenance. The item itself is in post."""

from enum import StrEnum

from pydantic import BaseModel, Field, model_validator

from cchc.model.values import DongChu, DuongDanTep, ThoiDiem
from cchc.text import format_period

_TEP = r"^[A-Za-z0-9][A-Za-z0-9._/-]*"


class Anh(BaseModel, frozen=True, extra="forbid"):
    """A picture; ``tep`` is a path below ``posts/``. The alternative text is obligatory (A11Y-04).

    A recognisable patient is shown only with his written consent, whose place ``van_ban_dong_y`` names (PDP-08); the
    place is never published.
    """

    tep: DuongDanTep = Field(title="Tệp ảnh", pattern=_TEP + r"\.(jpe?g|png|webp|avif|svg)$")
    alt: DongChu = Field(title="Mô tả ảnh cho người không nhìn thấy")
    chu_thich: str = Field("", title="Chú thích")
    tac_gia: str = Field("", title="Tác giả ảnh")
    co_nguoi_benh: bool = Field(False, title="Nhận ra được người bệnh trong ảnh")
    dong_y_hinh_anh: bool = Field(False, title="Đã có đồng ý của người trong ảnh")
    van_ban_dong_y: str = Field("", title="Nơi lưu văn bản đồng ý (không công bố)")

    @model_validator(mode="after")
    def _check_consent(self) -> "Anh":
        if self.co_nguoi_benh and not (self.dong_y_hinh_anh and self.van_ban_dong_y):
            raise ValueError(
                "ảnh nhận ra được người bệnh phải có dong_y_hinh_anh: true và van_ban_dong_y (nơi lưu văn bản đồng ý)"
            )
        return self


class TepDinhKem(BaseModel, frozen=True, extra="forbid"):
    """A document that goes with the item; ``tep`` is a path below ``posts/``."""

    tep: DuongDanTep = Field(title="Tệp đính kèm", pattern=_TEP + r"\.(pdf|docx|xlsx|odt|ods|pptx|zip|mp3|mp4)$")
    ten: DongChu = Field(title="Tên tệp hiện cho bạn đọc")


class DinhChinh(BaseModel, frozen=True, extra="forbid"):
    """One correction of a published item: what was wrong and what is right, with its moment (OPS-07)."""

    luc: ThoiDiem = Field(title="Đính chính lúc")
    noi_dung: DongChu = Field(title="Nội dung đính chính")


class SuKien(BaseModel, frozen=True, extra="forbid"):
    """A conference, dialogue, training or contest (NEWS-16)."""

    bat_dau: ThoiDiem = Field(title="Bắt đầu lúc")
    ket_thuc: ThoiDiem = Field(title="Kết thúc lúc")
    dia_diem: DongChu = Field(title="Địa điểm")
    thanh_phan: str = Field("", title="Thành phần tham dự")
    dang_ky: str = Field("", title="Địa chỉ đăng ký", pattern=r"^$|^https?://")
    huy: bool = Field(False, title="Đã hủy")

    @model_validator(mode="after")
    def _check_order(self) -> "SuKien":
        if self.ket_thuc < self.bat_dau:
            raise ValueError("ket_thuc không được trước bat_dau; hãy sửa một trong hai giờ")
        return self

    @property
    def khoang_gio(self) -> str:
        """From when to when, in words."""
        return format_period(self.bat_dau, self.ket_thuc)


class LoaiTruyenThong(StrEnum):
    """Kinds of media items (NEWS-15, NEWS-17)."""

    VIDEO = "video"
    AM_THANH = "am-thanh"
    BAN_TIN = "ban-tin"
    AN_PHAM = "an-pham"


class TruyenThong(BaseModel, frozen=True, extra="forbid"):
    """A video, recording, bulletin or poster; whoever cannot see or hear it reads ``ban_ghi`` (NEWS-15)."""

    loai: LoaiTruyenThong = Field(title="Loại")
    url: str = Field("", title="Địa chỉ xem, nghe", pattern=r"^$|^https?://")
    thoi_luong: str = Field("", title="Thời lượng (phút:giây)", pattern=r"^$|^(\d+:)?\d{1,3}:\d{2}$")
    ban_ghi: str = Field("", title="Bản ghi lời hoặc tóm tắt nội dung")
    giay_phep: str = Field("", title="Giấy phép sử dụng")

    @model_validator(mode="after")
    def _check_transcript(self) -> "TruyenThong":
        if self.loai in (LoaiTruyenThong.VIDEO, LoaiTruyenThong.AM_THANH) and not self.ban_ghi:
            raise ValueError("video, âm thanh phải có ban_ghi cho người không nghe, không xem được; hãy bổ sung")
        return self


class BaoTri(BaseModel, frozen=True, extra="forbid"):
    """A planned interruption; announced at least seven working days before (OPS-05, Decree 224/2026, article 13)."""

    bat_dau: ThoiDiem = Field(title="Tạm dừng từ")
    du_kien_xong: ThoiDiem = Field(title="Dự kiến hoạt động lại lúc")

    @model_validator(mode="after")
    def _check_order(self) -> "BaoTri":
        if self.du_kien_xong <= self.bat_dau:
            raise ValueError("du_kien_xong phải sau bat_dau; hãy sửa một trong hai giờ")
        return self

    @property
    def khoang_gio(self) -> str:
        """From when to when, in words."""
        return format_period(self.bat_dau, self.du_kien_xong)
