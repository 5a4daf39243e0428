"""The built pages of news: the parts of an article in their order, and its files as they are published."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup

from cchc.plugin import build_site
from cchc.text import parse_datetime
from roots import NOW, make_root, write

pytestmark = pytest.mark.slow

ARTICLE = """\
---
tieu_de: Hội thảo có đủ mọi phần
tom_tat: Tóm tắt hội thảo.
ngay_dang: 2026-11-01T08:30
don_vi: so-y-te
noi_dung_cchc: [cai-cach-the-che]
chuyen_muc: thong-bao
the: [hội thảo]
het_han: 2026-11-20T00:00
dinh_chinh:
  - luc: 2026-11-02T09:00
    noi_dung: Sửa tên hội trường.
su_kien:
  bat_dau: 2026-11-19T08:00
  ket_thuc: 2026-11-19T11:00
  dia_diem: Hội trường B
  dang_ky: https://cchc.example/dang-ky
bao_tri:
  bat_dau: 2026-11-28T22:00
  du_kien_xong: 2026-11-29T05:00
truyen_thong:
  loai: am-thanh
  ban_ghi: "Lời của bản ghi <script>alert(1)</script>"
tep:
  - tep: tep/chuong-trinh.docx
    ten: Chương trình
trang_thai: da-dang
---

Nội dung hội thảo.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with one article that has every part."""
    root = make_root(tmp_path_factory.mktemp("news") / "root")
    write(root, "posts/2026/hoi-thao.md", ARTICLE)
    document = docx.Document()
    document.core_properties.author = "Người soạn thảo"
    document.add_paragraph("Chương trình hội thảo")
    (root / "posts" / "tep").mkdir()
    document.save(str(root / "posts" / "tep" / "chuong-trinh.docx"))
    build_site(root, root / "site", parse_datetime(NOW))
    return root / "site"


@pytest.fixture(scope="module")
def article(site: Path) -> BeautifulSoup:
    """The parsed page of that article."""
    return BeautifulSoup((site / "tin-tuc/2026/hoi-thao/index.html").read_text(encoding="utf-8"), "lxml")


def test_the_parts_of_an_article_stand_in_order(article: BeautifulSoup) -> None:
    """What has changed is said first, then when and where, then the recording, the text, the files, the tags."""
    text = " ".join(article.find("article").get_text(" ").split())
    parts = (
        "Đã hết hạn từ 20/11/2026 00:00",
        "Sửa tên hội trường.",
        "Tóm tắt hội thảo.",
        "từ 08:00 đến 11:00 ngày 19/11/2026",
        "Hội trường B",
        "28/11/2026 22:00",
        "Đọc bản ghi lời",
        "Nội dung hội thảo.",
        "Chương trình DOCX,",
        "Cải cách thể chế",
    )
    positions = [text.find(part) for part in parts]
    assert -1 not in positions
    assert positions == sorted(positions)


def test_an_event_that_is_over_takes_no_registration(article: BeautifulSoup) -> None:
    """The page says that the event is over and offers neither registration nor calendar."""
    box = article.find("section", class_="su-kien")
    assert "Sự kiện đã diễn ra." in box.get_text()
    assert box.find_all("a") == []


def test_words_of_a_transcript_are_shown_not_run(article: BeautifulSoup) -> None:
    """Tags in a transcript are text."""
    assert "<script>alert(1)</script>" in article.find("details", class_="ban-ghi").get_text()


def test_an_attachment_is_published_without_its_properties(site: Path) -> None:
    """Whoever downloads the file reads its text and not who wrote it."""
    data = (site / "tin-tuc/tep/chuong-trinh.docx").read_bytes()
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "Chương trình hội thảo"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert all("Người soạn thảo".encode() not in archive.read(name) for name in archive.namelist())
