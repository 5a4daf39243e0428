"""Legal texts as bases of procedures: their kinds, and the list of those that are no longer in force."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, model_validator

from cchc.model.values import Ngay
from cchc.text import find_so_ky_hieu, fold, is_local, so_ky_hieu_key

Identity = tuple[str, str]
"""What tells legal texts apart: the key of the number and, for local texts, the issuer."""


class LoaiVanBan(StrEnum):
    """Kinds of legal texts as far as their numbers tell; laws and resolutions of the Assembly have the same sign."""

    QUOC_HOI = "quoc-hoi"
    UY_BAN_THUONG_VU = "uy-ban-thuong-vu"
    NGHI_QUYET = "nghi-quyet"
    NGHI_DINH = "nghi-dinh"
    THONG_TU = "thong-tu"
    QUYET_DINH = "quyet-dinh"
    CHI_THI = "chi-thi"
    VAN_BAN_HOP_NHAT = "van-ban-hop-nhat"
    KHAC = "khac"


_SIGNS = (
    (r"ubtvqh", LoaiVanBan.UY_BAN_THUONG_VU),
    (r"vbhn", LoaiVanBan.VAN_BAN_HOP_NHAT),
    (r"(?:^|-)qh\d*$", LoaiVanBan.QUOC_HOI),
    (r"^(?:tt|ttlt)(?:-|$)", LoaiVanBan.THONG_TU),
    (r"^nq", LoaiVanBan.NGHI_QUYET),
    (r"^nd", LoaiVanBan.NGHI_DINH),
    (r"^qd", LoaiVanBan.QUYET_DINH),
    (r"^ct", LoaiVanBan.CHI_THI),
)


def find_loai(so_ky_hieu: str) -> LoaiVanBan:
    """Tell the kind of a text from the letters of its number."""
    sign = so_ky_hieu_key(so_ky_hieu).rpartition("/")[2]
    return next((loai for pattern, loai in _SIGNS if re.search(pattern, sign)), LoaiVanBan.KHAC)


def identify(so_ky_hieu: str, co_quan: str = "") -> Identity:
    """Return what tells a text from others; the issuer counts only where several have the same numbers."""
    return so_ky_hieu_key(so_ky_hieu), fold(co_quan) if is_local(so_ky_hieu) else ""


def _check_so_ky_hieu(text: str) -> str:
    if find_so_ky_hieu(text) != text:
        raise ValueError(f"“{text}” không phải số ký hiệu; viết dạng 42/2022/NĐ-CP, không kèm tên loại văn bản")
    return text


def _as_list(value: object) -> object:
    return (value,) if isinstance(value, str) else value


SoKyHieu = Annotated[str, AfterValidator(_check_so_ky_hieu)]
"""The number of a legal text and nothing else."""


class VanBanHetHieuLuc(BaseModel, frozen=True, extra="forbid"):
    """A text that ends or has ended, with what took its place. ``het_hieu_luc`` is the first day without force."""

    so_ky_hieu: SoKyHieu = Field(title="Số ký hiệu")
    co_quan: str = Field("", title="Cơ quan ban hành")
    het_hieu_luc: Ngay = Field(title="Hết hiệu lực từ ngày")
    thay_the_boi: Annotated[tuple[SoKyHieu, ...], BeforeValidator(_as_list)] = Field((), title="Được thay thế bởi")
    ghi_chu: str = Field("", title="Ghi chú")

    @model_validator(mode="after")
    def _check_dia_phuong(self) -> "VanBanHetHieuLuc":
        """Places have equal numbers, so that a local text is told only together with its issuer."""
        if is_local(self.so_ky_hieu) and not self.co_quan:
            raise ValueError("văn bản của địa phương phải ghi thêm co_quan, vì địa phương khác có thể trùng số")
        if any(so_ky_hieu_key(so) == so_ky_hieu_key(self.so_ky_hieu) for so in self.thay_the_boi):
            raise ValueError("thay_the_boi phải là văn bản khác")
        return self
