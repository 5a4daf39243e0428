"""One procedure of the national portal as our record; the parts with rules of their own are in their own modules."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from cchc.importers.dvcqg_cach_thuc import find_common_thoi_han, map_cach_thuc
from cchc.importers.dvcqg_ho_so import find_so_luong, map_thanh_phan_ho_so
from cchc.importers.dvcqg_shape import Formality, LegalBasis, Named, Proposal
from cchc.importers.markdown_text import to_markdown
from cchc.importers.plain_text import clean_line, clean_lines
from cchc.importers.so_ky_hieu import begins_alike, find_so_ky_hieu, says_more
from cchc.model.danh_muc import Muc
from cchc.model.nhan import nhan
from cchc.model.phan_loai import CapThucHien, DoiTuong, LoaiThuTuc
from cchc.model.thanh_phan import Buoc, CanCu, CoQuan, KetQua, NguonThuTuc, NoiTiepNhan, QuyetDinhThuTuc
from cchc.model.thu_tuc import ThuTuc
from cchc.model.values import parse_ma
from cchc.text import fold, slug, to_vietnam

_PAGE = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LOAI = {
    "ASSIGNED_REGULATION": LoaiThuTuc.LUAT_GIAO,
    "NOT_ASSIGNED_REGULATION": LoaiThuTuc.KHONG_LUAT_GIAO,
    "OTHER": LoaiThuTuc.KHAC,
}
_DOI_TUONG = {fold(nhan(value)): value for value in DoiTuong if value is not DoiTuong.KHAC} | {
    "to chuc (khong bao gom doanh nghiep, htx)": DoiTuong.TO_CHUC,
}


def find_ma(formality: Formality) -> str:
    """Return the code as the source has it."""
    return formality.notation or formality.code


def map_linh_vuc(formality: Formality) -> Muc:
    """Map the field of the procedure; raise ValueError if it has none."""
    named = next((field for field in formality.fields if clean_line(field.name)), None)
    if named is None:
        raise ValueError("thủ tục không có lĩnh vực")
    ten = clean_line(named.name)
    ma_dvcqg = clean_line(named.code)
    return Muc(ma=slug(ten), ten=ten, ma_dvcqg=(ma_dvcqg,) if ma_dvcqg else ())


def map_thu_tuc(formality: Formality, linh_vuc: str, *, ten_nguon: str) -> ThuTuc:
    """Map one procedure from the source of that name.

    Raise ValueError with the reason, in Vietnamese, if it cannot be one of ours.
    """
    ma_nguon = find_ma(formality)
    ma = parse_ma(ma_nguon)
    if ma_nguon != ma_nguon.strip():
        raise ValueError(f"mã “{ma_nguon}” có dấu cách thừa; mã đúng có thể là “{ma}”")
    cach_thuc = tuple(map_cach_thuc(method) for method in formality.methods)
    ho_so = map_thanh_phan_ho_so(formality.cases)
    so_luong, so_luong_ghi_chu = find_so_luong(ho_so)
    doi_tuong, doi_tuong_khac = _map_doi_tuong(formality.subjects)
    return ThuTuc(
        ma=ma,
        ma_day_du=(ma_nguon,) if ma_nguon != ma else (),
        ten=clean_line(formality.name),
        linh_vuc=linh_vuc,
        loai=_map_loai(formality),
        cap_thuc_hien=_map_cap(formality),
        doi_tuong=doi_tuong,
        doi_tuong_khac=doi_tuong_khac,
        co_quan=_map_co_quan(formality),
        # False is what the form starts with, not a statement that the place of filing is bound.
        phi_dia_gioi=True if formality.non_territorial else None,
        url_dvcqg=_PAGE + formality.id if _UUID.fullmatch(formality.id) else "",
        trinh_tu=tuple(
            Buoc(ten=clean_line(step.name), noi_dung=to_markdown(step.description)) for step in formality.steps
        ),
        cach_thuc=cach_thuc,
        thanh_phan_ho_so=ho_so,
        so_luong_ho_so=so_luong,
        so_luong_ghi_chu=so_luong_ghi_chu,
        thoi_han=find_common_thoi_han(cach_thuc),
        ket_qua=tuple(_map_ket_qua(result) for result in formality.results),
        yeu_cau_dieu_kien=to_markdown(formality.requirements),
        can_cu_phap_ly=tuple(_map_can_cu(basis) for basis in formality.legal_bases),
        quyet_dinh=_map_quyet_dinh(formality.proposal, formality.promulgator),
        tu_khoa=_map_tu_khoa(formality),
        mo_ta=to_markdown(formality.note),
        nguon=NguonThuTuc(
            ten=ten_nguon,
            id=formality.id,
            url=_PAGE + formality.id if _UUID.fullmatch(formality.id) else "",
            lay_luc=_moment(formality.exported),
            cap_nhat=_moment(formality.updated),
        ),
    )


def _map_loai(formality: Formality) -> LoaiThuTuc | None:
    if formality.internal or formality.type == "STANDARD_INTERNAL":
        return LoaiThuTuc.NOI_BO
    return LoaiThuTuc.DAC_THU if formality.type == "SPECIFIC" else _LOAI.get(formality.kind)


def _map_cap(formality: Formality) -> tuple[CapThucHien, ...]:
    given = (
        (CapThucHien.BO, formality.ministry),
        (CapThucHien.TINH, formality.province),
        (CapThucHien.XA, formality.ward),
        (CapThucHien.CO_QUAN_KHAC, formality.other_agency),
        (CapThucHien.CHUA_XAC_DINH, formality.undetermined),
    )
    return tuple(cap for cap, is_given in given if is_given)


def _map_doi_tuong(subjects: Iterable[Named]) -> tuple[tuple[DoiTuong, ...], tuple[str, ...]]:
    known: dict[DoiTuong, None] = {}
    others: dict[str, None] = {}
    for ten in _names(subjects):
        value = _DOI_TUONG.get(fold(ten))
        if value is None:
            others[ten] = None
        else:
            known[value] = None
    return tuple(value for value in DoiTuong if value in known), tuple(others)


def _map_co_quan(formality: Formality) -> CoQuan:
    # The string delegatedAgencies repeats the authorities, so nothing is taken from it.
    return CoQuan(
        tham_quyen=_names(formality.authority, formality.authority_groups),
        thuc_hien=_names(formality.executing, formality.executing_groups, text=formality.executing_text),
        tiep_nhan=_map_tiep_nhan(formality.receiving),
        uy_quyen=_names(formality.authorized, formality.authorized_groups, text=formality.authorized_text),
        phoi_hop=_names(formality.coordinating, formality.coordinating_groups, text=formality.coordinating_text),
    )


def _map_tiep_nhan(text: str) -> tuple[NoiTiepNhan, ...]:
    lines = clean_lines(text)
    return (NoiTiepNhan(ten=lines[0], dia_chi="\n".join(lines[1:])),) if lines else ()


def _names(*groups: Iterable[Named], text: str = "") -> tuple[str, ...]:
    """Return the names once each; the joined text, which repeats the first group, only where there is no name."""
    names = (clean_line(named.name) for group in groups for named in group)
    found = tuple(dict.fromkeys(name for name in names if name))
    joined = clean_line(text)
    return found or ((joined,) if joined else ())


def _map_ket_qua(result: Named) -> KetQua:
    # Agencies write result codes in a dozen shapes beside the official KQ.G15.000032; they are shown as they are.
    ma = clean_line(result.code)
    return KetQua(ten=clean_line(result.name) or ma, ma=ma)


def _map_can_cu(basis: LegalBasis) -> CanCu:
    so_ky_hieu, trich_yeu = _name_can_cu(clean_line(basis.code), clean_line(basis.name))
    return CanCu(so_ky_hieu=so_ky_hieu, trich_yeu=trich_yeu, ngay=basis.issued, co_quan=clean_line(basis.issuer))


def _name_can_cu(code: str, name: str) -> tuple[str, str]:
    so_ky_hieu = find_so_ky_hieu(code)
    if not so_ky_hieu and begins_alike(code, so_cua_ten := find_so_ky_hieu(name)):
        # "nghị định 146/2025" beside the name "Nghị định số 146/2025/NĐ-CP": the name has the number in full.
        return so_cua_ten, name
    if code in name or (so_ky_hieu and not says_more(code, so_ky_hieu)):
        return so_ky_hieu, name
    return so_ky_hieu, f"{name} ({code})" if name else code


def _map_quyet_dinh(proposal: Proposal | None, promulgator: str) -> tuple[QuyetDinhThuTuc, ...]:
    so = clean_line(proposal.number) if proposal else ""
    if proposal is None or not so:
        return ()
    agency = clean_line(proposal.agency.name) if proposal.agency else ""
    return (
        QuyetDinhThuTuc(
            so=so,
            ngay_ky=_day(proposal.decided),
            ngay_cong_khai=_day(proposal.published),
            co_quan=agency or clean_line(promulgator),
        ),
    )


def _map_tu_khoa(formality: Formality) -> tuple[str, ...]:
    words = [
        part for line in clean_lines(formality.keywords) for phrase in re.split("[;»]", line) for part in _split(phrase)
    ]
    given = (clean_line(word).strip(" .,") for word in (*words, *(event.name for event in formality.life_events)))
    return tuple(dict.fromkeys(word for word in given if word and fold(word) != "khong co thong tin"))


def _split(phrase: str) -> list[str]:
    """Split at commas only where short words are listed; a long phrase with commas is one keyword."""
    parts = phrase.split(",")
    return parts if all(len(part.split()) <= 6 for part in parts) else [phrase]


def _moment(milliseconds: int | None) -> datetime | None:
    if milliseconds is None:
        return None
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=milliseconds // 1000)
    except OverflowError:
        raise ValueError(f"thời điểm “{milliseconds}” không hợp lệ") from None
    return to_vietnam(moment)


def _day(milliseconds: int | None) -> date | None:
    # Midnight in Vietnam (17:00 UTC of the day before) or midnight UTC: both are the right day at UTC+7.
    moment = _moment(milliseconds)
    return moment.date() if moment else None
