"""Archives (RFC 5005): all that was ever told, in documents that never change once they are full."""

from pathlib import Path

import feedparser
import pytest
from lxml import etree

from cchc.outputs.feed import NEWEST
from feeds.conftest import MakeFeeds
from feeds.posts import write_many, write_post

_FH = "{http://purl.org/syndication/history/1.0}archive"
_SUFFIXES = ("xml", "atom")


def _links(data: bytes) -> dict[str, str]:
    return {link.rel: link.href for link in feedparser.parse(data).feed.links}


def _path(address: str) -> str:
    return address.removeprefix("https://cchc.example/muc/")


@pytest.mark.slow
@pytest.mark.parametrize("suffix", _SUFFIXES)
def test_a_reader_walks_back_to_the_first_item(root: Path, feeds: MakeFeeds, suffix: str) -> None:
    """From the subscription document by prev-archive every item is reached; each archive leads on and back."""
    write_many(root, 1, 2 * NEWEST + 5)
    made = feeds()
    newest = f"rss/tin-tuc.{suffix}"
    found = [entry.id for entry in feedparser.parse(made[newest]).entries]
    assert len(found) == NEWEST
    at, links = newest, _links(made[newest])
    while "prev-archive" in links:
        before, at = at, _path(links["prev-archive"])
        links = _links(made[at])
        assert _path(links["current"]) == newest
        assert before == newest or _path(links["next-archive"]) == before
        assert etree.fromstring(made[at]).find(f".//{_FH}") is not None
        found += [entry.id for entry in feedparser.parse(made[at]).entries]
    assert len(set(found)) == 2 * NEWEST + 5 + 2
    assert _path(links["next-archive"]) == f"rss/luu-tru/tin-tuc/2.{suffix}"


@pytest.mark.slow
def test_a_new_item_changes_no_full_archive(root: Path, feeds: MakeFeeds) -> None:
    """It changes the subscription documents of its lists and the archive that is being filled, nothing else."""
    write_many(root, 1, NEWEST + 5)
    before = feeds()
    write_post(root, "moi", "2026-11-20T08:00")
    after = feeds()
    changed = {name for name in after if after[name] != before.get(name)}
    names = ("tin-tuc", "cai-cach-the-che", "chuyen-muc/tin-hoat-dong", "don-vi/so-y-te")
    lists = {f"rss/{name}.{suffix}" for name in names for suffix in (*_SUFFIXES, "json")}
    assert changed == lists | {f"rss/luu-tru/tin-tuc/2.{suffix}" for suffix in _SUFFIXES}
    assert before.keys() == after.keys()


@pytest.mark.slow
def test_a_slice_that_fills_becomes_an_archive(root: Path, feeds: MakeFeeds) -> None:
    """The next one begins empty, so that the full one can name it and never has to change."""
    write_many(root, 1, 2 * NEWEST - 3)
    before = feeds()
    write_post(root, "moi", "2026-11-20T08:00")
    after = feeds()
    for suffix in _SUFFIXES:
        first, second, third = (f"rss/luu-tru/tin-tuc/{so}.{suffix}" for so in (1, 2, 3))
        assert after[first] == before[first]
        assert etree.fromstring(before[second]).find(f".//{_FH}") is None
        assert etree.fromstring(after[second]).find(f".//{_FH}") is not None
        assert third not in before
        assert feedparser.parse(after[third]).entries == []
        assert _path(_links(after[f"rss/tin-tuc.{suffix}"])["prev-archive"]) == second


@pytest.mark.slow
def test_expired_notices_stay_in_the_archive_only(root: Path, feeds: MakeFeeds) -> None:
    """What has run out leaves the current feed of notices and is still found in its archive."""
    write_many(root, 1, NEWEST - 1, "thong-bao")
    write_post(root, "het", "2025-06-01T00:30", "het_han: 2025-12-31\n")
    file = root / "posts/2025/het.md"
    file.write_text(file.read_text(encoding="utf-8").replace("tin-hoat-dong", "thong-bao"), encoding="utf-8")
    made = feeds()
    ended = "tag:cchc.example,2026-01-01:tin/2025-het"
    assert ended not in {entry.id for entry in feedparser.parse(made["rss/thong-bao.xml"]).entries}
    assert ended in {entry.id for entry in feedparser.parse(made["rss/luu-tru/thong-bao/1.xml"]).entries}


def test_a_short_feed_has_no_archive(feeds: MakeFeeds) -> None:
    """As long as everything fits into the subscription document it stands alone."""
    made = feeds()
    assert [name for name in made if "luu-tru" in name] == []
    assert "prev-archive" not in _links(made["rss/tin-tuc.atom"])
