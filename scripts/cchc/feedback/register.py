"""The public daily register: a mark for each receipt of finished days, in which a citizen finds his own item.

The mark is computed from what the store keeps of a secret part, so the citizen can compute it from his receipt and
nobody else can. It is cut to eight hexadecimal digits on purpose: a whole hash would let somebody who knows a
reference try out secret parts on his own machine, while about a million of them share each short mark.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from cchc.feedback.records import RegisterRow
from cchc.text import format_date, to_vietnam
from cchc.text.money import format_number

_PREFIX = "cchc-so-tiep-nhan:"
_DIGITS = 8
_GONE = "Đã xóa"
_LINE = re.compile(r"^\| ([0-9a-f]{4}-[0-9a-f]{4}) \| (\d{2}/\d{2}/\d{4}) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_UNTIL = re.compile(r"đến hết ngày (\d{2}/\d{2}/\d{4})")
_HEAD = ("| Mã | Ngày nhận | Loại | Trạng thái |", "|---|---|---|---|")
_MANY = 100
_TEXTS = Path(__file__).parent


@dataclass(frozen=True, order=True)
class RegisterLine:
    """One line: the mark, the day of receipt, kind and state in words. Nothing else is public."""

    ma: str
    ngay: date
    loai: str
    trang_thai: str


def write_mark(secret_hash: str) -> str:
    """Return the mark of a receipt in the register, ``3fa9-12bc``; ``secret_hash`` is that of ``hash_secret``."""
    digest = hashlib.sha256(f"{_PREFIX}{secret_hash}".encode()).hexdigest()[:_DIGITS]
    return f"{digest[:4]}-{digest[4:]}"


def make_lines(rows: Iterable[RegisterRow], today: date) -> list[RegisterLine]:
    """Return the lines of days that have ended in Vietnam, by mark."""
    dated = ((row, to_vietnam(row.received_at).date()) for row in rows)
    return sorted(
        RegisterLine(write_mark(row.secret_hash), day, row.kind.label, row.state.label)
        for row, day in dated
        if day < today
    )


def merge_lines(published: Iterable[RegisterLine], found: Sequence[RegisterLine]) -> list[RegisterLine]:
    """Return what to publish: a line that was public once stays, and says so when its item was erased since."""
    known = {(line.ma, line.ngay) for line in found}
    erased = [
        RegisterLine(line.ma, line.ngay, line.loai, _GONE) for line in published if (line.ma, line.ngay) not in known
    ]
    return sorted([*found, *erased])


def parse_lines(page: str) -> list[RegisterLine]:
    """Return the lines of a published page."""
    return [RegisterLine(ma, _parse_day(day), kind, state) for ma, day, kind, state in _LINE.findall(page)]


def render_month(month: date, lines: Sequence[RegisterLine], until: date) -> str:
    """Return the page of a month as Markdown; ``until`` is the last day that it covers."""
    text = (_TEXTS / "so_tiep_nhan_thang.md").read_text(encoding="utf-8")
    return text.format(
        thang=f"{month:%m/%Y}",
        so=format_number(len(lines)),
        den_ngay=format_date(until),
        bang="\n\n".join(_render_tables(lines)),
    )


def render_data(page: str) -> str:
    """Return what a published page of a month says as JSON, for the finder: one line of text for each of its lines."""
    until = _UNTIL.search(page)
    rows = [
        [line.ma.replace("-", ""), format_date(line.ngay), line.loai, line.trang_thai] for line in parse_lines(page)
    ]
    text = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f'{{"den_ngay":"{until[1] if until else ""}","dong":[\n{text}\n]}}\n'


def render_index(months: Sequence[date]) -> str:
    """Return the page above the months as Markdown, newest month first."""
    newest_first = sorted(months, reverse=True)
    links = [f"- [Tháng {month:%m/%Y}]({month:%Y-%m}.md)" for month in newest_first]
    text = (_TEXTS / "so_tiep_nhan.md").read_text(encoding="utf-8")
    return text.format(
        thang=", ".join(f'"{month:%Y-%m}"' for month in newest_first),
        cac_thang="\n".join(links) or "Chưa có tháng nào được đăng.",
    )


def _render_tables(lines: Sequence[RegisterLine]) -> Iterator[str]:
    """Yield one table; of many lines one for each first digit, so that a hand on a phone finds the way."""
    if len(lines) <= _MANY:
        yield _render_table(lines)
        return
    for digit, group in groupby(lines, key=lambda line: line.ma[0]):
        yield f"## Mã bắt đầu bằng {digit}"
        yield _render_table(group)


def _render_table(lines: Iterable[RegisterLine]) -> str:
    rows = [f"| {line.ma} | {format_date(line.ngay)} | {line.loai} | {line.trang_thai} |" for line in lines]
    return "\n".join((*_HEAD, *rows))


def _parse_day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)
