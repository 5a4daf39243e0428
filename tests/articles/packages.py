"""What units send: ZIP files of a text and photos, and e-mails. All names and addresses are fictional."""

import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO

from PIL import Image

from articles.documents import make_jpeg, make_unstyled

SENDER = "to-truyen-thong@so-y-te.example"
PHONE = "0000 111 222"

BODY = f"""Kính gửi Ban Biên tập,

Đơn vị xin gửi Ban Biên tập bài viết trong tháng.

Ngày 10/11/2026, Trung tâm Y tế An Bình (minh họa) khai trương quầy ưu tiên cho người cao tuổi.

Sau một tuần, 60 người đã dùng quầy này; thời gian chờ trung bình là tám phút.

Ảnh 1: Quầy ưu tiên ngày khai trương
Ảnh 2: Hướng dẫn lấy số

Trân trọng cảm ơn!
Nguyễn Văn Mẫu
Điện thoại: {PHONE}
Email: {SENDER}
-- 
Tổ Truyền thông, Trung tâm Y tế An Bình (minh họa), ĐT {PHONE}
"""  # noqa: W291 - the sign of a signature ends with a space

EXIF = Image.Exif()
EXIF[0x0112] = 6  # turned by 90 degrees
EXIF[0x013B] = "Nguyen Van Mau"
EXIF.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 15.0)})


def make_zip(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of files by name."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return output.getvalue()


def make_package() -> bytes:
    """Return the ZIP that a unit makes on its computer: a text, photos in a folder, leftovers of the system."""
    return make_zip(
        {
            "tin tháng 11/bài viết.docx": make_unstyled(),
            "tin tháng 11/ảnh/Ảnh 2.jpg": make_jpeg((300, 200)),
            "tin tháng 11/ảnh/Ảnh 1.jpg": make_jpeg((400, 200), exif=EXIF),
            "__MACOSX/._bài viết.docx": b"rac",
            "tin tháng 11/Thumbs.db": b"rac",
            "tin tháng 11/số liệu.xlsx": b"PK",
        }
    )


TITLE = "Tin tháng 11: quầy ưu tiên cho người cao tuổi"


def make_mail(
    *, html: str = "", docx: bytes = b"", body: str = BODY, sender: str = SENDER, subject: str = f"Fwd: {TITLE}"
) -> bytes:
    """Return an e-mail with an encoded subject and two photos, its text plain, as HTML, or in a Word file."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Tổ Truyền thông <{sender}>"
    message["To"] = "ban-bien-tap@so.example"
    message["Subject"] = subject
    message.set_content(body, cte="quoted-printable")
    if html:
        message.clear_content()
        message.set_content(html, subtype="html", cte="base64")
    for number in (1, 2):
        message.add_attachment(make_jpeg((300 + number, 200), exif=EXIF), "image", "jpeg", filename=f"Ảnh {number}.jpg")
    message.add_attachment(b"rac", "application", "ms-tnef", filename="winmail.dat")
    if docx:
        kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
        message.add_attachment(docx, "application", kind, filename="Bài viết.docx")
    return message.as_bytes()
