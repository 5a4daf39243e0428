"""A small catalogue to look things up in, and the engine of the browser asked through Node."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from cchc.catalogue.items import ThuTucItem
from cchc.outputs.artefact import Artefact
from search.mau import CATALOGUE, make_item

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts/cchc/outputs/assets/js"
ASK = Path(__file__).with_name("hoi.mjs")

Ask = Callable[..., Any]
MakeAsk = Callable[[Iterable[Artefact]], Ask]


@pytest.fixture(scope="session")
def items() -> tuple[ThuTucItem, ...]:
    """The procedures of ``mau`` as the catalogue joins them."""
    return tuple(make_item(**fields) for fields in CATALOGUE)


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the modules of the browser unchanged to a folder that Node takes as modules."""
    folder = tmp_path_factory.mktemp("engine")
    for file in SCRIPTS.glob("*.js"):
        shutil.copy(file, folder)
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


@pytest.fixture(scope="session")
def make_ask(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> MakeAsk:
    """Return a way to ask the browser's engine, run unchanged by Node, over the files of a search."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: the engine of the lookup cannot be asked")

    def over(artefacts: Iterable[Artefact]) -> Ask:
        folder = tmp_path_factory.mktemp("site")
        for artefact in artefacts:
            file = folder / artefact.uri
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(artefact.data)

        def ask(*queries: str, **filters: Sequence[str]) -> Any:
            request = json.dumps({"queries": queries, "filters": filters})
            run = subprocess.run([node, ASK, engine, folder], input=request, capture_output=True, text=True, check=True)
            answers = json.loads(run.stdout)
            return answers[0] if len(answers) == 1 else answers

        return ask

    return over
