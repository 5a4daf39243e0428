"""Closed lists by which procedures and their parts are told apart; what the law may change is data (danh_muc)."""

from enum import StrEnum


class LoaiThuTuc(StrEnum):
    """Loại thủ tục, as the national database tells them apart."""

    LUAT_GIAO = "luat-giao"
    KHONG_LUAT_GIAO = "khong-luat-giao"
    DAC_THU = "dac-thu"
    LIEN_THONG = "lien-thong"
    NOI_BO = "noi-bo"
    NOI_BO_LIEN_THONG = "noi-bo-lien-thong"
    KHAC = "khac"


class CapThucHien(StrEnum):
    """Cấp thực hiện. The district level ended on 1 July 2025 and is not accepted."""

    BO = "bo"
    TINH = "tinh"
    XA = "xa"
    CO_QUAN_KHAC = "co-quan-khac"
    CHUA_XAC_DINH = "chua-xac-dinh"


class MucDoDvc(StrEnum):
    """Mức độ cung cấp dịch vụ công trực tuyến (Decree 224/2026, article 14)."""

    TOAN_TRINH = "toan-trinh"
    MOT_PHAN = "mot-phan"
    CUNG_CAP_THONG_TIN = "cung-cap-thong-tin"


class LyDoMotPhan(StrEnum):
    """The four legal reasons for an online service that is not complete (Decree 224/2026, article 14)."""

    PHAI_HIEN_DIEN = "phai-hien-dien"
    THAM_TRA_HIEN_TRUONG = "tham-tra-hien-truong"
    SU_CO_KY_THUAT = "su-co-ky-thuat"
    VAN_DE_KY_THUAT_KHAC = "van-de-ky-thuat-khac"


class DoiTuong(StrEnum):
    """Đối tượng thực hiện: who may file."""

    CONG_DAN_VIET_NAM = "cong-dan-viet-nam"
    NGUOI_VIET_NAM_DINH_CU_O_NUOC_NGOAI = "nguoi-viet-nam-dinh-cu-o-nuoc-ngoai"
    NGUOI_NUOC_NGOAI = "nguoi-nuoc-ngoai"
    CAN_BO_CONG_CHUC_VIEN_CHUC = "can-bo-cong-chuc-vien-chuc"
    DOANH_NGHIEP = "doanh-nghiep"
    DOANH_NGHIEP_CO_VON_NUOC_NGOAI = "doanh-nghiep-co-von-nuoc-ngoai"
    TO_CHUC = "to-chuc"
    TO_CHUC_NUOC_NGOAI = "to-chuc-nuoc-ngoai"
    HOP_TAC_XA = "hop-tac-xa"
    TO_CHUC_DANG = "to-chuc-dang"
    DANG_VIEN = "dang-vien"
    KHAC = "khac"


class Kenh(StrEnum):
    """Hình thức nộp: the channel of filing."""

    TRUC_TIEP = "truc-tiep"
    TRUC_TUYEN = "truc-tuyen"
    BUU_CHINH = "buu-chinh"


class DonViThoiGian(StrEnum):
    """Unit of a time limit; "ngày" and "ngày làm việc" are different units and always printed."""

    GIO = "gio"
    NGAY = "ngay"
    NGAY_LAM_VIEC = "ngay-lam-viec"
    THANG = "thang"
    NAM = "nam"
    TRONG_NGAY = "trong-ngay"
    KHONG_QUY_DINH = "khong-quy-dinh"
    KHAC = "khac"


class LoaiPhi(StrEnum):
    """Kind of a charge; ``chua-phan-loai`` where the source does not tell phí and lệ phí apart."""

    PHI = "phi"
    LE_PHI = "le-phi"
    GIA_DICH_VU = "gia-dich-vu"
    KHONG_THU = "khong-thu"
    CHUA_PHAN_LOAI = "chua-phan-loai"


class LoaiBanSao(StrEnum):
    """How a copy must be made."""

    CHUNG_THUC = "chung-thuc"
    DOI_CHIEU = "doi-chieu"
    DIEN_TU = "dien-tu"
    THUONG = "thuong"


class BoPhan(StrEnum):
    """The official parts of a procedure, in the order of the national database."""

    TEN = "ten"
    TRINH_TU = "trinh_tu"
    CACH_THUC = "cach_thuc"
    THANH_PHAN_HO_SO = "thanh_phan_ho_so"
    SO_LUONG_HO_SO = "so_luong_ho_so"
    THOI_HAN = "thoi_han"
    DOI_TUONG = "doi_tuong"
    CO_QUAN = "co_quan"
    KET_QUA = "ket_qua"
    PHI_LE_PHI = "phi_le_phi"
    BIEU_MAU = "bieu_mau"
    YEU_CAU_DIEU_KIEN = "yeu_cau_dieu_kien"
    CAN_CU_PHAP_LY = "can_cu_phap_ly"
    QUYET_DINH = "quyet_dinh"


class TrangThai(StrEnum):
    """Where a procedure stands in its life; derived from dates and decisions, see ``catalogue.lifecycle``."""

    CHUA_HIEU_LUC = "chua-hieu-luc"
    CON_HIEU_LUC = "con-hieu-luc"
    SUA_DOI_BO_SUNG = "sua-doi-bo-sung"
    BI_THAY_THE = "bi-thay-the"
    BAI_BO = "bai-bo"


class HanhDong(StrEnum):
    """What a decision does to a procedure (Decree 63/2010, article 14)."""

    MOI_BAN_HANH = "moi-ban-hanh"
    SUA_DOI_BO_SUNG = "sua-doi-bo-sung"
    THAY_THE = "thay-the"
    BAI_BO = "bai-bo"
