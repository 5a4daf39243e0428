"""Marks of state secrecy: a text that carries one never goes online (Law 117/2025 on protecting state secrets)."""

import re

# The mark is printed in capitals on a line of its own, or after the words "độ mật".
_MARK = re.compile(
    r"^[\W_]*(?:TUYỆT MẬT|TỐI MẬT|MẬT)[\W_]*$|\b[Đđ]ộ mật\s*:\s*(?:tuyệt mật|tối mật|mật)\b",
    re.MULTILINE | re.IGNORECASE,
)
_CAPITALS = re.compile(r"TUYỆT MẬT|TỐI MẬT|MẬT|[Đđ]ộ mật|ĐỘ MẬT")


def find_secret_marking(text: str) -> tuple[int, str] | None:
    """Return the line (from 1) and the words of the first secrecy mark, or None."""
    for match in _MARK.finditer(text):
        words = match.group().strip()
        if _CAPITALS.search(words):
            return text.count("\n", 0, match.start()) + 1, words.strip(" *_#>-")
    return None
