"""What a complete procedure says: every criterion once, with where it fails and what to write.

Obligatory and conditional parts: Decree 63/2010, article 8, clause 2, as amended; the details are what applicants
need of each part.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cchc.model.phan_loai import BoPhan, CapThucHien, DonViThoiGian, Kenh, LoaiPhi, MucDoDvc
from cchc.model.thanh_phan import GiayTo, Phi, ThoiHan
from cchc.model.thu_tuc import ThuTuc, find_missing, gather_phi


class NhomTieuChi(StrEnum):
    """What kind of demand a criterion is."""

    BAT_BUOC = "bat-buoc"
    DIEU_KIEN = "dieu-kien"
    CHI_TIET = "chi-tiet"


Faults = Callable[[ThuTuc], Iterator[str]]
"""Yields the fields in which a record fails; nothing where it meets the criterion."""


@dataclass(frozen=True)
class TieuChi:
    """One criterion. ``sua`` says what to write; ``ap_dung`` tells whether the record can meet or fail it at all."""

    ma: str
    ten: str
    nhom: NhomTieuChi
    sua: str
    loi: Faults
    ap_dung: Callable[[ThuTuc], bool] = lambda record: True


def _part(part: BoPhan, ten: str) -> TieuChi:
    def faults(record: ThuTuc) -> Iterator[str]:
        return (missing.value for missing in find_missing(record) if missing is part)

    return TieuChi(part.value, ten, NhomTieuChi.BAT_BUOC, "hãy bổ sung theo quyết định công bố", faults)


def _no_charge(record: ThuTuc) -> Iterator[str]:
    if not gather_phi(record):
        yield "phi_le_phi"


def _no_result(record: ThuTuc) -> Iterator[str]:
    if not record.ket_qua:
        yield "ket_qua"


_BY_FORM = re.compile(r"theo mẫu|mẫu số|^tờ khai", re.IGNORECASE)


def _papers(record: ThuTuc) -> Iterator[tuple[str, GiayTo]]:
    for case, truong_hop in enumerate(record.thanh_phan_ho_so):
        for position, giay_to in enumerate(truong_hop.giay_to):
            if not giay_to.la_ghi_chu:
                yield f"thanh_phan_ho_so.{case}.giay_to.{position}", giay_to


def _papers_by_form(record: ThuTuc) -> bool:
    return any(_BY_FORM.search(giay_to.ten) for _, giay_to in _papers(record))


def _no_form(record: ThuTuc) -> Iterator[str]:
    if record.bieu_mau:
        return
    for field, giay_to in _papers(record):
        if _BY_FORM.search(giay_to.ten) and not (giay_to.bieu_mau or giay_to.tep_nguon):
            yield f"{field}.bieu_mau"


def _has_papers(record: ThuTuc) -> bool:
    return any(True for _ in _papers(record))


def _no_copies(record: ThuTuc) -> Iterator[str]:
    for field, giay_to in _papers(record):
        if giay_to.ban_chinh + giay_to.ban_sao == 0 and not giay_to.thay_the_bang_du_lieu:
            yield f"{field}.ban_chinh"


def _limits(record: ThuTuc) -> Iterator[tuple[str, ThoiHan]]:
    if record.thoi_han:
        yield "thoi_han", record.thoi_han
    for position, cach in enumerate(record.cach_thuc):
        if cach.thoi_han:
            yield f"cach_thuc.{position}.thoi_han", cach.thoi_han


_WITHOUT_NUMBER = {DonViThoiGian.TRONG_NGAY, DonViThoiGian.KHONG_QUY_DINH}


def _no_unit(record: ThuTuc) -> Iterator[str]:
    for field, limit in _limits(record):
        counted = limit.so is not None and limit.don_vi is not DonViThoiGian.KHAC
        if not (counted or limit.don_vi in _WITHOUT_NUMBER or limit.mo_ta):
            yield f"{field}.don_vi"


def _channel_without_limit(record: ThuTuc) -> Iterator[str]:
    if record.thoi_han is None:
        yield from (f"cach_thuc.{n}" for n, cach in enumerate(record.cach_thuc) if cach.thoi_han is None)


def _charges(record: ThuTuc) -> Iterator[tuple[str, Phi]]:
    yield from ((f"phi_le_phi.{position}", phi) for position, phi in enumerate(record.phi_le_phi))
    for channel, cach in enumerate(record.cach_thuc):
        yield from ((f"cach_thuc.{channel}.phi.{position}", phi) for position, phi in enumerate(cach.phi))


def _no_amount(record: ThuTuc) -> Iterator[str]:
    for field, phi in _charges(record):
        if phi.so_tien is None and not phi.mo_ta and phi.loai is not LoaiPhi.KHONG_THU:
            yield f"{field}.so_tien"


def _vague_bases(record: ThuTuc) -> Iterator[str]:
    for position, can_cu in enumerate(record.can_cu_phap_ly):
        if not can_cu.so_ky_hieu:
            yield f"can_cu_phap_ly.{position}.so_ky_hieu"
        if not can_cu.trich_yeu:
            yield f"can_cu_phap_ly.{position}.trich_yeu"


def _no_level(record: ThuTuc) -> Iterator[str]:
    if not set(record.cap_thuc_hien) - {CapThucHien.CHUA_XAC_DINH}:
        yield "cap_thuc_hien"


def _no_competent_agency(record: ThuTuc) -> Iterator[str]:
    if not record.co_quan.tham_quyen:
        yield "co_quan.tham_quyen"


def _no_online_level(record: ThuTuc) -> Iterator[str]:
    if record.muc_do_dvc is None:
        yield "muc_do_dvc"


def _is_online(record: ThuTuc) -> bool:
    return record.muc_do_dvc in (MucDoDvc.TOAN_TRINH, MucDoDvc.MOT_PHAN)


def _no_online_way(record: ThuTuc) -> Iterator[str]:
    if all(cach.kenh is not Kenh.TRUC_TUYEN for cach in record.cach_thuc):
        yield "cach_thuc"


def _no_portal_link(record: ThuTuc) -> Iterator[str]:
    if not record.url_dvcqg:
        yield "url_dvcqg"


_CHI_TIET = NhomTieuChi.CHI_TIET

TIEU_CHI: tuple[TieuChi, ...] = (
    _part(BoPhan.TRINH_TU, "Có trình tự thực hiện"),
    _part(BoPhan.CACH_THUC, "Có cách thức thực hiện"),
    _part(BoPhan.THANH_PHAN_HO_SO, "Có thành phần hồ sơ"),
    _part(BoPhan.SO_LUONG_HO_SO, "Có số lượng hồ sơ"),
    _part(BoPhan.THOI_HAN, "Có thời hạn giải quyết"),
    _part(BoPhan.DOI_TUONG, "Nêu đối tượng thực hiện"),
    _part(BoPhan.CO_QUAN, "Nêu cơ quan thực hiện"),
    _part(BoPhan.CAN_CU_PHAP_LY, "Có căn cứ pháp lý"),
    _part(BoPhan.QUYET_DINH, "Có quyết định công bố"),
    TieuChi(
        "phi_le_phi",
        "Nêu phí, lệ phí hoặc nêu rõ không thu",
        NhomTieuChi.DIEU_KIEN,
        "chưa nêu phí, lệ phí; hãy ghi mức thu, hoặc loai: khong-thu nếu không thu",
        _no_charge,
    ),
    TieuChi(
        "ket_qua",
        "Nêu kết quả thực hiện",
        NhomTieuChi.DIEU_KIEN,
        "chưa nêu kết quả; hãy ghi tên giấy tờ, văn bản mà người nộp hồ sơ nhận được",
        _no_result,
    ),
    TieuChi(
        "bieu_mau",
        "Giấy tờ theo mẫu có tệp biểu mẫu kèm theo",
        _CHI_TIET,
        "giấy tờ theo mẫu chưa có biểu mẫu; hãy ghi mã biểu mẫu trong tthc/bieu-mau/",
        _no_form,
        _papers_by_form,
    ),
    TieuChi(
        "giay_to_so_ban",
        "Mỗi giấy tờ ghi rõ số bản chính, bản sao",
        _CHI_TIET,
        "giấy tờ chưa ghi số bản; hãy ghi ban_chinh hoặc ban_sao, hoặc la_ghi_chu: true nếu đây chỉ là ghi chú",
        _no_copies,
        _has_papers,
    ),
    TieuChi(
        "thoi_han_don_vi",
        "Mỗi thời hạn có số và đơn vị, hoặc câu mô tả",
        _CHI_TIET,
        "thời hạn chưa có đơn vị; hãy ghi so và don_vi (ngay, ngay-lam-viec, …), hoặc mo_ta nếu luật không định số",
        _no_unit,
        lambda record: any(True for _ in _limits(record)),
    ),
    TieuChi(
        "thoi_han_kenh",
        "Mỗi hình thức nộp có thời hạn",
        _CHI_TIET,
        "hình thức nộp này chưa có thời hạn; hãy ghi thoi_han ở đây hoặc thoi_han chung của thủ tục",
        _channel_without_limit,
        lambda record: bool(record.cach_thuc),
    ),
    TieuChi(
        "phi_muc_thu",
        "Mỗi khoản thu có mức thu",
        _CHI_TIET,
        "khoản thu chưa có mức; hãy ghi so_tien, hoặc mo_ta nếu mức thu theo biểu",
        _no_amount,
        lambda record: any(True for _ in _charges(record)),
    ),
    TieuChi(
        "can_cu_day_du",
        "Mỗi căn cứ pháp lý có số ký hiệu và trích yếu",
        _CHI_TIET,
        "căn cứ pháp lý chưa đủ; hãy ghi so_ky_hieu và trich_yeu của văn bản",
        _vague_bases,
        lambda record: bool(record.can_cu_phap_ly),
    ),
    TieuChi(
        "cap_thuc_hien",
        "Nêu cấp thực hiện",
        _CHI_TIET,
        "chưa nêu cấp thực hiện; hãy chọn bo, tinh, xa hoặc co-quan-khac",
        _no_level,
    ),
    TieuChi(
        "co_quan_tham_quyen",
        "Nêu cơ quan có thẩm quyền",
        _CHI_TIET,
        "chưa nêu cơ quan có thẩm quyền; hãy ghi co_quan.tham_quyen",
        _no_competent_agency,
    ),
    TieuChi(
        "muc_do_dvc",
        "Nêu mức độ dịch vụ công trực tuyến",
        _CHI_TIET,
        "chưa nêu mức độ dịch vụ công trực tuyến; hãy chọn toan-trinh, mot-phan hoặc cung-cap-thong-tin",
        _no_online_level,
    ),
    TieuChi(
        "kenh_truc_tuyen",
        "Dịch vụ công trực tuyến có hình thức nộp trực tuyến",
        _CHI_TIET,
        "thủ tục có dịch vụ công trực tuyến mà chưa có hình thức nộp trực tuyến; hãy thêm kenh: truc-tuyen",
        _no_online_way,
        _is_online,
    ),
    TieuChi(
        "url_dvcqg",
        "Dịch vụ công trực tuyến có liên kết đến Cổng Dịch vụ công quốc gia",
        _CHI_TIET,
        "chưa có liên kết nộp trực tuyến; hãy ghi url_dvcqg, địa chỉ thủ tục trên Cổng Dịch vụ công quốc gia",
        _no_portal_link,
        _is_online,
    ),
)
"""All criteria that a record alone decides; whether its legal bases are in force is known to the catalogue."""
