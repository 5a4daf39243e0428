"""The finished site, the frame it lends to the service, and where the service stands beside it."""

import http.client
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from cchc.web.app import create_app
from cchc.web.frame import BODY_SENTINEL, TITLE_SENTINEL, FrameSource, parse_frame
from cchc.web.pages import TEMPLATES
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import CAU_HOI, make_settings, run_server
from web.visitor import page_of

pytestmark = pytest.mark.slow

_FRAME = f"""<!doctype html><html lang="vi"><head><title>{TITLE_SENTINEL} – Sở mẫu</title></head>
<body><header>Đầu trang của cổng</header><main>{BODY_SENTINEL}</main></body></html>"""

_FILES = {
    "index.html": "<h1>Trang chủ</h1>",
    "404.html": "<h1>Trang 404 của cổng</h1>",
    "tin-tuc/index.html": "<h1>Tin tức</h1>",
    "rss/tat-ca.xml": "<rss/>",
    "rss/tat-ca.atom": "<feed/>",
    "rss/tat-ca.json": "{}",
    "rss/danh-sach.opml": "<opml/>",
    "sitemap.xml": "<urlset/>",
    "du-lieu/thu-tuc.json": "[]",
    "bieu-mau/mau-01.docx": "PK",
    "bieu-mau/mau-01.odt": "PK",
    "bieu-mau/mau-01.pdf": "%PDF",
    "cong.webmanifest": "{}",
    "tai-nguyen/cong.js": "export {}",
    "khung/gop-y.html": _FRAME,
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small built site; a file beside it that must never be served."""
    (tmp_path / "bi-mat.txt").write_text("bí mật")
    for name, text in _FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "site"


@pytest.fixture
def http_client(site: Path) -> Iterator[httpx.Client]:
    """Yield a client of the service that serves the site."""
    app = create_app(make_settings(site.parent), store=MemoryStore(), clock=TurnedClock())
    with run_server(app) as address, httpx.Client(base_url=address) as client:
        yield client


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/tin-tuc/", "text/html; charset=utf-8"),
        ("/rss/tat-ca.xml", "application/rss+xml; charset=utf-8"),
        ("/rss/tat-ca.atom", "application/atom+xml; charset=utf-8"),
        ("/rss/tat-ca.json", "application/feed+json; charset=utf-8"),
        ("/rss/danh-sach.opml", "text/x-opml; charset=utf-8"),
        ("/sitemap.xml", "application/xml"),
        ("/du-lieu/thu-tuc.json", "application/json"),
        ("/cong.webmanifest", "application/manifest+json"),
        ("/tai-nguyen/cong.js", "text/javascript; charset=utf-8"),
        ("/bieu-mau/mau-01.pdf", "application/pdf"),
        ("/bieu-mau/mau-01.odt", "application/vnd.oasis.opendocument.text"),
        ("/bieu-mau/mau-01.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_files_of_the_site_have_their_media_types(http_client: httpx.Client, address: str, media_type: str) -> None:
    """Each file comes with its own type, the policy, and no invented file name."""
    answer = http_client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "content-disposition" not in answer.headers


@pytest.mark.parametrize("address", ["/rss/tat-ca.xml", "/rss/tat-ca.atom"])
def test_a_person_who_opens_a_feed_gets_plain_xml(http_client: httpx.Client, address: str) -> None:
    """A browser says that it shows pages; it would show a feed's own type as bare text, without its stylesheet."""
    answer = http_client.get(address, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml")
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("address", ["/rss/tat-ca.xml", "/rss/tat-ca.atom", "/rss/tat-ca.json"])
def test_an_unchanged_feed_is_not_sent_again(http_client: httpx.Client, address: str) -> None:
    """A reader that asks again with the tag or the date of its copy gets 304 and no bytes."""
    first = http_client.get(address)
    by_tag = http_client.get(address, headers={"If-None-Match": first.headers["etag"]})
    by_date = http_client.get(address, headers={"If-Modified-Since": first.headers["last-modified"]})
    assert [(answer.status_code, answer.content) for answer in (by_tag, by_date)] == [(304, b""), (304, b"")]


def test_an_unchanged_file_is_not_sent_again(http_client: httpx.Client) -> None:
    """Tag and date are given and honoured with 304."""
    first = http_client.get("/tin-tuc/")
    for name, value in (
        ("If-None-Match", first.headers["etag"]),
        ("If-Modified-Since", first.headers["last-modified"]),
    ):
        again = http_client.get("/tin-tuc/", headers={name: value})
        assert (again.status_code, again.content) == (304, b"")
        assert "content-security-policy" in again.headers
        assert again.headers["cache-control"] == "no-cache"


def test_an_unknown_address_shows_the_sites_own_page(http_client: httpx.Client) -> None:
    """404.html comes with status 404."""
    answer = http_client.get("/khong-co/trang")
    assert answer.status_code == 404
    assert "Trang 404 của cổng" in answer.text


def test_a_folder_leads_to_its_page(http_client: httpx.Client) -> None:
    """The slash is added on this host, with the query."""
    assert http_client.get("/tin-tuc?trang=2").headers["location"] == "/tin-tuc/?trang=2"


@pytest.mark.parametrize(
    "target",
    [
        "/../bi-mat.txt",
        "/..%2fbi-mat.txt",
        "/%2e%2e/bi-mat.txt",
        "/tin-tuc/../../bi-mat.txt",
        "//bi-mat.txt",
        "/..\\bi-mat.txt",
        "/%00",
        "/index.html%00.txt",
        "/" + "a" * 5000,
        "/tin-tuc/index.html/x",
    ],
)
def test_nothing_outside_the_site_is_served(http_client: httpx.Client, target: str) -> None:
    """Whatever the path tries, the answer is 404."""
    connection = http.client.HTTPConnection(http_client.base_url.host, http_client.base_url.port, timeout=10)
    connection.request("GET", target)
    answer = connection.getresponse()
    assert answer.status == 404
    assert "bí mật" not in answer.read().decode()
    connection.close()


def test_two_slashes_do_not_lead_to_another_host(http_client: httpx.Client) -> None:
    """A redirect never starts with two slashes, which a browser would take for a host."""
    connection = http.client.HTTPConnection(http_client.base_url.host, http_client.base_url.port, timeout=10)
    connection.request("GET", "//tin-tuc")
    answer = connection.getresponse()
    assert (answer.getheader("location") or "/x").startswith("/")
    assert not (answer.getheader("location") or "/x").startswith("//")
    answer.read()
    connection.close()


def test_a_link_out_of_the_site_is_not_followed(site: Path, http_client: httpx.Client) -> None:
    """A symbolic link in the site does not open the folder it points to."""
    (site / "lien-ket").symlink_to(site.parent)
    assert http_client.get("/lien-ket/bi-mat.txt").status_code == 404


def test_the_service_wears_the_frame_of_the_site(http_client: httpx.Client) -> None:
    """Forms and errors of the service appear inside the page that the build published; no sentinel is left."""
    for address, status in (("/gop-y/hoi-dap", 200), ("/gop-y/bien-nhan/xx", 404)):
        answer = http_client.get(address)
        assert answer.status_code == status
        assert "Đầu trang của cổng" in answer.text
        assert page_of(answer).title.text.endswith("– Sở mẫu")
        assert page_of(answer).select_one("main h1") is not None
        assert TITLE_SENTINEL not in answer.text
        assert BODY_SENTINEL not in answer.text


def test_the_frame_itself_is_no_page(http_client: httpx.Client) -> None:
    """The page with the sentinels is not shown to readers."""
    assert http_client.get("/khung/gop-y.html").status_code == 404


def test_a_new_frame_is_taken_up_without_a_restart(site: Path) -> None:
    """After a build the next page has the new frame; while the file is broken or away the last good one stays."""
    path = site / "khung" / "gop-y.html"
    source = FrameSource(site, (TEMPLATES / "khung.html").read_text())
    path.write_text(_FRAME.replace("Đầu trang", "Đầu trang mới"))
    os.utime(path, ns=(1, 1))
    assert "Đầu trang mới" in source.get().fill("", "")
    path.write_text("<title>nửa chừng")
    logging.getLogger("cchc.web.frame").disabled = False
    assert "Đầu trang mới" in source.get().fill("", "")
    path.unlink()
    assert "Đầu trang mới" in source.get().fill("", "")


def test_titles_are_escaped_in_the_frame() -> None:
    """A title cannot become markup."""
    page = parse_frame(_FRAME).fill("</title><script>", "<h1>Thân</h1>")
    assert "&lt;/title&gt;&lt;script&gt; – Sở mẫu" in page
    assert "<main><h1>Thân</h1></main>" in page


@pytest.mark.parametrize(
    "html",
    [
        "",
        _FRAME.replace(TITLE_SENTINEL, ""),
        _FRAME.replace(BODY_SENTINEL, ""),
        _FRAME + BODY_SENTINEL,
        f"{BODY_SENTINEL}{TITLE_SENTINEL}",
    ],
)
def test_a_broken_frame_stops_the_start(site: Path, html: str) -> None:
    """A frame without its sentinels, or with one too many, is an operator's mistake that is told at once."""
    (site / "khung" / "gop-y.html").write_text(html)
    with pytest.raises(ValueError, match="CCHC-KHUNG"):
        create_app(make_settings(site.parent))


def test_the_fallback_frame_keeps_the_contract() -> None:
    """Without a site the service's own frame has the same sentinels."""
    assert parse_frame((TEMPLATES / "khung.html").read_text()).middle


def test_the_plain_look_speaks_in_the_tokens_of_the_site(tmp_path: Path) -> None:
    """Without a site the service and its desk have the site's own colours and sizes; none of them is said twice."""
    app = create_app(make_settings(tmp_path), store=MemoryStore())
    with run_server(app) as address, httpx.Client(base_url=address) as client:
        style = client.get("/gop-y/khung.css").text
        desk = client.get("/gop-y/tai-nguyen/xu-ly.css").text
    defined = set(re.findall(r"(--[a-z0-9-]+):", style))
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", style + desk)) <= defined
    assert not re.search(r"--[a-z0-9-]+:", desk + (TEMPLATES / "khung.css").read_text())


def test_everything_moves_below_a_base_path(site: Path) -> None:
    """Under a sub-path of another portal forms, receipts, site and health have the prefix, and nothing else answers."""
    clock = TurnedClock()
    app = create_app(make_settings(site.parent, base_path="/cchc"), store=MemoryStore(), clock=clock)
    with run_server(app) as address, httpx.Client(base_url=address) as client:
        page = page_of(client.get("/cchc/gop-y/hoi-dap"))
        form = page.select_one("form")
        assert form["action"] == "/cchc/gop-y/hoi-dap"
        clock.turn(seconds=30)
        token = page.select_one("input[name=ma_bieu_mau]")["value"]
        answer = client.post(form["action"], data=CAU_HOI | {"ma_bieu_mau": token})
        assert answer.headers["location"].startswith("/cchc/gop-y/bien-nhan/")
        assert "path=/;" in answer.headers["set-cookie"].lower()
        assert len(page_of(client.get(answer.headers["location"])).select(".the-ma")) == 2
        assert client.get("/cchc/suc-khoe").text == "ok"
        assert client.get("/cchc/tin-tuc").headers["location"] == "/cchc/tin-tuc/"
        assert client.get("/gop-y/hoi-dap").status_code == 404
