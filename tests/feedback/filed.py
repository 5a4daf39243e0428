"""Items that come with files, as the service stores them: the file waits, the row is durable, the file moves up."""

import hashlib
from datetime import date
from itertools import count
from pathlib import Path

from cchc.feedback.records import Attachment
from cchc.feedback.shelf import move_up, name_file, put
from cchc.feedback.store import Store
from feedback.samples import make_new

DAY = date(2026, 11, 22)
_SOON = 10
_numbers = count(1)


def make_file(folder: Path, data: bytes = b"") -> Attachment:
    """Put a file on the shelf, where it waits for its item."""
    number = next(_numbers)
    data = data or f"%PDF-1.7\n% {number}\n".encode()
    digest = hashlib.sha256(data).hexdigest()
    secret = hashlib.sha256(f"{number}".encode()).hexdigest()
    stored_name = name_file(secret, ".pdf", DAY)
    put(folder, stored_name, data)
    return Attachment(secret[32:], f"Đơn {number}.pdf", "application/pdf", len(data), digest, stored_name)


def receive(store: Store, folder: Path, files: int = 1) -> tuple[str, tuple[Attachment, ...]]:
    """Let an item with files come in; return its reference and them."""
    rows = tuple(make_file(folder) for _ in range(files))
    reference = store.add(make_new(attachments=rows)).result(_SOON).item.reference
    move_up(folder, [row.stored_name for row in rows])
    return reference, rows
