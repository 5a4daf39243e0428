"""Which news items belong together: by series, procedures named, tags, class, unit and rare words of their texts."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise

from cchc.catalogue.items import TinItem
from cchc.text import fold

_MAX_SHARING = 60
"""A word shared by more items tells nothing; of a class, rubric, unit or tag only so many of the newest items count.

Without a limit the work would grow with the square of the items.
"""

_WEIGHTS = {"loat": 5.0, "tthc": 4.0, "the": 2.5, "lop": 1.5, "muc": 1.0, "dv": 1.0, "tu": 0.6}


def relate(items: Sequence[TinItem], *, limit: int = 5) -> Mapping[str, tuple[TinItem, ...]]:
    """Return for each item, by its URL, the ``limit`` others that are closest to it, filled up with the newest.

    Two items are close when they share series, procedures, tags, classes, rubric, unit or words, each weighted by how
    rare it is. ``items`` are ordered newest first, which also decides between equals; those that have run out are
    never offered.
    """
    features = [_features(item) for item in items]
    sharing = _sharing(items, features)
    newest = list(islice((position for position, item in enumerate(items) if not item.da_het_han), limit + 1))
    found = {}
    for position, item in enumerate(items):
        closest = _closest(position, features[position], sharing, limit)
        fill = (other for other in newest if other != position and other not in closest)
        found[item.url] = tuple(items[other] for other in islice((*closest, *fill), limit))
    return found


def _sharing(items: Sequence[TinItem], features: Sequence[Sequence[str]]) -> Mapping[str, tuple[float, Sequence[int]]]:
    """Return the weight of each feature and the positions of the items that have it, words of many items left out."""
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for position, found in enumerate(features):
        for feature in found if not items[position].da_het_han else ():
            positions[feature].append(position)
    shared = {}
    for feature, others in positions.items():
        kind = feature.partition(":")[0]
        if kind != "tu" or len(others) <= _MAX_SHARING:
            weight = _WEIGHTS[kind] * math.log(1 + len(items) / len(others))
            shared[feature] = (weight, others[:_MAX_SHARING])
    return shared


def _closest(
    position: int, features: Sequence[str], sharing: Mapping[str, tuple[float, Sequence[int]]], limit: int
) -> list[int]:
    scores: defaultdict[int, float] = defaultdict(float)
    for feature in features:
        if feature in sharing:
            weight, others = sharing[feature]
            for other in others:
                scores[other] += weight
    scores.pop(position, None)
    return sorted(scores, key=lambda other: (-scores[other], other))[:limit]


def _features(item: TinItem) -> Sequence[str]:
    """Return what an item shares with others, always in one order: sums of weights must not depend on it."""
    return tuple(dict.fromkeys(_all_features(item)))


def _all_features(item: TinItem) -> Iterator[str]:
    tin = item.record
    if tin.chuyen_de:
        yield f"loat:{tin.chuyen_de}"
    yield from (f"tthc:{ma}" for ma in tin.tthc)
    yield from (f"the:{the.ma}" for the in item.the)
    yield from (f"lop:{ma}" for ma in tin.noi_dung_cchc)
    yield f"muc:{tin.chuyen_muc}"
    yield f"dv:{tin.don_vi}"
    words = fold(f"{tin.tieu_de} {tin.tom_tat}").replace(",", " ").replace(".", " ").split()
    # Vietnamese words are mostly two syllables, so neighbouring pairs tell more than single ones.
    yield from (f"tu:{first} {second}" for first, second in pairwise(words))
