"""Text typed for fonts before Unicode: every syllable of Vietnamese survives, and what is unsure is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.importers.legacy_fonts import (
    TCVN3_LETTERS,
    VNI_LETTERS,
    BangMa,
    UnsureError,
    decode,
    decode_bytes,
    decode_run,
    find_bang_ma,
    guess,
)
from cchc.text import is_nfc, nfc
from cchc.text.syllables import ONSETS, RIMES, TONES, is_syllable

pytestmark = pytest.mark.slow

# How a keyboard of those days wrote each letter: the first spelling of a letter, capitals after small letters.
TO_TCVN3 = {letter: sign for sign, letter in TCVN3_LETTERS.items()}
TO_VNI = {letter: sign for sign, letter in reversed(VNI_LETTERS.items()) if sign.islower() or sign.isupper()}

MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"
MOTTO_TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"
MOTTO_VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc"


def mark(rime: str, tone: str) -> str:
    """Put a tone on the vowel of a rime that carries it; which one does not matter to a font."""
    vowels = [at for at, char in enumerate(rime) if unicodedata.normalize("NFD", char)[0] in "aeiouy"]
    at = next((at for at in vowels if rime[at] in "ăâêôơư"), vowels[-1 if len(vowels) > 2 else 0])
    return nfc(rime[: at + 1] + tone + rime[at + 1 :])


SYLLABLES = [onset + mark(rime, tone) for onset in ("", *ONSETS) for rime in RIMES for tone in TONES]


def encode(text: str, letters: dict[str, str]) -> str:
    """Write text as it stood in an old document."""
    return "".join(letters.get(char, char) for char in text)


def test_every_syllable_survives_tcvn3() -> None:
    """Onset, rime and tone in every combination, written in TCVN3 and read back."""
    words = " ".join(SYLLABLES)
    assert len(SYLLABLES) > 20_000
    assert decode(encode(words, TO_TCVN3), BangMa.TCVN3) == words


@pytest.mark.parametrize("case", [str.lower, str.capitalize, str.upper])
def test_every_syllable_survives_vni(case: type[str]) -> None:
    """The same in VNI, which also has capitals with tones."""
    words = " ".join(map(case, SYLLABLES))
    assert decode(encode(words, TO_VNI), BangMa.VNI) == words


def test_all_letters_are_in_the_tables() -> None:
    """67 small letters beyond ASCII; TCVN3 has the seven capitals without tone, VNI all capitals."""
    small = {nfc(base + tone) for base in "aăâeêioôơuưy" for tone in TONES} | {"đ"}
    small = {letter for letter in small if not letter.isascii()}
    assert len(small) == 67
    assert small | set("ĂÂÊÔƠƯĐ") == set(TCVN3_LETTERS.values())
    assert small | {letter.upper() for letter in small} == set(VNI_LETTERS.values())


@pytest.mark.parametrize(("text", "bang_ma"), [(MOTTO_TCVN3, BangMa.TCVN3), (MOTTO_VNI, BangMa.VNI)])
def test_known_sentences_are_read(text: str, bang_ma: BangMa) -> None:
    """The national motto as it stands in countless old documents."""
    assert decode(text, bang_ma) == MOTTO
    assert guess(text) is bang_ma


@pytest.mark.parametrize(
    ("font", "bang_ma"),
    [
        (".VnTime", BangMa.TCVN3),
        (".VnArialH", BangMa.TCVN3),
        ("VNI-Times", BangMa.VNI),
        ("vni-helve", BangMa.VNI),
        ("Times New Roman", None),
        ("", None),
    ],
)
def test_fonts_are_known_by_name(font: str, bang_ma: BangMa | None) -> None:
    """The name of the font tells the encoding."""
    assert find_bang_ma(font) is bang_ma


def test_fonts_of_capitals_draw_capitals() -> None:
    """What stands as small letters in .VnTimeH was read as capitals; in .VnTime it was not."""
    assert decode_run("thñ tôc", ".VnTimeH") == "THỦ TỤC"
    assert decode_run("thñ tôc", ".VnTime") == "thủ tục"


def test_signs_of_symbol_fonts_and_the_lost_hyphen_are_read() -> None:
    """Word moves letters to its private area, and turns the place of "ư" into a minus sign."""
    assert decode_run("\uf0b5", ".VnTime") == "à"
    assert decode_run("tr\u2212êng", ".VnTime") == "trường"


def test_unicode_in_an_old_font_stays() -> None:
    """Many converted the letters and left the font as it was."""
    assert decode_run("Thủ tục đã chuyển", ".VnTime") == "Thủ tục đã chuyển"


def test_a_mixture_in_one_run_is_refused() -> None:
    """Nobody can tell which of the two a letter was."""
    with pytest.raises(UnsureError, match="lẫn với chữ Unicode"):
        decode_run("Thủ tục hµnh chÝnh thùc hiÖn", ".VnTime")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_files_in_other_encodings_of_unicode_days_are_read(codec: str) -> None:
    """UTF-8, UTF-16 and the Vietnamese code page of Windows need no guess about fonts."""
    text = MOTTO if codec != "cp1258" else to_cp1258(MOTTO)
    assert decode_bytes(text.encode(codec)) == (MOTTO, None)


def to_cp1258(text: str) -> str:
    """Write tones as marks of their own, as the code page has them."""
    return "".join(char if char.isascii() or char in "âêôăơưđĐ" else "".join(split_tone(char)) for char in text)


def split_tone(char: str) -> tuple[str, str]:
    """Return a letter without its tone, and the tone."""
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in decomposed if mark in TONES[1:]), "")
    return nfc(decomposed.replace(tone, "") if tone else decomposed), tone


def test_a_text_of_no_known_encoding_is_refused() -> None:
    """Bytes that make Vietnamese in no reading are not guessed at."""
    with pytest.raises(UnsureError, match="không rõ bảng nào"):
        decode_bytes("Ëß§ñþ ðÿ¶ øþß ÆØÅæ çñÞß ßðËÿ §¶þø".encode("cp1252"))


@given(st.lists(st.sampled_from(SYLLABLES), min_size=8, max_size=40))
def test_right_text_is_never_touched(words: list[str]) -> None:
    """Vietnamese in Unicode is taken for nothing else, however short of context."""
    real = [word for word in words if is_syllable(word)]
    assert guess(" ".join(real)) is None


@given(st.text(max_size=200))
def test_any_text_gives_nfc_or_a_refusal(text: str) -> None:
    """Whatever comes in, what goes out is NFC."""
    try:
        decoded, _ = decode_bytes(text.encode("utf-8", errors="replace"))
    except UnsureError:
        return
    assert is_nfc(decoded)
