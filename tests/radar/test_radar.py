"""The law radar: from a legal text to everything that rests on it, and what to do when the text ends."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import Result

from cchc.model.can_cu import LoaiVanBan, find_loai
from roots import replace, write

pytestmark = pytest.mark.slow

Cchc = Callable[..., Result]

ENDED = "tthc/danh-muc/van-ban-het-hieu-luc.yml"
LAWS = "site/thu-tuc-hanh-chinh/can-cu-phap-ly"
DECREE = f"{LAWS}/42-2022-nd-cp/index.html"


@pytest.fixture
def site(root: Path, cchc: Cchc) -> Path:
    """The root with its built site."""
    result = cchc("build")
    assert result.exit_code == 0, result.stderr
    return root


def _main(root: Path, uri: str) -> BeautifulSoup:
    return BeautifulSoup((root / uri).read_text(encoding="utf-8"), "lxml").main


def _text(root: Path, uri: str) -> str:
    return " ".join(_main(root, uri).get_text(" ").split())


@pytest.mark.slow
def test_a_text_knows_what_rests_on_it(site: Path) -> None:
    """Two ways of writing one number lead to one page with both procedures and the form."""
    page = _main(site, DECREE)
    links = {link["href"].rpartition("thu-tuc-hanh-chinh/")[2] for link in page.find_all("a")}
    assert {"1.000001/", "1.000002/", "bieu-mau/don-de-nghi/"} <= links
    assert not (site / f"{LAWS}/042-2022-nd-cp").exists()


@pytest.mark.slow
def test_a_charge_rests_on_its_text(site: Path) -> None:
    """The text that sets a charge counts as a base of the procedure."""
    assert "2 thủ tục" in _text(site, f"{LAWS}/41-2023-tt-btc/index.html")


@pytest.mark.slow
def test_local_texts_carry_their_issuer(site: Path) -> None:
    """A local text has the issuer in its address, since other places have the same number."""
    assert (site / f"{LAWS}/12-2025-nq-hdnd-hoi-dong-nhan-dan-tinh-thu-nghiem/index.html").is_file()


@pytest.mark.slow
def test_texts_are_listed_by_kind(site: Path) -> None:
    """The entrance leads to a list for each kind, with counts."""
    entrance = _main(site, f"{LAWS}/index.html")
    kinds = [link["href"].split("/")[-2] for link in entrance.select(".danh-sach-muc a")]
    assert kinds == ["quoc-hoi", "nghi-quyet", "nghi-dinh", "thong-tu"]
    assert "42/2022/NĐ-CP" in _text(site, f"{LAWS}/loai/nghi-dinh/index.html")


@pytest.mark.slow
def test_the_end_of_a_text_shows_on_every_page_that_rests_on_it(site: Path) -> None:
    """Both procedures and the form tell since when the text is out of force and what took its place."""
    for uri in ("1.000001/index.html", "1.000002/index.html", "bieu-mau/don-de-nghi/index.html"):
        text = _text(site, f"site/thu-tuc-hanh-chinh/{uri}")
        assert "Căn cứ pháp lý có thay đổi" in text, uri
        assert "đã hết hiệu lực từ ngày 01/07/2026, được thay thế bởi 224/2026/NĐ-CP" in text, uri
    assert "Đã hết hiệu lực" in _text(site, DECREE)


@pytest.mark.slow
def test_an_end_that_lies_ahead_is_announced(root: Path, cchc: Cchc) -> None:
    """Before its last day has passed, a text is said to end in the future."""
    replace(root, ENDED, "2026-07-01", "2027-01-01")
    assert cchc("build").exit_code == 0
    assert "sẽ hết hiệu lực từ ngày 01/01/2027" in _text(root, "site/thu-tuc-hanh-chinh/1.000001/index.html")


@pytest.mark.slow
def test_texts_in_force_are_not_complained_of(root: Path, cchc: Cchc) -> None:
    """Without an entry in the list no page speaks of changes."""
    write(root, ENDED, "- so_ky_hieu: 1/2000/NĐ-CP\n  het_hieu_luc: 2001-01-01\n")
    assert cchc("build").exit_code == 0
    assert "Căn cứ pháp lý có thay đổi" not in _text(root, "site/thu-tuc-hanh-chinh/1.000001/index.html")


def test_check_tells_where_an_ended_text_is_cited(cchc: Cchc) -> None:
    """``cchc check`` names file, line and field of each citation and what to write; it is a warning."""
    result = cchc("check")
    assert result.exit_code == 0, result.stderr
    lines = [line for line in result.stderr.splitlines() if "đã hết hiệu lực từ 01/07/2026" in line]
    assert len(lines) == 3
    assert all("ghi văn bản thay thế 224/2026/NĐ-CP" in line for line in lines)
    assert any("1.000001.md:29: can_cu_phap_ly.0.so_ky_hieu:" in line for line in lines), lines


def test_the_report_lists_what_must_be_looked_at(cchc: Cchc) -> None:
    """``cchc report phap-ly`` names the text, its successor and every record that rests on it."""
    result = cchc("report", "phap-ly")
    assert result.exit_code == 0
    assert "42/2022/NĐ-CP hết hiệu lực từ 01/07/2026, thay bằng 224/2026/NĐ-CP: 2 thủ tục, 1 biểu mẫu" in result.stdout
    assert "thủ tục 1.000002  tthc/duoc-pham/1.000002.md" in result.stdout
    assert "biểu mẫu don-de-nghi  tthc/bieu-mau/don-de-nghi.md" in result.stdout


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("so_ky_hieu: Nghị định 42/2022\n  het_hieu_luc: 2026-07-01", "không phải số ký hiệu; viết dạng 42/2022/NĐ-CP"),
        ("so_ky_hieu: 12/2025/NQ-HĐND\n  het_hieu_luc: 2026-07-01", "phải ghi thêm co_quan"),
        ("so_ky_hieu: 42/2022/NĐ-CP\n  het_hieu_luc: hôm qua", "không phải ngày hợp lệ"),
        (
            "so_ky_hieu: 42/2022/NĐ-CP\n  het_hieu_luc: 2026-07-01\n  thay_the_boi: 42/2022/ND-CP",
            "thay_the_boi phải là văn bản khác",
        ),
    ],
)
def test_a_mistake_in_the_list_is_told_with_its_line(root: Path, cchc: Cchc, entry: str, message: str) -> None:
    """A wrong number, date or successor is an error with the line of the list."""
    write(root, ENDED, f"# Danh sách\n- {entry}\n")
    result = cchc("check")
    assert result.exit_code == 1
    [line] = [line for line in result.stderr.splitlines() if message in line]
    assert line.startswith((f"{ENDED}:2:", f"{ENDED}:3:", f"{ENDED}:4:"))


def test_a_text_listed_twice_is_told(root: Path, cchc: Cchc) -> None:
    """The second entry of one text is an error, however its number is written."""
    entry = "- so_ky_hieu: {}42/2022/NĐ-CP\n  het_hieu_luc: 2026-07-01\n"
    write(root, ENDED, entry.format("") + entry.format("0"))
    result = cchc("check")
    assert result.exit_code == 1
    assert f"{ENDED}:3: 1.so_ky_hieu: văn bản 042/2022/NĐ-CP được ghi hai lần" in result.stderr


@pytest.mark.parametrize(
    ("so_ky_hieu", "loai"),
    [
        ("15/2023/QH15", LoaiVanBan.QUOC_HOI),
        ("190/2025/NQ-QH15", LoaiVanBan.QUOC_HOI),
        ("02/2011/UBTVQH13", LoaiVanBan.UY_BAN_THUONG_VU),
        ("66.7/2025/NQ-CP", LoaiVanBan.NGHI_QUYET),
        ("42/2022/NĐ-CP", LoaiVanBan.NGHI_DINH),
        ("69/2007/TTLT/BQP-BLĐTBXH-BTC", LoaiVanBan.THONG_TU),
        ("53/2015/QĐ-TTg", LoaiVanBan.QUYET_DINH),
        ("05/VBHN-VPQH", LoaiVanBan.VAN_BAN_HOP_NHAT),
        ("105/2025/CP-NĐ", LoaiVanBan.KHAC),
    ],
)
def test_the_number_tells_the_kind(so_ky_hieu: str, loai: LoaiVanBan) -> None:
    """The letters of a number name the kind of text; unknown ones are not guessed at."""
    assert find_loai(so_ky_hieu) is loai
