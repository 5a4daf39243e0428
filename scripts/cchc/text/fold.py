"""Unicode form and diacritics of Vietnamese text; nothing about URLs (see slug) or order (see collate)."""

import unicodedata

# đ has no canonical decomposition, so stripping combining marks leaves it: it is mapped by hand.
_D_STROKE = str.maketrans({"đ": "d", "Đ": "d"})


def nfc(text: str) -> str:
    """Return the text in Unicode form NFC, the only form the content files may hold (TCVN 6909:2001)."""
    return unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Tell whether the text is already in Unicode form NFC."""
    return unicodedata.is_normalized("NFC", text)


def fold(text: str) -> str:
    """Return the text in lower case without diacritics: ``fold("Đăng ký") == "dang ky"``, for NFC and NFD alike."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D_STROKE))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare).casefold()
