"""What a decision does to the record of a procedure that it names: the new record, and the former text to keep."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cchc.catalogue.lifecycle import ENDING, cite, is_same
from cchc.model.phan_loai import HanhDong
from cchc.model.quyet_dinh import MucQuyetDinh, QuyetDinh
from cchc.model.thanh_phan import PhienBan
from cchc.model.thu_tuc import ThuTuc
from cchc.text import format_date

_DAY = timedelta(days=1)


class CannotAmendError(Exception):
    """The decision does not fit the procedure; the text says why, in Vietnamese."""


@dataclass(frozen=True)
class Amended:
    """The record after the decision; ``luu`` is the number under which the former text is kept, empty if it is not."""

    thu_tuc: ThuTuc
    luu: str = ""


def amend(thu_tuc: ThuTuc, decision: QuyetDinh, muc: MucQuyetDinh, now: datetime) -> Amended | None:
    """Return the procedure with the decision applied, None if it cites the decision already.

    Raise CannotAmendError if the dates of the two cannot both be right.
    """
    if any(is_same(cite(decision, muc), cited) for cited in thu_tuc.quyet_dinh):
        return None
    updates: dict[str, Any] = {
        "quyet_dinh": (*thu_tuc.quyet_dinh, cite(decision, muc)),
        "cap_nhat": now.replace(second=0, microsecond=0),
    }
    luu = ""
    if muc.hanh_dong is HanhDong.MOI_BAN_HANH:
        updates["hieu_luc_tu"] = max(thu_tuc.hieu_luc_tu or decision.hieu_luc_tu, decision.hieu_luc_tu)
        if thu_tuc.hieu_luc_den and thu_tuc.hieu_luc_den < decision.hieu_luc_tu:
            updates["hieu_luc_den"] = None
    elif muc.hanh_dong in ENDING:
        updates |= _end(thu_tuc, decision, muc)
    else:
        closed, opened = _next_version(thu_tuc, decision, muc)
        updates["phien_ban"] = (*thu_tuc.phien_ban[:-1], closed, opened)
        luu = closed.so
    return Amended(thu_tuc.model_copy(update=updates), luu)


def succeed(thu_tuc: ThuTuc, ma: str) -> ThuTuc | None:
    """Return the procedure as the successor of another, None if it says so already."""
    if ma in thu_tuc.thay_the_cho:
        return None
    return thu_tuc.model_copy(update={"thay_the_cho": (*thu_tuc.thay_the_cho, ma)})


def _end(thu_tuc: ThuTuc, decision: QuyetDinh, muc: MucQuyetDinh) -> dict[str, Any]:
    last = decision.hieu_luc_tu - _DAY
    if thu_tuc.hieu_luc_tu and last < thu_tuc.hieu_luc_tu:
        since = format_date(thu_tuc.hieu_luc_tu)
        raise CannotAmendError(f"thủ tục chỉ có hiệu lực từ {since}, không thể chấm dứt sau ngày {format_date(last)}")
    updates: dict[str, Any] = {"hieu_luc_den": last}
    if thu_tuc.phien_ban:
        final = thu_tuc.phien_ban[-1].model_copy(update={"den": last})
        updates["phien_ban"] = (*thu_tuc.phien_ban[:-1], final)
    if muc.thay_the_boi and muc.thay_the_boi not in thu_tuc.thay_the_boi:
        updates["thay_the_boi"] = (*thu_tuc.thay_the_boi, muc.thay_the_boi)
    return updates


def _next_version(thu_tuc: ThuTuc, decision: QuyetDinh, muc: MucQuyetDinh) -> tuple[PhienBan, PhienBan]:
    """Close the present version on the eve of the decision's effect and open the next one."""
    present = thu_tuc.phien_ban[-1] if thu_tuc.phien_ban else _first_version(thu_tuc)
    last = decision.hieu_luc_tu - _DAY
    if present.tu and last < present.tu:
        since = format_date(present.tu)
        raise CannotAmendError(
            f"quyết định có hiệu lực từ {format_date(decision.hieu_luc_tu)}, không sau phiên bản đang có (từ {since})"
        )
    number = int(present.so) if present.so.isdecimal() else len(thu_tuc.phien_ban)
    opened = PhienBan(
        so=str(number + 1),
        tu=decision.hieu_luc_tu,
        bo_phan_thay_doi=muc.bo_phan_thay_doi,
        quyet_dinh=decision.so,
    )
    return present.model_copy(update={"den": last}), opened


def _first_version(thu_tuc: ThuTuc) -> PhienBan:
    """Describe the text that stood before anybody kept a history."""
    latest = max(thu_tuc.quyet_dinh, key=lambda cited: (cited.ngay_ky is not None, cited.ngay_ky), default=None)
    return PhienBan(so="1", tu=thu_tuc.hieu_luc_tu, quyet_dinh=latest.so if latest else "")
