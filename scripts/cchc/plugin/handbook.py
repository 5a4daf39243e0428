"""Two pages of the editors' handbook that are made from the code, so that they never lag behind it."""

from collections.abc import Mapping
from importlib import import_module

from pydantic import BaseModel

from cchc.model.bieu_mau import BieuMau
from cchc.model.can_cu import VanBanHetHieuLuc
from cchc.model.chon_thu_tuc import CayChon
from cchc.model.danh_muc import Muc, NhomTuDongNghia
from cchc.model.don_vi import DonVi
from cchc.model.hoi_dap import HoiDap
from cchc.model.ngay_nghi import NamNghi
from cchc.model.post import Tin
from cchc.model.quyet_dinh import QuyetDinh
from cchc.model.thoi_han_cong_bo import ThoiHanCongBo
from cchc.model.thu_tuc import ThuTuc
from cchc.model.truong import Kieu, Truong, describe, walk
from cchc.model.van_ban import VanBan
from cchc.plugin.messages import find_messages

FOLDER = "so-tay-bien-tap/"

KINDS: Mapping[str, tuple[str, type[BaseModel]]] = {
    "tin": ("Tin, bài – posts/<năm>/<tên>.md", Tin),
    "thu-tuc": ("Thủ tục hành chính – tthc/<lĩnh vực>/<mã>.md", ThuTuc),
    "quyet-dinh": ("Quyết định công bố – tthc/quyet-dinh/<tên>.md", QuyetDinh),
    "bieu-mau": ("Biểu mẫu – tthc/bieu-mau/<định danh>.md", BieuMau),
    "don-vi": ("Đơn vị – docs/don-vi/<mã>.md", DonVi),
    "van-ban": ("Văn bản – docs/van-ban/<năm>/<tên>.md", VanBan),
    "hoi-dap": ("Hỏi đáp – docs/hoi-dap/<năm>/<định danh>.md", HoiDap),
    "danh-muc": ("Một mục của danh mục – tthc/danh-muc/<tên>.yml", Muc),
    "tu-dong-nghia": ("Từ đồng nghĩa – tthc/danh-muc/tu-dong-nghia.yml", NhomTuDongNghia),
    "chon-thu-tuc": ("Cây chọn thủ tục – tthc/danh-muc/chon-thu-tuc/<mã>.yml", CayChon),
    "ngay-nghi": ("Ngày nghỉ của một năm – tthc/danh-muc/ngay-nghi.yml", NamNghi),
    "van-ban-het-hieu-luc": ("Văn bản hết hiệu lực – tthc/danh-muc/van-ban-het-hieu-luc.yml", VanBanHetHieuLuc),
    "thoi-han-cong-bo": ("Thời hạn công bố – tthc/danh-muc/thoi-han-cong-bo.yml", ThoiHanCongBo),
}
"""Every kind of record that editors write, by the anchor of its table: heading with its place, and model."""

_EXAMPLES: Mapping[Kieu, str] = {
    Kieu.MA_THU_TUC: "1.001193",
    Kieu.CO_KHONG: "true",
    Kieu.SO_NGUYEN: "1",
    Kieu.SO: "7,5",
    Kieu.NGAY: "2026-11-22",
    Kieu.THOI_DIEM: "2026-11-22T08:30",
    Kieu.NHOM: "các trường con ở dưới, thụt vào hai dấu cách",
}

_BY_NAME: Mapping[str, str] = {
    "chi_so": "sipas",
    "chuyen_de": "dich-vu-cong-truc-tuyen-toan-trinh",
    "chuyen_muc": "tin-hoat-dong",
    "co_quan": "Sở Y tế",
    "dia_chi": "Số 01 đường Minh Họa",
    "dien_thoai": "0000 000 001",
    "dinh_danh": "tap-huan-mot-cua-2026",
    "email": "cchc@soyte.example.vn",
    "linh_vuc": "kham-benh-chua-benh",
    "noi_dung_cchc": "cai-cach-thu-tuc-hanh-chinh",
    "so": "12/QĐ-UBND",
    "so_ky_hieu": "224/2026/NĐ-CP",
    "the": "một cửa",
    "tieu_de": "Tập huấn nghiệp vụ một cửa cho mười hai trạm y tế",
    "tom_tat": "Từ ngày 01/12/2026, người dân nộp hồ sơ tại trạm sẽ được hẹn giờ.",
}

_BY_PATTERN: tuple[tuple[str, str], ...] = (
    ("jpe?g", "anh/tap-huan.jpg"),
    ("pdf|docx", "tep/ke-hoach.pdf"),
    ("https", "https://soyte.example.vn/"),
    ("a-z0-9", "so-y-te"),
    (r"\d{1,3}:", "3:25"),
)


