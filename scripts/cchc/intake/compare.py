"""Three-way comparison of one record, field by field: what came last time, what stands here, what comes now."""

from dataclasses import dataclass

from cchc.intake.ledger import Hashes, hash_fields
from cchc.model.thu_tuc import ThuTuc


@dataclass(frozen=True)
class Merge:
    """The outcome: the record to keep, and its fields by what happened to them; ``hashes`` go into the ledger."""

    record: ThuTuc
    hashes: Hashes
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def merge(local: ThuTuc, incoming: ThuTuc, last: Hashes, *, take_source: bool) -> Merge:
    """Merge a record from the source into the local one; an edited field is never overwritten unless told so.

    Raise ValidationError if the merged record breaks a rule of the model.
    """
    here, new = hash_fields(local), hash_fields(incoming)
    hashes: dict[str, str] = {}
    changed: list[str] = []
    kept: list[str] = []
    conflicts: list[str] = []
    for name in ThuTuc.model_fields:
        if name not in new and name not in last:
            continue
        ours, theirs, base = here.get(name, ""), new.get(name, ""), last.get(name)
        taken = ours == theirs or ours == (base or "")
        if taken or (take_source and theirs != base):
            hashes[name] = theirs
            if ours != theirs:
                changed.append(name)
        elif theirs == base:
            hashes[name] = base
            kept.append(name)
        else:
            # The base stays what it was, so that the conflict is shown until somebody settles it.
            hashes.update({} if base is None else {name: base})
            conflicts.append(name)
    return Merge(_take(local, incoming, changed), hashes, tuple(changed), tuple(kept), tuple(conflicts))


def _take(local: ThuTuc, incoming: ThuTuc, names: list[str]) -> ThuTuc:
    if not names:
        return local
    return ThuTuc.model_validate({**dict(local), **{name: getattr(incoming, name) for name in names}})
