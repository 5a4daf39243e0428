"""Published documents: the list, its slices by group, kind, issuer, year, field and status, and the page of each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cchc.catalogue import Catalogue, MucItem, VanBanCongBoItem, urls
from cchc.catalogue.van_ban import ten_goi
from cchc.model.nhan import nhan
from cchc.model.van_ban import LoaiCongBo, NhomVanBan, TinhTrang
from cchc.outputs.feeds import feed_of_list
from cchc.outputs.page import Crumb, Page
from cchc.outputs.pages.paging import count_pages, make_paging
from cchc.text import collation_key, shorten

PER_PAGE = 20
TITLE = "Văn bản"
DU_THAO = urls.van_ban_nhom_url(NhomVanBan.DU_THAO)
_VAN_BAN: Crumb = (TITLE, urls.VAN_BAN)


@dataclass(frozen=True)
class LatCat:
    """One slice of the list: its entry with the count, and its documents, newest first."""

    muc: MucItem
    van_ban: tuple[VanBanCongBoItem, ...]
    mo_ta: str = ""


@dataclass(frozen=True)
class BoLoc:
    """One filter with its slices."""

    ten: str
    lat: tuple[LatCat, ...]

    @property
    def muc(self) -> tuple[MucItem, ...]:
        """The slices as links."""
        return tuple(lat.muc for lat in self.lat)


def has_van_ban(catalogue: Catalogue) -> bool:
    """Tell whether the site has a list of documents."""
    return bool(catalogue.van_ban) or urls.VAN_BAN in catalogue.loi_dan


def make_van_ban(catalogue: Catalogue) -> Iterator[Page]:
    """Describe all pages of documents; a site without documents and without an introduction has none."""
    if not has_van_ban(catalogue):
        return
    filters = make_filters(catalogue.van_ban)
    yield from _list(catalogue, filters, LatCat(MucItem("", TITLE, urls.VAN_BAN), catalogue.van_ban))
    for lat in (lat for bo_loc in filters for lat in bo_loc.lat):
        yield from _list(catalogue, filters, lat)
    yield from (_page(item) for item in catalogue.van_ban)


def make_filters(items: Sequence[VanBanCongBoItem]) -> tuple[BoLoc, ...]:
    """Return the filters of DOC-02 with the documents of each entry; entries without documents are left out."""
    filters = (
        BoLoc("Nhóm văn bản", _slices(items, _nhom, lambda muc: _place(NhomVanBan, muc))),
        BoLoc("Tình trạng", _slices(items, _tinh_trang, lambda muc: _place(TinhTrang, muc))),
        BoLoc("Loại văn bản", _slices(items, _loai, lambda muc: _place(LoaiCongBo, muc))),
        BoLoc("Cơ quan ban hành", _slices(items, _co_quan, lambda muc: collation_key(muc.ten))),
        BoLoc("Năm ban hành", _slices(items, _nam, lambda muc: -int(muc.ma))),
        BoLoc("Lĩnh vực", _slices(items, lambda item: item.linh_vuc, lambda muc: collation_key(muc.ten))),
        BoLoc("Nội dung cải cách", _slices(items, lambda item: item.noi_dung_cchc, lambda muc: collation_key(muc.ten))),
    )
    return tuple(bo_loc for bo_loc in filters if bo_loc.lat)


def _slices(
    items: Iterable[VanBanCongBoItem],
    entries: Callable[[VanBanCongBoItem], Iterable[MucItem]],
    order: Callable[[MucItem], Any],  # only compared with its like
) -> tuple[LatCat, ...]:
    groups: defaultdict[MucItem, list[VanBanCongBoItem]] = defaultdict(list)
    for item in items:
        for muc in entries(item):
            groups[muc].append(item)
    return tuple(
        LatCat(replace(muc, so_luong=len(groups[muc])), tuple(groups[muc])) for muc in sorted(groups, key=order)
    )


def _place(kinds: Iterable[str], muc: MucItem) -> int:
    return list(kinds).index(muc.ma)


def _nhom(item: VanBanCongBoItem) -> Iterator[MucItem]:
    nhom = item.record.nhom
    yield MucItem(nhom.value, nhan(nhom), urls.van_ban_nhom_url(nhom))


def _tinh_trang(item: VanBanCongBoItem) -> Iterator[MucItem]:
    yield MucItem(item.tinh_trang.value, nhan(item.tinh_trang), urls.van_ban_tinh_trang_url(item.tinh_trang))


def _loai(item: VanBanCongBoItem) -> Iterator[MucItem]:
    loai = item.record.loai
    yield MucItem(loai.value, nhan(loai), urls.van_ban_loai_url(loai))


def _co_quan(item: VanBanCongBoItem) -> Iterator[MucItem]:
    co_quan = item.record.co_quan
    yield MucItem(urls.van_ban_co_quan_url(co_quan), co_quan, urls.van_ban_co_quan_url(co_quan))


def _nam(item: VanBanCongBoItem) -> Iterator[MucItem]:
    nam = item.record.ngay_ban_hanh.year
    yield MucItem(str(nam), f"Năm {nam}", urls.van_ban_nam_url(nam))


def _list(catalogue: Catalogue, filters: Sequence[BoLoc], lat: LatCat) -> Iterator[Page]:
    """Describe the pages of one list; the whole list begins with the introduction and the drafts open for comments."""
    whole = lat.muc.url == urls.VAN_BAN
    intro = catalogue.loi_dan.get(urls.VAN_BAN) if whole else None
    title = intro.title if intro else lat.muc.ten if whole else f"Văn bản: {lat.muc.ten}"
    total = count_pages(len(lat.van_ban), PER_PAGE)
    for number in range(1, total + 1):
        suffix = f" – trang {number}" if number > 1 else ""
        yield Page(
            url=urls.trang_url(lat.muc.url, number),
            template="danh-sach-van-ban.html",
            tieu_de=title + suffix,
            muc=urls.VAN_BAN,
            mo_ta=(intro.description if intro else f"{title}: {len(lat.van_ban)} văn bản") + suffix,
            duong_dan=((TITLE + suffix, ""),) if whole else (_VAN_BAN, (lat.muc.ten + suffix, "")),
            context={
                "tieu_de": title,
                "mo_ta": intro.description if intro and number == 1 else "",
                "loi_dan": intro.noi_dung if intro and number == 1 else "",
                "dang_lay_y_kien": open_drafts(catalogue) if whole and number == 1 else (),
                "tong_so": len(lat.van_ban),
                "van_ban": lat.van_ban[(number - 1) * PER_PAGE : number * PER_PAGE],
                "phan_trang": make_paging(lat.muc.url, number, total),
                "bo_loc": filters,
                "dang_chon": lat.muc.url,
            },
            rss=((TITLE, feed_of_list(urls.VAN_BAN)),) if whole and catalogue.van_ban else (),
        )


def open_drafts(catalogue: Catalogue) -> tuple[VanBanCongBoItem, ...]:
    """Return the drafts on which people may comment now, the next deadline first (DOC-06)."""
    found = (item for item in catalogue.van_ban if item.tinh_trang is TinhTrang.DANG_LAY_Y_KIEN)
    return tuple(sorted(found, key=lambda item: (item.record.han_gop_y, item.path)))


def _page(item: VanBanCongBoItem) -> Page:
    record = item.record
    name = ten_goi(record)
    return Page(
        url=item.url,
        template="van-ban.html",
        tieu_de=name,
        muc=urls.VAN_BAN,
        mo_ta=shorten(f"{name} của {record.co_quan}: {record.trich_yeu}", 300),
        duong_dan=(
            _VAN_BAN,
            (nhan(record.nhom), urls.van_ban_nhom_url(record.nhom)),
            (shorten(record.so_ky_hieu or record.trich_yeu, 80), ""),
        ),
        context={
            "van_ban": item,
            "ten": name,
            "loai_url": urls.van_ban_loai_url(record.loai),
            "co_quan_url": urls.van_ban_co_quan_url(record.co_quan),
        },
    )
