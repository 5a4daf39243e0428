"""A form (mẫu đơn, tờ khai): its number, legal text and files; the files' bytes are looked at by ``sources``."""

from enum import StrEnum

from pydantic import BaseModel, Field, model_validator

from cchc.model.values import DongChu, DuongDanTep, MaThuTuc, Ngay, Slug


class DinhDang(StrEnum):
    """File formats in which a form may be offered; macro-enabled ones are never accepted."""

    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    XLSX = "xlsx"


class TepBieuMau(BaseModel, frozen=True, extra="forbid"):
    """One file of a form; ``duong_dan`` is an ASCII path below ``tthc/bieu-mau/``."""

    duong_dan: DuongDanTep = Field(title="Đường dẫn", pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")

    @property
    def phan_mo_rong(self) -> str:
        """The file name's extension in lower case, without the dot."""
        return self.duong_dan.rpartition(".")[2].lower()


class BieuMau(BaseModel, frozen=True, extra="forbid"):
    """One form; it may serve several procedures."""

    id: Slug = Field(title="Định danh")
    ten: DongChu = Field(title="Tên biểu mẫu")
    so_mau: str = Field("", title="Số mẫu")
    tthc: tuple[MaThuTuc, ...] = Field((), title="Dùng cho thủ tục")
    van_ban_quy_dinh: str = Field("", title="Văn bản quy định")
    tep: tuple[TepBieuMau, ...] = Field(min_length=1, title="Tệp")
    mau_dien: TepBieuMau | None = Field(None, title="Mẫu đã điền (nhân vật hư cấu)")
    hieu_luc_tu: Ngay | None = Field(None, title="Hiệu lực từ ngày")
    hieu_luc_den: Ngay | None = Field(None, title="Hiệu lực đến ngày")
    thay_the_boi: Slug | None = Field(None, title="Được thay thế bởi biểu mẫu")
    url_tuong_tac: str = Field("", title="Biểu mẫu điện tử tương tác", pattern=r"^$|^https://")
    du_lieu_mau: bool = Field(False, title="Dữ liệu minh họa")
    huong_dan: str = Field("", title="Hướng dẫn điền")

    @model_validator(mode="after")
    def _check_hieu_luc(self) -> "BieuMau":
        if self.hieu_luc_tu and self.hieu_luc_den and self.hieu_luc_den < self.hieu_luc_tu:
            raise ValueError("hieu_luc_den không được trước hieu_luc_tu")
        if self.thay_the_boi == self.id:
            raise ValueError("thay_the_boi phải là định danh của biểu mẫu khác")
        return self

    @property
    def moi_tep(self) -> tuple[TepBieuMau, ...]:
        """All files of the form, the filled sample last."""
        return (*self.tep, self.mau_dien) if self.mau_dien else self.tep


class TepThucTe(BaseModel, frozen=True, extra="forbid"):
    """What a form file really is, read from its bytes: ``dinh_dang`` empty means an unknown or refused type.

    Size and SHA-256 are those of the published file, which has no properties any more.
    """

    duong_dan: str = Field(title="Đường dẫn")
    dinh_dang: DinhDang | None = Field(None, title="Định dạng theo nội dung tệp")
    kich_thuoc: int = Field(ge=0, title="Kích thước (byte)")
    sha256: str = Field(title="SHA-256")
    co_macro: bool = Field(False, title="Có macro")
