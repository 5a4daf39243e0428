"""Small content roots for tests: real files of every kind, valid until a test spoils one."""

import zipfile
from pathlib import Path

NOW = "2026-11-22T08:00+07:00"

_FILES = {
    "mkdocs.yml": """\
site_name: Cải cách hành chính
site_url: https://cchc.example/muc/
theme:
  name: material
plugins:
  - cchc:
      ten_co_quan: Sở Y tế tỉnh Thử Nghiệm
      du_lieu_mau: true
""",
    "docs/huong-dan/index.md": """\
---
title: Hướng dẫn
description: Cách dùng chuyên mục
---

# Hướng dẫn

## Tra cứu

Xem [danh sách thủ tục](/thu-tuc-hanh-chinh/) hoặc [cách nộp hồ sơ](nop-ho-so.md#truc-tuyen).
""",
    "docs/huong-dan/nop-ho-so.md": "# Nộp hồ sơ\n\n## Trực tuyến\n\nTrên Cổng Dịch vụ công quốc gia.\n",
    "docs/don-vi/so-y-te.md": "---\nma: so-y-te\nten: Sở Y tế tỉnh Thử Nghiệm\nloai: so\n---\n\nĐơn vị thử nghiệm.\n",
    "tthc/danh-muc/linh-vuc.yml": "- ma: duoc-pham\n  ten: Dược phẩm\n- ma: dan-so\n  ten: Dân số\n",
    "tthc/danh-muc/noi-dung-cchc.yml": "- ma: cai-cach-the-che\n  ten: Cải cách thể chế\n",
    "tthc/danh-muc/chuyen-muc.yml": "- ma: tin-hoat-dong\n  ten: Tin hoạt động\n- ma: thong-bao\n  ten: Thông báo\n",
    "tthc/danh-muc/chi-so.yml": "- ma: sipas\n  ten: Chỉ số hài lòng\n",
    "tthc/duoc-pham/1.000001.md": """\
---
ma: "1.000001"
ten: Đăng ký mở quầy thuốc thử nghiệm
linh_vuc: duoc-pham
cap_thuc_hien: [tinh]
doi_tuong: [cong-dan-viet-nam]
co_quan:
  tham_quyen: Sở Y tế
trinh_tu:
  - ten: Nộp hồ sơ
    noi_dung: "Nộp **01 bộ** hồ sơ; xem [hướng dẫn](/huong-dan/)."
cach_thuc:
  - kenh: truc-tiep
    thoi_han: {so: 15, don_vi: ngay-lam-viec}
    phi:
      - {loai: phi, so_tien: 500000}
  - kenh: truc-tuyen
    thoi_han: {so: "7.5", don_vi: ngay}
thanh_phan_ho_so:
  - giay_to:
      - ten: Đơn đề nghị
        ban_chinh: 1
        bieu_mau: [don-de-nghi]
so_luong_ho_so: 1
ket_qua:
  - ten: Giấy chứng nhận
    ma: KQ.G18.000001
can_cu_phap_ly:
  - so_ky_hieu: 44/2024/QH15
    trich_yeu: Luật sửa đổi, bổ sung một số điều của Luật Dược
quyet_dinh:
  - so: 12/QĐ-UBND
    ngay_ky: 2026-01-10
du_lieu_mau: true
---
""",
    "tthc/quyet-dinh/12-qd-ubnd-2026.md": """\
---
so: 12/QĐ-UBND
ngay_ky: 2026-01-10
co_quan: Ủy ban nhân dân tỉnh Thử Nghiệm
trich_yeu: Công bố thủ tục hành chính thử nghiệm
hieu_luc_tu: 2026-01-15
ngay_cong_khai: 2026-01-12
muc:
  - ma: "1.000001"
    hanh_dong: moi-ban-hanh
---
""",
    "tthc/bieu-mau/don-de-nghi.md": """\
---
id: don-de-nghi
ten: Đơn đề nghị
tthc: ["1.000001"]
tep:
  - duong_dan: tep/don-de-nghi.docx
---

Điền bằng chữ in hoa.
""",
    "posts/2026/tin-mot.md": """\
---
tieu_de: "Tin một: đường mới"
tom_tat: Tóm tắt tin một.
ngay_dang: 2026-11-01T08:30
don_vi: so-y-te
noi_dung_cchc: [cai-cach-the-che]
chuyen_muc: tin-hoat-dong
tthc: ["1.000001"]
trang_thai: da-dang
---

Nội dung tin một, xem [thủ tục](/thu-tuc-hanh-chinh/1.000001/).
""",
    "posts/2026/tin-hai.md": """\
---
tieu_de: Tin hai
tom_tat: Tóm tắt tin hai.
ngay_dang: 2026-10-01T08:30
don_vi: so-y-te
noi_dung_cchc: [cai-cach-the-che]
chuyen_muc: thong-bao
trang_thai: da-dang
---

Nội dung tin hai.
""",
}


def make_root(folder: Path) -> Path:
    """Write a valid root and return its folder."""
    for path, text in _FILES.items():
        write(folder, path, text)
    write_docx(folder / "tthc" / "bieu-mau" / "tep" / "don-de-nghi.docx")
    return folder


def write(root: Path, path: str, text: str) -> Path:
    """Write one content file and return it."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def replace(root: Path, path: str, old: str, new: str) -> None:
    """Change a piece of a content file that is known to be there."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def write_docx(file: Path, *, macros: bool = False) -> None:
    """Write the smallest package that is a Word document by its bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        if macros:
            archive.writestr("word/vbaProject.bin", b"\0")


def files_of(site: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by its path."""
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}
