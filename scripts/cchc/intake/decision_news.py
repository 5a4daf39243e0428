"""The draft of the news item that tells of a decision (QD-07); an editor finishes it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cchc.intake.shelf import prefer
from cchc.model.content import Content
from cchc.model.don_vi import LoaiDonVi
from cchc.model.phan_loai import HanhDong
from cchc.model.post import Tin, TrangThaiTin
from cchc.model.quyet_dinh import QuyetDinh
from cchc.text import format_date, shorten

_COUNTED = {
    HanhDong.MOI_BAN_HANH: "thủ tục mới ban hành",
    HanhDong.SUA_DOI_BO_SUNG: "thủ tục được sửa đổi, bổ sung",
    HanhDong.THAY_THE: "thủ tục được thay thế",
    HanhDong.BAI_BO: "thủ tục bị bãi bỏ",
}

_RUBRICS = ("cong-khai-tthc", "thong-bao", "tin-hoat-dong")
_CONTENTS = ("cai-cach-thu-tuc-hanh-chinh", "cai-cach-the-che")


def draft_news(
    decision: QuyetDinh, content: Content, titles: Mapping[str, str], now: datetime, *, don_vi: str = ""
) -> Tin | None:
    """Return the draft, None where the root has no unit, rubric or content to put it under.

    ``titles`` are the names of the procedures by code; ``don_vi`` names the unit, else it is the department.
    """
    unit = don_vi or _department(content)
    rubric = prefer(content.danh_muc.chuyen_muc, _RUBRICS)
    noi_dung_cchc = prefer(content.danh_muc.noi_dung_cchc, _CONTENTS)
    if not (unit and rubric and noi_dung_cchc):
        return None
    counts = ", ".join(_counts(decision))
    return Tin(
        tieu_de=f"Công bố {counts} theo Quyết định số {decision.so}",
        tom_tat=(
            f"{decision.co_quan} ban hành Quyết định số {decision.so} ngày {format_date(decision.ngay_ky)}, công bố "
            f"{counts}, có hiệu lực từ ngày {format_date(decision.hieu_luc_tu)}."
        ),
        ngay_dang=now.replace(second=0, microsecond=0),
        don_vi=unit,
        noi_dung_cchc=(noi_dung_cchc,),
        chuyen_muc=rubric,
        tthc=tuple(dict.fromkeys(muc.ma for muc in decision.muc)),
        quyet_dinh=(decision.so,),
        trang_thai=TrangThaiTin.NHAP,
        du_lieu_mau=decision.du_lieu_mau,
        noi_dung="\n".join(_body(decision, titles)),
    )


def _counts(decision: QuyetDinh) -> Iterator[str]:
    for hanh_dong, words in _COUNTED.items():
        count = sum(1 for muc in decision.muc if muc.hanh_dong is hanh_dong)
        if count:
            yield f"{count:02d} {words}"


def _body(decision: QuyetDinh, titles: Mapping[str, str]) -> Iterator[str]:
    yield f"{decision.trich_yeu.rstrip('.')}."
    for hanh_dong, words in _COUNTED.items():
        lines = [muc for muc in decision.muc if muc.hanh_dong is hanh_dong]
        if lines:
            yield f"\n## {words[0].upper()}{words[1:]}\n"
        for muc in lines:
            after = (
                f", thay bằng [{muc.thay_the_boi}](/thu-tuc-hanh-chinh/{muc.thay_the_boi}/)" if muc.thay_the_boi else ""
            )
            name = shorten(titles.get(muc.ma, muc.ma), 200)
            yield f"- [{name}](/thu-tuc-hanh-chinh/{muc.ma}/) (mã {muc.ma}){after}"
    yield f"\nXem toàn văn và danh mục tại trang [Quyết định số {decision.so}]({_address(decision)})."


def _address(decision: QuyetDinh) -> str:
    return f"/thu-tuc-hanh-chinh/quyet-dinh-cong-bo/{decision.slug}/"


def _department(content: Content) -> str:
    units = sorted(content.don_vi, key=lambda entry: entry.record.loai is not LoaiDonVi.SO)
    return units[0].record.ma if units else ""
