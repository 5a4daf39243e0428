"""The sample site as plain files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from visiting import serve


@pytest.fixture(scope="session")
def address(sample_root: Path) -> Iterator[str]:
    """Serve the built sample site."""
    with serve(sample_root / "site") as served:
        yield served
