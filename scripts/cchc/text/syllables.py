"""Which letters make a written Vietnamese syllable: tells a right reading of old bytes from a wrong one."""

import re
import unicodedata

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
ONSETS = tuple(_ONSETS.split())
"""Written initial consonants."""

_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch"
    " êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang"
    " oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt"
    " ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh uêu ui um un ung uơ uơn uôc uôi uôm uôn uông uôt up ut uy"
    " uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươ ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y ych yêm yên"
    " yêng yêt yêu ynh yt"
)
RIMES = tuple(_RIMES.split())
"""Written rimes without their tones."""

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
"""Level, grave, acute, tilde, hook, dot below, as combining marks."""

_SHAPE = re.compile(f"(?:{'|'.join(sorted(ONSETS, key=len, reverse=True))})?(?:{'|'.join(RIMES)})")
_STOPPED = re.compile(r"(?:c|ch|p|t)")
_STOPPED_TONES = {"\u0301", "\u0323"}
_WORD = re.compile(r"[^\W\d_]+")


def is_syllable(word: str) -> bool:
    """Tell whether a word could be one written syllable of Vietnamese, whatever its case."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in decomposed if char in TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in TONES))
    if len(tones) > 1 or not _SHAPE.fullmatch(bare):
        return False
    return not _STOPPED.match(bare[-2:] if bare.endswith("ch") else bare[-1:]) or bool(_STOPPED_TONES & set(tones))


def share_of_syllables(text: str) -> tuple[float, int]:
    """Return which share of the words with letters beyond ASCII are syllables, and how many such words there are."""
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    good = sum(map(is_syllable, words))
    return (good / len(words) if words else 1.0), len(words)
