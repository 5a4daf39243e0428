"""What a citizen sends, one frozen model for each kind; complaints and denunciations have none, they are redirected."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from cchc.model.feedback.kinds import LoaiGopY, LoaiNguoiGui, LyDoGopY, MucDichDongY, MucRoRang
from cchc.model.feedback.values import (
    DienThoai,
    Doan,
    Dong,
    MaLinhVuc,
    MaThuTuc,
    ThuDienTu,
    TrangCong,
    agreed,
    listed,
    mistake,
    one_way_to_answer,
    required,
)
from cchc.text import shorten

_SENT = ConfigDict(frozen=True, extra="forbid", validate_default=True, hide_input_in_errors=True)


class CauHoi(BaseModel):
    """A question on procedures or policy (FB-05); no birth year and no identity number are asked for."""

    model_config = _SENT

    kind: Literal[LoaiGopY.HOI_DAP] = LoaiGopY.HOI_DAP
    ho_ten: Annotated[Dong, required("Nhập họ và tên của bạn")] = Field("", title="Họ và tên")
    dien_thoai: DienThoai = Field("", title="Số điện thoại")
    email: ThuDienTu = Field("", title="Thư điện tử")
    linh_vuc: MaLinhVuc = Field("", title="Lĩnh vực")
    thu_tuc: MaThuTuc = Field("", title="Mã thủ tục")
    don_vi_hoi: Annotated[Dong, listed("Chọn một đơn vị trong danh sách, hoặc để trống")] = Field(
        "", title="Đơn vị được hỏi"
    )
    tieu_de: Annotated[Dong, required("Nhập tiêu đề câu hỏi")] = Field("", title="Tiêu đề")
    noi_dung: Annotated[Doan, required("Nhập nội dung câu hỏi")] = Field("", title="Nội dung câu hỏi")
    dong_y_xu_ly: Annotated[bool, agreed("Đánh dấu ô đồng ý để chúng tôi được xử lý câu hỏi và trả lời bạn")] = Field(
        False, title="Đồng ý cho xử lý thông tin"
    )
    dong_y_cong_khai: bool = Field(False, title="Đồng ý cho công khai")

    _way_to_answer = field_validator("email")(one_way_to_answer())


class GopYTrang(BaseModel):
    """What a reader thinks of one page: a rating with reasons, a text or both, without personal data (FB-03)."""

    model_config = _SENT

    kind: Literal[LoaiGopY.GOP_Y_TRANG] = LoaiGopY.GOP_Y_TRANG
    trang: TrangCong = Field("", title="Địa chỉ trang")
    noi_dung: Doan = Field("", title="Ý kiến của bạn")
    muc_ro_rang: MucRoRang | None = Field(None, title="Mức độ rõ ràng")
    ly_do: tuple[LyDoGopY, ...] = Field((), title="Điều bạn chưa hài lòng")

    @field_validator("muc_ro_rang", mode="before")
    @classmethod
    def _rated_or_written(cls, value: object, info: ValidationInfo) -> object:
        if value in (None, ""):
            if info.data.get("noi_dung") == "":
                raise mistake("Chọn một mức đánh giá hoặc viết ý kiến của bạn")
            return None
        if str(value) not in {str(step.value) for step in MucRoRang}:
            raise mistake("Chọn một trong năm mức đánh giá")
        return int(str(value))

    @field_validator("ly_do", mode="before")
    @classmethod
    def _known_reasons(cls, value: object) -> object:
        chosen = (value,) if isinstance(value, str) else value or ()
        wanted = {str(reason) for reason in chosen} - {""} if isinstance(chosen, (list, tuple)) else {"?"}
        if wanted - {reason.value for reason in LyDoGopY}:
            raise mistake("Chọn lý do trong danh sách")
        return tuple(reason for reason in LyDoGopY if reason.value in wanted)


class PhanAnhQuyDinh(BaseModel):
    """A reflection or recommendation on administrative rules, with the fields of Decree 20/2008, article 7."""

    model_config = _SENT

    kind: Literal[LoaiGopY.PHAN_ANH_QUY_DINH] = LoaiGopY.PHAN_ANH_QUY_DINH
    loai_nguoi_gui: LoaiNguoiGui = Field(LoaiNguoiGui.CA_NHAN, title="Bạn gửi với tư cách")
    ho_ten: Annotated[Dong, required("Nhập họ và tên của bạn hoặc tên tổ chức")] = Field(
        "", title="Họ và tên hoặc tên tổ chức"
    )
    dia_chi: Annotated[Dong, required("Nhập địa chỉ của bạn hoặc của tổ chức")] = Field("", title="Địa chỉ")
    dien_thoai: DienThoai = Field("", title="Số điện thoại")
    email: ThuDienTu = Field("", title="Thư điện tử")
    loai_quy_dinh: Annotated[
        Dong,
        required("Chọn loại nội dung phản ánh, kiến nghị"),
        listed("Chọn loại nội dung phản ánh, kiến nghị trong danh sách"),
    ] = Field("", title="Loại nội dung phản ánh, kiến nghị")
    linh_vuc: MaLinhVuc = Field("", title="Lĩnh vực")
    thu_tuc: MaThuTuc = Field("", title="Mã thủ tục")
    tieu_de: Dong = Field("", title="Tiêu đề")
    noi_dung: Annotated[Doan, required("Nhập nội dung phản ánh, kiến nghị")] = Field(
        "", title="Nội dung phản ánh, kiến nghị"
    )
    dong_y_xu_ly: Annotated[bool, agreed("Đánh dấu ô đồng ý để chúng tôi được xử lý phản ánh, kiến nghị của bạn")] = (
        Field(False, title="Đồng ý cho xử lý thông tin")
    )
    dong_y_cong_khai: bool = Field(False, title="Đồng ý cho công khai")

    _way_to_answer = field_validator("email")(one_way_to_answer())


class PhanAnhHanhVi(BaseModel):
    """A reflection on conduct, delay or trouble; the person it is about is optional and never published."""

    model_config = _SENT

    kind: Literal[LoaiGopY.PHAN_ANH_HANH_VI] = LoaiGopY.PHAN_ANH_HANH_VI
    loai_nguoi_gui: LoaiNguoiGui = Field(LoaiNguoiGui.CA_NHAN, title="Bạn gửi với tư cách")
    ho_ten: Annotated[Dong, required("Nhập họ và tên của bạn hoặc tên tổ chức")] = Field(
        "", title="Họ và tên hoặc tên tổ chức"
    )
    dia_chi: Annotated[Dong, required("Nhập địa chỉ của bạn hoặc của tổ chức")] = Field("", title="Địa chỉ")
    dien_thoai: DienThoai = Field("", title="Số điện thoại")
    email: ThuDienTu = Field("", title="Thư điện tử")
    don_vi_lien_quan: Annotated[Dong, required("Nhập tên đơn vị nơi xảy ra sự việc")] = Field(
        "", title="Đơn vị nơi xảy ra sự việc"
    )
    thoi_gian: Annotated[Dong, required("Nhập thời gian xảy ra sự việc, ví dụ sáng 20/11/2026")] = Field(
        "", title="Thời gian xảy ra sự việc"
    )
    dia_diem: Dong = Field("", title="Địa điểm, bộ phận")
    nguoi_lien_quan: Dong = Field("", title="Người có hành vi được phản ánh")
    thu_tuc: MaThuTuc = Field("", title="Mã thủ tục")
    tieu_de: Dong = Field("", title="Tiêu đề")
    noi_dung: Annotated[Doan, required("Nhập nội dung sự việc")] = Field("", title="Nội dung sự việc")
    dong_y_xu_ly: Annotated[bool, agreed("Đánh dấu ô đồng ý để chúng tôi được xử lý phản ánh của bạn")] = Field(
        False, title="Đồng ý cho xử lý thông tin"
    )

    _way_to_answer = field_validator("email")(one_way_to_answer())


class GopYDuThao(BaseModel):
    """A comment on a draft document; a contact is optional, and with one the consent to process it is needed."""

    model_config = _SENT

    kind: Literal[LoaiGopY.GOP_Y_DU_THAO] = LoaiGopY.GOP_Y_DU_THAO
    du_thao: Annotated[
        Dong, required("Chọn dự thảo bạn muốn góp ý"), listed("Chọn dự thảo trong danh sách đang lấy ý kiến")
    ] = Field("", title="Dự thảo")
    phan: Dong = Field("", title="Điều, khoản hoặc phần góp ý")
    noi_dung: Annotated[Doan, required("Nhập nội dung góp ý")] = Field("", title="Nội dung góp ý")
    loai_nguoi_gui: LoaiNguoiGui = Field(LoaiNguoiGui.CA_NHAN, title="Bạn gửi với tư cách")
    ho_ten: Dong = Field("", title="Họ và tên hoặc tên tổ chức")
    dien_thoai: DienThoai = Field("", title="Số điện thoại")
    email: ThuDienTu = Field("", title="Thư điện tử")
    dong_y_xu_ly: bool = Field(False, title="Đồng ý cho xử lý thông tin")
    dong_y_cong_khai: bool = Field(False, title="Đồng ý cho công khai")

    @field_validator("dong_y_xu_ly")
    @classmethod
    def _contact_needs_consent(cls, given: bool, info: ValidationInfo) -> bool:
        if not given and any(info.data.get(name) for name in ("ho_ten", "dien_thoai", "email")):
            raise mistake("Đánh dấu ô đồng ý để chúng tôi được lưu họ tên, thông tin liên hệ; hoặc xóa các ô đó")
        return given


AnySubmission = CauHoi | GopYTrang | PhanAnhQuyDinh | PhanAnhHanhVi | GopYDuThao

Submission = Annotated[AnySubmission, Field(discriminator="kind")]
"""What a citizen sends, of any active kind."""

TITLE_WIDTH = 120


def title_of(submission: AnySubmission) -> str:
    """Return the one line under which lists show what was sent; it holds no name or contact of the sender."""
    match submission:
        case CauHoi():
            return submission.tieu_de
        case GopYTrang():
            rating = f" – {submission.muc_ro_rang.label.lower()}" if submission.muc_ro_rang else ""
            return f"{submission.trang}{rating}"
        case GopYDuThao():
            return f"{submission.du_thao}{f' – {submission.phan}' if submission.phan else ''}"
        case _:
            return submission.tieu_de or shorten(submission.kind.label, TITLE_WIDTH)


def purposes_of(submission: AnySubmission) -> tuple[MucDichDongY, ...]:
    """Return the purposes to which the sender consented, in the order of the boxes."""
    boxes = {MucDichDongY.XU_LY: "dong_y_xu_ly", MucDichDongY.CONG_KHAI: "dong_y_cong_khai"}
    return tuple(purpose for purpose, box in boxes.items() if getattr(submission, box, False))


def personal_texts(submission: AnySubmission) -> tuple[str, ...]:
    """Return the names and contacts that the sender typed into boxes of their own: none of them may be published."""
    boxes = ("ho_ten", "dien_thoai", "email", "dia_chi", "nguoi_lien_quan")
    return tuple(text for box in boxes if (text := getattr(submission, box, "")))
