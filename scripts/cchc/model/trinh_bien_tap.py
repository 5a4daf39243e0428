"""Where the browser editor saves: a folder of the editor's own machine, or a repository that the body runs itself."""

from enum import StrEnum

from pydantic import BaseModel, Field, model_validator


class LoaiKho(StrEnum):
    """Places that the editor can save to."""

    THU_MUC = "thu-muc"
    GITEA = "gitea"
    GITLAB = "gitlab"


class TrinhBienTap(BaseModel, frozen=True, extra="forbid"):
    """The editor's repository; with ``thu-muc`` nothing else is needed."""

    loai: LoaiKho = Field(LoaiKho.THU_MUC, title="Nơi lưu")
    dia_chi: str = Field("", title="Địa chỉ máy chủ Git", pattern=r"^$|^https://[^/]+(/[^?#]*)?$")
    kho: str = Field("", title="Kho nội dung, dạng nhóm/tên", pattern=r"^$|^[\w.-]+(/[\w.-]+)+$")
    nhanh: str = Field("main", title="Nhánh")
    ma_ung_dung: str = Field("", title="Mã ứng dụng OAuth")

    @model_validator(mode="after")
    def _check_kho(self) -> "TrinhBienTap":
        if self.loai is not LoaiKho.THU_MUC and not (self.dia_chi and self.kho):
            raise ValueError("trinh_bien_tap: gitea và gitlab phải có dia_chi và kho")
        return self
