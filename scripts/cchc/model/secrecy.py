"""Marks of state secrecy: a text that carries one never goes online (Law 117/2025 on protecting state secrets)."""

import re

# The mark stands in capitals on a line of its own, or after the words "độ mật"; "bảo mật" in a sentence is no mark.
_ALONE = re.compile(r"\W*(TUYỆT MẬT|TỐI MẬT|MẬT)\W*")
_LABELLED = re.compile(r"\bđộ mật\s*:\s*((?:tuyệt |tối )?mật)\b", re.IGNORECASE)


def find_secret_marking(text: str) -> tuple[int, str] | None:
    """Return the line (from 1) and the words of the first secrecy mark, or None."""
    if "mật" not in text.casefold():
        return None
    for number, line in enumerate(text.splitlines(), 1):
        match = _ALONE.fullmatch(line) or _LABELLED.search(line)
        if match:
            return number, match[1]
    return None
