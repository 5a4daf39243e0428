"""What a reader gets from RSS, Atom and JSON Feed: the same entries, whole, with absolute links and true files."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import jsonschema
import pytest
from lxml import etree
from PIL import Image

from feeds.conftest import MakeFeeds
from feeds.posts import write_post
from roots import replace, write_docx

pytestmark = pytest.mark.slow

_MORE = """\
nguon: Báo Sức khỏe minh họa
nguon_url: https://bao.example/bai?a=1&b=2
nguon_ngay: 2025-05-01
cap_nhat: 2025-06-03T09:00
dinh_chinh: [{luc: 2025-06-04T10:30, noi_dung: "Sửa số 15 thành 16."}]
anh: {tep: anh/dong.png, alt: Người dân ở bộ phận một cửa}
tep: [{tep: tep/phu-luc.docx, ten: Phụ lục số liệu}]
the: [đường dây nóng, Một cửa]
"""
_BODY = """\
Đọc [thủ tục](/thu-tuc-hanh-chinh/1.000001/), [phần dưới](#ket-qua), [bài cạnh](../tin-hai/) và
[ngoài](https://dvc.example/?x=1&y=2). Phí < 5 đồng & không hơn.

![Sơ đồ](anh/dong.png)

## Kết quả

Đạt 98%.
"""
_NOT_EMPTY = {"type": "string", "minLength": 1}
_ADDRESS = {"type": "string", "pattern": "^https?://"}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
_AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {"name": _NOT_EMPTY, "url": _ADDRESS, "avatar": _ADDRESS},
        "minProperties": 1,
    },
}
_JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _NOT_EMPTY,
        "home_page_url": _ADDRESS,
        "feed_url": _ADDRESS,
        "description": _NOT_EMPTY,
        "language": {"const": "vi"},
        "authors": _AUTHORS,
        "hubs": {"type": "array", "items": {"type": "object", "required": ["type", "url"]}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "additionalProperties": False,
                "properties": {
                    "id": _NOT_EMPTY,
                    "url": _ADDRESS,
                    "external_url": _ADDRESS,
                    "title": _NOT_EMPTY,
                    "content_html": _NOT_EMPTY,
                    "content_text": _NOT_EMPTY,
                    "summary": _NOT_EMPTY,
                    "image": _ADDRESS,
                    "date_published": _MOMENT,
                    "date_modified": _MOMENT,
                    "authors": _AUTHORS,
                    "tags": {"type": "array", "items": _NOT_EMPTY, "uniqueItems": True},
                    "attachments": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["url", "mime_type"],
                            "additionalProperties": False,
                            "properties": {
                                "url": _ADDRESS,
                                "mime_type": {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
                                "title": _NOT_EMPTY,
                                "size_in_bytes": {"type": "integer", "minimum": 1},
                            },
                        },
                    },
                },
            },
        },
    },
}
"""The rules of jsonfeed.org/version/1.1, keys that this site does not use left out."""


@pytest.fixture
def full(root: Path) -> Path:
    """A root whose newest item has everything that an entry can carry."""
    replace(root, "posts/2026/tin-mot.md", "2026-11-01", "2025-01-01")
    replace(root, "posts/2026/tin-hai.md", "2026-10-01", "2025-01-02")
    write_post(root, "duong-day-nong", "2025-06-01T08:30", _MORE, _BODY)
    write_docx(root / "posts" / "tep" / "phu-luc.docx")
    picture = root / "posts" / "anh" / "dong.png"
    picture.parent.mkdir(parents=True)
    Image.new("RGB", (640, 360), "#a4161a").save(picture)
    return root


def _parse(feeds: dict[str, bytes], name: str) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(feeds[name])
    assert not parsed.bozo
    return parsed


@pytest.mark.parametrize(("suffix", "version"), [("xml", "rss20"), ("atom", "atom10")])
def test_an_entry_comes_back_from_a_feed_reader(full: Path, feeds: MakeFeeds, suffix: str, version: str) -> None:
    """Identity, title, times, author, terms and files are those of the content, in both XML formats."""
    parsed = _parse(feeds(), f"rss/tin-tuc.{suffix}")
    entry = parsed.entries[0]
    assert parsed.version == version
    assert entry.id == "tag:cchc.example,2026-01-01:tin/2025-duong-day-nong"
    assert entry.title == "Tin duong-day-nong"
    assert entry.published_parsed[:5] == (2025, 6, 1, 1, 30)
    assert entry.updated_parsed[:5] == (2025, 6, 4, 3, 30), "the last correction, not the build"
    assert entry.author == "Sở Y tế tỉnh Thử Nghiệm"
    assert [tag.term for tag in entry.tags] == ["Cải cách thể chế", "Tin hoạt động", "đường dây nóng", "Một cửa"]
    assert "Sửa số 15 thành 16." in entry.content[0].value


@pytest.mark.parametrize("suffix", ["xml", "atom", "json"])
def test_every_link_of_the_content_is_absolute(full: Path, feeds: MakeFeeds, suffix: str) -> None:
    """Links, anchors and pictures lead to the site from wherever a reader shows the text."""
    data = feeds()[f"rss/tin-tuc.{suffix}"]
    parsed = json.loads(data)["items"][0]["content_html"] if suffix == "json" else None
    html = (
        parsed or feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False).entries[0].content[0].value
    )
    page = "https://cchc.example/muc/tin-tuc/2025/duong-day-nong/"
    addresses = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert f"{page}#ket-qua" in addresses
    assert "https://cchc.example/muc/tin-tuc/2025/tin-hai/" in addresses
    assert "https://cchc.example/muc/thu-tuc-hanh-chinh/1.000001/" in addresses
    assert "https://dvc.example/?x=1&amp;y=2" in addresses
    assert [address for address in addresses if not address.startswith("https://")] == []


def test_files_come_with_true_length_and_type(full: Path, feeds: MakeFeeds) -> None:
    """The document is the enclosure of RSS, the picture its media:content; Atom and JSON Feed carry both."""
    made = feeds()
    docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    atom = [link for link in _parse(made, "rss/tin-tuc.atom").entries[0].links if link.rel == "enclosure"]
    rss = _parse(made, "rss/tin-tuc.xml").entries[0]
    attachments = json.loads(made["rss/tin-tuc.json"])["items"][0]["attachments"]
    told = {file["url"]: (str(file["size_in_bytes"]), file["mime_type"]) for file in attachments}
    assert told == {link.href: (link.length, link.type) for link in atom}
    assert sorted(kind.partition("/")[0] for _, kind in told.values()) == ["application", "image"]
    assert [(file.href, file.length, file.type) for file in rss.enclosures] == [
        (url, *values) for url, values in told.items() if values[1] == docx
    ]
    assert [(file["url"], file["filesize"]) for file in rss.media_content] == [
        (url, values[0]) for url, values in told.items() if values[1] != docx
    ]


def test_json_feeds_follow_the_specification(full: Path, feeds: MakeFeeds) -> None:
    """Every JSON Feed of the site holds against the rules of version 1.1, and its ids are unique."""
    made = {name: json.loads(data) for name, data in feeds().items() if name.endswith(".json")}
    assert len(made) >= 8
    for name, feed in made.items():
        jsonschema.validate(feed, _JSON_FEED)
        ids = [item["id"] for item in feed["items"]]
        assert len(ids) == len(set(ids)), name
        assert feed["feed_url"] == f"https://cchc.example/muc/{name}"


def test_collected_news_names_where_it_was_first(full: Path, feeds: MakeFeeds) -> None:
    """The original is linked as such in each format that has a word for it."""
    made = feeds()
    via = [link.href for link in _parse(made, "rss/tin-tuc.atom").entries[0].links if link.rel == "via"]
    assert via == ["https://bao.example/bai?a=1&b=2"]
    assert json.loads(made["rss/tin-tuc.json"])["items"][0]["external_url"] == via[0]


@pytest.mark.parametrize("name", ["tin-tuc", "thong-bao", "quyet-dinh", "thu-tuc", "don-vi/so-y-te", "the/mot-cua"])
def test_the_three_formats_hold_the_same_entries(full: Path, feeds: MakeFeeds, name: str) -> None:
    """Same identities, titles and addresses in the same order."""
    made = feeds()
    rss, atom = (
        [(entry.id, entry.title, entry.link) for entry in _parse(made, f"rss/{name}.{suffix}").entries]
        for suffix in ("xml", "atom")
    )
    items = json.loads(made[f"rss/{name}.json"])["items"]
    assert rss == atom == [(item["id"], item["title"], item["url"]) for item in items]
    assert rss


def test_entries_of_one_moment_are_told_apart_in_atom(root: Path, feeds: MakeFeeds) -> None:
    """Two items of one minute have two moments of change, the same in every build and within the same second."""
    write_post(root, "mot", "2025-03-01T08:00")
    write_post(root, "hai", "2025-03-01T08:00")
    atom = feeds()["rss/tin-tuc.atom"]
    moments = [
        datetime.fromisoformat(updated)
        for updated in etree.fromstring(atom).xpath("//*[local-name()='entry']/*[local-name()='updated']/text()")
    ]
    assert len(moments) == len(set(moments))
    assert sum(each.replace(microsecond=0) == datetime(2025, 3, 1, 1, tzinfo=UTC) for each in moments) == 2
    assert feeds()["rss/tin-tuc.atom"] == atom


def test_characters_that_xml_forbids_do_not_break_a_feed(root: Path, feeds: MakeFeeds) -> None:
    """A control character pasted into a text is left out; the end of a CDATA section is written as text."""
    write_post(root, "la", "2025-03-01T08:00", body="Trước\x0bsau và `]]>` trong mã.")
    value = _parse(feeds(), "rss/tin-tuc.xml").entries[-1].content[0].value
    assert "Trướcsau" in value
    assert "]]&gt;" in value
