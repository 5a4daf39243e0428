"""Which entry is which: identities that survive every correction of an editor and a move of the site."""

from pathlib import Path

import feedparser
import pytest

from feeds.conftest import MakeFeeds
from feeds.posts import write_post
from roots import replace

pytestmark = pytest.mark.slow


def _ids(feeds: dict[str, bytes]) -> set[str]:
    return {entry.id for entry in feedparser.parse(feeds["rss/tin-tuc.atom"]).entries}


def test_an_entry_keeps_its_id_when_title_date_and_file_name_change(root: Path, feeds: MakeFeeds) -> None:
    """An item with its own dinh_danh is the same entry after all three changed."""
    file = write_post(root, "ten-cu", "2025-03-01T08:00", "dinh_danh: hoi-nghi-quy-1\n")
    before = _ids(feeds())
    replace(root, "posts/2025/ten-cu.md", "tieu_de: Tin ten-cu", "tieu_de: Tên mới hẳn")
    replace(root, "posts/2025/ten-cu.md", "2025-03-01T08:00", "2025-04-09T10:00")
    file.rename(file.with_name("ten-moi.md"))
    after = feeds()
    assert "tag:cchc.example,2026-01-01:tin/hoi-nghi-quy-1" in before
    assert _ids(after) == before
    assert "Tên mới hẳn".encode() in after["rss/tin-tuc.atom"]


def test_ids_stay_when_the_site_moves(root: Path, feeds: MakeFeeds) -> None:
    """With goc_dinh_danh in mkdocs.yml the old name stays in the ids though the links are new."""
    before = _ids(feeds())
    replace(root, "mkdocs.yml", "https://cchc.example/muc/", "https://soyte.example/")
    replace(
        root, "mkdocs.yml", "du_lieu_mau: true", 'du_lieu_mau: true\n      goc_dinh_danh: "cchc.example,2026-01-01"'
    )
    moved = feeds()
    assert _ids(moved) == before
    assert b"https://soyte.example/tin-tuc/" in moved["rss/tin-tuc.atom"]


def test_all_documents_of_a_feed_have_one_id(root: Path, feeds: MakeFeeds) -> None:
    """Readers know a feed again by its id; two feeds never share one."""
    made = feeds()
    ids = [feedparser.parse(data).feed.id for name, data in made.items() if name.endswith(".atom")]
    assert len(ids) == len(set(ids))


def test_the_build_has_no_part_in_a_feed(root: Path, feeds: MakeFeeds) -> None:
    """The same content on another day gives the same bytes."""
    assert feeds("2026-11-22T08:00+07:00") == feeds("2026-12-24T18:00+07:00")
