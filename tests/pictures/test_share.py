"""Sharing an article: words for networks, links without foreign scripts, copying in a real browser."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from cchc.outputs.share import first_sentences, make_hashtag
from visiting import serve, visit

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("cải cách hành chính", "#CảiCáchHànhChính"),
        ("đối thoại", "#ĐốiThoại"),
        ("DVC trực tuyến – 2026!", "#DVCTrựcTuyến2026"),
        ("e-form", "#EForm"),
    ],
)
def test_tags_become_hashtags(words: str, tag: str) -> None:
    """Words become one hashtag with their marks and capitals, without spaces and signs."""
    assert make_hashtag(words) == tag


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một. Hai. Ba.", "Một. Hai."),
        ("Chỉ một câu", "Chỉ một câu"),
        ("Phí 1.500.000 đồng từ 01.01.2027. Nộp ở đâu? Đến một cửa.", "Phí 1.500.000 đồng từ 01.01.2027. Nộp ở đâu?"),
        ("“Xong rồi.” Ông nói vậy. Hết.", "“Xong rồi.” Ông nói vậy."),
    ],
)
def test_two_sentences_are_taken(text: str, expected: str) -> None:
    """Two sentences are taken whole; points within amounts and dates end none."""
    assert first_sentences(text) == expected


def test_the_block_holds_what_is_pasted(site: Path) -> None:
    """The block holds title, summary, absolute address and hashtags, and stands in the page without a script."""
    page = BeautifulSoup((site / "tin-tuc/2026/tin-mot/index.html").read_text("utf-8"), "lxml")
    block = page.select_one("#noi-dung-dan")
    assert block is not None
    assert block.text.strip().splitlines() == [
        "Tin một: đường mới",
        "",
        "Tóm tắt tin một.",
        "",
        "Xem toàn bài: https://cchc.example/muc/tin-tuc/2026/tin-mot/",
        "",
        "#CảiCáchHànhChính #CảiCách #MộtCửa",
    ]


@pytest.mark.browser
def test_the_block_is_copied_by_its_button(site: Path, chromium: Browser) -> None:
    """A press of the button puts the block on the clipboard and says so; the page asks no other site for anything."""
    with serve(site) as base, visit(chromium) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{base}/tin-tuc/2026/tin-mot/")
        page.get_by_text("Nội dung dán lên Facebook, Zalo").click()
        page.get_by_role("button", name="Sao chép nội dung").click()
        page.get_by_text("Đã sao chép.", exact=True).wait_for()
        assert "#CảiCáchHànhChính #CảiCách #MộtCửa" in page.evaluate("navigator.clipboard.readText()")
        assert all(url.startswith(base) for url in asked)
