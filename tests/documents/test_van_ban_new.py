"""New documents from the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

pytestmark = pytest.mark.slow


def test_new_draft_is_valid(root: Path, cchc: Callable[..., Result]) -> None:
    """A new draft has its dates and its place, and passes the check."""
    made = cchc("new", "van-ban", "Dự thảo Quy chế mới", "--loai", "du-thao", "--co-quan", "Sở Y tế")
    assert made.exit_code == 0, made.output
    text = (root / "docs/van-ban/2026/du-thao-quy-che-moi.md").read_text(encoding="utf-8")
    assert "han_gop_y: '2026-12-22'" in text
    assert cchc("check").exit_code == 0


def test_new_document_without_number_is_told(root: Path, cchc: Callable[..., Result]) -> None:
    """A document that was issued needs its number, and the check says so."""
    cchc("new", "van-ban", "Kế hoạch mới", "--loai", "ke-hoach", "--co-quan", "Sở Y tế")
    checked = cchc("check")
    assert checked.exit_code == 1
    assert "văn bản đã ban hành phải có so_ky_hieu" in checked.output
