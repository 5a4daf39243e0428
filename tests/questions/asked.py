"""A small root with answered questions: one about a procedure, one about nothing in particular."""

from pathlib import Path

from roots import make_root, write

QUAY_THUOC = "docs/hoi-dap/2026/mo-quay-thuoc-o-xa.md"
NGAY_LAM_VIEC = "docs/hoi-dap/2026/ngay-lam-viec.md"

_FILES = {
    QUAY_THUOC: """\
---
id: mo-quay-thuoc-o-xa
cau_hoi: Mở quầy thuốc ở xã cần những giấy tờ gì?
chi_tiet: Tôi muốn mở quầy thuốc, xin hỏi hồ sơ.
don_vi_tra_loi: so-y-te
ngay_hoi: 2026-02-02
ngay_tra_loi: 2026-02-10
tthc: ["1.000001"]
can_cu: [44/2024/QH15]
thuong_gap: true
hien_thi_nguoi_hoi: chu-cai-dau
nguoi_hoi: N.V.A.
---

Ông/Bà chuẩn bị **01 bộ** hồ sơ.

Thời hạn là 15 ngày làm việc.
""",
    NGAY_LAM_VIEC: """\
---
id: ngay-lam-viec
cau_hoi: Ngày làm việc được tính thế nào?
don_vi_tra_loi: so-y-te
ngay_tra_loi: 2026-03-01
---

Không tính thứ Bảy, Chủ nhật và ngày lễ.
""",
}


def make_questions(folder: Path) -> Path:
    """Write the root with its questions and return it."""
    root = make_root(folder)
    for path, text in _FILES.items():
        write(root, path, text)
    return root
