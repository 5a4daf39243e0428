"""Versions, banners and the agreement of decisions with the catalogue, on a built site."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import Result

from roots import replace, write

Cchc = Callable[..., Result]

pytestmark = pytest.mark.slow

PROCEDURE = "tthc/duoc-pham/1.000001.md"
DECISION = "tthc/quyet-dinh/12-qd-ubnd-2026.md"
AMENDING = """\
---
so: 40/QĐ-UBND
ngay_ky: 2026-11-02
co_quan: Ủy ban nhân dân tỉnh Thử Nghiệm
trich_yeu: Công bố thủ tục hành chính được sửa đổi
hieu_luc_tu: {hieu_luc_tu}
ngay_cong_khai: 2026-11-03
muc:
  - ma: "1.000001"
    hanh_dong: sua-doi-bo-sung
    bo_phan_thay_doi: [phi_le_phi]
---
"""
HISTORY = """\
  - so: 40/QĐ-UBND
    hanh_dong: sua-doi-bo-sung
phien_ban:
  - {{so: "1", tu: 2026-01-15, den: {den}, quyet_dinh: 12/QĐ-UBND}}
  - {{so: "2", tu: {tu}, bo_phan_thay_doi: [phi_le_phi], quyet_dinh: 40/QĐ-UBND}}
