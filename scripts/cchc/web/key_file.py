"""Where the keys of the service lie: a file of one line a key, the newest first, or variables of the operator.

A line is the key; of one that no longer signs it also holds, behind a space, until when what it has signed is taken.
"""

import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from cchc.feedback.durable import make_folder, sync

OVERLAP = timedelta(hours=48)
"""How long an old key verifies: twice the age of the oldest form, so that a restart may come a day late."""


@dataclass(frozen=True)
class Key:
    """One key, and until when it is good; None has no end."""

    secret: SecretStr
    until: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        """Tell whether what this key has signed is taken."""
        return self.until is None or now < self.until


def key_file(root: Path) -> Path:
    """Return the file of the keys that are used where ``CCHC_SECRET`` is not set."""
    return root / "var" / "khoa-bi-mat"


def read_keys(root: Path, environ: Mapping[str, str]) -> tuple[Key, ...]:
    """Return the keys, the one that signs first; a missing file is made. Raise ValueError if the file is malformed.

    With ``CCHC_SECRET`` the file is not looked at; ``CCHC_SECRET_OLD`` (keys with commas) are good until taken away.
    """
    if given := environ.get("CCHC_SECRET"):
        older = (part.strip() for part in environ.get("CCHC_SECRET_OLD", "").split(",") if part.strip())
        return tuple(Key(SecretStr(text)) for text in (given, *older))
    path = key_file(root)
    if not path.exists():
        _make(path)
    return parse_keys(path.read_text(encoding="utf-8"))


def parse_keys(text: str) -> tuple[Key, ...]:
    """Return the keys of the text of a key file; raise ValueError, without any key in its words."""
    first, *older = text.splitlines() or [""]
    if not first.strip():
        raise ValueError("the key file is empty")
    try:
        return Key(SecretStr(first.strip())), *(_parse_older(line) for line in older if line.strip())
    except ValueError:
        raise ValueError("the key file has a line that is not 'key time'") from None


def rotate(path: Path, now: datetime, *, drop_older: bool = False) -> tuple[Key, ...]:
    """Put a fresh key before those of the file, let the former one end, drop those that have ended; return them all.

    The file is replaced at once or not at all. Raise FileNotFoundError, ValueError.
    """
    former, *older = parse_keys(path.read_text(encoding="utf-8"))
    kept = [Key(former.secret, now + OVERLAP), *(key for key in older if key.is_good(now))]
    keys = (Key(SecretStr(_draw())), *([] if drop_older else kept))
    draft = _write_draft(path, keys)
    try:
        draft.replace(path)
    except OSError:
        draft.unlink()
        raise
    sync(path.parent)
    return keys


def list_good(keys: Iterable[Key], now: datetime) -> tuple[str, ...]:
    """Return the keys that are good at a time, the one that signs first."""
    return tuple(key.secret.get_secret_value() for key in keys if key.is_good(now))


def _parse_older(line: str) -> Key:
    text, end = line.split()
    until = datetime.fromisoformat(end)
    if until.tzinfo is None:
        raise ValueError("no time zone")
    return Key(SecretStr(text), until)


def _make(path: Path) -> None:
    make_folder(path.parent)
    draft = _write_draft(path, (Key(SecretStr(_draw())),))
    try:
        # A link appears whole or not at all, and never replaces the key of a process that was quicker.
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    sync(path.parent)


def _write_draft(path: Path, keys: Iterable[Key]) -> Path:
    # A name of its own for each attempt: threads of one process start at once as well as processes do.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{_write(key)}\n" for key in keys)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _write(key: Key) -> str:
    text = key.secret.get_secret_value()
    return text if key.until is None else f"{text} {key.until.isoformat(timespec='seconds')}"


def _draw() -> str:
    return secrets.token_urlsafe(48)
