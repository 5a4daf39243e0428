"""The whole national catalogue: imported, built, and every part of every record found on its page."""

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner

from cchc.cli import main
from cchc.model.nhan import nhan
from cchc.model.thu_tuc import ThuTuc
from cchc.outputs.markdown_text import MarkdownText
from cchc.outputs.wording import word_phi, word_thoi_han
from cchc.sources import read
from roots import NOW

SOURCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "tthc" / "dvcqg-api-2026-07"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.shared,
    pytest.mark.skipif(not SOURCE.is_dir(), reason=f"needs the national records in {SOURCE}"),
]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import the 4,525 records into an empty folder and build its site."""
    root = tmp_path_factory.mktemp("country")
    imported = CliRunner().invoke(main, ["import", str(SOURCE), "--root", str(root)])
    assert imported.exit_code == 0, imported.stderr[-2000:]
    built = CliRunner().invoke(main, ["build", "--root", str(root), "--now", NOW])
    assert built.exit_code == 0, built.stderr[-2000:]
    return root


def test_every_record_has_a_page_that_shows_all_its_parts(country: Path) -> None:
    """Steps, channels, times, charges, cases, papers, results, conditions, bases, agencies: nothing is left out."""
    content, problems = read(country, default_lists=country / "tthc" / "danh-muc")
    assert problems == []
    assert len(content.thu_tuc) == 4525
    markdown = MarkdownText()
    for entry in content.thu_tuc:
        page = country / "site" / "thu-tuc-hanh-chinh" / entry.record.ma / "index.html"
        shown = _words(lxml.html.fromstring(page.read_bytes()).find(".//main").text_content())
        missing = [text for text in _texts(entry.record, markdown) if _words(text) not in shown]
        assert missing == [], (entry.record.ma, missing[:3])


def _words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _texts(thu_tuc: ThuTuc, markdown: MarkdownText) -> Iterator[str]:
    """Yield every text of a record that its page must show."""
    yield thu_tuc.ma
    yield thu_tuc.ten
    for buoc in thu_tuc.trinh_tu:
        yield buoc.ten
        yield _visible(buoc.noi_dung, markdown)
    for cach in thu_tuc.cach_thuc:
        yield nhan(cach.kenh)
        yield _visible(cach.mo_ta, markdown)
        yield word_thoi_han(cach.thoi_han) if cach.thoi_han else ""
        yield from (word_phi(phi) for phi in cach.phi)
        yield from (phi.mo_ta for phi in cach.phi)
    for truong_hop in thu_tuc.thanh_phan_ho_so:
        yield truong_hop.truong_hop
        for giay_to in truong_hop.giay_to:
            yield giay_to.ten
            yield from (tep.ten for tep in giay_to.tep_nguon)
    yield from (f"{can_cu.so_ky_hieu}" for can_cu in thu_tuc.can_cu_phap_ly)
    yield from (can_cu.trich_yeu for can_cu in thu_tuc.can_cu_phap_ly)
    yield from (ket_qua.ten for ket_qua in thu_tuc.ket_qua)
    yield from (ket_qua.ma for ket_qua in thu_tuc.ket_qua)
    yield from (quyet_dinh.so for quyet_dinh in thu_tuc.quyet_dinh)
    yield from thu_tuc.co_quan.tham_quyen
    yield from thu_tuc.co_quan.thuc_hien
    yield from thu_tuc.co_quan.phoi_hop
    yield from (nhan(doi_tuong) for doi_tuong in thu_tuc.doi_tuong)
    yield from thu_tuc.doi_tuong_khac
    yield _visible(thu_tuc.yeu_cau_dieu_kien, markdown)


def _visible(text: str, markdown: MarkdownText) -> str:
    html = markdown.render(text)
    return str(lxml.html.fromstring(f"<div>{html}</div>").text_content()) if html else ""
