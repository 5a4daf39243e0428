"""News: all lists (class, rubric, series, tag, unit, author, month, expired), their indexes, and the articles."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue, MucItem, urls
from cchc.outputs.page import Page
from cchc.outputs.pages.bai_viet import make_bai_viet
from cchc.outputs.pages.danh_sach_tin import TIN_TUC, DanhSach, LoiDi, make_list, make_loi_di, pinned_first
from cchc.outputs.pages.su_kien import make_su_kien

_LUU_TRU = ("Lưu trữ", urls.LUU_TRU)
_LOAT_BAI = ("Loạt bài", urls.LOAT_BAI)
_THE = ("Thẻ", urls.THE)
_TAC_GIA = ("Tác giả", urls.TAC_GIA)


def make_tin_tuc(catalogue: Catalogue) -> Iterator[Page]:
    """Describe all pages of news."""
    months = _months(catalogue)
    loi_di = make_loi_di(catalogue, months)
    for listed in (*_current(catalogue), *_kept(catalogue, months)):
        yield from make_list(listed, loi_di)
    yield from _indexes(catalogue, months, loi_di)
    yield from make_su_kien(catalogue, loi_di)
    yield from make_bai_viet(catalogue)


def _current(catalogue: Catalogue) -> Iterator[DanhSach]:
    """List what is current, pinned items first; every rubric and class has its page, so that menus lead somewhere."""
    shown = catalogue.tin_theo_trang
    yield DanhSach(urls.TIN_TUC, "Tin tức cải cách hành chính", pinned_first(shown.get(urls.TIN_TUC, ())), ())
    for muc in (*catalogue.chuyen_muc.values(), *catalogue.noi_dung_cchc.values()):
        yield DanhSach(muc.url, muc.ten, pinned_first(shown.get(muc.url, ())), mo_ta=muc.mo_ta)
    for the in catalogue.the.values():
        name = f"Thẻ “{the.ten}”"
        yield DanhSach(the.url, name, pinned_first(shown[the.url]), (TIN_TUC, _THE))


def _kept(catalogue: Catalogue, months: tuple[MucItem, ...]) -> Iterator[DanhSach]:
    """List what stays for ever: series in the order of reading, units, authors, months, expired notices."""
    shown = catalogue.tin_theo_trang
    for muc in catalogue.chuyen_de.values():
        in_order = shown.get(muc.url, ())[::-1]
        name = f"Loạt bài: {muc.ten}"
        yield DanhSach(muc.url, muc.ten, in_order, (TIN_TUC, _LOAT_BAI), muc.mo_ta, danh_so=True, ten_trang=name)
    for don_vi in catalogue.don_vi.values():
        yield DanhSach(don_vi.tin_url, f"Tin từ {don_vi.record.ten}", shown.get(don_vi.tin_url, ()))
    for muc in catalogue.tac_gia.values():
        yield DanhSach(muc.url, f"Tác giả: {muc.ten}", shown[muc.url], (TIN_TUC, _TAC_GIA))
    for muc in months:
        yield DanhSach(muc.url, f"Tin {muc.ten[0].lower()}{muc.ten[1:]}", shown[muc.url], (TIN_TUC, _LUU_TRU))
    about = "Thông báo và tin đã qua thời gian áp dụng, giữ lại để tra cứu."
    expired = shown.get(urls.HET_HAN, ())
    yield DanhSach(urls.HET_HAN, "Thông báo đã hết hạn", expired, (TIN_TUC, _LUU_TRU), about)


def _months(catalogue: Catalogue) -> tuple[MucItem, ...]:
    """Return the months with news, the newest first."""
    found = {}
    for url, items in catalogue.tin_theo_trang.items():
        year, _, month = url.removeprefix(urls.LUU_TRU).strip("/").partition("/")
        if url.startswith(urls.LUU_TRU) and month:
            found[f"{year}-{month}"] = MucItem(f"{year}-{month}", f"Tháng {month}/{year}", url, so_luong=len(items))
    return tuple(found[ma] for ma in sorted(found, reverse=True))


def _indexes(catalogue: Catalogue, months: tuple[MucItem, ...], loi_di: LoiDi) -> Iterator[Page]:
    """Describe the pages that list the lists: months by year, series, tags, authors."""
    years: dict[str, list[MucItem]] = {}
    for muc in months:
        years.setdefault(f"Năm {muc.ma[:4]}", []).append(muc)
    yield _index(urls.LUU_TRU, "Lưu trữ tin, bài", "Tin, bài theo tháng đăng.", list(years.items()), loi_di)
    series = [muc for muc in catalogue.chuyen_de.values() if muc.so_luong]
    about = "Bài viết nhiều kỳ theo một chủ đề, đọc lần lượt từ bài đầu."
    yield _index(urls.LOAT_BAI, "Loạt bài", about, [("", series)] if series else [], loi_di)
    tags = list(catalogue.the.values())
    yield _index(urls.THE, "Thẻ", "Từ khóa của tin, bài theo thứ tự chữ cái.", [("", tags)] if tags else [], loi_di)
    authors = list(catalogue.tac_gia.values())
    about = "Tác giả, nhóm tác giả của tin, bài theo thứ tự chữ cái."
    yield _index(urls.TAC_GIA, "Tác giả", about, [("", authors)] if authors else [], loi_di)


def _index(url: str, tieu_de: str, mo_ta: str, nhom: list[tuple[str, list[MucItem]]], loi_di: LoiDi) -> Page:
    return Page(
        url=url,
        template="muc-luc-tin.html",
        tieu_de=f"Tin tức: {tieu_de.lower()}",
        muc=urls.TIN_TUC,
        mo_ta=mo_ta,
        duong_dan=(TIN_TUC, (tieu_de, "")),
        context={"tieu_de": tieu_de, "mo_ta": mo_ta, "nhom": nhom, "loi_di": loi_di, "dang_chon": url},
    )
