"""Procedures to look up: an abolished one, one between state bodies, two told apart by a tone alone."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cchc.catalogue.catalogue import Catalogue
from cchc.catalogue.items import MucItem, ThuTucItem
from cchc.catalogue.urls import linh_vuc_url, thu_tuc_url
from cchc.model.danh_muc import DanhMuc, NhomTuDongNghia
from cchc.model.phan_loai import DonViThoiGian, TrangThai
from cchc.model.thanh_phan import Phi, ThoiHan
from cchc.model.thu_tuc import ThuTuc
from cchc.text import slug

CATALOGUE: tuple[dict[str, Any], ...] = (
    {
        "ma": "1.014076",
        "ten": "Cấp giấy chứng nhận đủ điều kiện kinh doanh dược thuộc thẩm quyền của Sở Y tế (cơ sở bán buôn thuốc; "
        "cơ sở bán lẻ thuốc bao gồm nhà thuốc, quầy thuốc)",
        "nhom": "Dược phẩm",
        "ten_goi_khac": ("Mở tiệm thuốc tây",),
        "tu_khoa": ("GPP",),
        "thoi_han": (20, DonViThoiGian.NGAY),
        "phi": 1_000_000,
    },
    {"ma": "1.014102", "ten": "Thông báo hoạt động bán lẻ thuốc lưu động", "nhom": "Dược phẩm"},
    {"ma": "1.014069", "ten": "Công bố cơ sở kinh doanh có tổ chức kệ thuốc", "nhom": "Dược phẩm"},
    {
        "ma": "1.012278",
        "ten": "Cấp mới giấy phép hoạt động khám bệnh, chữa bệnh",
        "nhom": "Khám bệnh, chữa bệnh",
        "cap_thuc_hien": ("bo", "tinh"),
        "doi_tuong": ("doanh-nghiep", "to-chuc"),
    },
    {
        "ma": "1.012279",
        "ten": "Cấp lại giấy phép hoạt động khám bệnh, chữa bệnh",
        "nhom": "Khám bệnh, chữa bệnh",
        "doi_tuong": ("doanh-nghiep",),
        "ma_day_du": ("1.012279.000.00.00.H19", "1.003876"),
    },
    {"ma": "1.012275", "ten": "Đăng ký hành nghề", "nhom": "Khám bệnh, chữa bệnh"},
    {
        "ma": "1.003848",
        "ten": "Đăng ký hành nghề khám bệnh, chữa bệnh",
        "nhom": "Khám bệnh, chữa bệnh",
        "trang_thai": TrangThai.BAI_BO,
    },
    {
        "ma": "1.001653",
        "ten": "Đổi, cấp lại Giấy xác nhận khuyết tật",
        "nhom": "Bảo trợ xã hội",
        "cap_thuc_hien": ("xa",),
    },
    {
        "ma": "1.001731",
        "ten": "Hỗ trợ chi phí mai táng cho đối tượng bảo trợ xã hội",
        "nhom": "Bảo trợ xã hội",
        "cap_thuc_hien": ("xa",),
        "doi_tuong": ("cong-dan-viet-nam",),
        "phi": 0,
    },
    {"ma": "1.002600", "ten": "Cấp số tiếp nhận Phiếu công bố sản phẩm mỹ phẩm sản xuất trong nước", "nhom": "Mỹ phẩm"},
    {"ma": "1.000001", "ten": "Bàn giao hồ sơ", "nhom": "Bảo trợ xã hội"},
    {"ma": "1.000002", "ten": "Bán giao hồ sơ", "nhom": "Bảo trợ xã hội"},
    {"ma": "1.000003", "ten": "Trình tự phân công giữa các phòng", "nhom": "Bảo trợ xã hội", "loai": "noi-bo"},
)


def make_item(
    *,
    nhom: str,
    trang_thai: TrangThai = TrangThai.CON_HIEU_LUC,
    thoi_han: tuple[int, DonViThoiGian] | None = None,
    phi: int | None = None,
    **fields: Any,
) -> ThuTucItem:
    """Make a procedure as the catalogue joins it."""
    record = ThuTuc(linh_vuc=slug(nhom), **{"cap_thuc_hien": ("tinh",), **fields})
    return ThuTucItem(
        record=record,
        url=thu_tuc_url(record.ma),
        path=f"tthc/{record.linh_vuc}/{record.ma}.md",
        trang_thai=trang_thai,
        linh_vuc=MucItem(record.linh_vuc, nhom, linh_vuc_url(record.linh_vuc)),
        thieu=(),
        phi=(Phi(so_tien=phi),) if phi is not None else (),
        thoi_han=(ThoiHan(so=thoi_han[0], don_vi=thoi_han[1]),) if thoi_han else (),
    )


NHOM = (
    NhomTuDongNghia(tu=("CCHN", "chứng chỉ hành nghề", "giấy phép hành nghề")),
    NhomTuDongNghia(tu=("GPHĐ", "giấy phép hoạt động")),
    NhomTuDongNghia(tu=("KCB", "khám bệnh chữa bệnh")),
    NhomTuDongNghia(tu=("mở phòng mạch", "mở phòng khám"), nghia=("cấp mới giấy phép hoạt động khám bệnh chữa bệnh",)),
    NhomTuDongNghia(tu=("bị mất", "thất lạc"), nghia=("cấp lại",)),
    NhomTuDongNghia(tu=("chôn cất", "đám ma"), nghia=("mai táng",)),
)
"""A few synonyms, as editors would keep them."""


def make_catalogue(
    items: Iterable[ThuTucItem], *, groups: tuple[NhomTuDongNghia, ...] = NHOM, **fields: Any
) -> Catalogue:
    """Make a catalogue of procedures and of what else a test gives it."""
    return Catalogue(
        now=datetime(2026, 11, 22, tzinfo=UTC),
        danh_muc=DanhMuc(tu_dong_nghia=groups),
        thu_tuc={item.record.ma: item for item in items},
        **fields,
    )
