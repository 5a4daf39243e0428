"""Made-up things that citizens send; no name or address belongs to a person."""

import unicodedata
from datetime import UTC, datetime
from itertools import count

from cchc.feedback.codes import REFERENCE
from cchc.feedback.store import NewItem
from cchc.model.feedback import (
    CauHoi,
    DongY,
    GopYDuThao,
    GopYTrang,
    LoaiNguoiGui,
    LyDoGopY,
    MucRoRang,
    PhanAnhHanhVi,
    PhanAnhQuyDinh,
    Submission,
    purposes_of,
)

_numbers = count(1)
RECEIVED = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)

CAU_HOI = CauHoi(
    ho_ten="Người Gửi Mẫu Đỗ Ơ",
    email="mau@example.vn",
    thu_tuc="1.000091",
    linh_vuc="duoc-pham",
    tieu_de="Hỏi về lệ phí cấp giấy phép",
    # Typed on a machine that decomposes letters.
    noi_dung=unicodedata.normalize("NFD", "Lệ phí cấp giấy phép\nđược nộp ở đâu? Tôi ở phường Ước Lễ."),
    dong_y_xu_ly=True,
    dong_y_cong_khai=True,
)
GOP_Y = GopYTrang(trang="/lien-he/", muc_ro_rang=MucRoRang.RO_RANG, noi_dung="Chữ ở đầu trang hơi nhỏ.")
GOP_Y_LY_DO = GopYTrang(trang="/", muc_ro_rang=MucRoRang.KHO_HIEU, ly_do=(LyDoGopY.KHO_HIEU, LyDoGopY.KHAC))
QUY_DINH = PhanAnhQuyDinh(
    loai_nguoi_gui=LoaiNguoiGui.TO_CHUC,
    ho_ten="Công ty Mẫu Ước Đông",
    dia_chi="Số 0 đường Minh Họa, tỉnh Bình Minh",
    dien_thoai="0900000001",
    loai_quy_dinh="khong-phu-hop-thuc-te",
    thu_tuc="1.000091",
    noi_dung="Thành phần hồ sơ yêu cầu bản sao đã có trong cơ sở dữ liệu.",
    dong_y_xu_ly=True,
)
HANH_VI = PhanAnhHanhVi(
    ho_ten="Người Phản Ánh Mẫu",
    dia_chi="Phường Minh Họa, tỉnh Bình Minh",
    email="phan.anh@example.vn",
    don_vi_lien_quan="Trung tâm Mẫu",
    thoi_gian="Sáng 20/11/2026",
    dia_diem="Quầy số 3",
    nguoi_lien_quan="Cán Bộ Mẫu Đ",
    noi_dung="Hồ sơ bị yêu cầu bổ sung nhiều lần.",
    dong_y_xu_ly=True,
)
DU_THAO = GopYDuThao(
    du_thao="quyet-dinh-mau-2026", phan="Điều 3", noi_dung="Nên nêu rõ thời hạn.", dong_y_cong_khai=False
)


def make_new(submission: Submission = CAU_HOI, **changes: object) -> NewItem:
    """Return an item that no store has seen."""
    number = next(_numbers)
    consents = tuple(
        DongY(muc_dich=purpose, phien_ban="2026-11-22", at=RECEIVED) for purpose in purposes_of(submission)
    )
    values: dict[str, object] = {
        "reference": REFERENCE.write(number * 7919),
        "secret_hash": f"hash-{number}",
        "key": f"key-{number}",
        "received_at": RECEIVED,
        "submission": submission,
        "dong_y": consents,
    }
    return NewItem(**(values | changes))  # type: ignore[arg-type]
