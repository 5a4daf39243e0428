"""What open data says of a record beyond the record itself: addresses, derived values, real properties of files.

The names are those of the records; a derived field of the same name stands in the place of the editors' own.
"""

from datetime import date

from pydantic import BaseModel, Field

from cchc.model.bieu_mau import DinhDang
from cchc.model.phan_loai import CapThucHien, DoiTuong, LoaiThuTuc, MucDoDvc, TrangThai
from cchc.model.thanh_phan import Phi, ThoiHan
from cchc.model.values import Ngay, ThoiDiem
from cchc.model.van_ban import NhomVanBan, TinhTrang


class KhaiBao(BaseModel, frozen=True, extra="forbid"):
    """Derived fields as the record itself states them, so that an import of the data gives the same record."""

    thoi_han: ThoiHan | None = Field(None, title="Thời hạn khai báo chung")
    phi_le_phi: tuple[Phi, ...] = Field((), title="Phí, lệ phí khai báo chung")
    hieu_luc_tu: Ngay | None = Field(None, title="Hiệu lực từ ngày, theo hồ sơ gốc")
    hieu_luc_den: Ngay | None = Field(None, title="Hiệu lực đến ngày, theo hồ sơ gốc")
    thay_the_boi: tuple[str, ...] = Field((), title="Được thay thế bởi, theo hồ sơ gốc")
    thay_the_cho: tuple[str, ...] = Field((), title="Thay thế cho, theo hồ sơ gốc")


class ThuTucThem(BaseModel, frozen=True):
    """Of a procedure; ``thoi_han`` is its first time limit, ``phi_le_phi`` holds the charges of all channels.

    First and last day, predecessors and successors are those that decisions in the catalogue tell as well.
    """

    ten_linh_vuc: str = Field(title="Tên lĩnh vực")
    trang_thai: TrangThai = Field(title="Trạng thái")
    thoi_han: ThoiHan | None = Field(title="Thời hạn giải quyết")
    cac_thoi_han: tuple[ThoiHan, ...] = Field(title="Các mức thời hạn, gồm cả thời hạn theo hình thức nộp")
    phi_le_phi: tuple[Phi, ...] = Field(title="Phí, lệ phí của mọi hình thức nộp")
    hieu_luc_tu: Ngay | None = Field(title="Hiệu lực từ ngày")
    hieu_luc_den: Ngay | None = Field(title="Hiệu lực đến ngày")
    thay_the_boi: tuple[str, ...] = Field(title="Được thay thế bởi")
    thay_the_cho: tuple[str, ...] = Field(title="Thay thế cho")
    khai_bao: KhaiBao = Field(title="Giá trị khai báo chung trong hồ sơ gốc")
    url: str = Field(title="Địa chỉ trang thủ tục")


class ThuTucRutGon(BaseModel, frozen=True):
    """A procedure in the list of all."""

    ma: str = Field(title="Mã thủ tục")
    ten: str = Field(title="Tên thủ tục")
    linh_vuc: str = Field(title="Lĩnh vực")
    ten_linh_vuc: str = Field(title="Tên lĩnh vực")
    loai: LoaiThuTuc | None = Field(title="Loại thủ tục")
    cap_thuc_hien: tuple[CapThucHien, ...] = Field(title="Cấp thực hiện")
    doi_tuong: tuple[DoiTuong, ...] = Field(title="Đối tượng thực hiện")
    muc_do_dvc: MucDoDvc | None = Field(title="Mức độ cung cấp dịch vụ công trực tuyến")
    thoi_han: ThoiHan | None = Field(title="Thời hạn giải quyết")
    trang_thai: TrangThai = Field(title="Trạng thái")
    hieu_luc_tu: date | None = Field(title="Hiệu lực từ ngày")
    hieu_luc_den: date | None = Field(title="Hiệu lực đến ngày")
    cap_nhat: ThoiDiem | None = Field(title="Cập nhật lúc")
    du_lieu_mau: bool = Field(title="Dữ liệu minh họa")
    url: str = Field(title="Địa chỉ trang thủ tục")
    url_du_lieu: str = Field(title="Địa chỉ dữ liệu đầy đủ")


class TepCongKhai(BaseModel, frozen=True):
    """A file of a form as it is offered; ``kich_thuoc`` in bytes."""

    duong_dan: str = Field(title="Đường dẫn")
    url: str = Field(title="Địa chỉ tải về")
    dinh_dang: DinhDang = Field(title="Định dạng")
    kich_thuoc: int = Field(title="Kích thước (byte)")
    sha256: str = Field(title="SHA-256")


class BieuMauThem(BaseModel, frozen=True):
    """Of a form; ``tthc`` are all procedures that use it, whichever side says so."""

    tthc: tuple[str, ...] = Field(title="Dùng cho thủ tục")
    tep: tuple[TepCongKhai, ...] = Field(title="Tệp")
    url: str = Field(title="Địa chỉ trang biểu mẫu")


class QuyetDinhThem(BaseModel, frozen=True):
    """Of a decision."""

    tep: TepCongKhai | None = Field(title="Tệp toàn văn")
    url: str = Field(title="Địa chỉ trang quyết định")


class DonViThem(BaseModel, frozen=True):
    """Of a unit."""

    so_tin: int = Field(title="Số tin, bài đã đăng")
    url: str = Field(title="Địa chỉ trang đơn vị")


class AnhCongKhai(BaseModel, frozen=True):
    """A picture of a news item as it is shown, without the record of consent (PDP-08)."""

    url: str = Field(title="Địa chỉ ảnh")
    alt: str = Field(title="Mô tả ảnh")
    chu_thich: str = Field(title="Chú thích")
    tac_gia: str = Field(title="Tác giả ảnh")


class TinThem(BaseModel, frozen=True):
    """Of a news item."""

    ten_don_vi: str = Field(title="Tên đơn vị")
    anh: AnhCongKhai | None = Field(title="Ảnh")
    thu_vien_anh: tuple[AnhCongKhai, ...] = Field(title="Thư viện ảnh")
    url: str = Field(title="Địa chỉ tin")


class VanBanThem(BaseModel, frozen=True):
    """Of a published document: its group and status on the day of the build, its real first and last day, its files."""

    nhom: NhomVanBan = Field(title="Nhóm văn bản")
    tinh_trang: TinhTrang = Field(title="Tình trạng")
    hieu_luc_tu: Ngay | None = Field(title="Hiệu lực từ ngày")
    het_hieu_luc: Ngay | None = Field(title="Hết hiệu lực từ ngày")
    tep: tuple[TepCongKhai, ...] = Field(title="Tệp")
    url: str = Field(title="Địa chỉ trang văn bản")


class HoiDapThem(BaseModel, frozen=True):
    """Of an answered question: names instead of codes, and whether the answer may have changed by now."""

    ten_linh_vuc: str = Field(title="Tên lĩnh vực")
    ten_don_vi: str = Field(title="Tên đơn vị trả lời")
    xem_lai_truoc: Ngay = Field(title="Phải xem lại trước ngày")
    co_the_thay_doi: bool = Field(title="Có thể đã thay đổi")
    url: str = Field(title="Địa chỉ trang hỏi đáp")