def make_handbook() -> Mapping[str, str]:
    """Return the Markdown of the generated pages by their source address below ``docs/``."""
    return {f"{FOLDER}truong.md": _fields_page(), f"{FOLDER}thong-bao.md": _messages_page()}


def _fields_page() -> str:
    intro = (
        "---\ntitle: Mọi trường của từng loại nội dung\n"
        "description: Tên trường, có bắt buộc không, nhận giá trị nào, ví dụ\n---\n\n"
        "Trang này được lập thẳng từ chương trình nên luôn đúng với bản bạn đang dùng. "
        "Trường có dấu chấm là trường con: `anh.alt` viết thành dòng `alt:` thụt vào dưới dòng `anh:`.\n"
    )
    tables = (_section(anchor, heading, model) for anchor, (heading, model) in KINDS.items())
    return intro + "".join(tables)


def _section(anchor: str, heading: str, model: type[BaseModel]) -> str:
    ten, _, place = heading.partition(" – ")
    return f"\n## {ten} {{#{anchor}}}\n\nNơi đặt: `{place}`\n\n{_table(model)}"


def _table(model: type[BaseModel]) -> str:
    head = "| Trường | Nội dung | Nhận giá trị |\n|---|---|---|\n"
    return head + "".join(_row(path, one) for path, one in walk(describe(model)))


def _row(path: str, one: Truong) -> str:
    needed = " **(bắt buộc)**" if one.bat_buoc else ""
    example = _example(one)
    return f"| `{path}` | {_plain(one.nhan)}{needed} | {_accepted(one)}; ví dụ: `{example}` |\n"


def _accepted(one: Truong) -> str:
    if one.lua_chon:
        choices = ", ".join(f"`{value}` ({_plain(label)})" for value, label in one.lua_chon)
        return f"{'một hoặc nhiều trong' if one.nhieu else 'một trong'}: {choices}"
    return f"danh sách, mỗi mục là {one.kieu.value}" if one.nhieu else one.kieu.value


def _example(one: Truong) -> str:
    if one.lua_chon:
        return one.lua_chon[0][0]
    if one.ten in _BY_NAME:
        return _BY_NAME[one.ten]
    if one.kieu in _EXAMPLES:
        return _EXAMPLES[one.kieu]
    return next((example for part, example in _BY_PATTERN if part in one.mau), "Nội dung viết bằng lời")


def _messages_page() -> str:
    intro = (
        "---\ntitle: Mọi thông báo của lệnh kiểm tra\n"
        "description: Từng thông báo của cchc check và việc cần làm\n---\n\n"
        "Trang này được lập thẳng từ chương trình. Mỗi thông báo nói sai gì và viết thế nào; "
        "dấu … thay cho tên, số của bài bạn đang viết. "
        "Hãy tìm trên trang (Ctrl+F) mấy chữ của thông báo, rồi làm theo cột bên phải.\n"
    )
    return intro + "".join(_group(*group) for group in _GROUPS)


_GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Cách viết tệp",
        "Mở tệp ở đúng dòng được chỉ, sửa phần khai báo giữa hai dòng `---`, lưu lại.",
        ("cchc.sources",),
    ),
    (
        "Giá trị của một trường",
        "Sửa giá trị của đúng trường được nêu; bảng [mọi trường](truong.md) cho biết trường nhận gì.",
        ("cchc.model",),
    ),
    (
        "Giữa các tệp với nhau",
        "Tệp này nhắc đến tệp khác: sửa mã hoặc tên tệp ở đây, hoặc bổ sung tệp còn thiếu.",
        ("cchc.catalogue",),
    ),
    ("Liên kết của trang đã dựng", "Sửa địa chỉ trong bài, hoặc tạo trang mà liên kết dẫn tới.", ("cchc.outputs",)),
)


def _group(title: str, advice: str, packages: tuple[str, ...]) -> str:
    found = sorted({message for package in packages for message in find_messages(import_module(package))})
    rows = "".join(f"| {_plain(message)} | {advice} |\n" for message in found)
    return f"\n## {title}\n\n| Thông báo | Việc cần làm |\n|---|---|\n{rows}"


_MARKDOWN = str.maketrans({letter: f"\\{letter}" for letter in "\\`*_[]<>|{}#"})


def _plain(text: str) -> str:
    """Return Markdown that shows a text as it stands."""
    return text.translate(_MARKDOWN)
