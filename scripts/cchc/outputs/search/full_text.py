"""Full text as an inverted index, cut into shards that a browser fetches for the words of a query alone.

A posting is ``row * 8 + part`` where part tells in which text of the row the word stands; the list of a word holds
the differences between postings. The reading side is ``assets/js/toan-van.js``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import sub

from cchc.text import fold

_PARTS = 8
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 24

_POSTINGS_A_SHARD = 12_000
"""About 15 KB once compressed: a query of five words then fetches less than a picture."""

_EVERYWHERE = 0.6
"""A word that more than this share of all texts hold tells nothing apart and is left out of large indices."""

_LARGE = 200

_FUNCTION_WORDS = ("và", "của", "các", "được", "hoặc", "những", "với", "theo", "trong", "này")
"""Words of every text, left out as they are written: without diacritics some would be other words ("cửa", "vã")."""

_NUMBER_PART = 5
"""Numbers of legal texts count as standing in the legal bases."""


class FullText:
    """Collects the words of rows, added in ascending order; it lives while one index is made."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        # Bodies repeat the same tokens ("phiếu," "Sở"): each is folded once.
        self._folded: dict[str, tuple[str, ...]] = dict.fromkeys(_FUNCTION_WORDS, ())

    def add(self, row: int, texts: Mapping[int, Iterable[str]], numbers: Iterable[str] = ()) -> None:
        """Add the texts of a row by their part; a word counts for the first part that holds it.

        ``numbers`` are those of legal texts, found whole and by their beginnings.
        """
        # Only operations over whole sets: five million tokens pass here in a large site's build.
        words: dict[str, int] = {}
        for part in sorted(texts, reverse=True):
            tokens = set(" ".join(texts[part]).lower().split())
            self._fold([token for token in tokens if token not in self._folded])
            words.update(dict.fromkeys(chain.from_iterable(map(self._folded.__getitem__, tokens)), part))
        words.update(dict.fromkeys(chain.from_iterable(map(number_keys, numbers)), _NUMBER_PART))
        base = row * _PARTS
        for word, part in words.items():
            self._postings[word].append(base + part)

    def _fold(self, tokens: Iterable[str]) -> None:
        for token in tokens:
            found = _WORD.findall(fold(token))
            self._folded[token] = tuple(word for word in found if 1 < len(word) <= _LONGEST)

    @property
    def shards(self) -> int:
        """The number of shards, a power of two, so that small changes of the content do not move every word."""
        wanted = sum(map(len, self._postings.values())) / _POSTINGS_A_SHARD
        count = 1
        while count < wanted:
            count *= 2
        return count

    def make_shards(self) -> Iterator[tuple[str, dict[str, list[int]]]]:
        """Yield each shard's name and its words with their postings."""
        count = self.shards
        most = self._rows * _EVERYWHERE if self._rows > _LARGE else self._rows
        shards: list[dict[str, list[int]]] = [{} for _ in range(count)]
        for word in sorted(self._postings):
            postings = self._postings[word]
            if len(postings) <= most:
                shards[shard_of(word, count)][word] = list(map(sub, postings, [0, *postings]))
        yield from ((str(number), shard) for number, shard in enumerate(shards))


def shard_of(word: str, count: int) -> int:
    """Return the shard of a word: FNV-1a over its UTF-16 units, as the browser computes it."""
    value = 2166136261
    for char in word:
        value = ((value ^ ord(char)) * 16777619) & 0xFFFFFFFF
    return value % count


_NUMBER = re.compile(r"^(\d+[a-z]?)(?:/(\d{4}))?(?:/([^\W_][\w-]*))?$")


def number_keys(number: str) -> tuple[str, ...]:
    """Return the words under which a legal text's number is found: ``155/2018/nd-cp``, ``155/2018``, ``155/nd``."""
    match = _NUMBER.match(fold("".join(number.split())))
    if match is None:
        return ()
    so, nam, loai = match.groups()
    shorter = (f"{so}/{nam}" if nam else "", f"{so}/{loai.partition('-')[0]}" if loai else "")
    return tuple(dict.fromkeys((match[0], *filter(None, shorter))))
