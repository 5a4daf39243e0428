"""Which feeds there are, and where readers find them: the page of feeds, the heads of pages, OPML."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from playwright.sync_api import Browser, expect

from cchc.catalogue import urls
from cchc.outputs.feeds import feed_of_list
from cchc.web.site_files import SiteFiles
from visiting import serve, visit
from web.serving import run_server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(sample_root: Path) -> Path:
    """The folder of the built sample."""
    return sample_root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the built sample."""
    with serve(site) as found:
        yield found


@pytest.mark.parametrize(
    ("list_url", "feed"),
    [
        (urls.TIN_TUC, "/rss/tin-tuc.xml"),
        (urls.noi_dung_cchc_url("cai-cach-the-che"), "/rss/cai-cach-the-che.xml"),
        (urls.chuyen_muc_url("thong-bao"), "/rss/thong-bao.xml"),
        (urls.chuyen_muc_url("tin-don-vi"), "/rss/chuyen-muc/tin-don-vi.xml"),
        (urls.chuyen_muc_url("chuyen-de"), "/rss/chuyen-muc/chuyen-de.xml"),
        (urls.loat_bai_url("mot-chu-de"), "/rss/chuyen-de/mot-chu-de.xml"),
        (urls.tin_don_vi_url("so-y-te"), "/rss/don-vi/so-y-te.xml"),
        (urls.the_url("mot-cua"), "/rss/the/mot-cua.xml"),
        (urls.luu_tru_url(2026, 11), ""),
        (urls.SU_KIEN, ""),
        (urls.HET_HAN, ""),
        ("/huong-dan/", ""),
    ],
)
def test_every_list_of_news_has_its_feed(list_url: str, feed: str) -> None:
    """Lists of what is current have feeds; months, expired notices, events and guides have none."""
    assert feed_of_list(list_url) == feed


def test_the_page_lists_every_feed_in_three_formats(site: Path) -> None:
    """Each feed but those of single procedures is on the page, and each address on the page is a file."""
    page = BeautifulSoup((site / "rss/index.html").read_text(encoding="utf-8"), "lxml")
    listed = {link["href"].removeprefix("../rss/").removeprefix("./") for link in page.main.select(".nguon a")}
    made = {
        file.relative_to(site / "rss").as_posix()
        for suffix in ("xml", "atom", "json")
        for file in (site / "rss").rglob(f"*.{suffix}")
    }
    made = {name for name in made if not name.startswith(("luu-tru/", "thu-tuc/"))}
    assert {name for name in listed if not name.endswith(".ics")} == made


def test_opml_holds_every_listed_feed_in_groups(site: Path) -> None:
    """A reader that takes the file in subscribes to the same feeds, under the headings of the page."""
    page = BeautifulSoup((site / "rss/index.html").read_text(encoding="utf-8"), "lxml")
    outlines = etree.parse(site / "rss/danh-sach.opml").findall("body/outline")
    feeds = [(group.get("text"), feed.get("text")) for group in outlines for feed in group]
    shown = [
        (section.h2.get_text(strip=True), row["data-nguon"])
        for section in page.main.select("section.bo-phan")
        for row in section.select(".nguon:has(a[data-json])")
    ]
    assert feeds == shown
    addresses = [feed.get("xmlUrl") for group in outlines for feed in group]
    assert len(addresses) == len(set(addresses))
    assert all((site / found.partition(".example/")[2]).is_file() for found in addresses)


@pytest.mark.parametrize("page", ["tin-tuc/index.html", "tin-tuc/the/index.html", "tin-tuc/thong-bao/index.html"])
def test_a_list_announces_its_feed_in_three_formats(site: Path, page: str) -> None:
    """Feed readers that are given the address of a list find its feed in the format they like."""
    if page == "tin-tuc/the/index.html":
        page = next((site / "tin-tuc/the").glob("*/index.html")).relative_to(site).as_posix()
    head = BeautifulSoup((site / page).read_text(encoding="utf-8"), "lxml").head
    links = {link["type"]: link["href"] for link in head.select("link[rel=alternate]")}
    assert links.keys() >= {"application/rss+xml", "application/atom+xml", "application/feed+json"}
    assert all((site / page).parent.joinpath(href).resolve().is_file() for href in links.values())


def test_an_article_announces_the_feeds_it_stands_in(site: Path) -> None:
    """A reader who likes an article can follow its rubric from its address."""
    article = next(iter(sorted((site / "tin-tuc/2026").glob("*/index.html"))))
    head = BeautifulSoup(article.read_text(encoding="utf-8"), "lxml").head
    feeds = [link["href"] for link in head.select('link[type="application/rss+xml"]')]
    assert any(href.endswith("rss/tin-tuc.xml") for href in feeds)
    assert len(feeds) >= 2


@pytest.mark.browser
def test_the_newest_titles_come_when_asked_for(chromium: Browser, address: str) -> None:
    """Nothing is fetched before the reader asks; then five titles of the feed stand in the page, and go again."""
    with visit(chromium) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/rss/")
        button = page.get_by_role("button", name="Xem 5 tin mới nhất Tất cả tin tức")
        assert not [url for url in asked if url.endswith(".json")]
        button.click()
        titles = page.locator(".nguon__moi").first.get_by_role("link")
        expect(titles).to_have_count(5)
        page.get_by_role("button", name="Ẩn tin mới nhất Tất cả tin tức").click()
        expect(titles.first).to_be_hidden()


@pytest.mark.browser
def test_an_address_is_copied(chromium: Browser, address: str) -> None:
    """The button beside a format puts its whole address into the clipboard and says so."""
    with visit(chromium, width=360) as page:
        page.goto(f"{address}/rss/")
        page.get_by_role("button", name="Sao chép Atom Tất cả tin tức").click()
        expect(page.get_by_role("button", name="Đã sao chép Atom Tất cả tin tức")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == f"{address}/rss/tin-tuc.atom"


@pytest.mark.browser
def test_the_page_works_without_scripts(chromium: Browser, address: str) -> None:
    """The addresses are links; no button stands there that could do nothing."""
    with visit(chromium, javascript=False) as page:
        page.goto(f"{address}/rss/")
        expect(page.locator("main button")).to_have_count(0)
        expect(page.get_by_role("link", name="RSS Tất cả tin tức")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["tin-tuc.xml", "tin-tuc.atom", "luu-tru/tin-tuc/1.atom"])
def test_a_feed_opened_in_a_browser_can_be_read(chromium: Browser, site: Path, name: str) -> None:
    """Titles and summaries stand in the page's own type under a word of explanation; programs' parts are hidden."""
    with run_server(SiteFiles(site)) as served:
        page = chromium.new_page()
        page.goto(f"{served}/rss/{name}")
        shown = page.evaluate(
            "() => [...document.getElementsByTagName('*')]"
            ".filter((each) => !each.children.length && each.getClientRects().length).map((each) => each.localName)"
        )
        said = page.evaluate("() => getComputedStyle(document.documentElement, '::before').content")
        page.close()
        assert {"title", "link"} <= set(shown)
        assert not {"encoded", "content", "guid", "id", "category"} & set(shown)
        assert "Đây là nguồn tin" in said
