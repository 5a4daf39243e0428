"""Reporting periods (kỳ báo cáo) with their cut-off days, kept as data: ``tthc/danh-muc/ky-bao-cao.yml`` (REP-03)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from cchc.model.values import DongChu, Slug

_LEAP_YEAR = 2024
"""A year that has every day, so that 29/02 can be written down."""


@dataclass(frozen=True, order=True)
class NgayTrongNam:
    """A day of any year."""

    thang: int
    ngay: int

    def of(self, nam: int) -> date:
        """Return the day in a year; 29 February is the 28th where there is none."""
        try:
            return date(nam, self.thang, self.ngay)
        except ValueError:
            return date(nam, self.thang, 28)


def _day_of(value: object) -> object:
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})", value.strip()) if isinstance(value, str) else None
    if match is None:
        return value if isinstance(value, NgayTrongNam) else _refuse(value)
    ngay, thang = int(match[1]), int(match[2])
    try:
        date(_LEAP_YEAR, thang, ngay)
    except ValueError:
        _refuse(value)
    return NgayTrongNam(thang, ngay)


def _refuse(value: object) -> object:
    raise ValueError(f"“{value}” không phải ngày trong năm; viết dạng 15/12 (ngày/tháng)")


class KyBaoCao(BaseModel, frozen=True, extra="forbid", arbitrary_types_allowed=True):
    """One period: its first and last day, and how many working days after it the report is due.

    A first day that comes later in the calendar than the last one lies in the year before.
    """

    ma: Slug = Field(title="Mã kỳ")
    ten: DongChu = Field(title="Tên kỳ")
    tu: Annotated[NgayTrongNam, BeforeValidator(_day_of)] = Field(title="Từ ngày (ngày/tháng)")
    den: Annotated[NgayTrongNam, BeforeValidator(_day_of)] = Field(title="Đến ngày (ngày/tháng)")
    gui_sau: int = Field(2, ge=0, le=60, title="Gửi chậm nhất sau (ngày làm việc)")
    can_cu: str = Field("", title="Căn cứ")


@dataclass(frozen=True)
class KhoangBaoCao:
    """A period of a certain year: ``tu`` and ``den`` both belong to it."""

    ky: KyBaoCao
    nam: int
    tu: date
    den: date

    @property
    def ten(self) -> str:
        """The name as a title carries it: "quý III năm 2026", "6 tháng đầu năm 2026", "năm 2026"."""
        ten = f"{self.ky.ten[0].lower()}{self.ky.ten[1:]}"
        return f"{ten} {self.nam}" if ten.endswith("năm") else f"{ten} năm {self.nam}"

    @property
    def tieu_de(self) -> str:
        """The name at the beginning of a line: "Quý III năm 2026"."""
        return f"{self.ten[0].upper()}{self.ten[1:]}"

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return self.tu <= day <= self.den


def find_khoang(ky: KyBaoCao, nam: int) -> KhoangBaoCao:
    """Return the days of a period in the year under which it is reported."""
    return KhoangBaoCao(ky, nam, ky.tu.of(nam - 1 if ky.tu > ky.den else nam), ky.den.of(nam))
