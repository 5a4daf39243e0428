"""Published documents and answered questions as they are given away, and as rows of tables."""

from cchc.catalogue import HoiDapItem, VanBanCongBoItem
from cchc.model.du_lieu_mo import HoiDapThem, VanBanThem
from cchc.model.nhan import nhan
from cchc.outputs.open_data.records import Values, publish_tep
from cchc.outputs.open_data.table_rows import Column, iso_or_empty, join, line, yes


def publish_van_ban(item: VanBanCongBoItem, site_url: str) -> Values:
    """Return all fields of a document with its status and its files."""
    them = VanBanThem(
        nhom=item.record.nhom,
        tinh_trang=item.tinh_trang,
        hieu_luc_tu=item.record.tu_ngay,
        het_hieu_luc=item.het_hieu_luc,
        tep=tuple(publish_tep(tep, site_url) for tep in item.tep),
        url=site_url + item.url,
    )
    own = {name: value for name, value in item.record if name != "nhom_rieng"}
    return {**own, **dict(them)}


def publish_hoi_dap(item: HoiDapItem, site_url: str) -> Values:
    """Return all fields of a question; ``co_the_thay_doi`` holds on the day of the build."""
    them = HoiDapThem(
        ten_linh_vuc=item.linh_vuc.ten,
        ten_don_vi=item.don_vi.record.ten if item.don_vi else item.record.don_vi_tra_loi,
        xem_lai_truoc=item.record.han_xem_lai,
        co_the_thay_doi=bool(item.thay_doi),
        url=site_url + item.url,
    )
    return {**dict(item.record), **dict(them)}


def van_ban_columns(site_url: str) -> list[Column[VanBanCongBoItem]]:
    """Return the columns of the table of documents (DOC-01)."""
    return [
        ("so_ky_hieu", "Số, ký hiệu", lambda item: item.record.so_ky_hieu or ""),
        ("loai", "Loại văn bản", lambda item: nhan(item.record.loai)),
        ("nhom", "Nhóm", lambda item: nhan(item.record.nhom)),
        ("trich_yeu", "Trích yếu", lambda item: line(item.record.trich_yeu)),
        ("co_quan", "Cơ quan ban hành", lambda item: item.record.co_quan),
        ("nguoi_ky", "Người ký", lambda item: item.record.nguoi_ky),
        ("ngay_ban_hanh", "Ngày ban hành", lambda item: iso_or_empty(item.record.ngay_ban_hanh)),
        ("hieu_luc_tu", "Hiệu lực từ ngày", lambda item: iso_or_empty(item.record.tu_ngay)),
        ("het_hieu_luc", "Hết hiệu lực từ ngày", lambda item: iso_or_empty(item.het_hieu_luc)),
        ("tinh_trang", "Tình trạng", lambda item: nhan(item.tinh_trang)),
        ("linh_vuc", "Lĩnh vực", lambda item: join(muc.ten for muc in item.linh_vuc)),
        ("noi_dung_cchc", "Nội dung cải cách hành chính", lambda item: join(muc.ten for muc in item.noi_dung_cchc)),
        ("quan_he", "Quan hệ", lambda item: join(f"{nhan(q.kieu)}: {q.den}" for q in item.record.quan_he)),
        ("han_gop_y", "Nhận góp ý đến hết ngày", lambda item: iso_or_empty(item.record.han_gop_y)),
        ("tep", "Địa chỉ tải về", lambda item: join(site_url + tep.url for tep in item.tep)),
        ("du_lieu_mau", "Dữ liệu minh họa", lambda item: yes(item.record.du_lieu_mau)),
        ("url", "Địa chỉ trang", lambda item: site_url + item.url),
    ]


def hoi_dap_columns(site_url: str) -> list[Column[HoiDapItem]]:
    """Return the columns of the table of questions (QA-01)."""
    return [
        ("id", "Định danh", lambda item: item.record.id),
        ("cau_hoi", "Câu hỏi", lambda item: line(item.record.cau_hoi)),
        ("tra_loi", "Trả lời", lambda item: line(item.record.tra_loi)),
        ("don_vi_tra_loi", "Đơn vị trả lời", lambda item: item.don_vi.record.ten if item.don_vi else ""),
        ("ngay_hoi", "Ngày hỏi", lambda item: iso_or_empty(item.record.ngay_hoi)),
        ("ngay_tra_loi", "Ngày trả lời", lambda item: iso_or_empty(item.record.ngay_tra_loi)),
        ("linh_vuc", "Lĩnh vực", lambda item: item.linh_vuc.ten),
        ("tthc", "Thủ tục liên quan", lambda item: join(item.record.tthc)),
        ("can_cu", "Căn cứ pháp lý", lambda item: join(item.record.can_cu)),
        ("co_the_thay_doi", "Có thể đã thay đổi", lambda item: yes(bool(item.thay_doi))),
        ("du_lieu_mau", "Dữ liệu minh họa", lambda item: yes(item.record.du_lieu_mau)),
        ("url", "Địa chỉ trang", lambda item: site_url + item.url),
    ]
