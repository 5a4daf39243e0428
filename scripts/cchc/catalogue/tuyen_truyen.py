"""What a communication report counts in a period: posts by content, rubric, unit, and the evidence (REP-06)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cchc.catalogue.catalogue import Catalogue
from cchc.catalogue.items import MucItem, TinItem
from cchc.catalogue.tham_gia import BangThamGia, day_of, join_tham_gia, months_between
from cchc.model.ky_bao_cao import KhoangBaoCao, find_khoang
from cchc.model.post import SUU_TAM
from cchc.text import to_vietnam
from cchc.text.working_days import UnknownYear, add_working_days

Dem = tuple[tuple[MucItem, int], ...]
"""Entries of a controlled list, each with its number of posts."""


@dataclass(frozen=True)
class BaoCaoTuyenTruyen:
    """The figures of one period. ``tin`` is the evidence, oldest first; ``han_gui`` is None for an unknown year.

    A post of several contents counts for each of them, so their sum may exceed the number of posts.
    """

    khoang: KhoangBaoCao
    tin: tuple[TinItem, ...]
    noi_dung_cchc: Dem
    chuyen_muc: Dem
    tham_gia: BangThamGia
    su_kien: tuple[TinItem, ...]
    truyen_thong: tuple[TinItem, ...]
    suu_tam: int
    van_ban: int
    hoi_dap: int
    han_gui: date | None
    da_het_ky: bool

    @property
    def khong_co_tin(self) -> tuple[str, ...]:
        """The names of the units that existed in the period and posted nothing."""
        return tuple(hang.don_vi.record.ten for hang in self.tham_gia.hang if not hang.tong)


def join_tuyen_truyen(catalogue: Catalogue, khoang: KhoangBaoCao) -> BaoCaoTuyenTruyen:
    """Count what was published in a period; nothing of a later day is counted while it runs."""
    tin = tuple(sorted((item for item in catalogue.tin if khoang.holds(day_of(item))), key=_chronological))
    today = to_vietnam(catalogue.now).date()
    last = min(khoang.den, max(khoang.tu, today))
    return BaoCaoTuyenTruyen(
        khoang=khoang,
        tin=tin,
        noi_dung_cchc=_tally(catalogue.noi_dung_cchc, (ma for item in tin for ma in item.record.noi_dung_cchc)),
        chuyen_muc=_tally(catalogue.chuyen_muc, (item.record.chuyen_muc for item in tin)),
        tham_gia=join_tham_gia(catalogue, months_between(khoang.tu, last), tin=tin, trong=(khoang.tu, khoang.den)),
        su_kien=tuple(item for item in tin if item.record.su_kien),
        truyen_thong=tuple(item for item in tin if item.record.truyen_thong),
        suu_tam=sum(1 for item in tin if item.record.chuyen_muc == SUU_TAM),
        van_ban=sum(1 for item in catalogue.van_ban if khoang.holds(item.record.ngay_ban_hanh)),
        hoi_dap=sum(1 for item in catalogue.hoi_dap if khoang.holds(item.record.ngay_tra_loi)),
        han_gui=_due(catalogue, khoang),
        da_het_ky=khoang.den < today,
    )


def list_khoang(catalogue: Catalogue) -> tuple[KhoangBaoCao, ...]:
    """Return the quarters, half years and years that have begun since the first post, newest first.

    Months are left out: their figures are in the table of participation.
    """
    if not catalogue.tin:
        return ()
    today = to_vietnam(catalogue.now).date()
    first = min(day_of(item) for item in catalogue.tin)
    periods = (
        find_khoang(ky, nam)
        for nam in range(first.year, today.year + 2)
        for ky in catalogue.ky_bao_cao
        if not ky.ma.startswith("thang-")
    )
    begun = [khoang for khoang in periods if khoang.tu <= today and khoang.den >= first]
    return tuple(sorted(begun, key=lambda khoang: (khoang.nam, khoang.den, khoang.tu), reverse=True))


def _chronological(item: TinItem) -> tuple[float, str]:
    return item.record.ngay_dang.timestamp(), item.path


def _tally(known: Mapping[str, MucItem], codes: Iterable[str]) -> Dem:
    counts = Counter(codes)
    return tuple((muc, counts[ma]) for ma, muc in known.items())


def _due(catalogue: Catalogue, khoang: KhoangBaoCao) -> date | None:
    try:
        return add_working_days(khoang.den, khoang.ky.gui_sau, catalogue.lich_lam_viec).ngay
    except UnknownYear:
        return None
