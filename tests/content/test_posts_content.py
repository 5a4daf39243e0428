"""What the sample news, units and hand-written pages promise: breadth, honest sources, pictures, plain Markdown."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from cchc.model.content import Content
from cchc.model.post import SUU_TAM, THONG_BAO, Tin, TrangThaiTin
from cchc.model.raw_html import find_raw_html
from cchc.sources import read
from cchc.text.dates import VIETNAM

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=VIETNAM)
PICTURE_LIMIT = 120_000
WEAK_LINK_TEXTS = {"xem tại đây", "tại đây", "ở đây", "đây", "xem thêm", "click", "nhấn vào đây", "link"}
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
PHONE = re.compile(r"\b0\d{3} \d{3} \d{3}\b|\b0\d{9}\b")
SENDER_PAGES = {
    f"/gop-y/{form}"
    for form in (
        *("hoi-dap", "phan-anh-quy-dinh", "phan-anh-hanh-vi", "du-thao", "trang", "khieu-nai-to-cao"),
        *("tra-cuu", "cua-toi"),
    )
}
PAGES = (
    "gioi-thieu/index.md",
    "gioi-thieu/kenh-thong-tin.md",
    "huong-dan/index.md",
    "huong-dan/tra-cuu.md",
    "huong-dan/bieu-mau.md",
    "huong-dan/nop-truc-tuyen.md",
    "huong-dan/buu-chinh-cong-ich.md",
    "huong-dan/mot-cua.md",
    "huong-dan/quyen-va-nghia-vu.md",
    "huong-dan/thuat-ngu.md",
    "phan-anh-gop-y/index.md",
    "thu-tuc-hanh-chinh/tinh-trang-ho-so.md",
    "lien-he.md",
    "bao-mat-du-lieu-ca-nhan.md",
    "tro-nang.md",
    "van-ban/index.md",
    "hoi-dap/index.md",
    "khao-sat/index.md",
    "bao-cao/index.md",
)


@pytest.fixture(scope="module")
def content() -> Content:
    """All content of the repository, which must have no problem in its news and units."""
    found, problems = read(ROOT, default_lists=ROOT / "tthc" / "danh-muc")
    mine = ("posts/", "docs/")
    assert [str(problem) for problem in problems if problem.path.startswith(mine)] == []
    return found


@pytest.fixture(scope="module")
def dang(content: Content) -> tuple[Tin, ...]:
    """The news that a build of that morning shows: approved and not dated ahead."""
    return tuple(
        entry.record
        for entry in content.tin
        if entry.record.trang_thai is TrangThaiTin.DA_DANG and entry.record.ngay_dang <= NOW
    )


def markdown_files() -> Iterator[Path]:
    """Every Markdown file of the news and the hand-written pages, units included."""
    yield from sorted((ROOT / "posts").rglob("*.md"))
    yield from sorted((ROOT / "docs").rglob("*.md"))


def links() -> Iterator[tuple[str, str, str]]:
    """Every link of those files: file, words, target."""
    for file in markdown_files():
        for words, target in LINK.findall(file.read_text(encoding="utf-8")):
            yield file.relative_to(ROOT).as_posix(), words, target


def test_the_news_cover_contents_and_rubrics(content: Content, dang: tuple[Tin, ...]) -> None:
    """At least 24 public items speak of all seven reform contents and use at least twelve rubrics."""
    assert len(dang) >= 24
    assert {ma for tin in dang for ma in tin.noi_dung_cchc} == {muc.ma for muc in content.danh_muc.noi_dung_cchc}
    assert len({tin.chuyen_muc for tin in dang}) >= 12


def test_every_unit_has_news(content: Content, dang: tuple[Tin, ...]) -> None:
    """There are at least eight units and each, even the merged one, has written at least once."""
    units = {entry.record.ma for entry in content.don_vi}
    assert len(units) >= 8
    assert units == {tin.don_vi for tin in dang}


def test_every_level_and_kind_of_unit_is_there(content: Content) -> None:
    """The units span the department, sub-departments, centres, hospitals and health stations."""
    assert {entry.record.loai.value for entry in content.don_vi} >= {
        "so",
        "chi-cuc",
        "trung-tam",
        "benh-vien",
        "tram-y-te",
    }


def test_unfinished_news_stay_away(content: Content) -> None:
    """The sample holds a draft, an item that waits for approval and one that waits for its hour."""
    records = [entry.record for entry in content.tin]
    assert {TrangThaiTin.NHAP, TrangThaiTin.CHO_DUYET} <= {tin.trang_thai for tin in records}
    assert any(tin.trang_thai is TrangThaiTin.DA_DANG and tin.ngay_dang > NOW for tin in records)


def test_notices_expire(dang: tuple[Tin, ...]) -> None:
    """Every notice says until when it holds; some have run out and at least two have not (NEWS-18)."""
    ends = [tin.het_han for tin in dang if tin.chuyen_muc == THONG_BAO]
    dated = [end for end in ends if end]
    assert len(dated) == len(ends)
    assert sum(end > NOW for end in dated) >= 2
    assert any(end <= NOW for end in dated)


def test_collected_news_name_a_public_source(dang: tuple[Tin, ...]) -> None:
    """Collected items name the source, its address over HTTPS and a date before our own (NEWS-06)."""
    collected = [tin for tin in dang if tin.chuyen_muc == SUU_TAM]
    assert collected
    for tin in collected:
        assert tin.nguon
        assert urlsplit(tin.nguon_url).scheme == "https"
        assert tin.nguon_ngay is not None
        assert tin.nguon_ngay < tin.ngay_dang


def test_what_the_news_name_exists(content: Content) -> None:
    """Every procedure and every decision that an item names is in the catalogue."""
    codes = {entry.record.ma for entry in content.thu_tuc}
    decisions = {entry.record.so for entry in content.quyet_dinh}
    for entry in content.tin:
        assert set(entry.record.tthc) <= codes, entry.path
        assert set(entry.record.quyet_dinh) <= decisions, entry.path


def test_pictures_are_light_wide_and_described(content: Content) -> None:
    """At least twelve pictures of 1200 x 675 below 120 kB are used, each with a description that tells the scene."""
    pictures = {entry.record.anh.tep: entry.record.anh for entry in content.tin if entry.record.anh}
    assert len(pictures) >= 12
    for tep, anh in pictures.items():
        file = ROOT / "posts" / tep
        assert file.stat().st_size < PICTURE_LIMIT, tep
        with Image.open(file) as image:
            assert image.size == (1200, 675), tep
        assert len(anh.alt.split()) >= 8, tep
        assert anh.chu_thich == "Tranh minh họa", tep


def test_no_drawn_picture_is_left_over(content: Content) -> None:
    """Every picture below posts/anh is used by an item."""
    used = {entry.record.anh.tep for entry in content.tin if entry.record.anh}
    kept = {file.relative_to(ROOT / "posts").as_posix() for file in (ROOT / "posts" / "anh").iterdir()}
    assert kept - used == set()


def test_the_sample_says_it_is_one(content: Content) -> None:
    """All news and units are marked as sample data (TTHC-26)."""
    assert [e.path for e in (*content.tin, *content.don_vi) if not e.record.du_lieu_mau] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_hand_written_pages_are_there(page: str) -> None:
    """Each page that the menu and the footer need has a title and a description in its front matter."""
    front = (ROOT / "docs" / page).read_text(encoding="utf-8").split("\n---\n")[0]
    assert re.search(r"^title: \S", front, re.MULTILINE)
    assert re.search(r"^description: \S", front, re.MULTILINE)


def test_no_raw_html() -> None:
    """Texts are plain Markdown: outside of code no HTML stands in any of them (SEC-05)."""
    assert [file.name for file in markdown_files() if [*find_raw_html(file.read_text(encoding="utf-8"))]] == []


def test_link_texts_say_where_they_go() -> None:
    """No link reads "xem tại đây" or the like (A11Y-04)."""
    assert [found for found in links() if found[1].strip().lower() in WEAK_LINK_TEXTS] == []


def test_site_links_have_a_form_that_the_engine_resolves() -> None:
    """A site address ends with a slash, except the forms of the feedback service."""
    site = [found for found in links() if found[2].startswith("/")]
    assert [found for found in site if not found[2].endswith("/") and found[2] not in SENDER_PAGES] == []


def test_phone_numbers_are_visibly_fictitious() -> None:
    """Every phone number in the sample begins with 0000 000, so that nobody is called by mistake."""
    found = {number for file in markdown_files() for number in PHONE.findall(file.read_text(encoding="utf-8"))}
    assert found
    assert {number for number in found if not number.startswith("0000 000 ")} == set()


def test_every_table_column_has_a_heading() -> None:
    """No table of the news or the pages leaves a heading cell empty (A11Y-08)."""
    rows = re.compile(r"^(\|.*\|)\n\|[-:| ]+\|$", re.MULTILINE)
    heads = {file.name: rows.findall(file.read_text(encoding="utf-8")) for file in markdown_files()}
    assert any(heads.values())
    assert [name for name, found in heads.items() for head in found if re.search(r"\|\s*\|", head)] == []
