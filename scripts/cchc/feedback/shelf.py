"""The folder of files that come with items: written whole, moved up with their item, removed, swept, held against rows.

A file waits in a folder of its own until its item is durable, then it moves up. So whatever lies above once had a row,
and what no row names any more was erased. Erasing goes the row first, the file after it: a file that went first would
be gone for good if the row then could not be erased (the store locked, another process writing), and what was
acknowledged must not lose a part. Death between the two leaves a file without a row; the sweep, at the start of the
service and every quarter of an hour, takes it away.
"""

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from cchc.feedback.durable import make_folder, sync, write_whole
from cchc.feedback.records import Attachment

WAITING = "cho-gui"
"""Folder below the shelf for what has been chosen in a form and belongs to no item yet."""

_WAITS = timedelta(days=1)
_OURS = re.compile(r"\d{8}-[0-9a-f]{32}\.(pdf|jpg|png|docx)")
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Held:
    """Files held against the rows that name them: how many are sound, and the stored names of the others."""

    sound: int = 0
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


def name_file(secret: str, suffix: str, day: date) -> str:
    """Return the stored name of a file: its day, for the day's quota, and what nobody can guess."""
    return f"{day:%Y%m%d}-{secret[:32]}{suffix}"


def put(folder: Path, name: str, data: bytes) -> None:
    """Let a file wait, durably, for its item; one that is there already stays as it is, and waits anew."""
    waiting = folder / WAITING
    make_folder(folder)
    make_folder(waiting)
    if kept := find(folder, name):
        os.utime(kept)
        return
    write_whole(waiting / name, data)


def find(folder: Path, name: str) -> Path | None:
    """Return where a file lies, above or waiting, or None; a name that leads elsewhere is none."""
    if Path(name).name != name:
        return None
    return next((place for place in (folder / name, folder / WAITING / name) if place.is_file()), None)


def move_up(folder: Path, names: Iterable[str]) -> None:
    """Move files up whose item is durable; those that have moved before stay."""
    moved = False
    for name in names:
        with suppress(FileNotFoundError):
            (folder / WAITING / Path(name).name).replace(folder / Path(name).name)
            moved = True
    if moved:
        sync(folder)


def drop(folder: Path, name: str) -> None:
    """Remove a file that its sender does not want to send after all; one of an item stays."""
    (folder / WAITING / Path(name).name).unlink(missing_ok=True)


def remove(folder: Path | None, names: Iterable[str]) -> None:
    """Remove files whose item was erased; one that is gone already is fine."""
    for name in names:
        if folder is not None:
            (folder / Path(name).name).unlink(missing_ok=True)
            drop(folder, name)


def count_bytes(folder: Path, day: date) -> int:
    """Return how many bytes of the files of a day lie here, waiting ones included."""
    return sum(file.stat().st_size for place in (folder, folder / WAITING) for file in place.glob(f"{day:%Y%m%d}-*"))


def sweep(folder: Path, list_wanted: Callable[[], Collection[str] | None], now: datetime) -> int:
    """Remove what was erased, and what has waited for a day without an item; return how many.

    The folder is read before the rows: an item that comes in meanwhile is then among the rows, and its file stays.
    Nothing happens where ``list_wanted`` returns None: not all rows are known.
    """
    above, waiting = list_files(folder), [file for file in _list(folder / WAITING) if file.is_file()]
    names = list_wanted()
    if names is None:
        return 0
    wanted = set(names)
    move_up(folder, [file.name for file in waiting if file.name in wanted])
    before = (now - _WAITS).timestamp()
    stale = [file for file in above if file.name not in wanted]
    stale += [file for file in waiting if file.name not in wanted and _changed(file) < before]
    for file in stale:
        file.unlink(missing_ok=True)
    return len(stale)


def list_files(folder: Path) -> list[Path]:
    """Return the files above that have a name of ours."""
    return [file for file in _list(folder) if _OURS.fullmatch(file.name) and file.is_file()]


def list_foreign(folder: Path, list_rows: Callable[[], Iterable[Attachment]]) -> list[str]:
    """Return the names of what lies above and belongs to no row; as in ``sweep`` the folder is read first."""
    names = [place.name for place in _list(folder)]
    known = {row.stored_name for row in list_rows()} | {WAITING}
    return [name for name in names if name not in known]


def hold_against(folder: Path, rows: Iterable[Attachment]) -> Held:
    """Hold the files of a folder against rows: each is there, with the size and the hash that its row tells."""
    missing, damaged, sound = [], [], 0
    for row in rows:
        file = find(folder, row.stored_name)
        if file is None:
            missing.append(row.stored_name)
        elif not is_sound(file, row):
            damaged.append(row.stored_name)
        else:
            sound += 1
    return Held(sound, tuple(missing), tuple(damaged))


def is_sound(file: Path, row: Attachment) -> bool:
    """Tell whether a file is what its row says."""
    try:
        if file.stat().st_size != row.size:
            return False
        digest = hashlib.sha256()
        for piece in _read(file):
            digest.update(piece)
    except OSError:
        return False
    return digest.hexdigest() == row.sha256


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file, of which the largest has some megabytes, so that the copy appears whole and durable."""
    write_whole(target, source.read_bytes())


def _read(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            yield piece


def _list(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
