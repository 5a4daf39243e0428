"""Menu and footer links, limited to pages that exist, so that a small site has no dead entries."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc.catalogue import Catalogue, urls
from cchc.outputs.nhung.addresses import NHUNG
from cchc.outputs.pages.hoi_dap import has_hoi_dap
from cchc.outputs.pages.khao_sat import has_khao_sat
from cchc.outputs.pages.van_ban import DU_THAO, has_van_ban
from cchc.outputs.rendering import link

RECORD_PAGES = frozenset(
    {
        urls.TRANG_CHU,
        urls.TIN_TUC,
        urls.THU_TUC,
        urls.A_Z,
        urls.QUYET_DINH,
        urls.BIEU_MAU,
        urls.TRA_CUU,
        urls.DON_VI,
        urls.RSS,
        urls.SO_DO,
        urls.DU_LIEU,
        urls.CAN_CU,
        urls.DAY_DU,
        urls.BAO_CAO,
        NHUNG,
    }
)
"""Pages made from records that every site has."""

_MENU = (
    ("Giới thiệu", "/gioi-thieu/"),
    ("Tin tức", urls.TIN_TUC),
    ("Thủ tục hành chính", urls.THU_TUC),
    ("Hướng dẫn", "/huong-dan/"),
    ("Văn bản", urls.VAN_BAN),
    ("Hỏi đáp", urls.HOI_DAP),
    ("Phản ánh, góp ý", "/phan-anh-gop-y/"),
)

_FOOTER = (
    (
        "Thủ tục hành chính",
        (
            ("Tra cứu thủ tục", urls.TRA_CUU),
            ("Danh sách theo chữ cái", urls.A_Z),
            ("Quyết định công bố", urls.QUYET_DINH),
            ("Biểu mẫu", urls.BIEU_MAU),
            ("Căn cứ pháp lý", urls.CAN_CU),
            ("Tình trạng hồ sơ", "/thu-tuc-hanh-chinh/tinh-trang-ho-so/"),
        ),
    ),
    (
        "Thông tin",
        (
            ("Tin tức", urls.TIN_TUC),
            ("Lấy ý kiến dự thảo", DU_THAO),
            ("Đơn vị", urls.DON_VI),
            ("Báo cáo, số liệu", urls.BAO_CAO),
            ("Khảo sát hài lòng", urls.KHAO_SAT),
            ("Các kênh thông tin", "/gioi-thieu/kenh-thong-tin/"),
            ("Nguồn tin RSS", urls.RSS),
            ("Nhúng tin vào trang đơn vị", NHUNG),
            ("Mức độ đầy đủ của thủ tục", urls.DAY_DU),
            ("Dữ liệu mở", urls.DU_LIEU),
        ),
    ),
    (
        "Trợ giúp",
        (
            ("Liên hệ", "/lien-he/"),
            ("Sơ đồ trang", urls.SO_DO),
            ("Thuật ngữ", "/huong-dan/thuat-ngu/"),
            ("Trợ năng", "/tro-nang/"),
            ("Bảo mật dữ liệu cá nhân", "/bao-mat-du-lieu-ca-nhan/"),
            ("Dành cho biên tập viên", "/so-tay-bien-tap/"),
        ),
    ),
)


@dataclass(frozen=True)
class MenuEntry:
    """A link of the menu or footer."""

    ten: str
    url: str
    dang_chon: bool = False


@dataclass(frozen=True)
class FooterColumn:
    """A titled column of footer links."""

    ten: str
    muc: tuple[MenuEntry, ...]


def optional_pages(catalogue: Catalogue) -> Iterator[str]:
    """Yield the pages made from records of which not every site has some."""
    if catalogue.chon_thu_tuc:
        yield urls.CHON_THU_TUC
    if has_van_ban(catalogue):
        yield urls.VAN_BAN
    if any(item.record.la_du_thao for item in catalogue.van_ban):
        yield DU_THAO
    if has_hoi_dap(catalogue):
        yield urls.HOI_DAP
    if has_khao_sat(catalogue):
        yield urls.KHAO_SAT


def menu_keys(existing: Collection[str]) -> list[str]:
    """Return the addresses of the menu's entries; each has a frame of its own, in which it is marked."""
    return [url for _, url in _MENU if url in existing]


def make_menu(existing: Collection[str], current: str) -> list[MenuEntry]:
    """Return the menu with the current entry marked."""
    return [MenuEntry(ten, link(url), url == current) for ten, url in _MENU if url in existing]


def make_footer(existing: Collection[str]) -> list[FooterColumn]:
    """Return the footer's columns, empty ones left out."""
    columns = [
        FooterColumn(ten, tuple(MenuEntry(label, link(url)) for label, url in entries if url in existing))
        for ten, entries in _FOOTER
    ]
    return [column for column in columns if column.muc]


def current_entry(url: str, titles: Mapping[str, str]) -> str:
    """Return the menu entry under which a hand-written page lies, or an empty text."""
    top = "/" + url.strip("/").split("/")[0] + "/"
    return top if top in titles or top in RECORD_PAGES else ""


def crumbs(url: str, titles: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Return the breadcrumb of a hand-written page: the pages above it that exist, then itself."""
    steps = url.strip("/").split("/")
    above = ["/" + "/".join(steps[:depth]) + "/" for depth in range(1, len(steps))]
    known = [(titles[path], path) for path in above if path in titles]
    known += [("Thủ tục hành chính", path) for path in above if path == urls.THU_TUC and path not in titles]
    return [*known, (titles[url], "")]
