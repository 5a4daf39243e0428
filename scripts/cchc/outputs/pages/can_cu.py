"""Legal texts: all that procedures and forms rest on, by kind, and the page of each with what rests on it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cchc.catalogue import Catalogue, MucItem, VanBanItem, urls
from cchc.model.can_cu import LoaiVanBan
from cchc.model.nhan import nhan
from cchc.outputs.page import Crumb, Page
from cchc.outputs.pages.paging import count_pages, make_paging
from cchc.text import shorten

PER_PAGE = 100
_MOST_CITED = 20
_ABOVE: tuple[Crumb, ...] = (("Thủ tục hành chính", urls.THU_TUC),)
_TITLE = "Căn cứ pháp lý"


def make_can_cu(catalogue: Catalogue) -> Iterator[Page]:
    """Describe the entrance, the lists by kind and the page of each legal text."""
    by_kind = _by_kind(catalogue.can_cu.van_ban)
    kinds = [
        MucItem(loai.value, nhan(loai), urls.loai_can_cu_url(loai.value), so_luong=len(texts))
        for loai, texts in by_kind.items()
    ]
    yield _entrance(catalogue, kinds)
    for muc, texts in zip(kinds, by_kind.values(), strict=True):
        yield from _list(muc, texts, kinds)
    for text in catalogue.can_cu.van_ban:
        yield _page(catalogue, text)


def _by_kind(texts: Sequence[VanBanItem]) -> Mapping[LoaiVanBan, list[VanBanItem]]:
    """Group the texts by kind, the kinds as the law ranks them."""
    groups: defaultdict[LoaiVanBan, list[VanBanItem]] = defaultdict(list)
    for text in texts:
        groups[text.loai].append(text)
    return {loai: groups[loai] for loai in LoaiVanBan if loai in groups}


def _entrance(catalogue: Catalogue, kinds: Sequence[MucItem]) -> Page:
    texts = catalogue.can_cu.van_ban
    return Page(
        url=urls.CAN_CU,
        template="can-cu-phap-ly.html",
        tieu_de="Căn cứ pháp lý của thủ tục hành chính",
        muc=urls.THU_TUC,
        mo_ta="Các văn bản mà thủ tục hành chính và biểu mẫu căn cứ vào; văn bản nào đã hết hiệu lực.",
        duong_dan=(*_ABOVE, (_TITLE, "")),
        context={
            "loai": kinds,
            "tong_so": len(texts),
            "thay_doi": [text for text in texts if text.het_hieu_luc],
            "nhieu_nhat": sorted(texts, key=lambda text: -len(text.thu_tuc))[:_MOST_CITED],
            "van_ban_can_cu": catalogue.can_cu,
        },
    )


def _list(muc: MucItem, texts: Sequence[VanBanItem], kinds: Sequence[MucItem]) -> Iterator[Page]:
    total = count_pages(len(texts), PER_PAGE)
    for number in range(1, total + 1):
        suffix = f" – trang {number}" if number > 1 else ""
        yield Page(
            url=urls.trang_url(muc.url, number),
            template="danh-sach-can-cu.html",
            tieu_de=f"Căn cứ pháp lý: {muc.ten}{suffix}",
            muc=urls.THU_TUC,
            mo_ta=f"{muc.ten} mà thủ tục hành chính căn cứ vào{suffix}.",
            duong_dan=(*_ABOVE, (_TITLE, urls.CAN_CU), (muc.ten + suffix, "")),
            context={
                "ten": muc.ten,
                "tong_so": len(texts),
                "van_ban": texts[(number - 1) * PER_PAGE : number * PER_PAGE],
                "phan_trang": make_paging(muc.url, number, total),
                "loai": kinds,
                "dang_chon": muc.url,
            },
        )


def _page(catalogue: Catalogue, text: VanBanItem) -> Page:
    kind = (nhan(text.loai), urls.loai_can_cu_url(text.loai.value))
    name = f"{text.so_ky_hieu} ({text.co_quan})" if text.co_quan else text.so_ky_hieu
    return Page(
        url=text.url,
        template="can-cu.html",
        tieu_de=f"Thủ tục căn cứ văn bản {name}",
        muc=urls.THU_TUC,
        mo_ta=shorten(f"{len(text.thu_tuc)} thủ tục căn cứ văn bản {name}: {''.join(text.trich_yeu[:1])}", 200),
        duong_dan=(*_ABOVE, (_TITLE, urls.CAN_CU), kind, (text.so_ky_hieu, "")),
        context={"van_ban": text, "van_ban_can_cu": catalogue.can_cu},
    )
