"""The files of the embedding kit as text and bytes: what they hold, and what they must never hold."""

import base64
import gzip
import hashlib
import json
import re
from datetime import date
from importlib import resources
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from cchc.catalogue.frame_origins import find_origins, origin_of
from cchc.model.don_vi import DonVi
from cchc.outputs.nhung.component import find_component, make_component, version_name
from embed.conftest import Portal

pytestmark = pytest.mark.slow


def _unit(website: str, **changes: object) -> DonVi:
    return DonVi.model_validate({"ma": "x", "ten": "X", "loai": "benh-vien", "website": website} | changes)


@pytest.mark.parametrize(
    ("website", "origin"),
    [
        ("https://bvdk.binhminh.example", "https://bvdk.binhminh.example"),
        ("https://BVDK.binhminh.example:443/gioi-thieu?x=1#y", "https://bvdk.binhminh.example"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://benhvien.example:80", "http://benhvien.example"),
        ("https://bệnhviện.vn/", "https://xn--bnhvin-ik8be.vn"),
        ("https://nguoi:mat-khau@benhvien.example/", "https://benhvien.example"),
        ("https://benhvien.example; script-src *", ""),
        ("https://a b.example", ""),
        ("https://*.example", ""),
        ("https://benhvien.example:99999", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_an_origin_is_what_browsers_compare(website: str, origin: str) -> None:
    """Scheme, host and port; whatever could change the meaning of a policy has no origin."""
    assert origin_of(website) == origin


def test_only_units_that_exist_today_may_frame() -> None:
    """A unit before its first or after its last day is left out; each origin stands once, in order."""
    units = [
        _unit("https://b.example"),
        _unit("https://b.example/khoa"),
        _unit("https://a.example", hoat_dong_tu=date(2026, 11, 22), hoat_dong_den=date(2026, 11, 22)),
        _unit("https://moi.example", hoat_dong_tu=date(2026, 11, 23)),
        _unit("https://cu.example", hoat_dong_den=date(2026, 11, 21)),
        _unit(""),
    ]
    assert find_origins(units, date(2026, 11, 22)) == ("https://a.example", "https://b.example")


def test_the_component_is_small() -> None:
    """Compressed it stays under four kilobytes, the limit that it is announced with."""
    source = next(file for file in make_component() if file.uri == "nhung/v1/cchc-tin.js")
    assert len(gzip.compress(source.data, mtime=0)) < 4096


def test_published_versions_never_vanish() -> None:
    """Each version lies in the package under the hash of its bytes, the current one among them.

    A changed component fails here until its file is added beside the former ones.
    """
    files = {file.uri.rpartition("/")[2]: file.data for file in make_component()}
    kept = {name for name in files if name != "cchc-tin.js"}
    assert kept == {version_name(files[name]) for name in kept}
    current = find_component()
    assert current.url == f"/nhung/v1/{version_name(files['cchc-tin.js'])}"
    folder = resources.files("cchc.outputs").joinpath("assets", "nhung", "v1")
    assert {file.name for file in folder.iterdir()} == kept


def test_the_printed_hash_is_that_of_the_published_bytes(portal: Portal) -> None:
    """The snippet's integrity is the SHA-384 of the file that its address gives."""
    script = BeautifulSoup(portal.snippets()[1], "lxml").script
    data = (portal.site / urlsplit(script["src"]).path.lstrip("/")).read_bytes()
    assert script["integrity"] == "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode()
    assert script["crossorigin"] == "anonymous"


def test_frames_have_no_script_and_leave_the_frame(portal: Portal) -> None:
    """No frame page has scripts or is indexed; every link leads out of the frame; source and link back stand."""
    pages = sorted((portal.site / "nhung/khung").rglob("index.html"))
    assert len(pages) > 8
    for file in pages:
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
        assert not page.select("script, style, [style], iframe, form")
        assert page.select_one('meta[name="robots"][content="noindex"]')
        assert {link["target"] for link in page.select("a")} == {"_top"}
        assert page.select_one(".nguon a").get_text().endswith("Sở Y tế tỉnh Thử Nghiệm")


def test_fragments_fit_into_any_page(portal: Portal) -> None:
    """A fragment is one section with absolute links and prefixed classes: no script, style, id or resource."""
    files = sorted((portal.site / "nhung/manh").rglob("*.html"))
    assert len(files) > 8
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert text.startswith("<section")
        assert text.endswith("</section>\n")
        page = BeautifulSoup(text, "lxml")
        assert len(page.body.find_all(recursive=False)) == 1
        assert not page.select("script, style, link, img, iframe, [style], [id]")
        assert all(link["href"].startswith(f"{portal.address}/") for link in page.select("a"))
        classes = [name for tag in page.select("[class]") for name in tag["class"]]
        assert all(re.fullmatch("cchc-tin(__[a-z-]+)?", name) for name in classes)


def test_news_announce_their_oembed_answers(portal: Portal) -> None:
    """Lists, articles and frames lead to rich answers of oEmbed 1.0, whose markup is free of scripts."""
    for path in ("tin-tuc", "tin-tuc/chuyen-de/cai-cach-the-che", "tin-tuc/2026/tin-mot", "nhung/khung/tin-tuc"):
        page = BeautifulSoup((portal.site / path / "index.html").read_text(encoding="utf-8"), "lxml")
        link = page.select_one('link[rel="alternate"][type="application/json+oembed"]')
        answer = json.loads((portal.site / path / link["href"]).resolve().read_text(encoding="utf-8"))
        assert answer["version"] == "1.0"
        assert answer["type"] == "rich"
        assert isinstance(answer["width"], int)
        assert isinstance(answer["height"], int)
        assert answer["title"]
        assert answer["provider_url"] == f"{portal.address}/"
        shown = BeautifulSoup(answer["html"], "lxml")
        assert not shown.select("script, style, [style]")
        assert all(tag.get("src", tag.get("href")).startswith(portal.address) for tag in shown.select("iframe, a"))


def test_every_feed_of_news_but_tags_can_be_embedded(portal: Portal) -> None:
    """All news, classes, rubrics and units have a frame and a fragment under the name of their feed."""
    feeds = {
        file.relative_to(portal.site / "rss").with_suffix("").as_posix()
        for file in (portal.site / "rss").rglob("*.json")
    }
    framed = {
        file.parent.relative_to(portal.site / "nhung/khung").as_posix()
        for file in (portal.site / "nhung/khung").rglob("index.html")
        if file.parent.name != "10"
    }
    assert {"tin-tuc", "cai-cach-the-che", "chuyen-muc/tin-hoat-dong", "thong-bao", "don-vi/so-y-te"} <= framed
    assert framed <= feeds
    assert not [name for name in framed if name.startswith("the/")]
    for name in framed:
        assert (portal.site / f"nhung/manh/{name}.html").is_file()
        assert (portal.site / f"nhung/manh/{name}/10.html").is_file()
        assert (portal.site / f"nhung/khung/{name}/10/index.html").is_file()
