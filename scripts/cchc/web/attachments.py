"""Files that come with an item: off unless the operator names a folder for them, and never served to the public."""

from collections.abc import Iterable
from pathlib import Path


def remove_files(folder: Path | None, names: Iterable[str]) -> None:
    """Remove files that no item has any more; one that is gone already is fine."""
    for name in names:
        if folder is not None:
            (folder / name).unlink(missing_ok=True)
