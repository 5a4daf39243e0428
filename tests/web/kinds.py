"""A sound form of each kind as a browser sends it, and what the site tells the service for them; all made up."""

from datetime import date
from pathlib import Path

from cchc.model.dich_vu import ANSWERS, SERVICE_DATA, CauDaTraLoi, DuLieuDichVu, DuThaoMo, TenGoi
from web.serving import CAU_HOI

SITE = DuLieuDichVu(
    don_vi=(TenGoi(ma="benh-vien-mau", ten="Bệnh viện Mẫu"),),
    linh_vuc=(TenGoi(ma="duoc-pham", ten="Dược phẩm"),),
    thu_tuc=(TenGoi(ma="1.000091", ten="Cấp giấy phép mẫu"),),
    du_thao=(
        DuThaoMo(ma="ke-hoach-mau", ten="Dự thảo kế hoạch mẫu", url="/van-ban/ke-hoach-mau/", han=date(2026, 11, 30)),
        DuThaoMo(ma="du-thao-cu", ten="Dự thảo cũ", url="/van-ban/du-thao-cu/", han=date(2026, 11, 21)),
    ),
    hoi_dap=(
        CauDaTraLoi(cau_hoi="Lệ phí cấp giấy phép nộp ở đâu?", url="/hoi-dap/2026/le-phi/", tthc=("1.000091",)),
        CauDaTraLoi(cau_hoi="Thời gian khám sức khỏe lái xe", url="/hoi-dap/2026/lai-xe/"),
    ),
)

PHAN_ANH = {
    "loai_nguoi_gui": "ca-nhan",
    "ho_ten": "Người Gửi Mẫu Đỗ Ơ",
    "dia_chi": "Phường Minh Họa, tỉnh Bình Minh",
    "dien_thoai": "0900 000 001",
    "dong_y_xu_ly": "co",
}

FIELDS: dict[str, dict[str, str]] = {
    "hoi-dap": CAU_HOI,
    "phan-anh-quy-dinh": PHAN_ANH
    | {"loai_quy_dinh": "khong-hop-phap", "noi_dung": "Quy định yêu cầu nộp bản sao đã có trong cơ sở dữ liệu."},
    "phan-anh-hanh-vi": PHAN_ANH
    | {
        "don_vi_lien_quan": "Trung tâm Mẫu",
        "thoi_gian": "Sáng 20/11/2026",
        "noi_dung": "Hồ sơ bị yêu cầu bổ sung nhiều lần.",
    },
    "du-thao": {"du_thao": "ke-hoach-mau", "phan": "khoản 2 Điều 5", "noi_dung": "Nên rút ngắn thời hạn."},
    "trang": {"trang": "/lien-he/", "muc_ro_rang": "2", "ly_do": "kho-hieu", "noi_dung": ""},
}


def write_site(root: Path) -> None:
    """Write what a built site tells the service."""
    file = root / "site" / SERVICE_DATA
    file.parent.mkdir(parents=True)
    file.write_text(SITE.model_dump_json(), encoding="utf-8")
    answers = DuLieuDichVu(hoi_dap=SITE.hoi_dap)
    (root / "site" / ANSWERS).write_text(answers.model_dump_json(exclude_defaults=True), encoding="utf-8")
