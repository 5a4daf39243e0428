"""Who publishes the site: settings that differ from one department or unit to the next."""

from pydantic import BaseModel, Field

from cchc.model.trinh_bien_tap import TrinhBienTap

NATIONAL_PORTAL = "https://dichvucong.gov.vn/"
"""Cổng Dịch vụ công quốc gia, the only place that takes dossiers online (Decree 224/2026, article 15)."""


class Site(BaseModel, frozen=True, extra="forbid"):
    """The publishing agency as header, footer, feeds and metadata name it."""

    ten_co_quan: str = Field("Cơ quan chưa khai báo tên", title="Tên cơ quan")
    co_quan_cap_tren: str = Field("", title="Cơ quan cấp trên")
    ten_chuyen_muc: str = Field("Chuyên mục Cải cách hành chính", title="Tên chuyên mục")
    mo_ta: str = Field("", title="Mô tả chuyên mục")
    dia_chi: str = Field("", title="Địa chỉ")
    dien_thoai: str = Field("", title="Điện thoại")
    duong_day_nong: str = Field("", title="Đường dây nóng")
    email: str = Field("", title="Thư điện tử")
    gio_lam_viec: str = Field("", title="Giờ làm việc")
    chiu_trach_nhiem: str = Field("", title="Chịu trách nhiệm nội dung")
    giay_phep: str = Field("", title="Giấy phép")
    giay_phep_du_lieu: str = Field("", title="Giấy phép sử dụng dữ liệu mở")
    url_giay_phep_du_lieu: str = Field("", title="Địa chỉ toàn văn giấy phép", pattern=r"^$|^https://")
    logo: str = Field("", title="Biểu trưng")
    url_dvcqg: str = Field(NATIONAL_PORTAL, title="Cổng Dịch vụ công quốc gia")
    url_phan_anh: str = Field("https://pakn.dichvucong.gov.vn/", title="Hệ thống tiếp nhận phản ánh, kiến nghị")
    dich_vu: bool = Field(True, title="Có dịch vụ góp ý, hỏi đáp")
    du_lieu_mau: bool = Field(False, title="Dữ liệu minh họa")
    viec_hay_lam: tuple[str, ...] = Field((), title="Mã các thủ tục hay làm, hiện ở trang chủ")
    url: str = Field("http://127.0.0.1:8000/", title="Địa chỉ công bố")
    goc_dinh_danh: str = Field(
        "",
        title="Gốc định danh của nguồn tin, giữ nguyên khi đổi tên miền",
        pattern=r"^$|^[A-Za-z0-9.@_-]+,\d{4}(-\d{2}(-\d{2})?)?$",
    )
    hub_websub: str = Field("", title="Địa chỉ hub WebSub nhận báo tin mới", pattern=r"^$|^https?://")
    goc: str = Field("/", title="Đường dẫn gốc của địa chỉ công bố")
    trinh_bien_tap: TrinhBienTap = Field(TrinhBienTap(), title="Trình biên tập trên web")