du_lieu_mau: true
"""


def _amend(root: Path, *, den: str, tu: str) -> None:
    """Write an amendment of the fee with the former text kept."""
    write(root, "tthc/duoc-pham/phien-ban/1.000001/1.md", (root / PROCEDURE).read_text(encoding="utf-8"))
    write(root, "tthc/quyet-dinh/40-qd-ubnd-2026.md", AMENDING.format(hieu_luc_tu=tu))
    replace(root, PROCEDURE, "so_tien: 500000", "so_tien: 300000")
    replace(root, PROCEDURE, "du_lieu_mau: true\n", HISTORY.format(den=den, tu=tu))


def _page(root: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((root / "site" / path / "index.html").read_text(encoding="utf-8"), "lxml")


def _words(soup: BeautifulSoup) -> str:
    return " ".join(soup.main.get_text(" ").split())


def test_the_history_tells_what_changed_and_leads_to_the_old_text(root: Path, cchc: Cchc) -> None:
    """The page of an amended procedure shows the new fee, the change in words and a link to the old version."""
    _amend(root, den="2026-11-09", tu="2026-11-10")
    result = cchc("build", "--root", root)
    assert result.exit_code == 0, result.stderr
    page = _page(root, "thu-tuc-hanh-chinh/1.000001")
    assert "Phí: từ 500.000 đồng thành 300.000 đồng." in _words(page)
    assert "Còn hiệu lực, đã sửa đổi, bổ sung" in _words(page)
    assert page.select_one('a[href$="1.000001/phien-ban/1/"]')


def test_an_old_version_is_readable_marked_and_out_of_the_index(root: Path, cchc: Cchc) -> None:
    """The old page has the old fee, says until when it applied, offers no filing, and search engines leave it out."""
    _amend(root, den="2026-11-09", tu="2026-11-10")
    assert cchc("build", "--root", root).exit_code == 0
    old = _page(root, "thu-tuc-hanh-chinh/1.000001/phien-ban/1")
    assert "500.000 đồng" in _words(old)
    assert "Phiên bản cũ" in _words(old)
    assert "đến hết ngày 09/11/2026" in _words(old)
    assert "Nộp trực tuyến tại" not in _words(old)
    assert old.select_one('meta[name="robots"][content*="noindex"]')
    assert "phien-ban" not in (root / "site/sitemap.xml").read_text(encoding="utf-8")


def test_an_amendment_waits_for_its_day(root: Path, cchc: Cchc) -> None:
    """Until the decision is in force the former text stands, the coming one is announced; then they change places."""
    _amend(root, den="2026-12-31", tu="2027-01-01")
    assert cchc("build", "--root", root).exit_code == 0
    page = _words(_page(root, "thu-tuc-hanh-chinh/1.000001"))
    assert "500.000 đồng" in page
    assert "Sắp thay đổi từ ngày 01/01/2027" in page
    coming = _words(_page(root, "thu-tuc-hanh-chinh/1.000001/phien-ban/2"))
    assert "Phiên bản chưa áp dụng" in coming
    assert cchc("build", "--root", root, now="2027-01-01T00:00+07:00").exit_code == 0
    page = _words(_page(root, "thu-tuc-hanh-chinh/1.000001"))
    assert "Đã sửa đổi" in page or "đã sửa đổi" in page
    assert "Sắp thay đổi" not in page
    assert (root / "site/thu-tuc-hanh-chinh/1.000001/phien-ban/1/index.html").is_file()
    assert not (root / "site/thu-tuc-hanh-chinh/1.000001/phien-ban/2").exists()


def test_a_forgotten_new_text_is_told(root: Path, cchc: Cchc) -> None:
    """A decision that changes the fee while both versions have the same fee gives a warning at that part."""
    _amend(root, den="2026-11-09", tu="2026-11-10")
    replace(root, PROCEDURE, "so_tien: 300000", "so_tien: 500000")
    result = cchc("check", "--root", root)
    assert result.exit_code == 0
    assert "phi_le_phi: 40/QĐ-UBND sửa bộ phận này nhưng nội dung chưa đổi" in result.stderr


def test_an_abolished_procedure_keeps_its_page(root: Path, cchc: Cchc) -> None:
    """Only the decision says that it ends: the page stays, with banner, last day and decision, without filing."""
    replace(root, DECISION, "hanh_dong: moi-ban-hanh", "hanh_dong: bai-bo")
    assert cchc("build", "--root", root).exit_code == 0
    page = _page(root, "thu-tuc-hanh-chinh/1.000001")
    banner = " ".join(page.select_one(".vong-doi").get_text(" ").split())
    assert "Đã bãi bỏ" in banner
    assert "sau ngày 14/01/2026" in banner
    assert page.select_one('.vong-doi a[href$="quyet-dinh-cong-bo/12-qd-ubnd-2026/"]')
    assert "Nộp trực tuyến tại" not in _words(page)


def test_a_replaced_procedure_leads_to_its_successor_and_back(root: Path, cchc: Cchc) -> None:
    """The decision alone names the successor; both pages link to each other."""
    text = (root / PROCEDURE).read_text(encoding="utf-8")
    write(root, "tthc/duoc-pham/1.000002.md", text.replace("1.000001", "1.000002").replace("Đăng ký mở", "Mở"))
    new_line = 'hanh_dong: thay-the\n    thay_the_boi: "1.000002"\n  - {ma: "1.000002", hanh_dong: moi-ban-hanh}'
    replace(root, DECISION, "hanh_dong: moi-ban-hanh", new_line)
    result = cchc("build", "--root", root)
    assert result.exit_code == 0, result.stderr
    old, new = (_page(root, f"thu-tuc-hanh-chinh/1.00000{number}") for number in (1, 2))
    assert "Đã bị thay thế" in _words(old)
    assert old.select_one('.vong-doi a[href$="/1.000002/"]')
    assert "Thay thế cho" in _words(new)


CONTRADICTIONS = {
    "other date": ("ngay_ky: 2026-01-10", "ngay_ky: 2026-01-11", "quyet_dinh.0.ngay_ky: quyết định 12/QĐ-UBND ghi"),
    "other class": (
        "ngay_ky: 2026-01-10",
        "ngay_ky: 2026-01-10\n    hanh_dong: bai-bo",
        "quyet_dinh.0.hanh_dong: quyết định 12/QĐ-UBND ghi “Mới ban hành”, ở đây ghi “Bãi bỏ”",
    ),
    "in force too early": ("du_lieu_mau:", "hieu_luc_tu: 2026-01-01\ndu_lieu_mau:", "hiệu lực không thể sớm hơn"),
    "two versions of one number": (
        "du_lieu_mau:",
        "phien_ban:\n  - {so: '1', den: 2026-02-01}\n  - {so: '1', tu: 2026-02-02}\ndu_lieu_mau:",
        "phien_ban: phiên bản “1” được ghi 2 lần",
    ),
    "gap between versions": (
        "du_lieu_mau:",
        "phien_ban:\n  - {so: '1', den: 2026-02-01}\n  - {so: '2', tu: 2026-03-02}\ndu_lieu_mau:",
        "phiên bản 2 phải bắt đầu (tu) ngay sau ngày kết thúc (den) của phiên bản 1",
    ),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_stops_the_build(root: Path, cchc: Cchc, name: str) -> None:
    """A procedure that tells another story than its decision is an error with its line."""
    old, new, message = CONTRADICTIONS[name]
    replace(root, PROCEDURE, old, new)
    result = cchc("check", "--root", root)
    assert result.exit_code == 1
    assert message in result.stderr


def test_a_procedure_does_not_outlive_its_end(root: Path, cchc: Cchc) -> None:
    """A last day other than the one before the ending decision's effect is an error."""
    replace(root, DECISION, "hanh_dong: moi-ban-hanh", "hanh_dong: bai-bo")
    replace(root, PROCEDURE, "du_lieu_mau:", "hieu_luc_den: 2026-12-31\ndu_lieu_mau:")
    result = cchc("check", "--root", root)
    assert result.exit_code == 1
    assert "hieu_luc_den: quyết định 12/QĐ-UBND chấm dứt thủ tục này, ngày áp dụng cuối cùng là 14/01/2026" in (
        result.stderr
    )


def test_a_replacement_names_a_successor_that_is_there(root: Path, cchc: Cchc) -> None:
    """A line that replaces says by what, and the catalogue holds it."""
    replace(root, DECISION, "hanh_dong: moi-ban-hanh", "hanh_dong: thay-the")
    assert "chưa ghi thủ tục thay thế 1.000001" in cchc("check", "--root", root).stderr
    replace(root, DECISION, "hanh_dong: thay-the", 'hanh_dong: thay-the\n    thay_the_boi: "1.000009"')
    assert "không có thủ tục thay thế “1.000009”" in cchc("check", "--root", root).stderr


def test_an_old_version_belongs_to_a_history(root: Path, cchc: Cchc) -> None:
    """A kept text that no history names is an error."""
    write(root, "tthc/duoc-pham/phien-ban/1.000001/7.md", (root / PROCEDURE).read_text(encoding="utf-8"))
    result = cchc("check", "--root", root)
    assert result.exit_code == 1
    assert "phiên bản 7 chưa được ghi ở trường phien_ban của thủ tục 1.000001" in result.stderr
