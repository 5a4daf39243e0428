"""What a citizen sends and what becomes of it: kinds, states, the fields of each kind, the records of an item.

Deadlines, consent texts and notices are data (``cchc.feedback.rules``), not code.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Annotated, Literal, LiteralString, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from cchc.model.values import parse_ma
from cchc.text import nfc, slug


class LoaiGopY(StrEnum):
    """Kinds of what citizens send; they follow different rules and are never merged in one box (requirements 3.10)."""

    HOI_DAP = "hoi-dap", "Hỏi đáp"
    PHAN_ANH_QUY_DINH = "phan-anh-quy-dinh", "Phản ánh, kiến nghị về quy định hành chính"
    PHAN_ANH_HANH_VI = "phan-anh-hanh-vi", "Phản ánh về hành vi của cán bộ, công chức"
    GOP_Y_DU_THAO = "gop-y-du-thao", "Góp ý dự thảo văn bản"
    GOP_Y_TRANG = "gop-y-trang", "Góp ý về trang thông tin"
    KHAO_SAT = "khao-sat", "Khảo sát mức độ hài lòng"
    KHIEU_NAI_TO_CAO = "khieu-nai-to-cao", "Khiếu nại, tố cáo"

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the official name beside the value."""
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member


class TrangThaiGopY(StrEnum):
    """States of an item, as the national system of phản ánh, kiến nghị names them (FB-11)."""

    MOI = "moi", "Mới nhận"
    DA_TIEP_NHAN = "da-tiep-nhan", "Đã tiếp nhận"
    YEU_CAU_BO_SUNG = "yeu-cau-bo-sung", "Yêu cầu bổ sung thông tin"
    TU_CHOI = "tu-choi", "Từ chối tiếp nhận"
    DA_CHUYEN = "da-chuyen", "Đã chuyển cơ quan có thẩm quyền"
    DANG_XU_LY = "dang-xu-ly", "Đang xử lý"
    DA_TRA_LOI = "da-tra-loi", "Đã trả lời"
    DA_CONG_KHAI = "da-cong-khai", "Đã công khai"
    RUT_LAI = "rut-lai", "Người gửi đã rút lại"

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the official name beside the value."""
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member


_S = TrangThaiGopY
TRANSITIONS: Mapping[TrangThaiGopY, frozenset[TrangThaiGopY]] = MappingProxyType(
    {
        _S.MOI: frozenset({_S.DA_TIEP_NHAN, _S.TU_CHOI, _S.DA_CHUYEN, _S.RUT_LAI}),
        _S.DA_TIEP_NHAN: frozenset({_S.DANG_XU_LY, _S.YEU_CAU_BO_SUNG, _S.TU_CHOI, _S.DA_CHUYEN, _S.RUT_LAI}),
        _S.YEU_CAU_BO_SUNG: frozenset({_S.DA_TIEP_NHAN, _S.TU_CHOI, _S.RUT_LAI}),
        _S.DANG_XU_LY: frozenset({_S.DA_TRA_LOI, _S.YEU_CAU_BO_SUNG, _S.TU_CHOI, _S.DA_CHUYEN, _S.RUT_LAI}),
        _S.DA_CHUYEN: frozenset({_S.DA_TRA_LOI}),
        # An answer may be taken up again, and a published one may be taken down.
        _S.DA_TRA_LOI: frozenset({_S.DA_CONG_KHAI, _S.DANG_XU_LY}),
        _S.DA_CONG_KHAI: frozenset({_S.DA_TRA_LOI}),
        _S.TU_CHOI: frozenset(),
        _S.RUT_LAI: frozenset(),
    }
)
"""The only declaration of which state may follow which."""


class MucRoRang(IntEnum):
    """Five-step clarity of a page, as its reader sees it."""

    RAT_KHO_HIEU = 1
    KHO_HIEU = 2
    BINH_THUONG = 3
    RO_RANG = 4
    RAT_RO_RANG = 5

    @property
    def label(self) -> str:
        """Return the words that stand for the step."""
        return ("Rất khó hiểu", "Khó hiểu", "Bình thường", "Rõ ràng", "Rất rõ ràng")[self - 1]


class MucDichDongY(StrEnum):
    """Purposes to which a sender consents, one box each (PDP-02)."""

    XU_LY = "xu-ly"
    CONG_KHAI = "cong-khai"


LIMITS: Mapping[str, int] = MappingProxyType(
    {"ho_ten": 100, "email": 254, "dien_thoai": 20, "linh_vuc": 80, "thu_tuc": 40, "tieu_de": 200}
    # 4,000 characters fit into the raw body cap even when every one takes nine bytes in a form body.
    | {"noi_dung": 4000, "trang": 300}
)
"""Most characters of each field; also the ``maxlength`` of its box."""

_DIRECTION_CONTROLS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+\.[^\s@<>()\[\],;:\\\".]{2,}")
_DIEN_THOAI = re.compile(r"0\d{8,10}|\+\d{8,15}")
_TRANG = re.compile(r"/(?![/\\])[A-Za-z0-9\-._~%/]*")


def _mistake(message: LiteralString, **numbers: int) -> PydanticCustomError:
    return PydanticCustomError("gop_y", message, dict(numbers))


def _printable(text: str) -> str:
    # Control characters break PostgreSQL (NUL), terminals (ESC) and mail; direction controls disguise text.
    return "".join(
        char
        for char in text.translate(_DIRECTION_CONTROLS)
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
    )


def _line(text: str) -> str:
    return " ".join(_printable(nfc(text.replace("\r", "\n"))).split())


def _paragraphs(text: str) -> str:
    text = _printable(nfc(text.replace("\r\n", "\n").replace("\r", "\n")))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _limited(text: str, info: ValidationInfo) -> str:
    limit = LIMITS[info.field_name or ""]
    if len(text) > limit:
        raise _mistake("Rút ngắn còn tối đa {limit} ký tự (hiện có {count} ký tự)", limit=limit, count=len(text))
    return text


Dong = Annotated[str, AfterValidator(_line), AfterValidator(_limited)]
"""One line of text: NFC, without control characters, within its limit."""

Doan = Annotated[str, AfterValidator(_paragraphs), AfterValidator(_limited)]
"""Text with line breaks: NFC, without control characters, within its limit."""

_THIEU: Mapping[str, LiteralString] = MappingProxyType(
    {
        "ho_ten": "Nhập họ và tên của bạn",
        "tieu_de": "Nhập tiêu đề câu hỏi",
        "noi_dung": "Nhập nội dung câu hỏi",
    }
)

_SENT = ConfigDict(frozen=True, extra="forbid", validate_default=True, hide_input_in_errors=True)


class CauHoi(BaseModel):
    """A question on procedures or policy (FB-05); no birth year and no identity number are asked for."""

    model_config = _SENT

    kind: Literal[LoaiGopY.HOI_DAP] = LoaiGopY.HOI_DAP
    ho_ten: Dong = Field("", title="Họ và tên")
    dien_thoai: Dong = Field("", title="Số điện thoại")
    email: Dong = Field("", title="Thư điện tử")
    linh_vuc: Dong = Field("", title="Lĩnh vực")
    thu_tuc: Dong = Field("", title="Mã thủ tục")
    tieu_de: Dong = Field("", title="Tiêu đề")
    noi_dung: Doan = Field("", title="Nội dung câu hỏi")
    dong_y_xu_ly: bool = Field(False, title="Đồng ý cho xử lý thông tin")
    dong_y_cong_khai: bool = Field(False, title="Đồng ý cho công khai")

    @field_validator("ho_ten", "tieu_de", "noi_dung")
    @classmethod
    def _present(cls, text: str, info: ValidationInfo) -> str:
        if not text:
            raise _mistake(_THIEU[info.field_name or ""])
        return text

    @field_validator("dien_thoai")
    @classmethod
    def _phone(cls, text: str) -> str:
        number = re.sub(r"[\s.()\-]", "", text)
        number = re.sub(r"^(\+84|0084)", "0", number)
        if number and not _DIEN_THOAI.fullmatch(number):
            raise _mistake("Nhập số điện thoại đúng dạng, ví dụ 0912 345 678")
        return number

    @field_validator("email")
    @classmethod
    def _email_or_phone(cls, text: str, info: ValidationInfo) -> str:
        if text and not _EMAIL.fullmatch(text):
            raise _mistake("Nhập thư điện tử đúng dạng, ví dụ ten@example.vn")
        # A phone with a mistake of its own is missing from the data; one message is enough then.
        if not text and info.data.get("dien_thoai") == "":
            raise _mistake("Nhập thư điện tử hoặc số điện thoại để chúng tôi gửi trả lời")
        return text

    @field_validator("linh_vuc")
    @classmethod
    def _linh_vuc(cls, text: str) -> str:
        return slug(text)[: LIMITS["linh_vuc"]].strip("-")

    @field_validator("thu_tuc")
    @classmethod
    def _thu_tuc(cls, text: str) -> str:
        try:
            return parse_ma(text) if text else ""
        except ValueError:
            raise _mistake("Nhập mã thủ tục đúng dạng, ví dụ 1.000091, hoặc để trống") from None

    @field_validator("dong_y_xu_ly")
    @classmethod
    def _consent(cls, given: bool) -> bool:
        if not given:
            raise _mistake("Đánh dấu ô đồng ý để chúng tôi được xử lý câu hỏi và trả lời bạn")
        return given


class GopYTrang(BaseModel):
    """What a reader thinks of one page: a rating, a text or both, without personal data (FB-03)."""

    model_config = _SENT

    kind: Literal[LoaiGopY.GOP_Y_TRANG] = LoaiGopY.GOP_Y_TRANG
    trang: Dong = Field("", title="Địa chỉ trang")
    noi_dung: Doan = Field("", title="Ý kiến của bạn")
    muc_ro_rang: MucRoRang | None = Field(None, title="Mức độ rõ ràng")

    @field_validator("trang")
    @classmethod
    def _local_path(cls, text: str) -> str:
        if not _TRANG.fullmatch(text):
            raise _mistake("Nhập địa chỉ trang trên cổng này, bắt đầu bằng dấu /, ví dụ /thu-tuc-hanh-chinh/")
        return text

    @field_validator("muc_ro_rang", mode="before")
    @classmethod
    def _rated_or_written(cls, value: object, info: ValidationInfo) -> object:
        if value in (None, ""):
            if info.data.get("noi_dung") == "":
                raise _mistake("Chọn một mức đánh giá hoặc viết ý kiến của bạn")
            return None
        if str(value) not in {str(step.value) for step in MucRoRang}:
            raise _mistake("Chọn một trong năm mức đánh giá")
        return int(str(value))


Submission = Annotated[CauHoi | GopYTrang, Field(discriminator="kind")]
"""What a citizen sends, of any active kind."""


def title_of(submission: CauHoi | GopYTrang) -> str:
    """Return the one line under which lists show what was sent; it holds no name or contact of the sender."""
    if isinstance(submission, CauHoi):
        return submission.tieu_de
    rating = f" – {submission.muc_ro_rang.label.lower()}" if submission.muc_ro_rang else ""
    return f"{submission.trang}{rating}"


class DongY(BaseModel, frozen=True, extra="forbid"):
    """Proof of one consent: the version of the text that was shown and the moment it was accepted (PDP-02)."""

    muc_dich: MucDichDongY
    phien_ban: str
    at: datetime


class HistoryEntry(BaseModel, frozen=True, extra="forbid"):
    """One step in the life of an item; the first one is its arrival."""

    state: TrangThaiGopY
    at: datetime
    actor: str


class StoredItem(BaseModel, frozen=True, extra="forbid"):
    """What lists and the status page may show of an item: nothing about its sender."""

    reference: str
    kind: LoaiGopY
    state: TrangThaiGopY
    received_at: datetime
    changed_at: datetime
    title: str


class ItemDetail(BaseModel, frozen=True, extra="forbid", hide_input_in_errors=True):
    """A whole item with the sender's own words and contacts, for the desk only."""

    item: StoredItem
    submission: Submission
    dong_y: tuple[DongY, ...]
    history: tuple[HistoryEntry, ...]
