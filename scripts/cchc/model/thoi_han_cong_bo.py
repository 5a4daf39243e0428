"""Legal time limits for making and publishing decisions, kept as data (``tthc/danh-muc/thoi-han-cong-bo.yml``)."""

from enum import StrEnum

from pydantic import BaseModel, Field

from cchc.model.values import DongChu


class ViecCongBo(StrEnum):
    """What has to be done in time: make the decision (QD-05), show it to the public (QD-06)."""

    CONG_BO = "cong-bo"
    CONG_KHAI = "cong-khai"


class TruongHopCongBo(StrEnum):
    """To which decisions a limit applies: of a province, of a ministry, under the shortened procedure."""

    TINH = "tinh"
    BO = "bo"
    RUT_GON = "rut-gon"


class DonViHan(StrEnum):
    """Unit of a limit; the decree says "ngày", the yearly scoring counts working days."""

    NGAY = "ngay"
    NGAY_LAM_VIEC = "ngay-lam-viec"


class MocHan(StrEnum):
    """From which day a limit is counted, and in which direction."""

    TRUOC_HIEU_LUC = "truoc-hieu-luc"
    SAU_BAN_HANH = "sau-ban-hanh"
    SAU_KY = "sau-ky"


class ThoiHanCongBo(BaseModel, frozen=True, extra="forbid"):
    """One limit with its legal source."""

    viec: ViecCongBo = Field(title="Việc phải làm")
    truong_hop: TruongHopCongBo = Field(title="Áp dụng cho")
    so: int = Field(ge=0, le=365, title="Số")
    don_vi: DonViHan = Field(title="Đơn vị thời gian")
    moc: MocHan = Field(title="Mốc tính")
    can_cu: DongChu = Field(title="Căn cứ")
