"""The sets as rows of words for people: labels instead of codes, several values in one cell joined by "; "."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from cchc.catalogue import BieuMauItem, Catalogue, DonViItem, QuyetDinhItem, ThuTucItem, TinItem, forms_of
from cchc.model.nhan import nhan
from cchc.outputs.open_data import datasets
from cchc.outputs.open_data.tables import Bang, Cot
from cchc.outputs.wording import iso, word_phi, word_thoi_han

ItemT = TypeVar("ItemT")
Cell = str | int
Column = tuple[str, str, Callable[[ItemT], Cell]]


def make_tables(catalogue: Catalogue, site_url: str) -> dict[str, Bang]:
    """Return the tables of procedures, decisions, forms, units and news, by the names of their sets."""
    return {
        datasets.THU_TUC.ten: make_table(datasets.THU_TUC, _thu_tuc(site_url), tuple(catalogue.thu_tuc.values())),
        datasets.QUYET_DINH.ten: make_table(datasets.QUYET_DINH, _quyet_dinh(site_url), catalogue.quyet_dinh),
        datasets.BIEU_MAU.ten: make_table(datasets.BIEU_MAU, _bieu_mau(site_url), tuple(catalogue.bieu_mau.values())),
        datasets.DON_VI.ten: make_table(datasets.DON_VI, _don_vi(site_url), tuple(catalogue.don_vi.values())),
        datasets.TIN_TUC.ten: make_table(datasets.TIN_TUC, _tin(site_url), catalogue.tin),
    }


def make_table(bo: datasets.BoDuLieu, columns: Sequence[Column[ItemT]], items: Sequence[ItemT]) -> Bang:
    """Return the table of a set: a row for each item, its cells as the columns tell."""
    return Bang(
        bo.tieu_de,
        tuple(Cot(ma, label) for ma, label, _ in columns),
        [tuple(value(item) for _, _, value in columns) for item in items],
    )


def _thu_tuc(site_url: str) -> list[Column[ThuTucItem]]:
    return [
        ("ma", "Mã thủ tục", lambda item: item.record.ma),
        ("ten", "Tên thủ tục", lambda item: line(item.record.ten)),
        ("linh_vuc", "Lĩnh vực", lambda item: item.linh_vuc.ten),
        ("loai", "Loại thủ tục", lambda item: _label(item.record.loai)),
        ("cap_thuc_hien", "Cấp thực hiện", lambda item: _labels(item.record.cap_thuc_hien)),
        (
            "doi_tuong",
            "Đối tượng thực hiện",
            lambda item: join((_labels(item.record.doi_tuong), *item.record.doi_tuong_khac)),
        ),
        ("co_quan_tham_quyen", "Cơ quan có thẩm quyền", lambda item: join(item.record.co_quan.tham_quyen)),
        ("co_quan_thuc_hien", "Cơ quan thực hiện", lambda item: join(item.record.co_quan.thuc_hien)),
        ("muc_do_dvc", "Mức độ dịch vụ công trực tuyến", lambda item: _label(item.record.muc_do_dvc)),
        ("thoi_han", "Thời hạn giải quyết", lambda item: join(map(word_thoi_han, item.thoi_han))),
        ("phi_le_phi", "Phí, lệ phí", lambda item: join(map(word_phi, item.phi))),
        ("so_luong_ho_so", "Số lượng hồ sơ (bộ)", lambda item: item.record.so_luong_ho_so or ""),
        ("ket_qua", "Kết quả thực hiện", lambda item: join(kq.ten for kq in item.record.ket_qua)),
        ("bieu_mau", "Mã biểu mẫu", lambda item: join(forms_of(item.record))),
        ("can_cu_phap_ly", "Căn cứ pháp lý", lambda item: join(cc.so_ky_hieu for cc in item.record.can_cu_phap_ly)),
        ("quyet_dinh", "Quyết định công bố", lambda item: join(qd.so for qd in item.record.quyet_dinh)),
        ("trang_thai", "Trạng thái", lambda item: nhan(item.trang_thai)),
        ("hieu_luc_tu", "Hiệu lực từ ngày", lambda item: iso_or_empty(item.vong_doi.tu)),
        ("hieu_luc_den", "Hiệu lực đến ngày", lambda item: iso_or_empty(item.vong_doi.den)),
        ("thay_the_boi", "Được thay thế bởi", lambda item: join(item.vong_doi.thay_the_boi)),
        ("cap_nhat", "Cập nhật lúc", lambda item: iso_or_empty(item.record.cap_nhat)),
        ("du_lieu_mau", "Dữ liệu minh họa", lambda item: yes(item.record.du_lieu_mau)),
        ("url", "Địa chỉ trang", lambda item: site_url + item.url),
    ]


def _quyet_dinh(site_url: str) -> list[Column[QuyetDinhItem]]:
    return [
        ("so", "Số, ký hiệu", lambda item: item.record.so),
        ("ngay_ky", "Ngày ký", lambda item: iso_or_empty(item.record.ngay_ky)),
        ("co_quan", "Cơ quan ban hành", lambda item: item.record.co_quan),
        ("nguoi_ky", "Người ký", lambda item: item.record.nguoi_ky),
        ("trich_yeu", "Trích yếu", lambda item: line(item.record.trich_yeu)),
        ("hieu_luc_tu", "Hiệu lực từ ngày", lambda item: iso_or_empty(item.record.hieu_luc_tu)),
        ("ngay_cong_khai", "Ngày công khai", lambda item: iso_or_empty(item.record.ngay_cong_khai)),
        ("so_thu_tuc", "Số thủ tục", lambda item: len(item.record.muc)),
        (
            "muc",
            "Thay đổi đối với từng thủ tục",
            lambda item: join(f"{muc.ma}: {nhan(muc.hanh_dong)}" for muc in item.record.muc),
        ),
        ("du_lieu_mau", "Dữ liệu minh họa", lambda item: yes(item.record.du_lieu_mau)),
        ("url", "Địa chỉ trang", lambda item: site_url + item.url),
    ]


def _bieu_mau(site_url: str) -> list[Column[BieuMauItem]]:
    return [
        ("id", "Mã biểu mẫu", lambda item: item.record.id),
        ("ten", "Tên biểu mẫu", lambda item: line(item.record.ten)),
        ("so_mau", "Số mẫu", lambda item: item.record.so_mau),
        ("van_ban_quy_dinh", "Văn bản quy định", lambda item: line(item.record.van_ban_quy_dinh)),
        ("tthc", "Dùng cho thủ tục", lambda item: join(thu_tuc.record.ma for thu_tuc in item.thu_tuc)),
        ("dinh_dang", "Định dạng", lambda item: join(tep.dinh_dang.value for tep in item.tep)),
        ("tep", "Địa chỉ tải về", lambda item: join(site_url + tep.url for tep in item.tep)),
        ("hieu_luc_tu", "Hiệu lực từ ngày", lambda item: iso_or_empty(item.record.hieu_luc_tu)),
        ("hieu_luc_den", "Hiệu lực đến ngày", lambda item: iso_or_empty(item.record.hieu_luc_den)),
        ("du_lieu_mau", "Dữ liệu minh họa", lambda item: yes(item.record.du_lieu_mau)),
        ("url", "Địa chỉ trang", lambda item: site_url + item.url),
    ]


def _don_vi(site_url: str) -> list[Column[DonViItem]]:
    return [
        ("ma", "Mã đơn vị", lambda item: item.record.ma),
        ("ten", "Tên đơn vị", lambda item: item.record.ten),
        ("loai", "Loại", lambda item: nhan(item.record.loai)),
        ("cap", "Cấp", lambda item: nhan(item.record.cap)),
        ("dia_chi", "Địa chỉ", lambda item: line(item.record.dia_chi)),
        ("dien_thoai", "Điện thoại", lambda item: item.record.dien_thoai),
        ("email", "Thư điện tử", lambda item: item.record.email),
        ("website", "Trang thông tin điện tử", lambda item: item.record.website),
        ("hoat_dong_tu", "Hoạt động từ ngày", lambda item: iso_or_empty(item.record.hoat_dong_tu)),
        ("hoat_dong_den", "Hoạt động đến ngày", lambda item: iso_or_empty(item.record.hoat_dong_den)),
        ("thay_the_boi", "Sáp nhập vào", lambda item: item.record.thay_the_boi or ""),
        ("so_tin", "Số tin, bài đã đăng", lambda item: item.so_tin),
        ("du_lieu_mau", "Dữ liệu minh họa", lambda item: yes(item.record.du_lieu_mau)),
        ("url", "Địa chỉ trang", lambda item: site_url + item.url),
    ]


def _tin(site_url: str) -> list[Column[TinItem]]:
    return [
        ("tieu_de", "Tiêu đề", lambda item: line(item.record.tieu_de)),
        ("tom_tat", "Tóm tắt", lambda item: line(item.record.tom_tat)),
        ("ngay_dang", "Ngày đăng", lambda item: iso_or_empty(item.record.ngay_dang)),
        ("cap_nhat", "Cập nhật lúc", lambda item: iso_or_empty(item.record.cap_nhat)),
        ("don_vi", "Đơn vị", lambda item: item.don_vi.record.ten if item.don_vi else item.record.don_vi),
        ("chuyen_muc", "Chuyên mục", lambda item: item.chuyen_muc.ten),
        (
            "noi_dung_cchc",
            "Nội dung cải cách hành chính",
            lambda item: join(muc.ten for muc in item.noi_dung_cchc),
        ),
        ("nguon", "Nguồn", lambda item: item.record.nguon),
        ("nguon_url", "Địa chỉ nguồn", lambda item: item.record.nguon_url),
        ("tthc", "Thủ tục được nhắc đến", lambda item: join(item.record.tthc)),
        ("du_lieu_mau", "Dữ liệu minh họa", lambda item: yes(item.record.du_lieu_mau)),
        ("url", "Địa chỉ tin", lambda item: site_url + item.url),
    ]


def line(text: str) -> str:
    """Return the text on one line."""
    return " ".join(text.split())


def join(values: Iterable[str]) -> str:
    """Return several values in one cell, each once."""
    return "; ".join(dict.fromkeys(text for value in values if (text := line(value))))


def _label(value: StrEnum | None) -> str:
    return nhan(value) if value else ""


def _labels(values: Iterable[StrEnum]) -> str:
    return join(map(nhan, values))


def iso_or_empty(value: date | datetime | None) -> str:
    """Return a day or moment in ISO 8601, nothing where there is none."""
    return iso(value) if value else ""


def yes(value: bool) -> str:
    """Return the word for yes, nothing for no."""
    return "Có" if value else ""
