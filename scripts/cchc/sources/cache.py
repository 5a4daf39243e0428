"""Parsed records kept between builds, by the hash of the file's bytes; a stale or broken cache is simply empty."""

import hashlib
import pickle
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

import cchc.model

RecordT = TypeVar("RecordT", bound=BaseModel)


class RecordCache:
    """A pickle file of records; only what the last build used is written back."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / f"records-{_model_version()}.pickle" if folder else None
        self._old = _load(self._file)
        self._used: dict[tuple[str, str], BaseModel] = {}

    def get(self, sha256: str, model: type[RecordT]) -> RecordT | None:
        """Return the record that was parsed from bytes of this hash, if it is known."""
        key = (model.__name__, sha256)
        # What this process parsed itself counts too: a preview reads the same root again and again.
        record = self._old.get(key) or self._used.get(key)
        if not isinstance(record, model):
            return None
        self._used[model.__name__, sha256] = record
        return record

    def put(self, sha256: str, record: BaseModel) -> None:
        """Remember a freshly parsed record."""
        self._used[type(record).__name__, sha256] = record

    def save(self) -> None:
        """Write the records of this build, if any of them is new or gone."""
        if self._file is None or self._used.keys() == self._old.keys():
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._file.with_suffix(".tmp")
        temporary.write_bytes(pickle.dumps(self._used, protocol=pickle.HIGHEST_PROTOCOL))
        temporary.replace(self._file)


def _load(file: Path | None) -> dict[tuple[str, str], BaseModel]:
    if file is None or not file.is_file():
        return {}
    try:
        # The file is our own, below the root's .cache; whoever can write there can change the templates too.
        loaded = pickle.loads(file.read_bytes())  # noqa: S301
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _model_version() -> str:
    """Hash the source of the model, so that a changed schema never meets old records."""
    folder = Path(cchc.model.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
