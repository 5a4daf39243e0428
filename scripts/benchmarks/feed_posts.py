"""Generated news for measurements: deterministic, with everything that may stand in an entry of a feed."""

import zipfile
from datetime import datetime, timedelta
from pathlib import Path

from cchc.text import VIETNAM

_START = datetime(2019, 1, 2, 8, 0, tzinfo=VIETNAM)
_CLASSES = ("cai-cach-the-che", "cai-cach-thu-tuc-hanh-chinh", "cai-cach-tai-chinh-cong", "chi-dao-dieu-hanh")
_RUBRICS = ("tin-hoat-dong", "thong-bao", "mot-cua", "sang-kien", "tap-huan-hoi-nghi")
_UNITS = ("so-y-te", "benh-vien-da-khoa-tinh", "chi-cuc-dan-so", "trung-tam-kiem-soat-benh-tat")
_TAGS = ("một cửa", "dịch vụ công", "đường dây nóng", "khảo sát", "tiêm chủng", "Đề án 06")

_TEXT = """\
---
tieu_de: "Tin {so}: đường dây nóng & “một cửa” phục vụ người dân < 15 phút"
dinh_danh: tin-phat-sinh-{so}
tom_tat: Tóm tắt tin số {so}, kết quả tiếp nhận hồ sơ trong tuần & việc còn vướng.
ngay_dang: {ngay}
don_vi: {don_vi}
chuyen_muc: {chuyen_muc}
noi_dung_cchc: [{noi_dung_cchc}]
the: [{the}]
{them}trang_thai: da-dang
nguoi_duyet: Văn phòng Sở
du_lieu_mau: true
---

Trong tuần thứ {so}, đơn vị tiếp nhận **{so} hồ sơ**; xem [thủ tục hành chính](/thu-tuc-hanh-chinh/) và
[kết quả](#ket-qua).

## Kết quả

| Việc | Số lượng |
|---|---:|
| Hồ sơ trực tuyến | {so} |
| Trả đúng hạn | 98,5% |

1. Gửi hồ sơ qua [Cổng dịch vụ công](https://dichvucong.gov.vn/?a=1&b=2).
2. Nhận kết quả tại nhà, phí < 50.000 đồng.

> “Người dân không phải đi lại nhiều lần”, đại diện bộ phận một cửa nói.

{doan}
"""


def write_posts(root: Path, count: int) -> None:
    """Write ``count`` news items below a root that holds the sample content."""
    _write_attachment(root / "posts" / "tep" / "phu-luc.docx")
    for number in range(1, count + 1):
        file = root / "posts" / f"{_moment(number):%Y}" / f"phat-sinh-{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_text(number), encoding="utf-8")


def _text(number: int) -> str:
    return _TEXT.format(
        so=number,
        ngay=f"{_moment(number):%Y-%m-%dT%H:%M+07:00}",
        don_vi=_UNITS[number % len(_UNITS)],
        chuyen_muc=_RUBRICS[number % len(_RUBRICS)],
        noi_dung_cchc=_CLASSES[number % len(_CLASSES)],
        the=", ".join((_TAGS[number % len(_TAGS)], _TAGS[number * 5 % len(_TAGS)])),
        them=_more(number),
        doan="\n\n".join(
            f"Đoạn {part} của tin {number}. " + "Bộ phận một cửa làm việc cả sáng thứ Bảy. " * 8 for part in range(4)
        ),
    )


def _more(number: int) -> str:
    """Return fields that some items have: a picture, a document, a correction, a series, an end."""
    lines = []
    if number % 3 == 0:
        lines.append("anh: {tep: anh/hoi-truong.png, alt: Hội trường minh họa, chu_thich: Ảnh minh họa}")
    if number % 7 == 0:
        lines.append("tep: [{tep: tep/phu-luc.docx, ten: Phụ lục số liệu}]")
    if number % 11 == 0:
        lines.append(f"dinh_chinh: [{{luc: {_moment(number) + timedelta(hours=2):%Y-%m-%dT%H:%M}, noi_dung: Sửa số}}]")
    if number % 13 == 0:
        lines.append("chuyen_de: nang-cao-chat-luong-phuc-vu")
    if number % 10 == 1:
        lines.append(f"het_han: {_moment(number) + timedelta(days=30):%Y-%m-%dT%H:%M}")
    return "".join(f"{line}\n" for line in lines)


def _moment(number: int) -> datetime:
    """Return the moment of an item: two on most days, at the same minute."""
    return _START + timedelta(days=number * 17 // 25)


def _write_attachment(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
