"""Which sets of data there are: their names, words and the files that hold them; their contents live elsewhere."""

from dataclasses import dataclass

from cchc.catalogue import urls

THU_TUC_DAY_DU = "thu-tuc-day-du.jsonl.gz"
CPSV_AP = "cpsv-ap.jsonld"


@dataclass(frozen=True)
class BoDuLieu:
    """One set: ``ten`` names its files, ``luoc_do`` its schema, ``bang`` tells whether tables stand beside it."""

    ten: str
    tieu_de: str
    mo_ta: str
    bang: bool = True

    @property
    def json_url(self) -> str:
        """The address of the set as JSON."""
        return f"{urls.DU_LIEU}{self.ten}.json"

    @property
    def csv_url(self) -> str:
        """The address of the set as comma-separated values."""
        return f"{urls.DU_LIEU}{self.ten}.csv"

    @property
    def xlsx_url(self) -> str:
        """The address of the set as a workbook."""
        return f"{urls.DU_LIEU}{self.ten}.xlsx"

    @property
    def luoc_do_url(self) -> str:
        """The address of the JSON Schema of the set."""
        return f"{urls.DU_LIEU}schema/{self.ten}.json"


THU_TUC = BoDuLieu(
    "thu-tuc", "Thủ tục hành chính", "Mỗi thủ tục một dòng: tên, mã, lĩnh vực, cấp thực hiện, thời hạn, trạng thái."
)
QUYET_DINH = BoDuLieu(
    "quyet-dinh", "Quyết định công bố", "Các quyết định công bố thủ tục, kèm thay đổi đối với từng thủ tục."
)
BIEU_MAU = BoDuLieu("bieu-mau", "Biểu mẫu", "Mẫu đơn, mẫu tờ khai, kèm kích thước và mã kiểm tra SHA-256 của từng tệp.")
DON_VI = BoDuLieu("don-vi", "Đơn vị", "Các đơn vị tham gia chuyên mục và thông tin liên hệ.")
TIN_TUC = BoDuLieu("tin-tuc", "Tin tức", "Các tin, bài đã đăng, kèm nội dung đầy đủ ở bản JSON.")
VAN_BAN = BoDuLieu("van-ban", "Văn bản", "Văn bản đã đăng và dự thảo lấy ý kiến, kèm tình trạng hiệu lực và quan hệ.")
HOI_DAP = BoDuLieu("hoi-dap", "Hỏi đáp", "Câu hỏi đã trả lời, không có thông tin cá nhân của người hỏi.")
DANH_MUC = BoDuLieu(
    "danh-muc", "Danh mục", "Lĩnh vực, chuyên mục và các danh mục khác mà những bộ dữ liệu trên dùng mã.", bang=False
)

BO_DU_LIEU = (THU_TUC, QUYET_DINH, BIEU_MAU, DON_VI, TIN_TUC, VAN_BAN, HOI_DAP, DANH_MUC)
"""All sets, in the order in which the data page tells of them."""
