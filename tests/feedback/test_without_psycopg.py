"""A machine on which the package for PostgreSQL was not installed: told in a sentence, never as a crash."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

_SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
_WITHOUT = "import sys; sys.modules['psycopg'] = None; from cchc.cli import main; main()"


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        (["feedback", "list"], {"CCHC_DATABASE_URL": "postgresql:///gopy"}),
        (["feedback", "move", "--to", "postgresql:///gopy"], {}),
        (["feedback", "backup"], {"CCHC_DATABASE_URL": "postgresql:///gopy"}),
        (["doctor"], {"CCHC_DATABASE_URL": "postgresql:///gopy"}),
    ],
)
def test_the_missing_package_is_named(tmp_path: Path, arguments: list[str], variables: dict[str, str]) -> None:
    """Exit code 1 and the command that installs it."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CCHC_")}
    command = [sys.executable, "-c", _WITHOUT, *arguments, "--root", str(tmp_path)]
    done = subprocess.run(
        command,
        env=environ | {"PYTHONPATH": str(_SCRIPTS)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "pip install 'psycopg[binary]" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
