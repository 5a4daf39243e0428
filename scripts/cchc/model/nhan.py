"""The one place of official labels for the closed lists, as citizens read them."""

from enum import StrEnum

from cchc.model.bieu_mau import DinhDang
from cchc.model.can_cu import LoaiVanBan
from cchc.model.day_du import NhomTieuChi
from cchc.model.don_vi import CapDonVi, LoaiDonVi
from cchc.model.hoi_dap import HienThiNguoiHoi
from cchc.model.khao_sat import KieuCauHoi, YeuTo
from cchc.model.phan_loai import (
    BoPhan,
    CapThucHien,
    DoiTuong,
    DonViThoiGian,
    HanhDong,
    Kenh,
    LoaiBanSao,
    LoaiPhi,
    LoaiThuTuc,
    LyDoMotPhan,
    MucDoDvc,
    TrangThai,
)
from cchc.model.phan_tin import LoaiTruyenThong
from cchc.model.post import DoiTuongTin, TrangThaiTin
from cchc.model.van_ban import KieuQuanHe, LoaiCongBo, NhomVanBan, TinhTrang

_NHAN: dict[type[StrEnum], dict[str, str]] = {
    LoaiThuTuc: {
        "luat-giao": "Thủ tục hành chính được luật giao quy định chi tiết",
        "khong-luat-giao": "Thủ tục hành chính không được luật giao cho địa phương quy định hoặc quy định chi tiết",
        "dac-thu": "Thủ tục hành chính đặc thù của địa phương",
        "lien-thong": "Thủ tục hành chính liên thông",
        "noi-bo": "Thủ tục hành chính nội bộ",
        "noi-bo-lien-thong": "Thủ tục hành chính nội bộ liên thông",
        "khac": "Loại khác",
    },
    CapThucHien: {
        "bo": "Cấp Bộ",
        "tinh": "Cấp tỉnh",
        "xa": "Cấp xã",
        "co-quan-khac": "Cơ quan khác",
        "chua-xac-dinh": "Chưa xác định",
    },
    MucDoDvc: {
        "toan-trinh": "Dịch vụ công trực tuyến toàn trình",
        "mot-phan": "Dịch vụ công trực tuyến một phần",
        "cung-cap-thong-tin": "Cung cấp thông tin, nộp trực tiếp hoặc qua bưu chính",
    },
    LyDoMotPhan: {
        "phai-hien-dien": "Người nộp hồ sơ phải hiện diện tại cơ quan nhà nước",
        "tham-tra-hien-truong": "Phải kiểm tra, thẩm tra tại hiện trường",
        "su-co-ky-thuat": "Sự cố kỹ thuật của hệ thống",
        "van-de-ky-thuat-khac": "Vấn đề kỹ thuật khác",
    },
    DoiTuong: {
        "cong-dan-viet-nam": "Công dân Việt Nam",
        "nguoi-viet-nam-dinh-cu-o-nuoc-ngoai": "Người Việt Nam định cư ở nước ngoài",
        "nguoi-nuoc-ngoai": "Người nước ngoài",
        "can-bo-cong-chuc-vien-chuc": "Cán bộ, công chức, viên chức",
        "doanh-nghiep": "Doanh nghiệp",
        "doanh-nghiep-co-von-nuoc-ngoai": "Doanh nghiệp có vốn đầu tư nước ngoài",
        "to-chuc": "Tổ chức (không bao gồm doanh nghiệp, hợp tác xã)",
        "to-chuc-nuoc-ngoai": "Tổ chức nước ngoài",
        "hop-tac-xa": "Hợp tác xã",
        "to-chuc-dang": "Tổ chức Đảng",
        "dang-vien": "Đảng viên",
        "khac": "Đối tượng khác",
    },
    Kenh: {"truc-tiep": "Trực tiếp", "truc-tuyen": "Trực tuyến", "buu-chinh": "Dịch vụ bưu chính"},
    DonViThoiGian: {
        "gio": "giờ",
        "ngay": "ngày",
        "ngay-lam-viec": "ngày làm việc",
        "thang": "tháng",
        "nam": "năm",
        "trong-ngay": "Trong ngày",
        "khong-quy-dinh": "Không quy định",
        "khac": "Theo mô tả",
    },
    LoaiPhi: {
        "phi": "Phí",
        "le-phi": "Lệ phí",
        "gia-dich-vu": "Giá dịch vụ",
        "khong-thu": "Không thu",
        "chua-phan-loai": "Phí, lệ phí",
    },
    LoaiBanSao: {
        "chung-thuc": "bản sao chứng thực",
        "doi-chieu": "bản sao kèm bản chính để đối chiếu",
        "dien-tu": "bản sao điện tử",
        "thuong": "bản chụp",
    },
    BoPhan: {
        "ten": "Tên thủ tục",
        "trinh_tu": "Trình tự thực hiện",
        "cach_thuc": "Cách thức thực hiện",
        "thanh_phan_ho_so": "Thành phần hồ sơ",
        "so_luong_ho_so": "Số lượng hồ sơ",
        "thoi_han": "Thời hạn giải quyết",
        "doi_tuong": "Đối tượng thực hiện",
        "co_quan": "Cơ quan thực hiện",
        "ket_qua": "Kết quả thực hiện",
        "phi_le_phi": "Phí, lệ phí",
        "bieu_mau": "Tên mẫu đơn, mẫu tờ khai",
        "yeu_cau_dieu_kien": "Yêu cầu, điều kiện thực hiện",
        "can_cu_phap_ly": "Căn cứ pháp lý",
        "quyet_dinh": "Quyết định công bố",
    },
    TrangThai: {
        "chua-hieu-luc": "Chưa có hiệu lực",
        "con-hieu-luc": "Còn hiệu lực",
        "sua-doi-bo-sung": "Còn hiệu lực, đã sửa đổi, bổ sung",
        "bi-thay-the": "Đã bị thay thế",
        "bai-bo": "Đã bãi bỏ",
    },
    HanhDong: {
        "moi-ban-hanh": "Mới ban hành",
        "sua-doi-bo-sung": "Sửa đổi, bổ sung",
        "thay-the": "Thay thế",
        "bai-bo": "Bãi bỏ",
    },
    DinhDang: {
        "docx": "Word (DOCX)",
        "odt": "OpenDocument (ODT)",
        "pdf": "PDF",
        "xlsx": "Excel (XLSX)",
    },
    TrangThaiTin: {"nhap": "Nháp", "cho-duyet": "Chờ duyệt", "da-dang": "Đã đăng", "go-bo": "Gỡ bỏ"},
    DoiTuongTin: {
        "can-bo": "Cán bộ, công chức, viên chức",
        "nguoi-dan": "Người dân",
        "doanh-nghiep": "Doanh nghiệp",
        "nguoi-benh": "Người bệnh và gia đình",
        "don-vi": "Đơn vị",
    },
    YeuTo: {
        "tiep-can": "Tiếp cận dịch vụ",
        "thu-tuc": "Thủ tục hành chính",
        "cong-chuc": "Công chức trực tiếp giải quyết",
        "ket-qua": "Kết quả cung cấp dịch vụ",
        "gop-y": "Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị",
        "khac": "Câu hỏi khác",
    },
    KieuCauHoi: {
        "thang-5": "Thang năm mức hài lòng",
        "thang-3": "Thang ba mức hài lòng",
        "chon-mot": "Chọn một",
        "chon-nhieu": "Chọn nhiều",
        "so": "Số",
        "van-ban": "Viết ý kiến",
    },
    LoaiTruyenThong: {
        "video": "Video",
        "am-thanh": "Âm thanh",
        "ban-tin": "Bản tin",
        "an-pham": "Ấn phẩm, áp phích",
    },
    LoaiVanBan: {
        "quoc-hoi": "Luật, nghị quyết của Quốc hội",
        "uy-ban-thuong-vu": "Pháp lệnh, nghị quyết của Ủy ban Thường vụ Quốc hội",
        "nghi-quyet": "Nghị quyết",
        "nghi-dinh": "Nghị định",
        "thong-tu": "Thông tư",
        "quyet-dinh": "Quyết định",
        "chi-thi": "Chỉ thị",
        "van-ban-hop-nhat": "Văn bản hợp nhất",
        "khac": "Văn bản khác",
    },
    LoaiCongBo: {
        "luat": "Luật",
        "nghi-quyet": "Nghị quyết",
        "nghi-dinh": "Nghị định",
        "thong-tu": "Thông tư",
        "quyet-dinh": "Quyết định",
        "chi-thi": "Chỉ thị",
        "chuong-trinh": "Chương trình",
        "ke-hoach": "Kế hoạch",
        "cong-van": "Công văn",
        "huong-dan": "Hướng dẫn",
        "bao-cao": "Báo cáo",
        "thong-bao": "Thông báo",
        "du-thao": "Dự thảo",
    },
    HienThiNguoiHoi: {"an-danh": "Ẩn danh", "chu-cai-dau": "Chữ cái đầu"},
    NhomVanBan: {
        "quy-pham-phap-luat": "Văn bản quy phạm pháp luật",
        "ke-hoach-chuong-trinh": "Kế hoạch, chương trình cải cách hành chính",
        "chi-dao-dieu-hanh": "Chỉ đạo, điều hành",
        "huong-dan-nghiep-vu": "Hướng dẫn nghiệp vụ",
        "du-thao-lay-y-kien": "Dự thảo lấy ý kiến",
    },
    KieuQuanHe: {
        "sua-doi": "Sửa đổi",
        "bo-sung": "Bổ sung",
        "thay-the": "Thay thế",
        "bai-bo": "Bãi bỏ",
        "huong-dan": "Hướng dẫn",
        "can-cu": "Căn cứ",
    },
    TinhTrang: {
        "chua-hieu-luc": "Chưa có hiệu lực",
        "con-hieu-luc": "Còn hiệu lực",
        "het-hieu-luc-mot-phan": "Hết hiệu lực một phần",
        "het-hieu-luc": "Hết hiệu lực",
        "khong-xac-dinh": "Không xác định",
        "dang-lay-y-kien": "Đang lấy ý kiến",
        "da-dong-gop-y": "Đã hết hạn góp ý",
        "da-ban-hanh": "Đã ban hành",
    },
    NhomTieuChi: {
        "bat-buoc": "Bộ phận bắt buộc",
        "dieu-kien": "Bộ phận nếu có",
        "chi-tiet": "Chi tiết",
    },
    LoaiDonVi: {
        "so": "Sở",
        "chi-cuc": "Chi cục",
        "trung-tam": "Trung tâm",
        "benh-vien": "Bệnh viện",
        "tram-y-te": "Trạm y tế",
        "khac": "Đơn vị khác",
    },
    CapDonVi: {"tinh": "Cấp tỉnh", "xa": "Cấp xã"},
}


def nhan(value: StrEnum) -> str:
    """Return the official label of a value of a closed list."""
    return _NHAN[type(value)][value.value]
