"""Encoded pictures kept between builds: a folder for each source and its settings, present only when complete."""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from cchc.outputs.pictures.encoding import MEDIA_TYPES, Encoded

_ORDER = {duoi: position for position, duoi in enumerate(MEDIA_TYPES)}


@dataclass(frozen=True)
class StoredFile:
    """One encoded file in the store; its name tells its width and height."""

    path: Path
    duoi: str
    rong: int
    cao: int
    kich_thuoc: int


@dataclass(frozen=True)
class Store:
    """A folder of encoded pictures by key."""

    folder: Path

    def find(self, key: str) -> tuple[StoredFile, ...]:
        """Return the files of a key, by format and width; nothing if it is not there."""
        try:
            with os.scandir(self.folder / key) as entries:
                files = [_describe(entry) for entry in entries]
        except FileNotFoundError:
            return ()
        return tuple(sorted(files, key=lambda file: (_ORDER[file.duoi], file.rong)))

    def put(self, key: str, files: Iterable[Encoded]) -> None:
        """Keep the files of a key; what another process wrote meanwhile is the same and stays."""
        self.folder.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".", dir=self.folder))
        for file in files:
            (temporary / f"{file.rong}x{file.cao}.{file.duoi}").write_bytes(file.data)
        try:
            temporary.rename(self.folder / key)
        except OSError:
            shutil.rmtree(temporary)

    def keep_only(self, keys: Collection[str]) -> None:
        """Remove what the site no longer shows."""
        if not self.folder.is_dir():
            return
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.is_dir() and entry.name not in keys and not entry.name.startswith("."):
                    shutil.rmtree(entry.path, ignore_errors=True)


def _describe(entry: os.DirEntry[str]) -> StoredFile:
    size, _, duoi = entry.name.partition(".")
    rong, cao = size.split("x")
    return StoredFile(Path(entry.path), duoi, int(rong), int(cao), entry.stat().st_size)
