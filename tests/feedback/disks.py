"""Small disks of memory that fill up, grow and become read-only; only the administrator of a Linux machine has them."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Disk:
    """A mounted disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resize(self, size: str) -> None:
        """Make the disk as large as this, for example ``2m``."""
        _run("mount", "-o", f"remount,size={size}", str(self.folder))

    def set_writable(self, writable: bool) -> None:
        """Let the disk be written, or not."""
        _run("mount", "-o", f"remount,{'rw' if writable else 'ro'}", str(self.folder))

    def fill(self) -> None:
        """Use up what is free."""
        with (self.folder / "ballast").open("ab", buffering=0) as file:
            for size in (65536, 4096, 1):
                try:
                    while file.write(b"x" * size) == size:
                        pass
                except OSError:
                    continue

    def relieve(self) -> None:
        """Give back what ``fill`` took."""
        (self.folder / "ballast").unlink()


@contextmanager
def mount_disk(folder: Path, size: str) -> Iterator[Disk]:
    """Mount an empty disk at a folder that does not exist yet; raise OSError where that is not allowed."""
    if os.geteuid() != 0:
        raise PermissionError("only root can mount a disk")
    folder.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield Disk(folder)
    finally:
        _run("umount", "--lazy", str(folder))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(done.stderr)
