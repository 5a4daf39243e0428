"""Vietnamese typed for fonts before Unicode, TCVN3 (ABC, ``.VnTime``) and VNI Windows, turned into Unicode NFC.

Both encodings put Vietnamese letters on the places of Western ones; only the font tells which is meant, or, where there
is no font, how many of the words become Vietnamese syllables.
"""

import re
from enum import StrEnum
from itertools import product

from cchc.text import nfc
from cchc.text.syllables import share_of_syllables


class BangMa(StrEnum):
    """The old encodings that are read here."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI Windows"


class UnsureError(Exception):
    """Text that looks typed for an old font, but not surely for which; the text says what to do, in Vietnamese."""


# TCVN 5712:1993, set VN3: the code of each letter; capitals with a tone exist only in fonts of capitals.
_TCVN3 = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_CP1252 = {
    chr(code): bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in b"\x81\x8d\x8f\x90\x9d"
}

TCVN3_LETTERS = {
    chr(first + offset): letter
    for first, letters in sorted(_TCVN3.items())
    # 0xCD, 0xD9–0xDB, 0xE0, 0xF0 are holes, because letters of Western fonts stood there that Word would change.
    for offset, letter in enumerate(letters)
}
"""Each letter of TCVN3 by the Western sign in its place."""

# Word turns the soft hyphen, the place of "ư", into a minus sign when it is copied through other programs.
_TCVN3_SIGNS = TCVN3_LETTERS | {"\u2212": "ư"}

_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0323\u0306",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0323\u0302",
}  # fmt: skip
_VNI_SINGLES = {"ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ"}
_TONES, _BREVES, _HATS = "ùøûõï", "êéèúüë", "âáàåãä"
_VNI_BASES = {"a": _TONES + _BREVES + _HATS, "e": _TONES + _HATS, "o": _TONES + _HATS, "u": _TONES, "y": _TONES}
_VNI_BASES |= {"ô": _TONES, "ö": _TONES}


def _vni_pairs() -> dict[str, str]:
    pairs = dict(_VNI_SINGLES)
    for base, marks in _VNI_BASES.items():
        for mark in marks:
            pairs[base + mark] = nfc(_VNI_SINGLES.get(base, base) + _VNI_MARKS[mark])
    # The case of the base decides; keyboards also put a small mark after a capital.
    for sign, letter in list(pairs.items()):
        for spelling in map("".join, product(*((char, char.upper()) for char in sign))):
            pairs[spelling] = letter.upper() if spelling[0].isupper() else letter
    return pairs


VNI_LETTERS = _vni_pairs()
"""Each letter of VNI Windows by the one or two Western signs that stand for it."""

_VNI = re.compile("|".join(sorted(VNI_LETTERS, key=len, reverse=True)))
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_SURE, _FEW_WORDS = 0.85, 3


def find_bang_ma(font: str) -> BangMa | None:
    """Return the encoding for which a font was made, by its name: ``.VnTime``, ``.VnArialH``, ``VNI-Times``."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return BangMa.TCVN3
    return BangMa.VNI if name.startswith("vni-") else None


def decode_run(text: str, font: str) -> str:
    """Return the text of one run in an old font as Unicode; text that is Unicode already stays.

    Raise UnsureError if it holds both. The capitals of ``.VnTimeH`` and its like are drawn by the font.
    """
    bang_ma = find_bang_ma(font)
    text = "".join(_from_symbol(char) for char in text)
    if bang_ma is None or text.isascii():
        return text.upper() if bang_ma and _is_capitals(font) else text
    if _UNICODE_ONLY.search(text):
        if share_of_syllables(text)[0] >= _SURE:
            return nfc(text)
        raise UnsureError(_UNSURE.format(font=font))
    decoded = decode(text, bang_ma)
    return decoded.upper() if _is_capitals(font) else decoded


_UNSURE = (
    "phông chữ cũ “{font}” lẫn với chữ Unicode trong cùng một đoạn nên không chắc đọc đúng; "
    "hãy chuyển cả bài sang Unicode (Times New Roman) rồi nhập lại"
)


def decode(text: str, bang_ma: BangMa) -> str:
    """Return text of an old encoding, read as Western letters, in Unicode NFC."""
    if bang_ma is BangMa.TCVN3:
        return nfc("".join(_TCVN3_SIGNS.get(char, char) for char in text))
    return nfc(_VNI.sub(lambda match: VNI_LETTERS[match[0]], text))


def guess(text: str, *, is_unicode: bool = True) -> BangMa | None:
    """Return the old encoding of a text without fonts, None if it is right as it is.

    Raise UnsureError if no reading makes it Vietnamese; text that was saved as Unicode may be another language.
    """
    share, count = share_of_syllables(text)
    shares = {bang_ma: share_of_syllables(decode(text, bang_ma)) for bang_ma in BangMa}
    best = max(shares, key=lambda bang_ma: shares[bang_ma][0])
    if share >= _SURE or (count < _FEW_WORDS and not _is_legacy_word(text, shares[best])):
        return None
    if shares[best][0] >= _SURE and shares[best][1]:
        return best
    if is_unicode and share >= max(found for found, _ in shares.values()):
        return None
    raise UnsureError("chữ có vẻ gõ theo bảng mã cũ nhưng không rõ bảng nào; hãy chuyển sang Unicode rồi nhập lại")


def decode_bytes(data: bytes) -> tuple[str, BangMa | None]:
    """Return the text of a plain text file with the old encoding that it was typed in; raise UnsureError."""
    text, is_unicode = _read(data)
    bang_ma = guess(text, is_unicode=is_unicode)
    return (decode(text, bang_ma) if bang_ma else nfc(text)), bang_ma


def _read(data: bytes) -> tuple[str, bool]:
    """Return the text with whether it was saved as Unicode."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), True
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        western = "".join(_CP1252.get(char, char) for char in data.decode("latin-1"))
    windows = nfc(data.decode("cp1258", errors="replace"))
    return (windows, True) if _is_better(windows, western) else (western, False)


def _is_better(windows: str, western: str) -> bool:
    """Tell whether bytes make Vietnamese of the code page 1258 and of no older encoding."""
    share = share_of_syllables(windows)[0]
    return share >= _SURE and all(share > share_of_syllables(decode(western, bang_ma))[0] for bang_ma in BangMa)


def _is_legacy_word(text: str, found: tuple[float, int]) -> bool:
    return found[0] == 1.0 and found[1] > 0 and len(text.split()) <= _FEW_WORDS


def _is_capitals(font: str) -> bool:
    return find_bang_ma(font) is BangMa.TCVN3 and font.strip().endswith("H")


def _from_symbol(char: str) -> str:
    """Word keeps signs of fonts marked as symbols in the private-use area."""
    return chr(ord(char) - 0xF000) if "\uf020" <= char <= "\uf0ff" else char
