"""The files of items in backups: one pool beside the copies, and for each copy a list of what it needs of the pool.

Files never change, so each night's copy would hold the same bytes again. The list is there before its copy has a name:
whatever looks like a copy has all it needs, wherever a backup was killed. ``sha256sum -c`` reads the lists.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from cchc.feedback.durable import make_folder, write_whole
from cchc.feedback.records import Attachment
from cchc.feedback.shelf import Held, copy_whole, find, hold_against, is_sound

POOL = "tep-gui-kem"
"""Folder of the pool, beside the copies."""
TRIAL = ".thu-khoi-phuc-"
"""How the folders of rehearsals begin."""

_LIST = ".tep"
_ERASED = "# erased meanwhile: "
_IN_THE_MAKING = timedelta(days=1)


def pool_of(copy: Path) -> Path:
    """Return the folder in which the files of a copy lie."""
    return copy.parent / POOL


def take_files(folder: Path | None, copy: Path, rows: Sequence[Attachment]) -> list[str]:
    """Bring the files of these rows into the pool of a copy; return the stored names of those that are nowhere.

    What lies in the pool sound already is only touched.
    """
    pool, missing = pool_of(copy), []
    for row in rows:
        kept = pool / Path(row.stored_name).name
        if is_sound(kept, row):
            # Old enough it could be cleared away while this copy has no list yet.
            os.utime(kept)
        elif folder and (source := find(folder, row.stored_name)):
            make_folder(pool)
            copy_whole(source, kept)
        else:
            missing.append(row.stored_name)
    return missing


def restore_files(copy: Path, folder: Path, rows: Sequence[Attachment]) -> Held:
    """Bring the files of these rows from the pool of a copy back into their folder."""
    for row in rows:
        target = folder / Path(row.stored_name).name
        source = find(pool_of(copy), row.stored_name)
        if source and not is_sound(target, row):
            make_folder(folder)
            copy_whole(source, target)
    return hold_against(folder, _without_erased(copy, rows))


def examine_files(copy: Path, rows: Sequence[Attachment]) -> Held:
    """Hold the pool of a copy against its rows."""
    return hold_against(pool_of(copy), _without_erased(copy, rows))


def write_list(copy: Path, rows: Sequence[Attachment], erased: Sequence[str]) -> None:
    """Write what a copy needs of the pool, and what was erased while it was made; without rows there is no list."""
    if rows:
        lines = [f"{row.sha256}  {POOL}/{row.stored_name}\n" for row in rows if row.stored_name not in erased]
        write_whole(_list_of(copy), "".join([*lines, *(f"{_ERASED}{name}\n" for name in erased)]).encode())


def clear_away(folder: Path, now: datetime) -> int:
    """Remove what belongs to no copy: lists, files of the pool, remains of backups that died; return how many.

    What has changed within a day stays: a backup may be in the making.
    """
    before = (now - _IN_THE_MAKING).timestamp()
    remains = [place for place in _list_remains(folder, before) if place.lstat().st_mtime < before]
    for place in remains:
        _remove(place)
    return len(remains)


def _list_remains(folder: Path, before: float) -> Iterator[Path]:
    yield from folder.glob(".gop-y-*.bak.*")
    yield from folder.glob(f"{TRIAL}*")
    needed: set[str] = set()
    for entry in folder.glob(f"*{_LIST}"):
        if entry.with_name(entry.name.removesuffix(_LIST)).exists() or entry.stat().st_mtime >= before:
            needed.update(line.rpartition("/")[2] for line in entry.read_text(encoding="utf-8").splitlines())
        else:
            yield entry
    yield from (file for file in (folder / POOL).glob("*") if file.name not in needed)


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)


def _list_of(copy: Path) -> Path:
    return copy.with_name(copy.name + _LIST)


def _without_erased(copy: Path, rows: Sequence[Attachment]) -> list[Attachment]:
    try:
        lines = _list_of(copy).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return list(rows)
    erased = {line.removeprefix(_ERASED) for line in lines if line.startswith(_ERASED)}
    return [row for row in rows if row.stored_name not in erased]
