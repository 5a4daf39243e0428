"""Feeds: valid RSS 2.0 that readers understand, with the traps of the feed library avoided."""

from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from click.testing import Result
from lxml import etree

from roots import replace

Cchc = Callable[..., Result]

pytestmark = pytest.mark.slow


@pytest.fixture
def feeds(root: Path, cchc: Cchc) -> dict[str, Path]:
    """All feeds of the built site by name."""
    assert cchc("build", "--root", root).exit_code == 0
    return {file.stem: file for file in (root / "site" / "rss").glob("*.xml")}


def test_every_class_has_a_feed_beside_the_whole(feeds: dict[str, Path]) -> None:
    """There is one feed of all news and one of each class, beside those of notices, decisions and changes."""
    assert set(feeds) == {"tin-tuc", "thong-bao", "cai-cach-the-che", "quyet-dinh", "thu-tuc", "linh-vuc-duoc-pham"}


def test_a_feed_reader_gets_what_was_written(feeds: dict[str, Path]) -> None:
    """Newest first, with titles, times in Vietnam's zone, full content and absolute links."""
    parsed = feedparser.parse(feeds["tin-tuc"].read_bytes())
    assert not parsed.bozo
    assert parsed.feed.language == "vi"
    assert parsed.feed.link == "https://cchc.example/muc/tin-tuc/"
    assert [entry.title for entry in parsed.entries] == ["Tin một: đường mới", "Tin hai"]
    first = parsed.entries[0]
    assert first.published == "Sun, 01 Nov 2026 08:30:00 +0700"
    assert first.link == "https://cchc.example/muc/tin-tuc/2026/tin-mot/"
    assert first.author == "Sở Y tế tỉnh Thử Nghiệm"
    assert 'href="https://cchc.example/muc/thu-tuc-hanh-chinh/1.000001/"' in first.content[0].value


def test_a_feed_names_itself_and_its_page(feeds: dict[str, Path]) -> None:
    """The channel's link is the page, atom:link rel=self is the feed."""
    channel = etree.parse(feeds["tin-tuc"]).find("channel")
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own.attrib["rel"] == "self"
    assert own.attrib["href"] == "https://cchc.example/muc/rss/tin-tuc.xml"


def test_the_date_of_a_feed_is_that_of_its_content(root: Path, cchc: Cchc, feeds: dict[str, Path]) -> None:
    """lastBuildDate moves with the content, never with the clock."""
    before = feedparser.parse(feeds["tin-tuc"].read_bytes()).feed.updated
    assert before == "Sun, 01 Nov 2026 08:30:00 +0700"
    replace(root, "posts/2026/tin-hai.md", "don_vi:", "cap_nhat: 2026-11-03T10:00\ndon_vi:")
    assert cchc("build", "--root", root).exit_code == 0
    assert feedparser.parse(feeds["tin-tuc"].read_bytes()).feed.updated == "Tue, 03 Nov 2026 10:00:00 +0700"


def test_pages_announce_their_feeds(root: Path, feeds: dict[str, Path]) -> None:
    """Feed readers find the feeds from the landing page and from each list."""
    home = (root / "site/index.html").read_text(encoding="utf-8")
    assert 'type="application/rss+xml"' in home
    assert "rss/cai-cach-the-che.xml" in (root / "site/tin-tuc/chuyen-de/cai-cach-the-che/index.html").read_text(
        encoding="utf-8"
    )
