"""The installed browser editor, and a root in which it stands."""

import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from cchc.cli.editor import PACKAGE, VERSION, editor
from roots import make_root


@pytest.fixture(scope="session")
def installed_editor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the editor once with the real command and return its folder; skip where its registry is out of reach."""
    root = tmp_path_factory.mktemp("editor")
    done = CliRunner().invoke(editor, ["install", "--root", str(root)])
    if done.exit_code and ("tải được" in done.output or "không có lệnh npm" in done.output):
        pytest.skip(f"the registry of the browser editor cannot be reached: {done.output.strip()}")
    assert done.exit_code == 0, done.output
    return root / "var" / "quan-tri"


@pytest.fixture(scope="session")
def editor_schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The JSON Schema of the configuration that comes in the editor's own package."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm, which fetches the editor's package, is not installed")
    folder = tmp_path_factory.mktemp("package")
    command = [npm, "pack", f"{PACKAGE}@{VERSION}", "--pack-destination", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode:
        pytest.skip(f"the registry of the browser editor cannot be reached: {done.stderr.strip()[-200:]}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        schema = archive.extractfile("package/schema/sveltia-cms.json")
        assert schema is not None
        found = json.load(schema)
    assert isinstance(found, dict)
    return found


@pytest.fixture
def editor_root(tmp_path: Path, installed_editor: Path) -> Path:
    """A small valid root with the editor installed in it."""
    root = make_root(tmp_path)
    (root / "docs/bao-cao").mkdir()
    shutil.copytree(installed_editor, root / "var" / "quan-tri")
    return root
