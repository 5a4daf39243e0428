"""A satisfaction survey (khảo sát) as its editors write it: questions, scales, branching, period.

Answers live in feedback, figures in ket_qua.
The five factors are those of the SIPAS method (Decision 2640/QĐ-BNV); a voluntary survey of one site is not SIPAS.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints, model_validator

from cchc.model.values import DongChu, Ngay, Slug

MaCauHoi = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""Code of a question or of an answer to choose: it also names the box of the form."""


class YeuTo(StrEnum):
    """Factors of satisfaction with administrative service (SUR-03)."""

    TIEP_CAN = "tiep-can"
    THU_TUC = "thu-tuc"
    CONG_CHUC = "cong-chuc"
    KET_QUA = "ket-qua"
    GOP_Y = "gop-y"
    KHAC = "khac"


class KieuCauHoi(StrEnum):
    """How a question is answered."""

    THANG_5 = "thang-5"
    THANG_3 = "thang-3"
    CHON_MOT = "chon-mot"
    CHON_NHIEU = "chon-nhieu"
    SO = "so"
    VAN_BAN = "van-ban"


THANG: Mapping[KieuCauHoi, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        KieuCauHoi.THANG_5: (
            ("5", "Rất hài lòng"),
            ("4", "Hài lòng"),
            ("3", "Bình thường"),
            ("2", "Không hài lòng"),
            ("1", "Rất không hài lòng"),
        ),
        KieuCauHoi.THANG_3: (("3", "Rất hài lòng"), ("2", "Hài lòng"), ("1", "Chưa hài lòng")),
    }
)
"""The steps of the two scales, best first (SUR-04)."""

HAI_LONG: Mapping[KieuCauHoi, frozenset[str]] = MappingProxyType(
    {KieuCauHoi.THANG_5: frozenset({"5", "4"}), KieuCauHoi.THANG_3: frozenset({"3", "2"})}
)
"""Which steps count as satisfied (SUR-06)."""


class LuaChon(BaseModel, frozen=True, extra="forbid"):
    """One answer to choose."""

    ma: MaCauHoi = Field(title="Mã")
    ten: DongChu = Field(title="Nội dung")


class DieuKien(BaseModel, frozen=True, extra="forbid"):
    """When a question is asked: an earlier one was answered with one of these codes."""

    cau: MaCauHoi = Field(title="Mã câu hỏi trước")
    la: tuple[str, ...] = Field(min_length=1, title="Mã câu trả lời")


class CauHoiKhaoSat(BaseModel, frozen=True, extra="forbid"):
    """One question. A scale brings its own answers, ``chon-mot`` and ``chon-nhieu`` name theirs."""

    ma: MaCauHoi = Field(title="Mã câu hỏi")
    yeu_to: YeuTo = Field(YeuTo.KHAC, title="Yếu tố")
    noi_dung: DongChu = Field(title="Nội dung câu hỏi")
    kieu: KieuCauHoi = Field(title="Kiểu trả lời")
    lua_chon: tuple[LuaChon, ...] = Field((), title="Các câu trả lời")
    bat_buoc: bool = Field(False, title="Bắt buộc")
    hien_khi: DieuKien | None = Field(None, title="Chỉ hỏi khi")

    @property
    def cac_muc(self) -> tuple[tuple[str, str], ...]:
        """The answers to choose with their words; empty for numbers and free text."""
        return THANG.get(self.kieu) or tuple((muc.ma, muc.ten) for muc in self.lua_chon)

    @model_validator(mode="after")
    def _check_choices(self) -> "CauHoiKhaoSat":
        chosen = self.kieu in (KieuCauHoi.CHON_MOT, KieuCauHoi.CHON_NHIEU)
        if chosen != bool(self.lua_chon):
            raise ValueError(f"câu “{self.ma}”: kiểu chon-mot, chon-nhieu phải có lua_chon; các kiểu khác thì không")
        if len({muc.ma for muc in self.lua_chon}) < len(self.lua_chon):
            raise ValueError(f"câu “{self.ma}”: hai câu trả lời trùng mã")
        return self


class KhaoSat(BaseModel, frozen=True, extra="forbid"):
    """One survey, open from the first to the last day in Vietnam's zone; ``noi_dung`` introduces it.

    ``nguong`` is the smallest group of answers that is shown: fewer could point at a person.
    """

    ma: Slug = Field(title="Mã khảo sát (trùng tên tệp, không đổi)")
    ten: DongChu = Field(title="Tên khảo sát")
    tu: Ngay = Field(title="Nhận trả lời từ ngày")
    den: Ngay = Field(title="Nhận trả lời đến hết ngày")
    doi_tuong: str = Field("", title="Dành cho ai")
    cau_hoi: tuple[CauHoiKhaoSat, ...] = Field(min_length=1, max_length=60, title="Câu hỏi")
    muc_tieu: int | None = Field(None, ge=1, le=100, title="Mục tiêu hài lòng (%)")
    can_cu_muc_tieu: str = Field("", title="Căn cứ của mục tiêu")
    nguong: int = Field(10, ge=5, le=100, title="Nhóm nhỏ nhất được nêu")
    hoi_ma_ho_so: bool = Field(False, title="Hỏi mã hồ sơ để mỗi hồ sơ chỉ trả lời một lần")
    du_lieu_mau: bool = Field(False, title="Dữ liệu minh họa")
    noi_dung: str = Field("", title="Lời giới thiệu")

    def is_open(self, day: date) -> bool:
        """Tell whether answers are taken on a day of Vietnam (SUR-11)."""
        return self.tu <= day <= self.den

    def find(self, ma: str) -> CauHoiKhaoSat | None:
        """Return the question of a code."""
        return next((cau for cau in self.cau_hoi if cau.ma == ma), None)

    @model_validator(mode="after")
    def _check_dates(self) -> "KhaoSat":
        if self.den < self.tu:
            raise ValueError("den không được trước tu")
        return self

    @model_validator(mode="after")
    def _check_questions(self) -> "KhaoSat":
        seen: dict[str, CauHoiKhaoSat] = {}
        for cau in self.cau_hoi:
            if cau.ma in seen:
                raise ValueError(f"hai câu hỏi trùng mã “{cau.ma}”")
            _check_branch(cau, seen)
            seen[cau.ma] = cau
        return self


def _check_branch(cau: CauHoiKhaoSat, before: Mapping[str, CauHoiKhaoSat]) -> None:
    if cau.hien_khi is None:
        return
    asked = before.get(cau.hien_khi.cau)
    if asked is None:
        raise ValueError(f"câu “{cau.ma}”: hien_khi phải nêu một câu đứng trước, không phải “{cau.hien_khi.cau}”")
    unknown = [ma for ma in cau.hien_khi.la if ma not in dict(asked.cac_muc)]
    if unknown:
        raise ValueError(f"câu “{cau.ma}”: câu “{asked.ma}” không có câu trả lời “{unknown[0]}”")


def is_asked(cau: CauHoiKhaoSat, given: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a question is asked of somebody who has answered the earlier ones so."""
    return cau.hien_khi is None or bool(set(given.get(cau.hien_khi.cau, ())) & set(cau.hien_khi.la))
