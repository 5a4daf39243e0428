"""Several content files written together or not at all, and taken back as long as nobody has edited them since."""

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

FOLDER = ".cache/cchc/hoan-tac"
"""Where a root keeps what it needs to take a change back."""


class CannotUndoError(Exception):
    """The change cannot be taken back; the text says why, in Vietnamese."""


def write_together(root: Path, files: Mapping[str, str | bytes], *, name: str) -> None:
    """Write files (texts or bytes by path from the root), all or none.

    ``undo_together`` with the same name takes them back: what stood there before is kept first, so that even a crash in
    the middle can be taken back.
    """
    old = {path: (root / path).read_bytes() if (root / path).is_file() else None for path in files}
    journal = _journal(root, name)
    journal.parent.mkdir(parents=True, exist_ok=True)
    entries = {
        path: {"cu": None if data is None else base64.b64encode(data).decode(), "moi": _hash(_bytes(files[path]))}
        for path, data in old.items()
    }
    _write(journal, json.dumps(entries, ensure_ascii=False, indent=1).encode())
    try:
        for path, content in files.items():
            _write(root / path, _bytes(content))
    except OSError:
        for path, data in old.items():
            _restore(root / path, data)
            _remove_empty((root / path).parent, root)
        journal.unlink()
        raise


def undo_together(root: Path, *, name: str) -> tuple[str, ...]:
    """Put back what stood before and return the paths; raise CannotUndoError if a file was edited since."""
    journal = _journal(root, name)
    if not journal.is_file():
        raise CannotUndoError("không có thay đổi nào để hoàn tác; có thể đã hoàn tác rồi, hoặc làm ở máy khác")
    entries = json.loads(journal.read_text(encoding="utf-8"))
    old = {path: None if entry["cu"] is None else base64.b64decode(entry["cu"]) for path, entry in entries.items()}
    edited = [path for path, entry in entries.items() if not _is_either(root / path, entry["moi"], old[path])]
    if edited:
        raise CannotUndoError(f"đã có người sửa {', '.join(edited)} sau đó; hãy tự sửa lại các tệp này")
    for path, data in old.items():
        _restore(root / path, data)
        _remove_empty((root / path).parent, root)
    journal.unlink()
    return tuple(old)


def _journal(root: Path, name: str) -> Path:
    return root / FOLDER / f"{name}.json"


def _is_either(file: Path, new: str, old: bytes | None) -> bool:
    if not file.is_file():
        return old is None
    data = file.read_bytes()
    return data == old or _hash(data) == new


def _restore(file: Path, data: bytes | None) -> None:
    if data is None:
        # A file may stand where its folder should be: then there is nothing to remove.
        if file.exists():
            file.unlink()
    else:
        _write(file, data)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.write_bytes(data)
    temporary.replace(file)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
