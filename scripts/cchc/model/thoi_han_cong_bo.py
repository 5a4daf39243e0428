"""Legal time limits for making and publishing decisions, kept as data (``tthc/danh-muc/thoi-han-cong-bo.yml``)."""

from enum import StrEnum

from pydantic import BaseModel, Field

from cchc.model.values import DongChu


class ViecCongBo(StrEnum):
    """What has to be done in time: make the decision (QD-05), show it (QD-06), show one's own documents (DOC-05)."""

    CONG_BO = "cong-bo"
    CONG_KHAI = "cong-khai"
    DANG_VAN_BAN = "dang-van-ban"


class TruongHopCongBo(StrEnum):
    """To what a limit applies: decisions of a province, of a ministry, under the shortened procedure; units' papers."""

    TINH = "tinh"
    BO = "bo"
    RUT_GON = "rut-gon"
    DON_VI = "don-vi"


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
