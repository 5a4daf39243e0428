"""Related procedures are linked from both ends."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from cchc.cli import main
from roots import NOW, make_root, replace, write

pytestmark = pytest.mark.slow

PROCEDURE = "tthc/duoc-pham/1.000001.md"


def test_a_link_named_once_is_shown_on_both_pages(tmp_path: Path) -> None:
    """The record that names the other and the one that is named lead to each other."""
    root = make_root(tmp_path / "root")
    text = (root / PROCEDURE).read_text(encoding="utf-8")
    other = text.replace('ma: "1.000001"', 'ma: "1.000002"').replace("mở quầy thuốc", "đóng quầy thuốc")
    other = other.replace("du_lieu_mau", 'tthc_lien_quan: ["1.000001"]\ndu_lieu_mau')
    write(root, "tthc/duoc-pham/1.000002.md", other)
    replace(
        root, "tthc/quyet-dinh/12-qd-ubnd-2026.md", "muc:\n", 'muc:\n  - {ma: "1.000002", hanh_dong: moi-ban-hanh}\n'
    )
    result = CliRunner().invoke(main, ["build", "--root", str(root), "--now", NOW])
    assert result.exit_code == 0, result.stderr
    for ma, related in (("1.000001", "1.000002"), ("1.000002", "1.000001")):
        page = (root / f"site/thu-tuc-hanh-chinh/{ma}/index.html").read_text(encoding="utf-8")
        section = BeautifulSoup(page, "lxml").select_one('section[aria-labelledby="lien-quan"]')
        assert section is not None, ma
        assert related in section.get_text()
