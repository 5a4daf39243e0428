"""Feeds of documents and of answered questions: what they tell, and what they keep to themselves."""

from pathlib import Path

import feedparser
import pytest

from feeds.conftest import MakeFeeds
from roots import replace, write, write_docx

pytestmark = pytest.mark.slow

_VAN_BAN = """\
---
so_ky_hieu: 12/KH-SYT
loai: ke-hoach
trich_yeu: Kế hoạch cải cách hành chính năm 2026
co_quan: Sở Y tế tỉnh Thử Nghiệm
ngay_ban_hanh: 2026-01-05
ngay_cong_khai: 2026-01-08
noi_dung_cchc: [cai-cach-the-che]
tep: [{duong_dan: tep/ke-hoach.docx, ten: Toàn văn kế hoạch}]
---

Xem [thủ tục](/thu-tuc-hanh-chinh/).
"""
_HOI_DAP = """\
---
id: phi-mo-quay-thuoc
cau_hoi: Mở quầy thuốc nộp phí bao nhiêu?
don_vi_tra_loi: so-y-te
ngay_tra_loi: 2026-09-01
cap_nhat: 2026-10-01
tthc: ["1.000001"]
hien_thi_nguoi_hoi: chu-cai-dau
nguoi_hoi: N.V.Đ.
---

Ông/Bà nộp **500.000 đồng**.
"""


@pytest.fixture
def published(root: Path) -> Path:
    """A root with one document and one answered question."""
    write(root, "docs/van-ban/ke-hoach.md", _VAN_BAN)
    write_docx(root / "docs/van-ban/tep/ke-hoach.docx")
    write(root, "docs/hoi-dap/2026/phi-mo-quay-thuoc.md", _HOI_DAP)
    return root


@pytest.mark.parametrize("suffix", ["xml", "atom"])
def test_a_document_comes_with_its_file(published: Path, feeds: MakeFeeds, suffix: str) -> None:
    """Number and summary, the day on which it was made public, its agency, and the file to download."""
    entry = feedparser.parse(feeds()[f"rss/van-ban.{suffix}"]).entries[0]
    assert entry.title == "Kế hoạch số 12/KH-SYT: Kế hoạch cải cách hành chính năm 2026"
    assert entry.id == "tag:cchc.example,2026-01-01:van-ban/ke-hoach"
    assert entry.published_parsed[:4] == (2026, 1, 7, 17)
    assert entry.author == "Sở Y tế tỉnh Thử Nghiệm"
    assert "https://cchc.example/muc/thu-tuc-hanh-chinh/" in entry.content[0].value
    assert [file.href.rpartition(".")[2] for file in entry.enclosures] == ["docx"]


@pytest.mark.parametrize("suffix", ["xml", "atom"])
def test_an_answer_comes_without_the_person_who_asked(published: Path, feeds: MakeFeeds, suffix: str) -> None:
    """Question and answer, dated by their last review; initials stay on the page."""
    data = feeds()[f"rss/hoi-dap.{suffix}"]
    entry = feedparser.parse(data).entries[0]
    assert entry.title == "Mở quầy thuốc nộp phí bao nhiêu?"
    assert entry.updated_parsed[:3] == (2026, 9, 30)
    assert "<strong>500.000 đồng</strong>" in entry.content[0].value
    assert "N.V.Đ." not in data.decode()


def test_a_document_keeps_its_id_when_its_file_is_renamed(published: Path, feeds: MakeFeeds) -> None:
    """With dinh_danh of its own, number, summary, day and file name may all change."""
    replace(published, "docs/van-ban/ke-hoach.md", "so_ky_hieu:", "dinh_danh: ke-hoach-2026\nso_ky_hieu:")
    before = feedparser.parse(feeds()["rss/van-ban.atom"]).entries[0].id
    replace(published, "docs/van-ban/ke-hoach.md", "12/KH-SYT", "13/KH-SYT")
    replace(published, "docs/van-ban/ke-hoach.md", "2026-01-08", "2026-01-09")
    (published / "docs/van-ban/ke-hoach.md").rename(published / "docs/van-ban/ke-hoach-nam.md")
    assert feedparser.parse(feeds()["rss/van-ban.atom"]).entries[0].id == before


def test_nothing_published_means_no_feed(feeds: MakeFeeds) -> None:
    """A site without documents and questions offers no empty feeds of them."""
    assert not {"rss/van-ban.xml", "rss/hoi-dap.xml"} & feeds().keys()
