"""Three-way comparison of one record, field by field: what came last time, what stands here, what comes now."""

from dataclasses import dataclass

from cchc.importers import JSON, Format
from cchc.intake.carry import carry_over
from cchc.intake.ledger import Hashes, hash_fields
from cchc.model.thu_tuc import ThuTuc


@dataclass(frozen=True)
class Merge:
    """The outcome: the record to keep, and its fields by what happened to them; ``hashes`` go into the ledger.

    ``incoming`` is what was compared: the source's record with the gaps of its format filled.
    """

    record: ThuTuc
    incoming: ThuTuc
    hashes: Hashes
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def merge(local: ThuTuc, incoming: ThuTuc, last: Hashes, *, take_source: bool, dang: Format = JSON) -> Merge:
    """Merge a record from the source into the local one; an edited field is never overwritten unless told so.

    Where the source's format ``dang`` carries nothing the local record stays as it is, and so does what is known of the
    last import. Raise ValidationError if the merged record breaks a rule of the model.
    """
    incoming = carry_over(incoming, local, dang)
    partly = {place.split(".")[0] for place in dang.lacks | dang.partial}
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
            # Where the local value filled gaps of the source, equality says nothing about what the source brought.
            hashes[name] = base if base is not None and ours == theirs and name in partly else theirs
            if ours != theirs:
                changed.append(name)
        elif theirs == base:
            hashes[name] = base
            kept.append(name)
        else:
            # The base stays what it was, so that the conflict is shown until somebody settles it.
            hashes.update({} if base is None else {name: base})
            conflicts.append(name)
    return Merge(_take(local, incoming, changed), incoming, hashes, tuple(changed), tuple(kept), tuple(conflicts))


def _take(local: ThuTuc, incoming: ThuTuc, names: list[str]) -> ThuTuc:
    if not names:
        return local
    return ThuTuc.model_validate({**dict(local), **{name: getattr(incoming, name) for name in names}})
