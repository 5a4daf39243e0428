"""A small root with documents: a law, a plan that another one replaces, a circular that amends, and a draft."""

from pathlib import Path

from roots import make_root, write

LUAT = "docs/van-ban/luat-104-2016-qh13.md"
CU = "docs/van-ban/ke-hoach-10-kh-syt-2025.md"
MOI = "docs/van-ban/ke-hoach-12-kh-syt-2026.md"
SUA = "docs/van-ban/thong-tu-5-2026-tt-byt.md"
DU_THAO = "docs/van-ban/du-thao-quy-che.md"

_FILES = {
    LUAT: """\
---
so_ky_hieu: 104/2016/QH13
loai: luat
trich_yeu: Luật Tiếp cận thông tin
co_quan: Quốc hội
ngay_ban_hanh: 2016-04-06
hieu_luc_tu: 2018-07-01
noi_dung_cchc: [cai-cach-the-che]
nguon_url: https://vanban.example/104-2016-qh13
---
""",
    CU: """\
---
so_ky_hieu: 10/KH-SYT
loai: ke-hoach
trich_yeu: Kế hoạch cải cách hành chính năm 2025
co_quan: Sở Y tế tỉnh Thử Nghiệm
nguoi_ky: Người ký minh họa
ngay_ban_hanh: 2025-01-05
linh_vuc: [duoc-pham]
---

Nội dung kế hoạch cũ.
""",
    MOI: """\
---
so_ky_hieu: 12/KH-SYT
loai: ke-hoach
trich_yeu: Kế hoạch cải cách hành chính năm 2026
co_quan: Sở Y tế tỉnh Thử Nghiệm
ngay_ban_hanh: 2026-02-05
hieu_luc_tu: 2026-11-15
ngay_cong_khai: 2026-02-06
quan_he:
  - {kieu: thay-the, den: 10/KH-SYT}
  - {kieu: can-cu, den: 104/2016/QH13}
---

Nội dung kế hoạch mới, xem [thủ tục](/thu-tuc-hanh-chinh/).
""",
    SUA: """\
---
so_ky_hieu: 5/2026/TT-BYT
loai: thong-tu
trich_yeu: Sửa đổi một số quy định về tiếp cận thông tin
co_quan: Bộ Y tế
ngay_ban_hanh: 2026-10-01
hieu_luc_tu: 2026-12-01
quan_he:
  - {kieu: sua-doi, den: 104/2016/QH13}
---
""",
    DU_THAO: """\
---
loai: du-thao
trich_yeu: Dự thảo Quy chế tiếp nhận phản ánh
co_quan: Sở Y tế tỉnh Thử Nghiệm
ngay_ban_hanh: 2026-11-01
han_gop_y: 2026-11-30
noi_nhan_gop_y: Văn phòng Sở Y tế
---

Toàn văn dự thảo.
""",
}


def make_library(folder: Path) -> Path:
    """Write the root with its documents and return it."""
    root = make_root(folder)
    for path, text in _FILES.items():
        write(root, path, text)
    return root
