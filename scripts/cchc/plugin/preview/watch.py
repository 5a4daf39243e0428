"""Which files below a root have changed: by size and time of change, which also works on shared network folders."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

FOLDERS = ("docs", "posts", "tthc", "overrides")
"""Folders of a root that editors change."""

Stamps: TypeAlias = Mapping[str, tuple[int, int]]
"""Time of change (nanoseconds) and size (bytes) of each file, by its path from the root."""


def take_stamps(root: Path) -> Stamps:
    """Return the stamps of every file that can change the site, hidden and temporary files left out."""
    found = dict(_stamps(root, "mkdocs.yml"))
    for folder in FOLDERS:
        if (root / folder).is_dir():
            found.update(_walk(str(root / folder), folder))
    return found


def find_changes(before: Stamps, now: Stamps) -> list[str]:
    """Return the paths of files that are new, changed or gone, in their order."""
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def _stamps(root: Path, name: str) -> Iterator[tuple[str, tuple[int, int]]]:
    if (root / name).is_file():
        status = (root / name).stat()
        yield name, (status.st_mtime_ns, status.st_size)


def _walk(folder: str, path: str) -> Iterator[tuple[str, tuple[int, int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~")) or entry.name.endswith((".tmp", "~")):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{path}/{entry.name}")
                continue
            try:
                status = entry.stat()
            except FileNotFoundError:  # an editor replaces files while we look
                continue
            yield f"{path}/{entry.name}", (status.st_mtime_ns, status.st_size)
