"""How old a source is: an older one never lowers a newer record, nor tells that what is newer has gone."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date

from cchc.importers import Imported
from cchc.model.thu_tuc import ThuTuc
from cchc.text import to_vietnam


def is_older(item: Imported, local: ThuTuc) -> bool:
    """Tell whether the source shows an older state than the record that stands here; unknown is not older.

    Copies by other people say nothing about their day and count as older than anything.
    """
    if item.dang.is_copy:
        return True
    theirs = _find_day(item.thu_tuc) or item.dang.until
    ours = _find_day(local)
    return theirs is not None and ours is not None and theirs < ours


def find_gone(imported: Iterable[Imported], known: Container[str], here: Mapping[str, ThuTuc]) -> Iterator[ThuTuc]:
    """Yield, by code, the records that came from the source once and are not in it any more.

    Only exports of a whole catalogue can tell, and an old one not about what is newer than itself.
    """
    whole = [item for item in imported if item.dang.whole]
    named = {item.thu_tuc.ma for item in imported}
    if not whole:
        return
    untils = [item.dang.until for item in whole]
    until = max(day for day in untils if day) if all(untils) else None
    for ma in sorted(here):
        day = _find_day(here[ma])
        if ma in known and ma not in named and not (until and day and until < day):
            yield here[ma]


def _find_day(thu_tuc: ThuTuc) -> date | None:
    moment = thu_tuc.nguon and (thu_tuc.nguon.cap_nhat or thu_tuc.nguon.lay_luc)
    return to_vietnam(moment).date() if moment else None
