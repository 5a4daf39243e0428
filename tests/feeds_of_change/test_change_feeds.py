"""Feeds of decisions and of changes: the whole, by field and for one procedure, readable by any feed reader."""

from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from click.testing import Result

from roots import files_of, replace, write

Cchc = Callable[..., Result]

pytestmark = pytest.mark.slow

PROCEDURE = "tthc/duoc-pham/1.000001.md"
AMENDING = """\
---
so: 40/QĐ-UBND
ngay_ky: 2026-11-02
co_quan: Ủy ban nhân dân tỉnh Thử Nghiệm
trich_yeu: Công bố thủ tục hành chính được sửa đổi
hieu_luc_tu: 2026-11-10
ngay_cong_khai: 2026-11-03
muc:
  - ma: "1.000001"
    hanh_dong: sua-doi-bo-sung
    bo_phan_thay_doi: [phi_le_phi]
---
"""
HISTORY = """\
  - {so: 40/QĐ-UBND, hanh_dong: sua-doi-bo-sung}
phien_ban:
  - {so: "1", tu: 2026-01-15, den: 2026-11-09, quyet_dinh: 12/QĐ-UBND}
  - {so: "2", tu: 2026-11-10, bo_phan_thay_doi: [phi_le_phi], quyet_dinh: 40/QĐ-UBND}
du_lieu_mau: true
"""


@pytest.fixture
def site(root: Path, cchc: Cchc) -> Path:
    """The site of a root in which a second decision lowered a fee."""
    write(root, "tthc/duoc-pham/phien-ban/1.000001/1.md", (root / PROCEDURE).read_text(encoding="utf-8"))
    write(root, "tthc/quyet-dinh/40-qd-ubnd-2026.md", AMENDING)
    replace(root, PROCEDURE, "so_tien: 500000", "so_tien: 300000")
    replace(root, PROCEDURE, "du_lieu_mau: true\n", HISTORY)
    result = cchc("build", "--root", root)
    assert result.exit_code == 0, result.stderr
    return root / "site"


def _feed(site: Path, name: str) -> feedparser.FeedParserDict:
    parsed = feedparser.parse((site / "rss" / f"{name}.xml").read_bytes())
    assert not parsed.bozo
    return parsed


def test_decisions_have_a_feed(site: Path) -> None:
    """Newest first, dated by the day of publishing, with the agency and a link to the page."""
    parsed = _feed(site, "quyet-dinh")
    assert [entry.title.partition(":")[0] for entry in parsed.entries] == [
        "Quyết định số 40/QĐ-UBND",
        "Quyết định số 12/QĐ-UBND",
    ]
    first = parsed.entries[0]
    assert first.published == "Tue, 03 Nov 2026 00:00:00 +0700"
    assert first.author == "Ủy ban nhân dân tỉnh Thử Nghiệm"
    assert first.link.endswith("/muc/thu-tuc-hanh-chinh/quyet-dinh-cong-bo/40-qd-ubnd-2026/")


@pytest.mark.parametrize("name", ["thu-tuc", "linh-vuc-duoc-pham", "thu-tuc/1.000001"])
def test_a_change_is_told_in_every_feed_to_which_it_belongs(site: Path, name: str) -> None:
    """All procedures, the field and the procedure itself: what happened, by which decision, what became different."""
    parsed = _feed(site, name)
    assert [entry.title for entry in parsed.entries] == [
        "Sửa đổi, bổ sung: Đăng ký mở quầy thuốc thử nghiệm (1.000001)",
        "Mới ban hành: Đăng ký mở quầy thuốc thử nghiệm (1.000001)",
    ]
    first = parsed.entries[0]
    assert "theo Quyết định số 40/QĐ-UBND. Hiệu lực từ ngày 10/11/2026." in first.summary
    assert "Phí: từ 500.000 đồng thành 300.000 đồng." in first.summary


def test_an_entry_keeps_its_identity(root: Path, cchc: Cchc, site: Path) -> None:
    """A new title does not make the entry new."""
    before = [entry.id for entry in _feed(site, "thu-tuc").entries]
    replace(root, PROCEDURE, "ten: Đăng ký mở quầy thuốc thử nghiệm", "ten: Mở quầy thuốc")
    assert cchc("build", "--root", root).exit_code == 0
    assert [entry.id for entry in _feed(site, "thu-tuc").entries] == before


def test_feeds_and_calendars_are_listed_and_announced(site: Path) -> None:
    """The page of feeds lists them all; field, decisions and procedure lead to their own."""
    page = BeautifulSoup((site / "rss/index.html").read_text(encoding="utf-8"), "lxml")
    listed = {link["href"].rpartition("/")[2] for link in page.main.select("a[href$='.xml'], a[href$='.ics']")}
    assert {
        "quyet-dinh.xml",
        "thu-tuc.xml",
        "linh-vuc-duoc-pham.xml",
        "hieu-luc.ics",
        "linh-vuc-duoc-pham.ics",
    } <= listed
    field = (site / "thu-tuc-hanh-chinh/linh-vuc/duoc-pham/index.html").read_text(encoding="utf-8")
    assert "rss/linh-vuc-duoc-pham.xml" in field
    decisions = (site / "thu-tuc-hanh-chinh/quyet-dinh-cong-bo/index.html").read_text(encoding="utf-8")
    assert "rss/quyet-dinh.xml" in decisions
    procedure = (site / "thu-tuc-hanh-chinh/1.000001/index.html").read_text(encoding="utf-8")
    assert "rss/thu-tuc/1.000001.xml" in procedure
    assert "lich/thu-tuc/1.000001.ics" in procedure


def test_a_procedure_without_decision_of_the_catalogue_has_no_feed_of_its_own(root: Path, cchc: Cchc) -> None:
    """A record of the national portal, thousands of which may be imported, only appears in the feed of its field."""
    (root / "tthc/quyet-dinh/12-qd-ubnd-2026.md").unlink()
    assert cchc("build", "--root", root).exit_code == 0
    names = {path for path in files_of(root / "site") if path.startswith(("rss/", "lich/"))}
    assert "rss/linh-vuc-duoc-pham.xml" in names
    assert not [path for path in names if "/thu-tuc/" in path or "quyet-dinh" in path or path.endswith(".ics")]


def test_what_lies_ahead_is_not_told_early(root: Path, cchc: Cchc) -> None:
    """A record dated in the future by its source does not reach a feed before its day."""
    (root / "tthc/quyet-dinh/12-qd-ubnd-2026.md").unlink()
    replace(root, PROCEDURE, "ngay_ky: 2026-01-10", "ngay_ky: 2027-01-10")
    replace(root, PROCEDURE, "du_lieu_mau:", "nguon: {ten: Cổng Dịch vụ công quốc gia}\ndu_lieu_mau:")
    assert cchc("build", "--root", root).exit_code == 0
    assert not (root / "site/rss/thu-tuc.xml").exists()
