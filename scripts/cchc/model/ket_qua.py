"""Results of a survey and of page ratings: figures only, kept as text files that a person has looked at (SUR-06)."""

from decimal import ROUND_HALF_UP, Decimal

from pydantic import BaseModel, Field

from cchc.model.khao_sat import MaCauHoi
from cchc.model.values import Ngay, Slug


class DemMuc(BaseModel, frozen=True, extra="forbid"):
    """How often one answer was given."""

    ma: str = Field(title="Mã câu trả lời")
    so: int = Field(ge=0, title="Số lượt chọn")


class KetQuaCau(BaseModel, frozen=True, extra="forbid"):
    """One question: how many answered it, and each answer's number; ``an`` when too few answered to be shown.

    Of a number ``trung_binh`` is the mean; free text is never published, only counted.
    """

    ma: MaCauHoi = Field(title="Mã câu hỏi")
    n: int = Field(ge=0, title="Số người trả lời")
    an: bool = Field(False, title="Không nêu vì quá ít người trả lời")
    muc: tuple[DemMuc, ...] = Field((), title="Số lượt từng câu trả lời")
    trung_binh: str = Field("", title="Trung bình", pattern=r"^$|^\d+([.,]\d+)?$")


class KetQuaKhaoSat(BaseModel, frozen=True, extra="forbid"):
    """The figures of a survey up to a day; below the survey's threshold there is nothing but ``n``."""

    ma: Slug = Field(title="Mã khảo sát")
    den_ngay: Ngay = Field(title="Số liệu đến hết ngày")
    n: int = Field(ge=0, title="Số phiếu")
    cau: tuple[KetQuaCau, ...] = Field((), title="Kết quả từng câu")
    du_lieu_mau: bool = Field(False, title="Dữ liệu minh họa")
    noi_dung: str = Field("", title="Nhận xét, việc cơ quan sẽ làm")


class DanhGiaThang(BaseModel, frozen=True, extra="forbid"):
    """The ratings of pages in a month: how many gave each of the five steps, worst first."""

    thang: str = Field(title="Tháng", pattern=r"^\d{4}-\d{2}$")
    muc: tuple[int, int, int, int, int] = Field(title="Số lượt từng mức, từ rất khó hiểu đến rất rõ ràng")


class DanhGiaMotTrang(BaseModel, frozen=True, extra="forbid"):
    """The ratings of one page; pages with few ratings are left out."""

    trang: str = Field(title="Địa chỉ trang", pattern=r"^/")
    muc: tuple[int, int, int, int, int] = Field(title="Số lượt từng mức")


class DanhGiaTrang(BaseModel, frozen=True, extra="forbid"):
    """What readers think of the clarity of pages."""

    den_ngay: Ngay = Field(title="Số liệu đến hết ngày")
    nguong: int = Field(10, ge=5, title="Nhóm nhỏ nhất được nêu")
    thang: tuple[DanhGiaThang, ...] = Field((), title="Theo tháng")
    trang: tuple[DanhGiaMotTrang, ...] = Field((), title="Theo trang")
    du_lieu_mau: bool = Field(False, title="Dữ liệu minh họa")
    noi_dung: str = Field("", title="Nhận xét, việc đã sửa")


def percent(part: int, whole: int) -> Decimal:
    """Return a share in per cent, rounded half up to a hundredth; 0 of nothing is 0."""
    share = Decimal(100 * part) / whole if whole else Decimal(0)
    return share.quantize(Decimal("0.01"), ROUND_HALF_UP)
