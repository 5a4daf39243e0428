"""Published answers that are near to what somebody is about to ask ("Có phải bạn hỏi…")."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log, sqrt

from cchc.model.dich_vu import CauDaTraLoi
from cchc.text import fold

MOST = 5
_NEAR = 0.2
_SAME_PROCEDURE = 0.15
_SYLLABLE = 0.5
"""What one syllable weighs beside a phrase of two: it only decides between answers that are about as near."""


def find_near(
    title: str, text: str, published: Sequence[CauDaTraLoi], *, thu_tuc: str = "", most: int = MOST
) -> tuple[CauDaTraLoi, ...]:
    """Return the nearest published questions, best first; none that has nothing but common words in common.

    Compared are phrases of two syllables without diacritics, since a Vietnamese word mostly has two: one in few of the
    questions weighs more than one in many (inverse document frequency), and the measure is the cosine. The title counts
    twice as much as the text. A question about the same procedure needs less.
    """
    phrases = [Counter(_phrases(entry.cau_hoi)) for entry in published]
    spread = Counter(phrase for entry in phrases for phrase in entry)
    weights = {phrase: _worth(phrase) * log(1 + len(published) / number) for phrase, number in spread.items()}
    rarest = log(1 + len(published))
    asked = Counter(_phrases(title))
    asked += asked + Counter(set(_phrases(text)))
    ranked = []
    for place, (entry, own) in enumerate(zip(published, phrases, strict=True)):
        score = _cosine(asked, own, weights, rarest) + _SAME_PROCEDURE * (thu_tuc != "" and thu_tuc in entry.tthc)
        if score >= _NEAR:
            ranked.append((-score, place))
    return tuple(published[place] for _, place in sorted(ranked)[:most])


def _phrases(text: str) -> Iterator[str]:
    words = ["".join(char for char in word if char.isalnum()) for word in fold(text).split()]
    words = [word for word in words if word]
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))


def _worth(phrase: str) -> float:
    return 1.0 if " " in phrase else _SYLLABLE


def _cosine(asked: Counter[str], own: Counter[str], weights: dict[str, float], rarest: float) -> float:
    shared = sum(asked[phrase] * own[phrase] * weights[phrase] ** 2 for phrase in own.keys() & asked.keys())
    if not shared:
        return 0.0
    # A long text must not drown its own title: what the asker says beyond the published words counts by its root only.
    known = sum((number * weights[phrase]) ** 2 for phrase, number in asked.items() if phrase in weights)
    foreign = sqrt(sum((n * _worth(phrase) * rarest) ** 2 for phrase, n in asked.items() if phrase not in weights))
    size = sqrt(sum((number * weights[phrase]) ** 2 for phrase, number in own.items()))
    return shared / (sqrt(known + foreign * rarest) * size)
