"""Answered questions: the entrance with frequent ones, a list for each field, and the page of each (QA-01, QA-02)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cchc.catalogue import Catalogue, HoiDapItem, MucItem, urls
from cchc.catalogue.hoi_dap import CHUNG, find_frequent, frequent_first
from cchc.outputs.feeds import feed_of_list
from cchc.outputs.page import Crumb, Page
from cchc.outputs.pages.paging import count_pages, make_paging
from cchc.text import collation_key, shorten

PER_PAGE = 20
TITLE = "Hỏi đáp"
_HOI_DAP: Crumb = (TITLE, urls.HOI_DAP)
_NEAR = 5


def has_hoi_dap(catalogue: Catalogue) -> bool:
    """Tell whether the site has a list of questions."""
    return bool(catalogue.hoi_dap) or urls.HOI_DAP in catalogue.loi_dan


def make_hoi_dap(catalogue: Catalogue) -> Iterator[Page]:
    """Describe all pages of questions; a site without questions and without an introduction has none."""
    if not has_hoi_dap(catalogue):
        return
    by_field = group_by_linh_vuc(catalogue)
    fields = [muc for muc, _ in by_field]
    yield from _entrance(catalogue, fields)
    for muc, items in by_field:
        yield from _field(muc, items, fields)
    near = {muc.ma: items for muc, items in by_field}
    yield from (_page(item, near[item.linh_vuc.ma]) for item in catalogue.hoi_dap)


def group_by_linh_vuc(catalogue: Catalogue) -> list[tuple[MucItem, tuple[HoiDapItem, ...]]]:
    """Return the fields that hold questions, in alphabetical order after the questions that belong to none."""
    groups: defaultdict[str, list[HoiDapItem]] = defaultdict(list)
    for item in catalogue.hoi_dap:
        groups[item.linh_vuc.ma].append(item)
    found = [(replace(own[0].linh_vuc, so_luong=len(own)), tuple(frequent_first(own))) for own in groups.values()]
    return sorted(found, key=lambda group: (group[0].ma != CHUNG.ma, collation_key(group[0].ten)))


def _entrance(catalogue: Catalogue, fields: Sequence[MucItem]) -> Iterator[Page]:
    intro = catalogue.loi_dan.get(urls.HOI_DAP)
    title = intro.title if intro else TITLE
    total = count_pages(len(catalogue.hoi_dap), PER_PAGE)
    frequent = find_frequent(catalogue.hoi_dap)
    for number in range(1, total + 1):
        suffix = f" – trang {number}" if number > 1 else ""
        first = number == 1
        yield Page(
            url=urls.trang_url(urls.HOI_DAP, number),
            template="danh-sach-hoi-dap.html",
            tieu_de=title + suffix,
            muc=urls.HOI_DAP,
            mo_ta=(intro.description if intro else "Câu hỏi của người dân, tổ chức và câu trả lời.") + suffix,
            duong_dan=((TITLE + suffix, ""),),
            context={
                "tieu_de": title,
                "mo_ta": intro.description if intro and first else "",
                "loi_dan": intro.noi_dung if intro and first else "",
                "thuong_gap": frequent if first else (),
                "tong_so": len(catalogue.hoi_dap),
                "hoi_dap": catalogue.hoi_dap[(number - 1) * PER_PAGE : number * PER_PAGE],
                "phan_trang": make_paging(urls.HOI_DAP, number, total),
                "linh_vuc": fields,
                "dang_chon": urls.HOI_DAP,
            },
            rss=((TITLE, feed_of_list(urls.HOI_DAP)),) if catalogue.hoi_dap else (),
            du_lieu=(("application/ld+json", urls.hoi_dap_jsonld_url("thuong-gap")),) if first and frequent else (),
        )


def _field(muc: MucItem, items: Sequence[HoiDapItem], fields: Sequence[MucItem]) -> Iterator[Page]:
    """Describe the questions of a field: frequent ones with their answers, then all others as a list."""
    frequent = [item for item in items if item.record.thuong_gap]
    others = [item for item in items if not item.record.thuong_gap]
    total = count_pages(len(others), PER_PAGE)
    for number in range(1, total + 1):
        suffix = f" – trang {number}" if number > 1 else ""
        yield Page(
            url=urls.trang_url(muc.url, number),
            template="hoi-dap-linh-vuc.html",
            tieu_de=f"Hỏi đáp: {muc.ten}{suffix}",
            muc=urls.HOI_DAP,
            mo_ta=f"Câu hỏi thường gặp và câu trả lời về {muc.ten[0].lower()}{muc.ten[1:]}{suffix}.",
            duong_dan=(_HOI_DAP, (muc.ten + suffix, "")),
            context={
                "muc": muc,
                "thuong_gap": frequent if number == 1 else (),
                "hoi_dap": others[(number - 1) * PER_PAGE : number * PER_PAGE],
                "phan_trang": make_paging(muc.url, number, total),
                "linh_vuc": fields,
                "dang_chon": muc.url,
            },
        )


def _page(item: HoiDapItem, near: Sequence[HoiDapItem]) -> Page:
    record = item.record
    return Page(
        url=item.url,
        template="hoi-dap.html",
        tieu_de=shorten(record.cau_hoi, 120),
        muc=urls.HOI_DAP,
        mo_ta=shorten(" ".join(record.tra_loi.split()), 200),
        duong_dan=(_HOI_DAP, (item.linh_vuc.ten, item.linh_vuc.url), (shorten(record.cau_hoi, 80), "")),
        context={
            "hoi_dap": item,
            "cung_linh_vuc": [other for other in near if other is not item][:_NEAR],
        },
        don_vi=item.don_vi.record.ten if item.don_vi else "",
        du_lieu=(("application/ld+json", urls.hoi_dap_jsonld_url(record.id)),),
    )
