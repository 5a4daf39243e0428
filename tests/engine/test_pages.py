"""Every page of the sample site, read as text: strict policy, headings, identifiers, words."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow

PARTS = ("nhung/khung/", "nhung/manh/")
"""Parts of other sites' pages, which need neither menu nor title of their own; tests/embed reads them."""


@pytest.fixture(scope="module")
def pages(sample_root: Path) -> dict[str, BeautifulSoup]:
    """All pages of the sample site, parsed, by their paths."""
    site = sample_root / "site"
    return {
        file.relative_to(site).as_posix(): BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
        for file in sorted(site.rglob("*.html"))
        if not file.relative_to(site).as_posix().startswith(PARTS)
    }


def test_no_page_has_inline_script_or_style_or_foreign_resources(pages: dict[str, BeautifulSoup]) -> None:
    """The pages hold under a strict content security policy."""
    for uri, soup in pages.items():
        assert not [script for script in soup.find_all("script") if not script.get("src")], uri
        assert not soup.find_all("style"), uri
        assert not soup.find_all(style=True), uri
        assert not [tag for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")], uri
        loaded = [tag.get("src") or tag.get("href") for tag in soup.select("script,img,iframe,link[rel=stylesheet]")]
        assert not [address for address in loaded if address and re.match(r"(https?:)?//", address)], uri


def test_every_page_is_well_headed(pages: dict[str, BeautifulSoup]) -> None:
    """Each page is Vietnamese, has one h1, a way past the menu and no id twice."""
    for uri, soup in pages.items():
        if uri == "khung/gop-y.html":
            continue
        assert soup.html["lang"] == "vi", uri
        assert len(soup.find_all("h1")) == 1, uri
        assert soup.select_one('a[href="#noi-dung"]'), uri
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), uri


def test_titles_tell_pages_apart(pages: dict[str, BeautifulSoup]) -> None:
    """No two pages of the site have the same title, but for an old address that leads to a new one."""
    titles: dict[str, str] = {}
    for uri, soup in pages.items():
        title = soup.title.get_text()
        if not soup.select_one('meta[http-equiv="refresh"]'):
            assert title not in titles, (uri, titles.get(title))
            titles[title] = uri


def test_pages_have_the_metadata_of_state_portals(pages: dict[str, BeautifulSoup]) -> None:
    """Dublin Core names title, creator, description, publisher and identifier on every indexed page (TT 24/2011)."""
    for uri, soup in pages.items():
        if soup.select_one('meta[name="robots"][content*="noindex"]'):
            continue
        for name in ("DC.title", "DC.creator", "DC.description", "DC.publisher", "DC.identifier"):
            tag = soup.select_one(f'meta[name="{name}"]')
            assert tag is not None, (uri, name)
            assert tag["content"].strip(), (uri, name)


def test_headings_go_down_step_by_step(pages: dict[str, BeautifulSoup]) -> None:
    """No heading level is skipped."""
    for uri, soup in pages.items():
        levels = [int(heading.name[1]) for heading in soup.main.find_all(re.compile(r"^h[1-6]$"))]
        steps = pairwise(levels)
        assert not [step for step in steps if step[1] > step[0] + 1], uri


def test_links_say_where_they_go(pages: dict[str, BeautifulSoup]) -> None:
    """No link is called "xem tại đây" or the like, and none is empty."""
    for uri, soup in pages.items():
        for link in soup.find_all("a", href=True):
            words = " ".join(link.get_text(" ").split()).lower() or link.get("aria-label", "")
            assert words, (uri, link["href"])
            assert words not in {"tại đây", "xem tại đây", "ở đây", "click", "bấm vào đây", "xem thêm"}, uri


def test_the_page_says_that_it_is_a_sample(pages: dict[str, BeautifulSoup]) -> None:
    """Every page of the sample department carries the banner."""
    for uri, soup in pages.items():
        assert "Dữ liệu minh họa" in soup.get_text(), uri
