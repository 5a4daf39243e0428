"""A report before it is written to a file: sections with paragraphs and a table each; and its Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cchc.model.ky_bao_cao import KhoangBaoCao
from cchc.text import format_date

BY_HAND = "(Người lập báo cáo bổ sung nội dung này trước khi trình ký.)"
"""What stands where only a person knows what to say."""


@dataclass(frozen=True)
class BangSo:
    """A table; its caption ``ten`` is empty where the section's heading says it all.

    The cells of columns in ``so`` are numbers and stand at the right; ``rong`` are the shares of the columns in the
    width of the page.
    """

    ten: str
    cot: tuple[str, ...]
    rong: tuple[int, ...]
    hang: Sequence[tuple[str, ...]]
    so: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Phan:
    """A section: heading, paragraphs, and a table where there is one."""

    tieu_de: str
    doan: tuple[str, ...] = ()
    bang: BangSo | None = None


@dataclass(frozen=True)
class BaoCao:
    """A report of an agency. Each part of ``phu_luc`` begins on a new page, lying, since its tables are wide."""

    co_quan: str
    co_quan_cap_tren: str
    ten: str
    trich_yeu: str
    phan: tuple[Phan, ...]
    phu_luc: tuple[Phan, ...]


def tell_period(khoang: KhoangBaoCao, *, is_over: bool) -> Iterator[str]:
    """Yield which days the figures cover, and that they are not final while the period runs."""
    yield f"Số liệu tính từ ngày {format_date(khoang.tu)} đến hết ngày {format_date(khoang.den)}."
    if not is_over:
        yield "Kỳ báo cáo chưa kết thúc; số liệu là số tạm tính đến ngày lập báo cáo."


def render_markdown(bao_cao: BaoCao) -> str:
    """Return the report as Markdown."""
    lines = [f"# {bao_cao.ten}", "", f"**{bao_cao.trich_yeu}**", "", bao_cao.co_quan, ""]
    for phan in (*bao_cao.phan, *bao_cao.phu_luc):
        lines += _section(phan)
    return "\n".join(lines).rstrip() + "\n"


def _section(phan: Phan) -> Iterator[str]:
    yield from (f"## {phan.tieu_de}", "")
    for doan in phan.doan:
        yield from (doan, "")
    if phan.bang:
        if phan.bang.ten:
            yield from (f"_{phan.bang.ten}_", "")
        yield _row(phan.bang.cot)
        yield _row("---:" if place in phan.bang.so else "---" for place in range(len(phan.bang.cot)))
        yield from (_row(map(_cell, hang)) for hang in phan.bang.hang)
        yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
