"""Field types that several records share: codes, slugs, dates, moments and one-or-many lists."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints

from cchc.text import parse_date, parse_datetime

# Forms seen on the national portal: base code, old local suffix, newer agency suffix, sub-procedure number.
_MA_DAY_DU = re.compile(r"(\d\.\d{6})(\.\d{3}\.\d{2}\.\d{2})?(\.[GH]\d{2})?(\.\d{2})?", re.ASCII)


def parse_ma(text: str) -> str:
    """Return the base code of a procedure code in any accepted form: ``1.012753.H19`` gives ``1.012753``.

    Raise ValueError (in Vietnamese, for the editor) if the text is not a code.
    """
    match = _MA_DAY_DU.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text}” không phải mã thủ tục; mã có dạng 1.001193 (một chữ số, dấu chấm, sáu chữ số)")
    return match.group(1)


def _check_ma_co_so(text: str) -> str:
    base = parse_ma(text)
    if base != text:
        raise ValueError(f"ghi mã cơ sở “{base}” ở đây và đưa mã đầy đủ “{text}” vào ma_day_du")
    return text


def _date_of(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return parse_date(value)
        except ValueError:
            raise ValueError(f"“{value}” không phải ngày hợp lệ; viết dạng 2026-11-22") from None
    return value


def _moment_of(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return parse_datetime(value)
        except ValueError:
            raise ValueError(f"“{value}” không phải thời điểm hợp lệ; viết dạng 2026-11-22T08:30+07:00") from None
    return value


def _as_list(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _without_dot(value: Any) -> Any:
    # The browser editor writes "./anh/x.png" for a file beside the record, people write "anh/x.png".
    return value.removeprefix("./") if isinstance(value, str) else value


def _number_of(value: Any) -> Any:
    return value.replace(",", ".") if isinstance(value, str) else value


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


MaThuTuc = Annotated[str, AfterValidator(_check_ma_co_so)]
"""Base code of a procedure, ``d.dddddd``; the first digit is opaque and carries no meaning."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""Lower-case ASCII words joined by hyphens."""

DongChu = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that may not be empty."""

Ngay = Annotated[date, BeforeValidator(_date_of)]
"""A calendar day of Vietnam."""

ThoiDiem = Annotated[datetime, BeforeValidator(_moment_of)]
"""An aware moment; without a zone Vietnam's is meant."""

DuongDanTep = Annotated[str, BeforeValidator(_without_dot)]
"""A path below the folder of its kind of record; "./" before it says the same."""

DanhSachChu = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
"""A list of texts; a single text stands for a list of one."""

So = Annotated[
    Decimal,
    BeforeValidator(_number_of),
    Field(ge=0),
    PlainSerializer(_plain_number, return_type=int | float, when_used="json"),
]
"""A non-negative number, written 7,5 or 7.5."""
