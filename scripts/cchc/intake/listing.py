"""A list of procedures beside the catalogue: what is missing on either side and what reads otherwise; nothing is taken.

A list has neither steps nor papers, so a procedure that only a list names is told and not made.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cchc.importers import Listed
from cchc.model.danh_muc import Muc
from cchc.model.thu_tuc import ThuTuc
from cchc.text import fold, shorten
from cchc.text.money import format_number


@dataclass(frozen=True)
class Difference:
    """A field that the list and the catalogue write differently."""

    ma: str
    truong: str
    tai_cho: str
    danh_sach: str


@dataclass(frozen=True)
class Listing:
    """The comparison: ``missing`` are listed only, ``unlisted`` stand here in a field of the list's agencies only."""

    lines: int
    missing: tuple[Listed, ...]
    unlisted: tuple[ThuTuc, ...]
    differences: tuple[Difference, ...]


def compare_list(listed: Iterable[Listed], here: Mapping[str, ThuTuc], linh_vuc: Iterable[Muc]) -> Listing:
    """Compare the lines of lists with the records that stand here.

    A list is one agency's, so a record can only be missing from it if that agency published it and its field is listed.
    """
    lines = {line.ma: line for line in listed}
    names = {muc.ma: muc.ten for muc in linh_vuc}
    fields = {fold(line.linh_vuc) for line in lines.values()}
    agencies = {fold(agency) for line in lines.values() for agency in line.ban_hanh}

    def is_covered(thu_tuc: ThuTuc) -> bool:
        published = fold(thu_tuc.quyet_dinh[-1].co_quan) if thu_tuc.quyet_dinh else ""
        return published in agencies and fold(names.get(thu_tuc.linh_vuc, thu_tuc.linh_vuc)) in fields

    return Listing(
        lines=len(lines),
        missing=tuple(line for ma, line in lines.items() if ma not in here),
        unlisted=tuple(here[ma] for ma in sorted(here) if ma not in lines and is_covered(here[ma])),
        differences=tuple(
            difference for ma, line in lines.items() if ma in here for difference in _differ(line, here[ma], names)
        ),
    )


def render_listing(listing: Listing) -> Iterator[str]:
    """Yield the lines for people."""
    for line in listing.missing:
        yield f"danh sách có, tại chỗ chưa có (hãy nhập bản chi tiết): {line.ma} {shorten(line.ten, 100)}"
    for thu_tuc in listing.unlisted:
        yield f"tại chỗ có, danh sách không còn (giữ nguyên): {thu_tuc.ma} {shorten(thu_tuc.ten, 100)}"
    for item in listing.differences:
        both = f"tại chỗ “{item.tai_cho}”, danh sách “{item.danh_sach}”"
        yield f"danh sách ghi khác (giữ nguyên): {item.ma} {item.truong}: {both}"


def render_listing_counts(listing: Listing) -> str:
    """Return the counts, and that nothing was written."""
    counts = (
        ("dòng", listing.lines),
        ("chưa có tại chỗ", len(listing.missing)),
        ("không còn trong danh sách", len(listing.unlisted)),
        ("ghi khác", len(listing.differences)),
    )
    return "Danh sách chỉ để đối chiếu, không ghi gì: " + ", ".join(f"{name} {format_number(n)}" for name, n in counts)


def _differ(line: Listed, thu_tuc: ThuTuc, names: Mapping[str, str]) -> Iterator[Difference]:
    linh_vuc = names.get(thu_tuc.linh_vuc, thu_tuc.linh_vuc)
    if _squeeze(line.ten) != _squeeze(thu_tuc.ten):
        yield Difference(line.ma, "ten", thu_tuc.ten, line.ten)
    if line.linh_vuc and fold(line.linh_vuc) != fold(linh_vuc):
        yield Difference(line.ma, "linh_vuc", linh_vuc, line.linh_vuc)
    # The export drops groups of agencies, so an empty cell says nothing.
    ours = {_squeeze(ten) for ten in thu_tuc.co_quan.thuc_hien}
    if line.thuc_hien and not {_squeeze(ten) for ten in line.thuc_hien} <= ours:
        yield Difference(line.ma, "co_quan.thuc_hien", "; ".join(thu_tuc.co_quan.thuc_hien), "; ".join(line.thuc_hien))


def _squeeze(text: str) -> str:
    return " ".join(text.casefold().split())
