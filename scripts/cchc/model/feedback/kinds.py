"""Closed lists of what citizens send: kinds, steps of clarity, reasons, senders, purposes of consent."""

from enum import IntEnum, StrEnum

from cchc.model.labelled import Labelled


class LoaiGopY(Labelled):
    """Kinds of what citizens send; they follow different rules and are never merged in one box (requirements 3.10)."""

    HOI_DAP = "hoi-dap", "Hỏi đáp"
    PHAN_ANH_QUY_DINH = "phan-anh-quy-dinh", "Phản ánh, kiến nghị về quy định hành chính"
    PHAN_ANH_HANH_VI = "phan-anh-hanh-vi", "Phản ánh về hành vi của cán bộ, công chức"
    GOP_Y_DU_THAO = "gop-y-du-thao", "Góp ý dự thảo văn bản"
    GOP_Y_TRANG = "gop-y-trang", "Góp ý về trang thông tin"
    KHAO_SAT = "khao-sat", "Khảo sát mức độ hài lòng"
    KHIEU_NAI_TO_CAO = "khieu-nai-to-cao", "Khiếu nại, tố cáo"


class MucRoRang(IntEnum):
    """Five-step clarity of a page, as its reader sees it."""

    RAT_KHO_HIEU = 1
    KHO_HIEU = 2
    BINH_THUONG = 3
    RO_RANG = 4
    RAT_RO_RANG = 5

    @property
    def label(self) -> str:
        """Return the words that stand for the step."""
        return ("Rất khó hiểu", "Khó hiểu", "Bình thường", "Rõ ràng", "Rất rõ ràng")[self - 1]


class LyDoGopY(Labelled):
    """What was wrong with a page, as its reader ticks it; several may be true."""

    KHONG_TIM_THAY = "khong-tim-thay-thong-tin", "Không tìm thấy thông tin cần tìm"
    KHO_HIEU = "kho-hieu", "Nội dung khó hiểu"
    THONG_TIN_CU = "thong-tin-cu-hoac-sai", "Thông tin cũ hoặc sai"
    LOI_KY_THUAT = "loi-ky-thuat", "Trang bị lỗi kỹ thuật"
    KHAC = "khac", "Lý do khác"


class LoaiNguoiGui(Labelled):
    """Who sends a reflection on rules (Decree 20/2008, article 2): a person or an organisation."""

    CA_NHAN = "ca-nhan", "Cá nhân"
    TO_CHUC = "to-chuc", "Tổ chức, doanh nghiệp"


class MucDichDongY(StrEnum):
    """Purposes to which a sender consents, one box each (PDP-02)."""

    XU_LY = "xu-ly"
    CONG_KHAI = "cong-khai"
