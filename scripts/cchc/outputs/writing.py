"""Writing the site's files: only when their bytes changed, each address once, leftovers of earlier builds removed."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cchc.outputs.artefact import Artefact


class DuplicateUri(Exception):
    """Two artefacts claim the same address: a mistake in this program, not in the content."""


@dataclass
class Writer:
    """Writes artefacts below a folder and remembers what belongs there."""

    folder: Path
    written: set[str] = field(default_factory=set)
    changed: int = 0

    def write(self, artefact: Artefact) -> None:
        """Write one artefact; raise DuplicateUri if its address is taken."""
        if artefact.uri in self.written:
            raise DuplicateUri(artefact.uri)
        self.written.add(artefact.uri)
        self.changed += write_if_changed(self.folder / artefact.uri, artefact.data)

    def write_all(self, artefacts: Iterable[Artefact]) -> Iterator[Artefact]:
        """Write artefacts one by one, handing each on."""
        for artefact in artefacts:
            self.write(artefact)
            yield artefact

    def remove_others(self) -> int:
        """Remove every file below the folder that this build did not write; return how many."""
        removed = 0
        for parent, folders, files in os.walk(self.folder, topdown=False):
            for name in files:
                file = Path(parent, name)
                if file.relative_to(self.folder).as_posix() not in self.written:
                    file.unlink()
                    removed += 1
            if not any(Path(parent).iterdir()) and folders is not None and Path(parent) != self.folder:
                Path(parent).rmdir()
        return removed


def write_if_changed(file: Path, data: bytes) -> bool:
    """Write a file whole or not at all; return False, and leave it untouched, when it holds these bytes already."""
    if file.is_file() and file.stat().st_size == len(data) and file.read_bytes() == data:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.write_bytes(data)
    temporary.replace(file)
    return True


def publish(staging: Path, site: Path) -> None:
    """Make ``site`` hold exactly the files of ``staging``, so that a failed build leaves the old site whole.

    Files are hard links where the file system allows it: an unchanged file is the same file and costs nothing.
    """
    writer = Writer(site)
    for file in sorted(staging.rglob("*")):
        if file.is_file():
            uri = file.relative_to(staging).as_posix()
            writer.written.add(uri)
            _link(file, site / uri)
    writer.remove_others()


def _link(source: Path, target: Path) -> None:
    if target.exists() and target.samefile(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        temporary.hardlink_to(source)
    except OSError:
        write_if_changed(target, source.read_bytes())
        return
    temporary.replace(target)
