"""What the report of a period counts of questions and remarks: what came, and what became of it, in time or late."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from cchc.model.ky_bao_cao import KhoangBaoCao


@dataclass(frozen=True)
class DemGopY:
    """One row of the report. Items that were there are done or pending: ``tong`` is the sum of both.

    ``ky_truoc`` were pending when the period began, ``moi`` came or were reopened in it. Of what is done ``dung_han``,
    ``cham_han`` and ``chua_ro`` (days off of that year unknown) leave out what senders took back (``rut_lai``).
    ``qua_han`` are the pending ones whose time has passed.
    """

    ten: str
    ky_truoc: int = 0
    moi: int = 0
    dung_han: int = 0
    cham_han: int = 0
    chua_ro: int = 0
    rut_lai: int = 0
    dang_xu_ly: int = 0
    qua_han: int = 0

    @property
    def tong(self) -> int:
        """How many items there were to deal with."""
        return self.ky_truoc + self.moi

    @property
    def da_xu_ly(self) -> int:
        """How many of them were done."""
        return self.dung_han + self.cham_han + self.chua_ro + self.rut_lai


@dataclass(frozen=True)
class GopYTrongKy:
    """The figures of a period. ``khong_tra_loi`` are numbers of kinds that get no answer; ``da_xoa`` were erased in it.

    ``can_cu`` tells of each kind its time limit in working days and the rule that it follows.
    """

    khoang: KhoangBaoCao
    theo_loai: tuple[DemGopY, ...]
    theo_don_vi: tuple[DemGopY, ...]
    khong_tra_loi: tuple[tuple[str, int], ...]
    can_cu: tuple[tuple[str, int, str], ...]
    can_cu_cac_buoc: str
    da_xoa: int
    da_het_ky: bool

    @property
    def tong_so(self) -> DemGopY:
        """All kinds together."""
        return add_rows("Tổng số", self.theo_loai)


def add_rows(ten: str, rows: Iterable[DemGopY]) -> DemGopY:
    """Return the sum of rows under a name."""
    names = [field.name for field in fields(DemGopY) if field.name != "ten"]
    found = tuple(rows)
    return DemGopY(ten, **{name: sum(getattr(row, name) for row in found) for name in names})
