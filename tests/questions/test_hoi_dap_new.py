"""A new question from the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.cli import main
from roots import NOW

pytestmark = pytest.mark.slow


def test_new_question_waits_for_its_answer(root: Path) -> None:
    """A new question has its place and dates; the check does not let it pass before somebody wrote the answer."""
    at = ["--root", str(root), "--now", NOW]
    made = CliRunner().invoke(main, ["new", "hoi-dap", "Phí bao nhiêu?", "--don-vi", "so-y-te", *at])
    assert made.exit_code == 0, made.output
    file = root / "docs/hoi-dap/2026/phi-bao-nhieu.md"
    checked = CliRunner().invoke(main, ["check", *at])
    assert "docs/hoi-dap/2026/phi-bao-nhieu.md" in checked.output
    assert checked.exit_code == 1
    file.write_text(f"{file.read_text(encoding='utf-8')}\nKhông thu phí.\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["check", *at]).exit_code == 0
