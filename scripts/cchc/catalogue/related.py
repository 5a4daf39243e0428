"""Which news items belong together: by class, procedures named, unit and rare words of title and summary."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise

from cchc.catalogue.items import TinItem
from cchc.text import fold

_MAX_SHARING = 200
"""A word or tag shared by more items than this tells nothing; leaving it out keeps the work linear in the items."""


def relate(items: Sequence[TinItem], *, limit: int = 5) -> Mapping[str, tuple[TinItem, ...]]:
    """Return for each item, by its URL, the ``limit`` others that are closest to it, filled up with the newest.

    Two items are close when they share procedures, classes, rubric, unit or words, each weighted by how rare it is.
    ``items`` are ordered newest first, which also decides between equals.
    """
    features = [_features(item) for item in items]
    sharing: defaultdict[str, list[int]] = defaultdict(list)
    for position, found in enumerate(features):
        for feature in found:
            sharing[feature].append(position)
    return {
        item.url: tuple(items[other] for other in _closest(position, features[position], sharing, limit, len(items)))
        for position, item in enumerate(items)
    }


def _closest(
    position: int, features: Iterable[str], sharing: Mapping[str, list[int]], limit: int, total: int
) -> list[int]:
    scores: defaultdict[int, float] = defaultdict(float)
    for feature in features:
        others = sharing[feature]
        if len(others) <= _MAX_SHARING:
            weight = _weight(feature) * math.log(1 + total / len(others))
            for other in others:
                scores[other] += weight
    scores.pop(position, None)
    best = sorted(scores, key=lambda other: (-scores[other], other))[:limit]
    newest = (other for other in range(total) if other != position and other not in best)
    return best + list(islice(newest, limit - len(best)))


def _weight(feature: str) -> float:
    return {"tthc": 4.0, "lop": 1.5, "muc": 1.0, "dv": 1.0}.get(feature.partition(":")[0], 0.6)


def _features(item: TinItem) -> set[str]:
    tin = item.record
    words = fold(f"{tin.tieu_de} {tin.tom_tat}").replace(",", " ").replace(".", " ").split()
    # Vietnamese words are mostly two syllables, so neighbouring pairs tell more than single ones.
    pairs = {f"tu:{first} {second}" for first, second in pairwise(words)}
    return (
        pairs
        | {f"tthc:{ma}" for ma in tin.tthc}
        | {f"lop:{ma}" for ma in tin.noi_dung_cchc}
        | {f"muc:{tin.chuyen_muc}", f"dv:{tin.don_vi}"}
    )
