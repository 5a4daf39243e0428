"""A root in which two procedures and a form rest on texts, one of them out of force."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli import main
from roots import NOW, make_root, replace, write

Cchc = Callable[..., Result]

PROCEDURE = "tthc/duoc-pham/1.000001.md"
ENDED = "tthc/danh-muc/van-ban-het-hieu-luc.yml"

_BASES = """\
can_cu_phap_ly:
  - so_ky_hieu: 42/2022/NĐ-CP
    trich_yeu: Nghị định về cung cấp thông tin
  - so_ky_hieu: 12/2025/NQ-HĐND
    trich_yeu: Nghị quyết về mức thu
    co_quan: Hội đồng nhân dân tỉnh Thử Nghiệm
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The valid root with citations of every kind."""
    root = make_root(tmp_path / "root")
    replace(root, PROCEDURE, "can_cu_phap_ly:\n", _BASES)
    replace(root, PROCEDURE, "so_tien: 500000}", "so_tien: 500000, can_cu: Thông tư 41/2023/TT-BTC}")
    text = (root / PROCEDURE).read_text(encoding="utf-8")
    other = text.replace("1.000001", "1.000002").replace("42/2022/NĐ-CP", "042/2022/ND-CP")
    write(root, "tthc/duoc-pham/1.000002.md", other)
    replace(
        root,
        "tthc/quyet-dinh/12-qd-ubnd-2026.md",
        "muc:\n",
        'muc:\n  - ma: "1.000002"\n    hanh_dong: moi-ban-hanh\n',
    )
    replace(
        root, "tthc/bieu-mau/don-de-nghi.md", "tep:\n", "van_ban_quy_dinh: Phụ lục Nghị định số 42/2022/NĐ-CP\ntep:\n"
    )
    write(root, ENDED, "- so_ky_hieu: 42/2022/NĐ-CP\n  het_hieu_luc: 2026-07-01\n  thay_the_boi: 224/2026/NĐ-CP\n")
    return root


@pytest.fixture
def cchc(root: Path) -> Cchc:
    """Run a command on the root at the fixed moment."""
    return lambda *arguments: CliRunner().invoke(main, [*arguments, "--root", str(root), "--now", NOW])
