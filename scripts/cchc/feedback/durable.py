"""Files and folders that a power cut leaves in their place: the bytes are synced, and the names that lead to them.

A name lives in its parent folder: a file in a new folder is safe only when each new folder on its way is synced too.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def make_folder(folder: Path, *, mode: int = 0o700) -> None:
    """Make a folder with its parents, so that it is still there after a power cut; one that is there is fine."""
    if not folder.is_dir():
        make_folder(folder.parent, mode=0o777)
        folder.mkdir(mode=mode, exist_ok=True)
    # Also one that is there: whoever made it may have died, or not have come to this line yet.
    with suppress(PermissionError):  # a parent that may be entered but not read is its owner's affair
        sync(folder.parent)


def sync(path: Path) -> None:
    """Wait until the bytes of a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write a file, whole or not at all, in the place of what was there, and wait until it is on the disk.

    The folder must exist. Raise OSError if the disk does not take it; then nothing has changed.
    """
    # A name of its own for each attempt: two that write the same file must not write into each other's draft.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
    sync(path.parent)
