"""The second path: what the store cannot take now lies in a folder, durable, until it can. It knows no SQL.

A batch is one file that appears whole or not at all. Its name holds the hash of its content, so damage is noticed.
"""

import fcntl
import hashlib
import logging
import os
import secrets
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from pydantic import TypeAdapter, ValidationError

from cchc.feedback.durable import make_folder, sync, write_whole
from cchc.feedback.steps import Step, Watcher, nobody
from cchc.feedback.store import Added, Counted, NewAnswer, NewItem, StoreBusy, make_stored
from cchc.model.feedback import StoredItem

log = logging.getLogger(__name__)

SET_ASIDE = "can-xem"
"""Folder below the spool for what no store takes; a person must look at it."""

_DRAFT = ".draft-"
_BATCH: TypeAdapter[tuple[NewItem | NewAnswer, ...]] = TypeAdapter(tuple[NewItem | NewAnswer, ...])


@dataclass(frozen=True)
class _Entry:
    item: StoredItem | None
    key: str
    secret_hash: str
    words: bytes


class Spool:
    """A folder of batches. One thread of a process writes; several processes may share the folder.

    ``limit`` bounds the items that wait. Of each only what a list may show stays in memory.
    """

    def __init__(self, folder: Path, *, limit: int = 5000, watcher: Watcher = nobody) -> None:
        self._folder = folder
        self._limit = limit
        self._watcher = watcher
        self._lock = Lock()
        self._files: dict[str, tuple[_Entry, ...]] = {}
        self._by_key: defaultdict[str, list[_Entry]] = defaultdict(list)

    def refresh(self) -> None:
        """Learn which batches other processes, or an earlier life of this one, have put down or taken away."""
        names = set(_list_batches(self._folder))
        for name in self._files.keys() - names:
            self._forget(name)
        for name in names - self._files.keys():
            if items := self.read(name):
                self._learn(name, items)

    def sweep(self) -> None:
        """Remove the drafts of processes that died: nobody was told that they are kept."""
        for draft in self._folder.glob(f"{_DRAFT}*"):
            with suppress(FileNotFoundError, BlockingIOError), draft.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                draft.unlink()

    def names(self) -> Sequence[str]:
        """Return the names of the known batches, oldest first."""
        with self._lock:
            return sorted(self._files)

    def count(self) -> int:
        """Return how many items wait."""
        with self._lock:
            return sum(map(len, self._files.values()))

    def find(self, new: NewItem | NewAnswer) -> Added | Counted | None:
        """Return what waits with the same key, if there is one."""
        with self._lock:
            entries = tuple(self._by_key.get(new.key, ()))
        words = _hash_words(new)
        # Processes that share the folder may each have taken other words of one form.
        match = next((entry for entry in entries if entry.words == words), entries[0] if entries else None)
        if match is None:
            return None
        same = match.words == words
        return Added(match.item, created=False, same=same) if match.item else Counted(created=False, same=same)

    def find_guarded(self, reference: str, secret_hash: str) -> StoredItem | None:
        """Return a waiting item if the secret part is right."""
        with self._lock:
            entries = [entry for entries in self._files.values() for entry in entries]
        found = (
            entry.item
            for entry in entries
            if entry.item and entry.item.reference == reference and entry.secret_hash == secret_hash
        )
        return next(found, None)

    def put(self, batch: Sequence[NewItem | NewAnswer]) -> None:
        """Make the batch durable; raise StoreBusy if too many items wait, OSError if the disk does not take it."""
        if self.count() + len(batch) > self._limit:
            raise StoreBusy(f"{self._limit} items wait in the spool")
        content = _BATCH.dump_json(tuple(batch))
        # The time only sorts; a clock that was set back changes nothing but the order.
        name = f"{time.time_ns():020d}-{_hash(content)}.json"
        make_folder(self._folder)
        _write_whole(self._folder / name, content, self._watcher)
        self._learn(name, batch)
        self._watcher(Step.SPOOLED)

    def read(self, name: str) -> Sequence[NewItem | NewAnswer]:
        """Return the items of a batch; nothing if it was taken away meanwhile. A damaged one is set aside."""
        path = self._folder / name
        try:
            content = path.read_bytes()
            if _hash(content) == path.stem.rpartition("-")[2]:
                return _BATCH.validate_json(content)
        except FileNotFoundError:
            return ()
        except ValidationError as error:
            log.error("%s holds what the present rules refuse: %d mistakes", name, error.error_count())
        make_folder(self._folder / SET_ASIDE)
        path.replace(self._folder / SET_ASIDE / name)
        sync(self._folder / SET_ASIDE)
        sync(self._folder)
        log.error("%s was set aside; see cchc doctor", name)
        return ()

    def remove(self, name: str) -> None:
        """Forget a batch whose items are durable elsewhere."""
        (self._folder / name).unlink(missing_ok=True)
        sync(self._folder)
        self._forget(name)

    def set_aside(self, new: NewItem | NewAnswer) -> None:
        """Keep an item that no store takes where a person will find it."""
        content = _BATCH.dump_json((new,))
        make_folder(self._folder / SET_ASIDE)
        write_whole(self._folder / SET_ASIDE / f"{_hash(content)}.json", content)
        log.error("An item was set aside; see cchc doctor")

    def _learn(self, name: str, items: Sequence[NewItem | NewAnswer]) -> None:
        entries = tuple(map(_make_entry, items))
        with self._lock:
            self._files[name] = entries
            for entry in entries:
                self._by_key[entry.key].append(entry)

    def _forget(self, name: str) -> None:
        with self._lock:
            for entry in self._files.pop(name, ()):
                self._by_key[entry.key].remove(entry)
                if not self._by_key[entry.key]:
                    del self._by_key[entry.key]


def count_batches(folder: Path) -> int:
    """Return how many batches wait in a folder, without opening or changing anything."""
    return len(_list_batches(folder))


def count_set_aside(folder: Path) -> int:
    """Return how many files a person must look at."""
    return len(_list_batches(folder / SET_ASIDE))


def _list_batches(folder: Path) -> list[str]:
    try:
        return [file.name for file in folder.iterdir() if file.suffix == ".json"]
    except FileNotFoundError:
        return []


def _make_entry(new: NewItem | NewAnswer) -> _Entry:
    if isinstance(new, NewAnswer):
        return _Entry(None, new.key, "", _hash_words(new))
    return _Entry(make_stored(new), new.key, new.secret_hash, _hash_words(new))


def _hash_words(new: NewItem | NewAnswer) -> bytes:
    words = new.submission if isinstance(new, NewItem) else new.answer
    return hashlib.sha256(words.model_dump_json().encode()).digest()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_whole(path: Path, content: bytes, watcher: Watcher) -> None:
    draft = path.with_name(f"{_DRAFT}{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            # The lock ends with the process: so a draft without one is rubbish.
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(content)
            file.flush()
            watcher(Step.SPOOL_DRAFTED)
            os.fsync(file.fileno())
            watcher(Step.SPOOL_SYNCED)
            draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
    watcher(Step.SPOOL_NAMED)
    sync(path.parent)
