"""Bytes to text: UTF-8 only; Vietnamese typed for the fonts before Unicode (TCVN3, VNI) is recognised and named."""

# Words of every official text, as the bytes of the old fonts read when they are taken for Latin letters.
_WORDS = {
    "TCVN3": ("thñ tôc", "hµnh chÝnh", "thùc hiÖn", "quyÕt ®þnh", "tr×nh tù", "hå s¬"),
    "VNI": ("thuû tuïc", "haønh chính", "thöïc hieän", "quyeát ñònh", "trình töï"),
}
_SAMPLE = 1 << 20


class WrongEncodingError(Exception):
    """Bytes or text that cannot be taken as Vietnamese in Unicode; the text says why and what to do."""


def decode(data: bytes | bytearray) -> str:
    """Return the text of UTF-8 bytes; raise WrongEncodingError with what they seem to be."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        check_encoding(bytes(data[:_SAMPLE]).decode("latin-1"))
        line = data.count(b"\n", 0, wrong.start) + 1
        raise WrongEncodingError(f"không phải UTF-8 (sai từ dòng {line}); hãy lưu lại với mã UTF-8") from None


def check_encoding(text: str) -> None:
    """Raise WrongEncodingError if a text is typed in an old encoding, whatever it was saved as."""
    lowered = text[:_SAMPLE].lower()
    for name, words in _WORDS.items():
        if any(word.lower() in lowered for word in words):
            raise WrongEncodingError(f"chữ gõ theo bảng mã cũ {name}; hãy chuyển sang Unicode (UTF-8) rồi nhập lại")
