"""Vietnamese alphabetical order: letters first (a ă â b … d đ e ê …), then tones (bằng huyền hỏi ngã sắc nặng)."""

import unicodedata
from functools import lru_cache

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
# After NFD the letter's own mark (breve, circumflex, horn) and the tone are separate; only the former makes a letter.
_LETTER_MARKS = "\u0306\u0302\u031b"

CollationKey = tuple[tuple[int, ...], tuple[int, ...], str]


@lru_cache(maxsize=65536)
def collation_key(text: str) -> CollationKey:
    """Return the key that sorts as a Vietnamese dictionary does: letters, then tones, then the text itself."""
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text).lower():
        letter, tone = _split(char)
        letters.append(letter)
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def initial(text: str) -> str:
    """Return the letter under which an A–Z list files the text: ``Đ`` for "Đăng ký", ``#`` for digits and signs."""
    first = next((char for char in unicodedata.normalize("NFC", text) if char.isalnum()), "")
    letter = _without_tone(first).upper()
    return letter if letter.lower() in _ALPHABET and letter else "#"


def _split(char: str) -> tuple[int, int]:
    bare = _without_tone(char)
    tone = next((mark for mark in unicodedata.normalize("NFD", char) if mark in _TONES), "")
    if bare in _ALPHABET and bare:
        return 1000 + _ALPHABET.index(bare), _TONES.index(tone) + 1 if tone else 0
    # Signs and digits stand before letters, in code point order.
    return min(ord(char), 999), 0


def _without_tone(char: str) -> str:
    decomposed = unicodedata.normalize("NFD", char)
    kept = "".join(part for part in decomposed if not unicodedata.combining(part) or part in _LETTER_MARKS)
    return unicodedata.normalize("NFC", kept)
