"""Days off and swapped working days, as the yearly notices fix them: ``tthc/danh-muc/ngay-nghi.yml``."""

import calendar
from collections.abc import Iterable
from datetime import date

from pydantic import BaseModel, Field, model_validator

from cchc.model.values import DongChu, Ngay
from cchc.text.working_days import LichLamViec


class NgayNghi(BaseModel, frozen=True, extra="forbid"):
    """One day off with its occasion; a compensating day names the holiday for which it stands."""

    ngay: Ngay = Field(title="Ngày nghỉ")
    ten: DongChu = Field(title="Dịp nghỉ")


class HoanDoi(BaseModel, frozen=True, extra="forbid"):
    """A working day given free, and the weekend day on which it is worked instead."""

    nghi: Ngay = Field(title="Ngày làm việc được nghỉ")
    lam_bu: Ngay = Field(title="Ngày nghỉ hằng tuần làm bù")
    ten: DongChu = Field(title="Dịp nghỉ")

    @model_validator(mode="after")
    def _check_swap(self) -> "HoanDoi":
        if self.nghi.weekday() >= calendar.SATURDAY:
            raise ValueError(f"ngày {self.nghi:%d/%m/%Y} đã là ngày nghỉ hằng tuần, không phải ngày được hoán đổi")
        if self.lam_bu.weekday() < calendar.SATURDAY:
            raise ValueError(f"ngày làm bù {self.lam_bu:%d/%m/%Y} phải là thứ Bảy hoặc Chủ nhật")
        return self


class NamNghi(BaseModel, frozen=True, extra="forbid"):
    """The days off of one year. A year that is not listed is unknown: nothing is computed for it."""

    nam: int = Field(ge=2000, le=2200, title="Năm")
    can_cu: DongChu = Field(title="Văn bản công bố")
    ngay_nghi: tuple[NgayNghi, ...] = Field(min_length=1, title="Ngày nghỉ lễ, tết, nghỉ bù")
    hoan_doi: tuple[HoanDoi, ...] = Field((), title="Ngày làm việc hoán đổi")

    @model_validator(mode="after")
    def _check_year(self) -> "NamNghi":
        off = [muc.ngay for muc in self.ngay_nghi] + [muc.nghi for muc in self.hoan_doi]
        for day in off:
            if day.year != self.nam:
                raise ValueError(f"ngày {day:%d/%m/%Y} không thuộc năm {self.nam}; hãy chuyển sang đúng năm")
            if off.count(day) > 1:
                raise ValueError(f"ngày {day:%d/%m/%Y} được ghi hai lần; hãy giữ một")
        # A swap may reach into a neighbouring year: 31/12/2018 was worked on 05/01/2019.
        for muc in self.hoan_doi:
            if abs(muc.lam_bu.year - self.nam) > 1 or muc.lam_bu in off:
                raise ValueError(f"ngày làm bù {muc.lam_bu:%d/%m/%Y} không hợp lý; hãy kiểm tra lại")
        return self


def make_lich(years: Iterable[NamNghi]) -> LichLamViec:
    """Return the calendar over all listed years."""
    known = tuple(years)
    nghi: dict[date, str] = {muc.ngay: muc.ten for nam in known for muc in nam.ngay_nghi}
    nghi |= {muc.nghi: muc.ten for nam in known for muc in nam.hoan_doi}
    lam_bu = {muc.lam_bu: muc.ten for nam in known for muc in nam.hoan_doi}
    return LichLamViec(frozenset(nam.nam for nam in known), dict(sorted(nghi.items())), dict(sorted(lam_bu.items())))
