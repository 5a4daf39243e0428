"""The built site as a whole: complete, reproducible, the same whichever way it is built."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import Result

from roots import files_of, replace, write

Cchc = Callable[..., Result]

pytestmark = pytest.mark.slow

POST = "posts/2026/tin-mot.md"
PROCEDURE_PAGE = "thu-tuc-hanh-chinh/1.000001/index.html"

PARTS = (
    "trinh-tu",
    "cach-thuc",
    "thanh-phan-ho-so",
    "so-luong-ho-so",
    "thoi-han",
    "doi-tuong",
    "co-quan",
    "ket-qua",
    "phi-le-phi",
    "bieu-mau",
    "yeu-cau-dieu-kien",
    "can-cu-phap-ly",
    "quyet-dinh",
)


@pytest.fixture
def site(root: Path, cchc: Cchc) -> Path:
    """The built site of the valid root."""
    result = cchc("build", "--root", root)
    assert result.exit_code == 0, result.stderr
    return root / "site"


def _soup(site: Path, uri: str) -> BeautifulSoup:
    return BeautifulSoup((site / uri).read_text(encoding="utf-8"), "lxml")


def test_every_record_and_list_has_its_page(site: Path) -> None:
    """Records, lists, feeds, downloads and the machine files stand at their fixed addresses."""
    for uri in (
        "index.html",
        "404.html",
        "khung/gop-y.html",
        "robots.txt",
        "sitemap.xml",
        "tra-cuu/index.html",
        "tra-cuu/chi-muc.json",
        "thu-tuc-hanh-chinh/tra-cuu/index.html",
        "thu-tuc-hanh-chinh/index.html",
        "thu-tuc-hanh-chinh/a-z/index.html",
        "thu-tuc-hanh-chinh/linh-vuc/duoc-pham/index.html",
        PROCEDURE_PAGE,
        "thu-tuc-hanh-chinh/quyet-dinh-cong-bo/12-qd-ubnd-2026/index.html",
        "thu-tuc-hanh-chinh/bieu-mau/don-de-nghi/index.html",
        "thu-tuc-hanh-chinh/bieu-mau/tep/don-de-nghi.docx",
        "tin-tuc/2026/tin-mot/index.html",
        "tin-tuc/tin-hoat-dong/index.html",
        "tin-tuc/chuyen-de/cai-cach-the-che/index.html",
        "tin-tuc/tin-don-vi/so-y-te/index.html",
        "tin-tuc/luu-tru/2026/11/index.html",
        "don-vi/so-y-te/index.html",
        "huong-dan/nop-ho-so/index.html",
        "rss/tin-tuc.xml",
        "rss/cai-cach-the-che.xml",
        "so-do-trang/index.html",
    ):
        assert (site / uri).is_file(), uri


def test_a_procedure_page_has_all_parts_in_the_official_order(site: Path) -> None:
    """Every official part has a heading with its anchor, in the order of the national database."""
    soup = _soup(site, PROCEDURE_PAGE)
    headings = [heading["id"] for heading in soup.select("main h2[id], main h3[id]") if heading["id"] in PARTS]
    assert headings == list(PARTS)


def test_a_procedure_page_shows_what_the_record_says(site: Path) -> None:
    """Time limits keep their units, charges their words, and an absent conditional part says so."""
    text = " ".join(_soup(site, PROCEDURE_PAGE).main.get_text(" ").split())
    for words in ("15 ngày làm việc", "7,5 ngày", "500.000 đồng", "44/2024/QH15", "12/QĐ-UBND", "Không có thông tin"):
        assert words in text, words


def test_links_are_relative_so_the_site_works_below_any_path(site: Path) -> None:
    """Only the 404 page and the service's frame use the site's own path; nothing else has root-relative links."""
    for uri, data in files_of(site).items():
        if uri.endswith(".html") and uri not in {"404.html", "khung/gop-y.html"}:
            assert not re.search(rb'(?:href|src|action)="/', data), uri
    assert b'href="/muc/tin-tuc/"' in (site / "404.html").read_bytes()


def test_mkdocs_build_gives_the_same_site(root: Path, site: Path, tmp_path: Path) -> None:
    """``mkdocs build`` with the plugin writes the same files with the same bytes as ``cchc build``."""
    other = tmp_path / "by-mkdocs"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(other)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert files_of(other) == files_of(site)


def test_a_clean_build_is_reproducible(root: Path, cchc: Cchc, site: Path) -> None:
    """The same content at the same moment gives the same bytes again."""
    before = files_of(site)
    assert cchc("build", "--root", root, "--clean").exit_code == 0
    assert files_of(site) == before


def test_an_incremental_build_equals_a_clean_one(root: Path, cchc: Cchc, site: Path) -> None:
    """After edits, a new file and a removed one, the site is what a clean build gives, without leftovers."""
    replace(root, POST, "Tin một: đường mới", "Tin một: tên mới")
    write(root, "docs/lien-he.md", "# Liên hệ\n\nVăn phòng Sở.\n")
    (root / "posts/2026/tin-hai.md").unlink()
    assert cchc("build", "--root", root).exit_code == 0
    incremental = files_of(site)
    assert "tin-tuc/2026/tin-hai/index.html" not in incremental
    assert "lien-he/index.html" in incremental
    assert cchc("build", "--root", root, "--clean").exit_code == 0
    assert files_of(site) == incremental


def test_an_unchanged_page_is_not_written_again(root: Path, cchc: Cchc, site: Path) -> None:
    """One edited post leaves the files of other records untouched."""
    before = (site / PROCEDURE_PAGE).stat()
    replace(root, POST, "Nội dung tin một", "Nội dung khác")
    assert cchc("build", "--root", root).exit_code == 0
    after = (site / PROCEDURE_PAGE).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_frames_give_the_same_dom_as_mkdocs_itself(root: Path, cchc: Cchc, site: Path) -> None:
    """Record pages filled into frames have the DOM that MkDocs and the theme give them as ordinary pages."""
    framed = {uri: _soup(site, uri) for uri in (PROCEDURE_PAGE, "tin-tuc/2026/tin-mot/index.html", "rss/index.html")}
    replace(
        root,
        "mkdocs.yml",
        "      du_lieu_mau: true",
        "      du_lieu_mau: true\n      trang_thuong: [/thu-tuc-hanh-chinh/1.000001/, /tin-tuc/2026/tin-mot/, /rss/]",
    )
    result = cchc("build", "--root", root)
    assert result.exit_code == 0, result.stderr
    for uri, soup in framed.items():
        assert _canonical(_soup(site, uri)) == _canonical(soup), uri


def _canonical(soup: BeautifulSoup) -> str:
    """Return the DOM with links resolved against nothing but their own spelling, white space folded."""
    for tag in soup.find_all(True):
        for name in ("href", "src", "action"):
            if name in tag.attrs:
                tag[name] = tag[name].removeprefix("./")
    return " ".join(str(soup).split())


def test_scheduled_and_unpublished_posts_stay_away(root: Path, cchc: Cchc) -> None:
    """A draft, an item waiting for approval and one dated ahead reach neither page nor feed."""
    for name, old, new in (
        ("nhap", "trang_thai: da-dang", "trang_thai: nhap"),
        ("cho", "trang_thai: da-dang", "trang_thai: cho-duyet"),
        ("mai", "ngay_dang: 2026-11-01T08:30", "ngay_dang: 2026-11-22T08:01"),
    ):
        text = (root / POST).read_text(encoding="utf-8").replace(old, new).replace("Tin một", f"Tin kín {name}")
        write(root, f"posts/2026/{name}.md", text)
    assert cchc("build", "--root", root).exit_code == 0
    for uri, data in files_of(root / "site").items():
        assert "Tin kín".encode() not in data, uri


def test_html_of_editors_is_refused_with_its_line(root: Path, cchc: Cchc) -> None:
    """Tags and addresses that could run a script stop the build, each told with file and line; no site is made."""
    replace(root, POST, "Nội dung tin một", "<script>alert(1)</script> <b onclick=x>đậm</b> [bấm](javascript:alert(1))")
    result = cchc("build", "--root", root)
    assert result.exit_code == 1
    told = [line for line in result.output.splitlines() if line.startswith(f"{POST}:")]
    assert len(told) >= 2, result.output
    assert not (root / "site").exists()


def test_a_root_with_nothing_but_records_builds(root: Path, cchc: Cchc) -> None:
    """A folder made by an import, without settings, guides or news, becomes a site without dead links."""
    for name in ("docs", "posts"):
        shutil.rmtree(root / name)
    (root / "mkdocs.yml").unlink()
    replace(root, "tthc/duoc-pham/1.000001.md", "; xem [hướng dẫn](/huong-dan/)", "")
    result = cchc("build", "--root", root)
    assert result.exit_code == 0, result.stderr
    assert (root / "site" / PROCEDURE_PAGE).is_file()


def test_the_source_folders_are_left_alone(root: Path, site: Path) -> None:
    """A build writes only below site/ and .cache/."""
    assert {child.name for child in root.iterdir()} == {"docs", "posts", "tthc", "mkdocs.yml", "site", ".cache"}


def test_the_service_frame_keeps_its_contract(site: Path) -> None:
    """The frame of the feedback service holds each of its sentinels exactly once."""
    frame = (site / "khung/gop-y.html").read_text(encoding="utf-8")
    assert frame.count("CCHC-KHUNG-TIEU-DE") == 1
    assert frame.count("<!--CCHC-KHUNG-THAN-->") == 1
