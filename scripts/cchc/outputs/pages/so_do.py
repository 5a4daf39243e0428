"""The site map as a tree of text links (STR-05)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc.catalogue import Catalogue, urls
from cchc.outputs.nhung.addresses import NHUNG
from cchc.outputs.page import Page
from cchc.outputs.pages.hoi_dap import group_by_linh_vuc, has_hoi_dap
from cchc.outputs.pages.van_ban import has_van_ban, make_filters
from cchc.text import collation_key


@dataclass(frozen=True)
class HandWritten:
    """A page that an editor wrote in ``docs/``: its address and title."""

    url: str
    tieu_de: str


@dataclass(frozen=True)
class Nhanh:
    """A branch of the site map."""

    ten: str
    url: str
    con: tuple["Nhanh", ...] = field(default=())


def make_so_do(catalogue: Catalogue, hand_written: Sequence[HandWritten]) -> Page:
    """Describe the site map page."""
    return Page(
        url=urls.SO_DO,
        template="so-do-trang.html",
        tieu_de="Sơ đồ trang",
        mo_ta="Toàn bộ các mục của chuyên mục cải cách hành chính.",
        duong_dan=(("Sơ đồ trang", ""),),
        context={"cay": [*_record_branches(catalogue), *_hand_written_branches(hand_written)]},
    )


def _record_branches(catalogue: Catalogue) -> list[Nhanh]:
    return [
        Nhanh("Trang chủ", urls.TRANG_CHU),
        Nhanh(
            "Tin tức",
            urls.TIN_TUC,
            (
                *(Nhanh(muc.ten, muc.url) for muc in catalogue.chuyen_muc.values() if muc.so_luong),
                *(Nhanh(muc.ten, muc.url) for muc in catalogue.noi_dung_cchc.values()),
                *(Nhanh(f"Loạt bài: {muc.ten}", muc.url) for muc in catalogue.chuyen_de.values() if muc.so_luong),
                Nhanh("Sự kiện", urls.SU_KIEN),
                Nhanh("Thẻ", urls.THE),
                Nhanh("Tác giả", urls.TAC_GIA),
                Nhanh("Lưu trữ theo tháng", urls.LUU_TRU),
                Nhanh("Thông báo đã hết hạn", urls.HET_HAN),
            ),
        ),
        Nhanh(
            "Thủ tục hành chính",
            urls.THU_TUC,
            (
                Nhanh("Theo chữ cái", urls.A_Z),
                Nhanh("Quyết định công bố", urls.QUYET_DINH),
                Nhanh("Biểu mẫu", urls.BIEU_MAU),
                Nhanh("Căn cứ pháp lý", urls.CAN_CU),
                Nhanh("Mức độ đầy đủ", urls.DAY_DU),
                *(Nhanh(f"Lĩnh vực {muc.ten}", muc.url) for muc in catalogue.linh_vuc.values()),
            ),
        ),
        Nhanh("Tra cứu thủ tục", urls.TRA_CUU),
        *_tree_branches(catalogue),
        *_document_branches(catalogue),
        *_question_branches(catalogue),
        Nhanh("Đơn vị", urls.DON_VI, tuple(Nhanh(d.record.ten, d.url) for d in catalogue.don_vi.values())),
        Nhanh("Báo cáo thông tin, tuyên truyền", urls.TUYEN_TRUYEN),
        Nhanh("Nguồn tin RSS", urls.RSS),
        Nhanh("Nhúng tin vào trang của đơn vị", NHUNG),
        Nhanh("Dữ liệu mở", urls.DU_LIEU),
    ]


def _tree_branches(catalogue: Catalogue) -> list[Nhanh]:
    trees = tuple(Nhanh(cay.record.ten, cay.url) for cay in catalogue.chon_thu_tuc)
    return [Nhanh("Chọn thủ tục theo câu hỏi", urls.CHON_THU_TUC, trees)] if trees else []


def _document_branches(catalogue: Catalogue) -> list[Nhanh]:
    if not has_van_ban(catalogue):
        return []
    filters = make_filters(catalogue.van_ban)
    groups = tuple(Nhanh(muc.ten, muc.url) for muc in (filters[0].muc if filters else ()))
    return [Nhanh("Văn bản", urls.VAN_BAN, groups)]


def _question_branches(catalogue: Catalogue) -> list[Nhanh]:
    if not has_hoi_dap(catalogue):
        return []
    fields = tuple(Nhanh(f"Hỏi đáp: {muc.ten}", muc.url) for muc, _ in group_by_linh_vuc(catalogue))
    return [Nhanh("Hỏi đáp", urls.HOI_DAP, fields)]


def _hand_written_branches(pages: Sequence[HandWritten]) -> list[Nhanh]:
    """Hang each hand-written page under the page of its folder."""
    tops = {page.url: page for page in pages if page.url.strip("/").count("/") == 0}
    children: dict[str, list[HandWritten]] = {url: [] for url in tops}
    alone: list[HandWritten] = []
    for page in pages:
        if page.url in tops:
            continue
        parent = "/" + page.url.strip("/").split("/")[0] + "/"
        children.get(parent, alone).append(page)
    branches = [
        Nhanh(page.tieu_de, url, tuple(Nhanh(child.tieu_de, child.url) for child in _sorted(children[url])))
        for url, page in tops.items()
    ]
    branches += [Nhanh(page.tieu_de, page.url) for page in alone]
    return sorted(branches, key=lambda branch: collation_key(branch.ten))


def _sorted(pages: Sequence[HandWritten]) -> list[HandWritten]:
    return sorted(pages, key=lambda page: collation_key(page.tieu_de))
