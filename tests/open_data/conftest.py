"""A small site, built once, whose data the tests read."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cchc.cli import main
from roots import NOW, make_root, replace, write

Read = Callable[[str], Any]


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of a root with values that are awkward in tables and data."""
    root = make_root(tmp_path_factory.mktemp("open-data") / "root")
    procedure = "tthc/duoc-pham/1.000001.md"
    replace(root, procedure, "ten: Đăng ký mở quầy thuốc thử nghiệm", 'ten: "=Đăng ký mở quầy thuốc thử nghiệm"')
    replace(root, procedure, "ket_qua:", "thoi_han: {so: 20, don_vi: ngay}\nket_qua:")
    text = (root / procedure).read_text(encoding="utf-8")
    write(root, "tthc/duoc-pham/1.000002.md", text.replace("1.000001", "1.000002").replace('"=Đăng', '"Đăng'))
    replace(
        root,
        "tthc/quyet-dinh/12-qd-ubnd-2026.md",
        "muc:\n",
        'muc:\n  - ma: "1.000002"\n    hanh_dong: sua-doi-bo-sung\n',
    )
    result = CliRunner().invoke(main, ["build", "--now", NOW, "--root", str(root)])
    assert result.exit_code == 0, result.stderr
    return root / "site"


@pytest.fixture(scope="package")
def read(site: Path) -> Read:
    """Read a JSON file below /du-lieu/."""
    return lambda uri: json.loads((site / "du-lieu" / uri).read_text(encoding="utf-8"))
