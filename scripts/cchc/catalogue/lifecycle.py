"""Where a procedure stands in its life on a given day, derived from its dates and from the decisions that name it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from cchc.model.phan_loai import HanhDong, TrangThai
from cchc.model.quyet_dinh import MucQuyetDinh, QuyetDinh
from cchc.model.thanh_phan import QuyetDinhThuTuc
from cchc.model.thu_tuc import ThuTuc

Dong: TypeAlias = tuple[QuyetDinh, MucQuyetDinh]
"""A line of a decision with its decision."""

ENDING = frozenset({HanhDong.THAY_THE, HanhDong.BAI_BO})
"""Changes after which nobody can file under the procedure any more."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class VongDoi:
    """The life of a procedure: its status, first and last day, what ended it and what came before and after it.

    ``den`` may lie ahead: the end has then been decided but is not in force. ``ket_thuc_bang`` is the number of the
    decision that ends the procedure, empty when only the procedure's own dates tell it. ``quyet_dinh`` are all
    decisions on the procedure, told by themselves where the catalogue holds them.
    """

    trang_thai: TrangThai = TrangThai.CON_HIEU_LUC
    tu: date | None = None
    den: date | None = None
    ket_thuc_bang: str = ""
    thay_the_boi: tuple[str, ...] = ()
    thay_the_cho: tuple[str, ...] = ()
    quyet_dinh: tuple[QuyetDinhThuTuc, ...] = ()


def lines_by_thu_tuc(decisions: Iterable[QuyetDinh]) -> Mapping[str, tuple[Dong, ...]]:
    """Return the lines of all decisions by the code of the procedure that they name."""
    lines: defaultdict[str, list[Dong]] = defaultdict(list)
    for decision in decisions:
        for muc in decision.muc:
            lines[muc.ma].append((decision, muc))
    return {ma: tuple(found) for ma, found in lines.items()}


def cite(decision: QuyetDinh, muc: MucQuyetDinh) -> QuyetDinhThuTuc:
    """Return how a procedure cites the decision whose line names it."""
    return QuyetDinhThuTuc(
        so=decision.so,
        ngay_ky=decision.ngay_ky,
        hanh_dong=muc.hanh_dong,
        hieu_luc_tu=decision.hieu_luc_tu,
        ngay_cong_khai=decision.ngay_cong_khai,
        co_quan=decision.co_quan,
    )


def cited_decisions(thu_tuc: ThuTuc, lines: Sequence[Dong]) -> tuple[QuyetDinhThuTuc, ...]:
    """Return the decisions of a procedure; where the catalogue holds the decision, the decision itself speaks."""
    held = [cite(decision, muc) for decision, muc in lines]
    own: list[QuyetDinhThuTuc] = []
    for quyet_dinh in thu_tuc.quyet_dinh:
        told = next((other for other in held if is_same(other, quyet_dinh)), quyet_dinh)
        own.append(told)
        held = [other for other in held if other is not told]
    return (*own, *held)


def is_same(held: QuyetDinhThuTuc, cited: QuyetDinhThuTuc) -> bool:
    """Tell whether a citation means a decision: numbers begin anew each year, so the year counts where it is given."""
    years = {day.year for day in (held.ngay_ky, cited.ngay_ky) if day}
    return held.so == cited.so and len(years) < 2


def find_vong_doi(thu_tuc: ThuTuc, lines: Sequence[Dong], today: date) -> VongDoi:
    """Derive the life of a procedure on a day (Decree 63/2010, article 14).

    A decision in force ends or replaces the procedure even when the procedure's own dates were not touched.
    """
    cited = cited_decisions(thu_tuc, lines)
    events = sorted(cited, key=_when)
    ending = events[-1] if events and events[-1].hanh_dong in ENDING else None
    tu = thu_tuc.hieu_luc_tu or _first_day(lines)
    den = _last_day(thu_tuc, ending)
    successors = (*thu_tuc.thay_the_boi, *(muc.thay_the_boi for _, muc in lines if muc.thay_the_boi))
    return VongDoi(
        trang_thai=_trang_thai(thu_tuc, events, today, tu=tu, den=den),
        tu=tu,
        den=den,
        ket_thuc_bang=ending.so if ending else "",
        thay_the_boi=tuple(dict.fromkeys(successors)),
        thay_the_cho=thu_tuc.thay_the_cho,
        quyet_dinh=cited,
    )


def is_ended(trang_thai: TrangThai) -> bool:
    """Tell whether nobody can file under this procedure any more."""
    return trang_thai in (TrangThai.BI_THAY_THE, TrangThai.BAI_BO)


def _when(quyet_dinh: QuyetDinhThuTuc) -> date:
    """Order decisions by effect; an ending without any date stands for the last word."""
    unknown = date.max if quyet_dinh.hanh_dong in ENDING else date.min
    return quyet_dinh.hieu_luc_tu or quyet_dinh.ngay_ky or unknown


def _first_day(lines: Sequence[Dong]) -> date | None:
    return min(
        (decision.hieu_luc_tu for decision, muc in lines if muc.hanh_dong is HanhDong.MOI_BAN_HANH), default=None
    )


def _last_day(thu_tuc: ThuTuc, ending: QuyetDinhThuTuc | None) -> date | None:
    decided = ending.hieu_luc_tu - _DAY if ending and ending.hieu_luc_tu else None
    return min((day for day in (thu_tuc.hieu_luc_den, decided) if day), default=None)


def _trang_thai(
    thu_tuc: ThuTuc, events: Sequence[QuyetDinhThuTuc], today: date, *, tu: date | None, den: date | None
) -> TrangThai:
    if tu and tu > today:
        return TrangThai.CHUA_HIEU_LUC
    ending = events[-1].hanh_dong if events and events[-1].hanh_dong in ENDING else None
    if den < today if den else ending or thu_tuc.thay_the_boi:
        replaced = ending is HanhDong.THAY_THE if ending else bool(thu_tuc.thay_the_boi)
        return TrangThai.BI_THAY_THE if replaced else TrangThai.BAI_BO
    if any(
        quyet_dinh.hanh_dong is HanhDong.SUA_DOI_BO_SUNG
        and (quyet_dinh.hieu_luc_tu is None or quyet_dinh.hieu_luc_tu <= today)
        for quyet_dinh in events
    ):
        return TrangThai.SUA_DOI_BO_SUNG
    return TrangThai.CON_HIEU_LUC
