"""What the last import brought, one hash a field: tells the source's changes from an editor's at the next one.

It is content (kept under ``tthc/``, reviewed and versioned with the records), not a cache: without it a local edit
looks like a change of the source.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

from cchc.model.thu_tuc import ThuTuc

LEDGER = "tthc/danh-muc/nguon/dvcqg.jsonl"

Hashes: TypeAlias = Mapping[str, str]
"""The hash of each field that the source has ever filled; "" for one that it has emptied since."""

Ledger: TypeAlias = Mapping[str, Hashes]
"""The hashes of each procedure by its code."""


class BrokenLedgerError(Exception):
    """The ledger cannot be read; the text says where, in Vietnamese."""


def hash_fields(thu_tuc: ThuTuc) -> dict[str, str]:
    """Return a short hash of each field that is not empty."""
    return {name: _hash(value) for name, value in dump(thu_tuc).items()}


def dump(thu_tuc: ThuTuc) -> dict[str, Any]:
    """Return the fields that are not empty as plain JSON values."""
    return thu_tuc.model_dump(mode="json", exclude_defaults=True, exclude={"ma"})


def read_ledger(root: Path) -> Ledger:
    """Read the ledger of a root; empty if there is none. Raise BrokenLedgerError if a line is damaged."""
    file = root / LEDGER
    if not file.is_file():
        return {}
    ledger: dict[str, Hashes] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            entry = json.loads(line)
            ledger[str(entry["ma"])] = {str(name): str(value) for name, value in entry["truong"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BrokenLedgerError(
                f"{LEDGER}:{number}: dòng hỏng; hãy khôi phục tệp từ kho mã nguồn rồi nhập lại"
            ) from None
    return ledger


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Write the ledger, whole or not at all, and only if it changed."""
    file = root / LEDGER
    data = "".join(
        json.dumps({"ma": ma, "truong": dict(sorted(ledger[ma].items()))}, separators=(",", ":")) + "\n"
        for ma in sorted(ledger)
    ).encode()
    if file.is_file() and file.read_bytes() == data:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".tmp")
    temporary.write_bytes(data)
    temporary.replace(file)


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
