"""The landing page of the section, the page for addresses that lead nowhere, and the frame of the feedback service."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.catalogue import Catalogue, MucItem, ThuTucItem, TinItem, urls
from cchc.catalogue.lifecycle import is_ended
from cchc.model.post import THONG_BAO
from cchc.model.site import Site
from cchc.outputs.feeds import announced
from cchc.outputs.page import Page
from cchc.outputs.pages.danh_sach_tin import pinned_first
from cchc.outputs.pages.su_kien import events_ahead
from cchc.text.money import format_number


@dataclass(frozen=True)
class SoLieu:
    """One figure of the landing page."""

    gia_tri: str
    ten: str
    ghi_chu: str = ""


@dataclass(frozen=True)
class TheViec:
    """One task card of the landing page."""

    ten: str
    mo_ta: str
    url: str
    bieu_tuong: str


_SO_TIN_MOI = 4
_SO_THONG_BAO = 5
_SO_SU_KIEN = 3
_SO_QUYET_DINH = 4
_SO_VIEC = 6
_SO_LINH_VUC = 18


def make_trang_chu(catalogue: Catalogue, site: Site) -> Page:
    """Describe the landing page (STR-01): the question, frequent tasks, news, notices, decisions, figures."""
    current = pinned_first(catalogue.tin_theo_trang.get(urls.TIN_TUC, ()))
    tin = [item for item in current if item.record.chuyen_muc != THONG_BAO]
    lead = _lead(tin)
    return Page(
        url=urls.TRANG_CHU,
        template="trang-chu.html",
        tieu_de=site.ten_chuyen_muc,
        mo_ta=site.mo_ta or f"{site.ten_chuyen_muc} – {site.ten_co_quan}",
        context={
            "tin_chinh": lead,
            "tin_moi": [item for item in tin if item is not lead][:_SO_TIN_MOI],
            "thong_bao": [item for item in current if item.record.chuyen_muc == THONG_BAO][:_SO_THONG_BAO],
            "su_kien": events_ahead(catalogue)[:_SO_SU_KIEN],
            "bao_tri": _interruptions(catalogue),
            "quyet_dinh": catalogue.quyet_dinh[:_SO_QUYET_DINH],
            "linh_vuc": _largest_fields(catalogue),
            "viec_hay_lam": _frequent(catalogue, site),
            "so_lieu": _figures(catalogue),
            "don_vi": [item for item in catalogue.don_vi.values() if item.con_hoat_dong],
            "cac_viec": _task_cards(site),
        },
        rss=announced(catalogue),
    )


def _lead(tin: Sequence[TinItem]) -> TinItem | None:
    """Choose the story with the large picture: a pinned one, else one that editors mark, else the newest."""
    pictured = [item for item in tin if item.record.anh]
    chosen = next((item for item in pictured if item.duoc_ghim or item.record.noi_bat), None)
    return chosen or next(iter(pictured), None)


def _interruptions(catalogue: Catalogue) -> list[TinItem]:
    """Return the notices of interruptions that lie ahead or run (OPS-05), the next one first."""
    found = [
        (item.record.bao_tri.bat_dau, item.url, item)
        for item in catalogue.tin
        if item.record.bao_tri and item.record.bao_tri.du_kien_xong > catalogue.now
    ]
    return [item for _, _, item in sorted(found, key=lambda entry: entry[:2])]


def make_trang_phu() -> Iterator[Page]:
    """Describe the page for unknown addresses and the frame that the feedback service fills."""
    yield Page(
        url="/404.html",
        template="khong-tim-thay.html",
        tieu_de="Không tìm thấy trang",
        duong_dan=(("Không tìm thấy trang", ""),),
        lap_chi_muc=False,
    )
    # The service cuts this page at the words CCHC-KHUNG-…; see cchc.web.
    yield Page(
        url="/khung/gop-y.html",
        template="khung-gop-y.html",
        tieu_de="CCHC-KHUNG-TIEU-DE",
        muc="/phan-anh-gop-y/",
        mo_ta="Góp ý, hỏi đáp",
        lap_chi_muc=False,
    )


def _frequent(catalogue: Catalogue, site: Site) -> list[ThuTucItem]:
    """Take the procedures that the settings name; without settings, those that most news items speak of."""
    chosen = list(catalogue.find_thu_tuc(site.viec_hay_lam))
    if not chosen:
        by_news = sorted(catalogue.tin_cua_thu_tuc, key=lambda ma: (-len(catalogue.tin_cua_thu_tuc[ma]), ma))
        chosen = list(catalogue.find_thu_tuc(tuple(by_news))) + list(catalogue.cong_khai)
    usable = [item for item in dict.fromkeys(chosen) if not is_ended(item.trang_thai)]
    return usable[:_SO_VIEC]


def _largest_fields(catalogue: Catalogue) -> list[MucItem]:
    """Return all fields in the editors' order, or only the largest ones when there are too many for one look."""
    fields = list(catalogue.linh_vuc.values())
    if len(fields) <= _SO_LINH_VUC:
        return fields
    largest = sorted(fields, key=lambda item: -item.so_luong)[:_SO_LINH_VUC]
    return [item for item in fields if item in largest]


def _figures(catalogue: Catalogue) -> list[SoLieu]:
    public = [item for item in catalogue.cong_khai if not is_ended(item.trang_thai)]
    figures = [SoLieu(format_number(len(public)), "thủ tục hành chính đang công khai")]
    if public:
        complete = sum(1 for item in public if not item.thieu)
        share = f"{format_number(complete * 100 // len(public))}%"
        figures.append(SoLieu(share, "thủ tục có đủ các bộ phận bắt buộc", "Mục tiêu: 100%"))
    forms = sum(1 for item in catalogue.bieu_mau.values() if item.con_dung)
    if forms:
        figures.append(SoLieu(format_number(forms), "biểu mẫu tải về được"))
    units = [item for item in catalogue.don_vi.values() if item.con_hoat_dong]
    if units:
        active = sum(1 for item in units if item.so_tin)
        figures.append(SoLieu(f"{active}/{len(units)}", "đơn vị có tin, bài", "Mục tiêu: 100%"))
    return figures


def _task_cards(site: Site) -> list[TheViec]:
    return [
        TheViec("Nộp hồ sơ trực tuyến", "Trên Cổng Dịch vụ công quốc gia", site.url_dvcqg, "nop-ho-so"),
        TheViec(
            "Tra cứu hồ sơ", "Hồ sơ của bạn đang ở bước nào", "/thu-tuc-hanh-chinh/tinh-trang-ho-so/", "tra-cuu-ho-so"
        ),
        TheViec("Tải biểu mẫu", "Mẫu đơn, tờ khai kèm cách điền", urls.BIEU_MAU, "bieu-mau"),
        TheViec("Hỏi đáp", "Câu hỏi thường gặp, gửi câu hỏi", "/hoi-dap/", "hoi-dap"),
        TheViec("Phản ánh, góp ý", "Gửi ý kiến về quy định, thủ tục", "/phan-anh-gop-y/", "gop-y"),
        TheViec("Khảo sát hài lòng", "Đánh giá việc phục vụ", "/khao-sat/", "khao-sat"),
    ]
