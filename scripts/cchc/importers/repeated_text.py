"""Texts that a print shows joined, each as often as there are rows, taken apart where that is certain."""

from collections import Counter
from collections.abc import Hashable, Sequence

_SEPARATOR = ", "
# Beyond this the text is no list of descriptions, and the search would take its time.
_MOST_PIECES = 2_000

_Words = tuple[str, ...]


def split_repeated(joined: Sequence[str], patterns: Sequence[Sequence[Hashable]]) -> tuple[str, ...] | None:
    """Return the text of each row from the joined text, which is printed once a row; None if no pattern fits.

    A pattern has a mark for each row, equal marks for rows that say the same; the first one that fits counts. Line and
    page breaks can cost a copy a space or a new line, so copies are compared without them and the most frequent counts.
    """
    split = [text.split(_SEPARATOR) for text in joined]
    if not split or len(split[0]) > _MOST_PIECES:
        return None
    plain = tuple("".join(piece.split()) for piece in split[0])
    for pattern in patterns:
        words = _fit(plain, tuple(pattern), {})
        if words is not None:
            return _cut([pieces for pieces in split if len(pieces) == len(plain)], pattern, words)
    return None


def _fit(plain: _Words, pattern: Sequence[Hashable], known: dict[Hashable, _Words]) -> dict[Hashable, _Words] | None:
    """Return the words of each mark so that the pattern covers the pieces exactly."""
    while pattern and pattern[0] in known:
        words = known[pattern[0]]
        if plain[: len(words)] != words:
            return None
        plain, pattern = plain[len(words) :], pattern[1:]
    if not pattern:
        return known if not plain else None
    if len(set(pattern)) == 1 and not set(pattern) & known.keys():
        # The last unknown text fills what is left in equal parts; no search is needed.
        length, over = divmod(len(plain), len(pattern))
        even = not over and plain == plain[:length] * len(pattern) and length
        return {**known, pattern[0]: plain[:length]} if even else None
    for length in range(1, len(plain) - len(pattern) + 2):
        found = _fit(plain[length:], pattern[1:], {**known, pattern[0]: plain[:length]})
        if found is not None:
            return found
    return None


def _cut(split: Sequence[Sequence[str]], pattern: Sequence[Hashable], words: dict[Hashable, _Words]) -> tuple[str, ...]:
    copies: dict[Hashable, Counter[str]] = {mark: Counter() for mark in pattern}
    for pieces in split:
        at = 0
        for mark in pattern:
            end = at + len(words[mark])
            copies[mark][_SEPARATOR.join(pieces[at:end])] += 1
            at = end
    return tuple(copies[mark].most_common(1)[0][0] for mark in pattern)
