"""How complete the catalogue is: each procedure, each field and the whole, against every criterion."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal

from cchc.catalogue.catalogue import Catalogue
from cchc.catalogue.items import CanCuPhapLy, MucItem, ThuTucItem
from cchc.catalogue.lifecycle import find_vong_doi, is_ended, lines_by_thu_tuc
from cchc.model.content import Content
from cchc.model.day_du import TIEU_CHI, NhomTieuChi, TieuChi
from cchc.model.problem import MucDo, Problem
from cchc.text import to_vietnam

CON_HIEU_LUC = TieuChi(
    "can_cu_con_hieu_luc",
    "Căn cứ pháp lý còn hiệu lực",
    NhomTieuChi.CHI_TIET,
    "hãy rà soát văn bản hết hiệu lực",
    lambda record: iter(()),
    lambda record: bool(record.can_cu_phap_ly),
)
"""Decided by the list of texts out of force and told by ``can_cu_checks``."""

_PARTS = (NhomTieuChi.BAT_BUOC, NhomTieuChi.DIEU_KIEN)


@dataclass(frozen=True)
class Diem:
    """How many of the criteria that apply are met."""

    dat: int = 0
    ap_dung: int = 0

    @property
    def phan_tram(self) -> Decimal:
        """The share in per cent, cut to one digit after the comma: only what is whole is 100."""
        if not self.ap_dung:
            return Decimal(100)
        return (Decimal(self.dat * 100) / self.ap_dung).quantize(Decimal("0.1"), ROUND_FLOOR)


@dataclass(frozen=True)
class DiemThuTuc:
    """The score of one procedure with the criteria that it fails."""

    item: ThuTucItem
    diem: Diem
    chua_dat: tuple[TieuChi, ...]

    @property
    def du_bo_phan(self) -> bool:
        """Whether no obligatory and no conditional part is missing."""
        return not any(tieu_chi.nhom in _PARTS for tieu_chi in self.chua_dat)


@dataclass(frozen=True)
class DiemNhom:
    """The score of procedures together: all criteria, and how many procedures have every part."""

    so_thu_tuc: int
    du_bo_phan: Diem
    hoan_toan: Diem
    diem: Diem


@dataclass(frozen=True)
class BangDiem:
    """The whole table: by criterion, by field, by procedure."""

    chung: DiemNhom
    tieu_chi: tuple[tuple[TieuChi, Diem], ...]
    linh_vuc: tuple[tuple[MucItem, DiemNhom], ...]
    thu_tuc: dict[str, tuple[DiemThuTuc, ...]]


def score(catalogue: Catalogue) -> BangDiem:
    """Score the public procedures that people can still use; ended ones are kept as they were."""
    missed: Counter[str] = Counter()
    applied: Counter[str] = Counter()
    by_field: defaultdict[str, list[DiemThuTuc]] = defaultdict(list)
    scored: list[DiemThuTuc] = []
    for item in catalogue.cong_khai:
        if is_ended(item.trang_thai):
            continue
        judged = list(judge(item, catalogue.can_cu))
        failed = tuple(tieu_chi for tieu_chi, is_met in judged if not is_met)
        diem = DiemThuTuc(item, Diem(len(judged) - len(failed), len(judged)), failed)
        by_field[item.linh_vuc.ma].append(diem)
        scored.append(diem)
        applied.update(tieu_chi.ma for tieu_chi, _ in judged)
        missed.update(tieu_chi.ma for tieu_chi in failed)
    shares = {ma: Diem(count - missed[ma], count) for ma, count in applied.items()}
    return BangDiem(
        chung=sum_up(scored),
        tieu_chi=tuple((tieu_chi, shares[tieu_chi.ma]) for tieu_chi in _ALL if tieu_chi.ma in shares),
        linh_vuc=tuple((muc, sum_up(by_field[ma])) for ma, muc in catalogue.linh_vuc.items() if by_field[ma]),
        thu_tuc={ma: tuple(found) for ma, found in by_field.items()},
    )


def judge(item: ThuTucItem, can_cu: CanCuPhapLy) -> Iterator[tuple[TieuChi, bool]]:
    """Yield each criterion that applies to a procedure, and whether it is met."""
    missing = {part.value for part in item.thieu}
    for tieu_chi in TIEU_CHI:
        if tieu_chi.nhom is NhomTieuChi.BAT_BUOC:
            yield tieu_chi, tieu_chi.ma not in missing
        elif tieu_chi.ap_dung(item.record):
            yield tieu_chi, next(tieu_chi.loi(item.record), None) is None
    if CON_HIEU_LUC.ap_dung(item.record):
        yield CON_HIEU_LUC, not any(text.da_het for text in can_cu.ended_of_thu_tuc(item.record.ma))


def sum_up(scored: Sequence[DiemThuTuc]) -> DiemNhom:
    """Return the common score of procedures."""
    return DiemNhom(
        so_thu_tuc=len(scored),
        du_bo_phan=_share(scored, lambda diem: diem.du_bo_phan),
        hoan_toan=_share(scored, lambda diem: not diem.chua_dat),
        diem=Diem(sum(diem.diem.dat for diem in scored), sum(diem.diem.ap_dung for diem in scored)),
    )


def check_day_du(content: Content, now: datetime) -> Iterator[Problem]:
    """A procedure in use meets every criterion of completeness; obligatory parts have a rule of their own."""
    today = to_vietnam(now).date()
    lines = lines_by_thu_tuc(entry.record for entry in content.quyet_dinh)
    told = [tieu_chi for tieu_chi in TIEU_CHI if tieu_chi.nhom is not NhomTieuChi.BAT_BUOC]
    for entry in content.thu_tuc:
        if is_ended(find_vong_doi(entry.record, lines.get(entry.record.ma, ()), today).trang_thai):
            continue
        for tieu_chi in told:
            if tieu_chi.ap_dung(entry.record):
                for field in tieu_chi.loi(entry.record):
                    yield Problem(entry.path, 0, field, tieu_chi.sua, MucDo.CANH_BAO)


_ALL: tuple[TieuChi, ...] = (*TIEU_CHI, CON_HIEU_LUC)


def _share(scored: Iterable[DiemThuTuc], whole: Callable[[DiemThuTuc], bool]) -> Diem:
    told = [whole(diem) for diem in scored]
    return Diem(sum(told), len(told))
