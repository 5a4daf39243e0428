"""The pages of news as they are described: which items a list holds, in which order, what an article is given."""

from collections.abc import Sequence
from datetime import date, timedelta

from cchc.catalogue import Catalogue, TinItem
from cchc.catalogue.related import relate
from cchc.model.site import Site
from cchc.outputs.page import Page
from cchc.outputs.pages import don_vi as unit_pages
from cchc.outputs.pages.tin_tuc import make_tin_tuc
from cchc.outputs.pages.trang_chu import make_trang_chu
from news.news_records import NOW, join, make_don_vi, make_tin

SITE = Site(url="https://cchc.example/", goc="/", ten_co_quan="Sở Y tế", ten_chuyen_muc="Cải cách hành chính")


def _pages(catalogue: Catalogue) -> dict[str, Page]:
    return {page.url: page for page in make_tin_tuc(catalogue)}


def _names(items: object) -> list[str]:
    assert isinstance(items, Sequence)
    return [item.record.tieu_de.removeprefix("Tin ") for item in items if isinstance(item, TinItem)]


def _event(days: float, **fields: object) -> dict[str, object]:
    start = NOW + timedelta(days=days)
    return {"bat_dau": start, "ket_thuc": start + timedelta(hours=3), "dia_diem": "Hội trường", **fields}


def test_pinned_items_lead_the_current_lists_only() -> None:
    """A pinned item stands first in all news, its rubric and its tag; in its month it stands by its date."""
    catalogue, _ = join(
        make_tin("moi", the=("thẻ",)), make_tin("ghim", days=5, the=("thẻ",), ghim_den=date(2026, 12, 1))
    )
    pages = _pages(catalogue)
    for url in ("/tin-tuc/", "/tin-tuc/tin-hoat-dong/", "/tin-tuc/chuyen-de/cai-cach-the-che/", "/tin-tuc/the/the/"):
        assert _names(pages[url].context["tin"]) == ["ghim", "moi"], url
    assert _names(pages["/tin-tuc/luu-tru/2026/11/"].context["tin"]) == ["moi", "ghim"]


def test_a_series_is_read_from_its_first_article() -> None:
    """Its page shows the oldest article first with its number; each article knows the one before and after it."""
    catalogue, _ = join(
        *(make_tin(ten, days=days, chuyen_de="truc-tuyen") for ten, days in (("c", 1), ("b", 2), ("a", 3)))
    )
    pages = _pages(catalogue)
    shown = pages["/tin-tuc/loat-bai/truc-tuyen/"]
    assert _names(shown.context["tin"]) == ["a", "b", "c"]
    assert (shown.context["so_dau"], shown.context["mo_ta"]) == (1, "Từ đầu đến cuối trên mạng.")
    places = [pages[f"/tin-tuc/2026/{ten}/"].context["ky_bai"] for ten in "abc"]
    assert [(ky.so, ky.tong, ky.truoc and ky.truoc.path, ky.sau and ky.sau.path) for ky in places] == [
        (1, 3, None, "posts/2026/b.md"),
        (2, 3, "posts/2026/a.md", "posts/2026/c.md"),
        (3, 3, "posts/2026/b.md", None),
    ]


def test_long_lists_are_cut_into_pages() -> None:
    """Thirteen items take two pages, and a series goes on counting on its second page."""
    catalogue, _ = join(*(make_tin(f"so-{day}", days=day, chuyen_de="truc-tuyen") for day in range(1, 14)))
    pages = _pages(catalogue)
    assert _names(pages["/tin-tuc/trang/2/"].context["tin"]) == ["so-13"]
    assert pages["/tin-tuc/loat-bai/truc-tuyen/trang/2/"].context["so_dau"] == 13
    assert "/tin-tuc/trang/3/" not in pages


def test_expired_notices_have_their_own_archive() -> None:
    """An expired notice is listed there and no longer in its rubric, which says that nothing is current."""
    catalogue, _ = join(make_tin("het", chuyen_muc="thong-bao", days=3, het_han=NOW - timedelta(days=1)))
    pages = _pages(catalogue)
    assert _names(pages["/tin-tuc/luu-tru/thong-bao-het-han/"].context["tin"]) == ["het"]
    assert _names(pages["/tin-tuc/thong-bao/"].context["tin"]) == []


