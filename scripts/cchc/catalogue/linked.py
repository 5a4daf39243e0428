"""Procedures that belong together: a link that one record names is shown on both pages (TTHC-24)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cchc.catalogue.items import ThuTucItem


def link_both_ways(items: Iterable[ThuTucItem]) -> Mapping[str, tuple[str, ...]]:
    """Return for each code the related ones: those that its record names, then those whose records name it."""
    named: dict[str, tuple[str, ...]] = {}
    naming: defaultdict[str, list[str]] = defaultdict(list)
    for item in items:
        named[item.record.ma] = item.record.tthc_lien_quan
        for ma in item.record.tthc_lien_quan:
            naming[ma].append(item.record.ma)
    return {
        ma: tuple(dict.fromkeys(other for other in (*own, *naming[ma]) if other != ma)) for ma, own in named.items()
    }
