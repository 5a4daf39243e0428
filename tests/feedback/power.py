"""What a power cut could take: the calls of a real process, read from strace, against the strictest file system.

Such a system keeps a name only after its folder was synced, and bytes only after their file was synced.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

KEPT = "kept"
"""What the process prints when somebody may rely on what it has written."""

_OPENS = ("open", "openat", "creat")
_TAKES = ("write", "pwrite64", "writev", "ftruncate", "fallocate")
_SYNCS = ("fsync", "fdatasync")
_MAKES = ("mkdir", "mkdirat")
_MOVES = ("rename", "renameat", "renameat2", "link", "linkat")
_REMOVES = ("unlink", "unlinkat", "rmdir")
_UNFINISHED = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_PLACE = re.compile(r'(?:(?:\d+|AT_FDCWD)(?:<([^>]*)>)?, )?"((?:[^"\\]|\\.)*)"')
_DESCRIPTOR = re.compile(r"^\d+<([^>]*)>(?!\()")


def can_trace() -> bool:
    """Tell whether strace is here and may watch a process."""
    found = shutil.which("strace")
    return found is not None and subprocess.run([found, "-o", "/dev/null", "true"], check=False).returncode == 0


def list_takeable(folder: Path, *python: str) -> list[list[str]]:
    """Run Python; return for each time it printed ``kept`` what below the empty folder a power cut could take then."""
    trace = folder.with_name(f"{folder.name}.strace")
    wanted = ",".join((*_OPENS, *_TAKES, *_SYNCS, *_MAKES, *_MOVES, *_REMOVES))
    command = ["strace", "-f", "-y", "-qq", "-s", "256", "-e", f"trace={wanted}", "-o", str(trace)]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([*command, sys.executable, *python], env=environ, check=True, stdout=subprocess.PIPE)
    disk, moments = _Disk(folder), list[list[str]]()
    for call, words, outcome in _read(trace):
        if call == "write" and words.startswith("1<") and KEPT in words:
            moments.append(disk.takeable())
        elif outcome >= 0:
            disk.note(call, words)
    return moments


def _read(trace: Path) -> Iterator[tuple[str, str, int]]:
    begun: dict[str, str] = {}
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        if started := _UNFINISHED.match(line):
            begun[started[1]] = started[2]
            continue
        ended = _RESUMED.match(line)
        call = _CALL.match(f"{ended[1]} {begun.pop(ended[1], '')}{ended[2]}" if ended else line)
        if call:
            yield call[1], call[2], int(call[3])


class _Disk:
    """Names and bytes that are not on the disk yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._there: set[Path] = set()
        self._names: set[Path] = set()
        self._bytes: set[Path] = set()
        self._filled: set[Path] = set()

    def takeable(self) -> list[str]:
        """Return what a power cut could take now."""
        found = [("name", path) for path in self._names] + [("bytes", path) for path in self._bytes]
        return sorted(f"{sort} {path.relative_to(self._folder)}" for sort, path in found if self._is_dear(path))

    def _is_dear(self, path: Path) -> bool:
        # SQLite makes the index of its log anew, and a log that is still empty holds nothing.
        return not path.name.endswith("-shm") and (not path.name.endswith("-wal") or path in self._filled)

    def note(self, call: str, words: str) -> None:
        """Take one call into account."""
        places = [Path(start or "/", name) for start, name in _PLACE.findall(words)]
        open_file = _DESCRIPTOR.match(words)
        if call in _SYNCS and open_file:
            self._sync(Path(open_file[1]))
        elif call in _TAKES and open_file and self._is_ours(Path(open_file[1])):
            self._bytes.add(Path(open_file[1]))
            self._filled.add(Path(open_file[1]))
        elif places and self._is_ours(places[-1]):
            self._note_names(call, words, places)

    def _is_ours(self, path: Path) -> bool:
        return path.is_relative_to(self._folder)

    def _note_names(self, call: str, words: str, places: list[Path]) -> None:
        if call in _MAKES or (call in _OPENS and "O_CREAT" in words):
            self._make(places[0])
        if call in _OPENS and "O_TRUNC" in words:
            self._bytes.add(places[0])
        if call in _MOVES:
            self._make(places[-1], anew=True)
            if places[0] in self._bytes:
                self._bytes.add(places[-1])
        if call in _REMOVES or call.startswith("rename"):
            for known in (self._there, self._names, self._bytes, self._filled):
                known.discard(places[0])

    def _make(self, path: Path, *, anew: bool = False) -> None:
        if anew or path not in self._there:
            self._names.add(path)
        self._there.add(path)

    def _sync(self, path: Path) -> None:
        self._bytes.discard(path)
        self._names = {name for name in self._names if name.parent != path}
