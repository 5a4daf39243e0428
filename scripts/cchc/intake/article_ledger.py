"""Which articles have come in: one line each with the hash of what was in them, so that none comes in twice."""

import hashlib
import json
from pathlib import Path

from cchc.importers.article import Article

LEDGER = "tthc/danh-muc/nguon/bai-viet.jsonl"
"""Where a root keeps the list; it holds no sender and no name of a file."""


def hash_article(article: Article) -> str:
    """Return the hash of an article's words and pictures: the same article in another envelope has the same."""
    digest = hashlib.sha256()
    for part in (article.tieu_de, article.noi_dung):
        digest.update(" ".join(part.split()).encode() + b"\0")
    for photo in article.photos:
        digest.update(hashlib.sha256(photo.data).digest())
    return digest.hexdigest()


def find_draft(root: Path, sha256: str) -> str | None:
    """Return the identity of the draft that was made of an article, None if it never came in."""
    for line in _text(root).splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            # A damaged line at worst lets an article in twice, which its editor sees; it stops no one's work.
            continue
        if isinstance(entry, dict) and entry.get("sha256") == sha256:
            return str(entry.get("dinh_danh", ""))
    return None


def add_entry(root: Path, sha256: str, dinh_danh: str) -> str:
    """Return the text of the list with one more entry."""
    return _text(root) + json.dumps({"sha256": sha256, "dinh_danh": dinh_danh}) + "\n"


def _text(root: Path) -> str:
    file = root / LEDGER
    return file.read_text(encoding="utf-8") if file.is_file() else ""