def test_events_ahead_come_before_those_that_are_over() -> None:
    """What lies ahead or runs stands in order of time, what is over the newest first; a cancelled one stays listed."""
    catalogue, _ = join(
        make_tin("xa", su_kien=_event(9)),
        make_tin("gan", su_kien=_event(2, huy=True)),
        make_tin("dang-chay", su_kien=_event(-0.1)),
        make_tin("cu", su_kien=_event(-20)),
        make_tin("moi-qua", su_kien=_event(-2)),
    )
    page = _pages(catalogue)["/tin-tuc/su-kien/"]
    assert _names(page.context["sap_toi"]) == ["dang-chay", "gan", "xa"]
    assert _names(page.context["da_qua"]) == ["moi-qua", "cu"]


def test_an_author_has_a_list_of_everything_he_wrote() -> None:
    """Spaces and case make no second author; what has run out stays in the list, and the article leads there."""
    catalogue, _ = join(
        make_tin("a", tac_gia="Ban biên tập"),
        make_tin("b", tac_gia="Ban  Biên tập", days=3, het_han=NOW),
        make_tin("c", tac_gia="Khoa Truyền thông"),
    )
    pages = _pages(catalogue)
    assert _names(pages["/tin-tuc/tac-gia/ban-bien-tap/"].context["tin"]) == ["a", "b"]
    article = pages["/tin-tuc/2026/b/"].context["tin"]
    assert isinstance(article, TinItem)
    assert article.tac_gia == catalogue.tac_gia["ban-bien-tap"]


def test_titles_of_all_lists_differ() -> None:
    """A rubric, a series and a tag of one name have different titles."""
    catalogue, _ = join(make_tin("a", chuyen_de="truc-tuyen", the=("Tin hoạt động", "Dịch vụ công trực tuyến")))
    titles = [page.tieu_de for page in make_tin_tuc(catalogue)]
    assert len(titles) == len(set(titles))


def test_the_landing_page_tells_of_interruptions_until_they_end() -> None:
    """An interruption that lies ahead or runs is told, one that is over is not; pinned notices come first."""
    ahead = {"bat_dau": NOW + timedelta(days=20), "du_kien_xong": NOW + timedelta(days=21)}
    running = {"bat_dau": NOW - timedelta(hours=1), "du_kien_xong": NOW + timedelta(hours=1)}
    over = {"bat_dau": NOW - timedelta(days=2), "du_kien_xong": NOW}
    catalogue, _ = join(
        make_tin("sap", chuyen_muc="thong-bao", bao_tri=ahead, days=1),
        make_tin("dang", chuyen_muc="thong-bao", bao_tri=running, days=15),
        make_tin("xong", chuyen_muc="thong-bao", bao_tri=over, days=20),
        make_tin("ghim", chuyen_muc="thong-bao", days=40, ghim_den=date(2026, 11, 22)),
    )
    context = make_trang_chu(catalogue, SITE).context
    assert _names(context["bao_tri"]) == ["dang", "sap"]
    assert _names(context["thong_bao"]) == ["ghim", "sap", "dang", "xong"]


def test_related_items_know_series_tags_and_expiry() -> None:
    """The article of the same series comes first, one with the same tag next; what has run out is never offered."""
    catalogue, _ = join(
        make_tin("xet", chuyen_de="truc-tuyen", the=("một cửa",), days=1),
        make_tin("khac", days=2),
        make_tin("cung-the", the=("Một cửa",), days=3),
        make_tin("cung-loat", chuyen_de="truc-tuyen", days=4),
        make_tin("het", chuyen_de="truc-tuyen", the=("một cửa",), days=5, het_han=NOW),
    )
    related = relate(catalogue.tin)
    assert _names(related["/tin-tuc/2026/xet/"]) == ["cung-loat", "cung-the", "khac"]
    assert _names(related["/tin-tuc/2026/het/"])[:1] != ["het"]


def test_a_merged_unit_leads_to_its_successor_and_back() -> None:
    """The page of a unit that ended names who took over, the successor's page names it; the list keeps them apart."""
    units = (
        make_don_vi("moi"),
        make_don_vi("cu", hoat_dong_den=date(2025, 12, 31), thay_the_boi="moi"),
        make_don_vi("sap-dung", hoat_dong_den=date(2026, 11, 22)),
    )
    catalogue, _ = join(make_tin("a", don_vi="cu", days=400), don_vi=units)
    pages = {page.url: page.context for page in unit_pages.make_don_vi(catalogue)}
    assert pages["/don-vi/cu/"]["ke_thua"] == catalogue.don_vi["moi"]
    assert pages["/don-vi/moi/"]["tien_than"] == (catalogue.don_vi["cu"],)
    assert _names(pages["/don-vi/cu/"]["tin"]) == ["a"]
    assert [item.record.ma for item, _ in pages["/don-vi/"]["da_dung"]] == ["cu"]
