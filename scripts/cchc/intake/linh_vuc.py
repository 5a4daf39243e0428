"""Fields of foreign records joined with the list that the editors keep: one field, however many codes it has."""

from collections.abc import Iterable, Mapping

from cchc.model.danh_muc import Muc
from cchc.text import collation_key, fold, slug

_RESERVED = {"quyet-dinh", "bieu-mau", "danh-muc"}
_MAX_SLUG = 100


def unify(known: Iterable[Muc], found: Iterable[Muc]) -> tuple[tuple[Muc, ...], Mapping[Muc, str]]:
    """Return the list with what was missing appended in alphabetical order, and the slug of each found field in it.

    A field is known by a code of the national portal, else by its name or an older one without regard to accents and
    punctuation. Known entries keep slug and name; they only gain codes.
    """
    entries = {muc.ma: muc for muc in known}
    by_code = {code: muc.ma for muc in entries.values() for code in muc.ma_dvcqg}
    by_name = {_key(ten): muc.ma for muc in entries.values() for ten in (*muc.ten_cu, muc.ten)}
    slugs: dict[Muc, str] = {}
    # Fields that are known come first, so that a code they bring is theirs and not a new field's.
    wanted = sorted(set(found), key=lambda muc: (_key(muc.ten) not in by_name, collation_key(muc.ten), muc.ma_dvcqg))
    for muc in wanted:
        code = next(iter(muc.ma_dvcqg), "")
        ma = by_code.get(code) or by_name.get(_key(muc.ten))
        if ma is None:
            ma = _free_slug(muc.ten, entries)
            entries[ma] = muc.model_copy(update={"ma": ma})
        elif code and code not in entries[ma].ma_dvcqg:
            entries[ma] = entries[ma].model_copy(update={"ma_dvcqg": (*entries[ma].ma_dvcqg, code)})
        if code:
            by_code.setdefault(code, ma)
        by_name.setdefault(_key(muc.ten), ma)
        slugs[muc] = ma
    return tuple(entries.values()), slugs


def _key(ten: str) -> str:
    return slug(fold(ten))


def _free_slug(ten: str, entries: Mapping[str, Muc]) -> str:
    """Return a slug that is no other entry's and no folder of another kind of content."""
    ma = slug(ten)
    if len(ma) > _MAX_SLUG:
        ma = ma[:_MAX_SLUG].rpartition("-")[0]
    if ma in _RESERVED:
        ma = f"linh-vuc-{ma}"
    return (
        ma if ma not in entries else next(f"{ma}-{n}" for n in range(2, len(entries) + 3) if f"{ma}-{n}" not in entries)
    )
