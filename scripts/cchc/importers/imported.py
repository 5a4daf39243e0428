"""What every importer gives: records with the place they came from, or the reason why something was refused."""

from dataclasses import dataclass

from cchc.importers.formats import JSON, Format
from cchc.model.danh_muc import Muc
from cchc.model.thu_tuc import ThuTuc


@dataclass(frozen=True)
class Imported:
    """A foreign record as one of ours; ``linh_vuc`` describes the field that ``thu_tuc.linh_vuc`` names.

    ``origin`` tells people where it stood: the path, with line or position inside it. ``notes`` say, in Vietnamese,
    what of the source was left out and what needs a look.
    """

    thu_tuc: ThuTuc
    linh_vuc: Muc
    origin: str
    dang: Format = JSON
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """A line of a list of procedures: enough to compare with, not enough for a record."""

    ma: str
    ten: str
    linh_vuc: str
    ban_hanh: tuple[str, ...]
    thuc_hien: tuple[str, ...]
    origin: str


@dataclass(frozen=True)
class Refused:
    """Something that was meant as a record and cannot be one; ``ma`` as far as legible, ``reason`` in Vietnamese."""

    origin: str
    ma: str
    reason: str


@dataclass(frozen=True)
class Skipped:
    """A file met in a folder that is of no format read here."""

    origin: str


Outcome = Imported | Listed | Refused | Skipped
