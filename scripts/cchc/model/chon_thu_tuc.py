"""Decision trees that lead from a wish to the right procedure (``tthc/danh-muc/chon-thu-tuc/*.yml``)."""

from pydantic import BaseModel, Field, model_validator

from cchc.model.values import DongChu, MaThuTuc, Slug


class TraLoi(BaseModel, frozen=True, extra="forbid"):
    """One answer to a question, in the citizen's words, and the step to which it leads."""

    noi_dung: DongChu = Field(title="Câu trả lời")
    goi_y: str = Field("", title="Gợi ý thêm")
    den: Slug = Field(title="Bước tiếp theo")


class Buoc(BaseModel, frozen=True, extra="forbid"):
    """A step: either a question with its answers, or an end with the procedures to file."""

    ma: Slug = Field(title="Mã bước")
    cau_hoi: str = Field("", title="Câu hỏi")
    giai_thich: str = Field("", title="Giải thích câu hỏi")
    tra_loi: tuple[TraLoi, ...] = Field((), title="Các câu trả lời")
    ket_luan: str = Field("", title="Kết luận")
    thu_tuc: tuple[MaThuTuc, ...] = Field((), title="Thủ tục cần làm")
    luu_y: str = Field("", title="Lưu ý")

    @property
    def la_ket_thuc(self) -> bool:
        """Tell whether the way ends here."""
        return not self.cau_hoi

    @property
    def ten(self) -> str:
        """The question or the conclusion."""
        return self.cau_hoi or self.ket_luan

    @model_validator(mode="after")
    def _check_kind(self) -> "Buoc":
        if bool(self.cau_hoi) == bool(self.ket_luan):
            raise ValueError("mỗi bước có đúng một trong hai: cau_hoi (kèm tra_loi) hoặc ket_luan (kèm thu_tuc)")
        if self.cau_hoi and (len(self.tra_loi) < 2 or self.thu_tuc or self.luu_y):
            raise ValueError("câu hỏi phải có ít nhất hai câu trả lời; thu_tuc và luu_y chỉ ghi ở bước kết luận")
        if self.ket_luan and not self.thu_tuc:
            raise ValueError("ngõ cụt: bước kết luận phải chỉ ra ít nhất một thủ tục ở trường thu_tuc")
        if self.ket_luan and (self.tra_loi or self.giai_thich):
            raise ValueError("bước kết luận không có tra_loi và giai_thich; hãy chuyển sang luu_y")
        return self


class CayChon(BaseModel, frozen=True, extra="forbid"):
    """One tree. The first step is where the questions begin."""

    ma: Slug = Field(title="Mã")
    ten: DongChu = Field(title="Tên")
    mo_ta: DongChu = Field(title="Mô tả")
    buoc: tuple[Buoc, ...] = Field(min_length=1, title="Các bước")
