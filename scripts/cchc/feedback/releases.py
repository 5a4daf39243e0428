"""What may be published beside what is already public: nobody finds a small group by taking figures apart (SUR-06).

A group that is hidden must not follow from a total less the groups that are shown, and what a few people said must not
follow from one release less the one before it. Sample figures are nobody's: anything may follow them.
"""

from collections.abc import Sequence
from typing import TypeVar

from cchc.model.ket_qua import DanhGiaMotTrang, DanhGiaThang, DanhGiaTrang, KetQuaCau, KetQuaKhaoSat

Row = TypeVar("Row", DanhGiaThang, DanhGiaMotTrang)


def release_survey(new: KetQuaKhaoSat, old: KetQuaKhaoSat | None, least: int) -> KetQuaKhaoSat:
    """Return the figures that may follow the published ones; these themselves if fewer than ``least`` people differ.

    A question that fewer people have answered since keeps its figures, and their number, of the release before.
    """
    if old is None or old.du_lieu_mau or not old.cau:
        return new
    if new.den_ngay < old.den_ngay or 0 < abs(new.n - old.n) < least:
        return old
    before = {cau.ma: cau for cau in old.cau}
    return new.model_copy(update={"cau": tuple(_follow(cau, before.get(cau.ma), least) for cau in new.cau)})


def _follow(new: KetQuaCau, old: KetQuaCau | None, least: int) -> KetQuaCau:
    if old is None or old.an or abs(new.n - old.n) >= least:
        return new
    return old


def release_ratings(new: DanhGiaTrang, old: DanhGiaTrang | None) -> DanhGiaTrang:
    """Return the ratings that may follow the published ones; these themselves if the new ones would tell too much.

    A page that fewer readers than the threshold have rated since keeps its row.
    """
    if old is None or old.du_lieu_mau:
        return new
    before = {row.trang: row for row in old.trang}
    pages = tuple(_keep(row, before.get(row.trang), new.nguong) for row in new.trang)
    gap = count_rows(new.thang) - count_rows(pages)
    # A row that went away could come back with a few more; it would be compared with what stood there before.
    gone = before.keys() - {row.trang for row in pages}
    if new.den_ngay < old.den_ngay or gone or 0 < abs(gap) < new.nguong:
        return old
    return new.model_copy(update={"trang": pages})


def _keep(new: DanhGiaMotTrang, old: DanhGiaMotTrang | None, least: int) -> DanhGiaMotTrang:
    return old if old is not None and abs(sum(new.muc) - sum(old.muc)) < least else new


def balance(
    months: Sequence[DanhGiaThang], pages: Sequence[DanhGiaMotTrang], least: int
) -> tuple[tuple[DanhGiaThang, ...], tuple[DanhGiaMotTrang, ...]]:
    """Return the rows of both tables without the smallest of one, where their sums would tell what the other hides."""
    gap = count_rows(months) - count_rows(pages)
    if 0 < gap < least:
        return tuple(months), _without_smallest(pages)
    if 0 < -gap < least:
        return _without_smallest(months), tuple(pages)
    return tuple(months), tuple(pages)


def count_rows(rows: Sequence[Row]) -> int:
    """Return how many ratings stand in the rows."""
    return sum(sum(row.muc) for row in rows)


def _without_smallest(rows: Sequence[Row]) -> tuple[Row, ...]:
    smallest = min(rows, key=lambda row: sum(row.muc))
    return tuple(row for row in rows if row is not smallest)
