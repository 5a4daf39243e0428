"""A small catalogue to look things up in, and the engine of the browser asked through Node."""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from cchc.catalogue.items import ThuTucItem
from search.mau import CATALOGUE, make_item

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "scripts/cchc/outputs/assets/js/tim-kiem.js"
ASK = Path(__file__).with_name("hoi.mjs")

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def items() -> tuple[ThuTucItem, ...]:
    """The procedures of ``mau`` as the catalogue joins them."""
    return tuple(make_item(**fields) for fields in CATALOGUE)


@pytest.fixture(scope="session")
def make_ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Ask]:
    """Return a way to ask the browser's engine, run unchanged by Node, over an index."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: the engine of the lookup cannot be asked")

    def over(index: bytes) -> Ask:
        file = tmp_path_factory.mktemp("index") / "chi-muc.json"
        file.write_bytes(index)

        def ask(*queries: str, **filters: Sequence[str]) -> Any:
            request = json.dumps({"queries": queries, "filters": filters})
            run = subprocess.run(
                [node, "--no-warnings", ASK, ENGINE, file], input=request, capture_output=True, text=True, check=True
            )
            answers = json.loads(run.stdout)
            return answers[0] if len(answers) == 1 else answers

        return ask

    return over
