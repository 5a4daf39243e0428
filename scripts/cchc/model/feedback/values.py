"""Values that people type into forms: cleaned, limited, and refused with a word on how to mend them."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, LiteralString

from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from cchc.model.values import parse_ma
from cchc.text import nfc, slug

LIMITS: Mapping[str, int] = MappingProxyType(
    {"ho_ten": 100, "email": 254, "dien_thoai": 20, "dia_chi": 200, "linh_vuc": 80, "thu_tuc": 40, "tieu_de": 200}
    # 4,000 characters fit into the raw body cap even when every one takes nine bytes in a form body.
    | {"noi_dung": 4000, "trang": 300, "don_vi_hoi": 80, "loai_quy_dinh": 40, "du_thao": 80, "phan": 100}
    | {"don_vi_lien_quan": 200, "thoi_gian": 100, "dia_diem": 200, "nguoi_lien_quan": 100}
)
"""Most characters of each field; also the ``maxlength`` of its box."""

_DIRECTION_CONTROLS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
# Plain addresses only (dot-atoms of RFC 5322 without "?"): a mail library reads more out of others than stands there,
# up to another address (an encoded word), or cannot write them at all.
_EMAIL = re.compile(
    r"[\w!#$%&'*+/=^`{|}~\-]+(?:\.[\w!#$%&'*+/=^`{|}~\-]+)*@(?:[A-Za-z0-9\-]+\.)+[A-Za-z0-9\-]{2,}", re.ASCII
)
_DIEN_THOAI = re.compile(r"0\d{8,10}|\+\d{8,15}")
_TRANG = re.compile(r"/(?![/\\])[A-Za-z0-9\-._~%/]*")
_MA = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def mistake(message: LiteralString, **numbers: int) -> PydanticCustomError:
    """Return the error of a box; the message says in Vietnamese what to do."""
    return PydanticCustomError("gop_y", message, dict(numbers))


def printable(text: str) -> str:
    """Return the text without control characters and without those that change its direction."""
    # Control characters break PostgreSQL (NUL), terminals (ESC) and mail; direction controls disguise text.
    return "".join(
        char
        for char in text.translate(_DIRECTION_CONTROLS)
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
    )


def clean_line(text: str) -> str:
    """Return one line: NFC, printable, single spaces."""
    return " ".join(printable(nfc(text.replace("\r", "\n"))).split())


def clean_paragraphs(text: str) -> str:
    """Return text with its line breaks: NFC, printable, no space at line ends."""
    text = printable(nfc(text.replace("\r\n", "\n").replace("\r", "\n")))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _limited(text: str, info: ValidationInfo) -> str:
    limit = LIMITS[info.field_name or ""]
    if len(text) > limit:
        raise mistake("Rút ngắn còn tối đa {limit} ký tự (hiện có {count} ký tự)", limit=limit, count=len(text))
    return text


Dong = Annotated[str, AfterValidator(clean_line), AfterValidator(_limited)]
"""One line of text: NFC, without control characters, within its limit."""

Doan = Annotated[str, AfterValidator(clean_paragraphs), AfterValidator(_limited)]
"""Text with line breaks: NFC, without control characters, within its limit."""


def required(message: LiteralString) -> AfterValidator:
    """Return the rule of a box that may not stay empty, with its word."""

    def check(text: str) -> str:
        if not text:
            raise mistake(message)
        return text

    return AfterValidator(check)


def agreed(message: LiteralString) -> AfterValidator:
    """Return the rule of a consent without which nothing can be taken, with its word."""

    def check(given: bool) -> bool:
        if not given:
            raise mistake(message)
        return given

    return AfterValidator(check)


def _phone(text: str) -> str:
    number = re.sub(r"[\s.()\-]", "", text)
    number = re.sub(r"^(\+84|0084)", "0", number)
    if number and not _DIEN_THOAI.fullmatch(number):
        raise mistake("Nhập số điện thoại đúng dạng, ví dụ 0912 345 678")
    return number


def _email(text: str) -> str:
    if text and not _EMAIL.fullmatch(text):
        raise mistake("Nhập thư điện tử đúng dạng, ví dụ ten@example.vn")
    return text


def _local_path(text: str) -> str:
    if not _TRANG.fullmatch(text):
        raise mistake("Nhập địa chỉ trang trên cổng này, bắt đầu bằng dấu /, ví dụ /thu-tuc-hanh-chinh/")
    return text


def _procedure(text: str) -> str:
    try:
        return parse_ma(text) if text else ""
    except ValueError:
        raise mistake("Nhập mã thủ tục đúng dạng, ví dụ 1.000091, hoặc để trống") from None


def _slug(text: str) -> str:
    return slug(text)[: LIMITS["linh_vuc"]].strip("-")


def listed(message: LiteralString) -> AfterValidator:
    """Return the rule of a box whose values are the codes of a list, with its word; an empty one passes."""

    def check(text: str) -> str:
        if text and not _MA.fullmatch(text):
            raise mistake(message)
        return text

    return AfterValidator(check)


def one_way_to_answer(
    message: LiteralString = "Nhập thư điện tử hoặc số điện thoại để chúng tôi gửi trả lời",
) -> Callable[[str, ValidationInfo], str]:
    """Return the rule of the e-mail box, which follows that of the phone: one of both is needed."""

    def check(text: str, info: ValidationInfo) -> str:
        # A phone with a mistake of its own is missing from the data; one message is enough then.
        if not text and info.data.get("dien_thoai") == "":
            raise mistake(message)
        return text

    return check


DienThoai = Annotated[Dong, AfterValidator(_phone)]
"""A phone number in one form, or nothing."""

ThuDienTu = Annotated[Dong, AfterValidator(_email)]
"""An e-mail address, or nothing."""

TrangCong = Annotated[Dong, AfterValidator(_local_path)]
"""A path on this host: nothing else can be written into a link for the desk."""

MaThuTuc = Annotated[Dong, AfterValidator(_procedure)]
"""The base code of a procedure, or nothing."""

MaLinhVuc = Annotated[Dong, AfterValidator(_slug)]
"""Free text for the citizen, a slug for the desk."""
