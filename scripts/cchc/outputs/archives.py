"""One archive with all forms of a procedure, the same bytes each time (the files inside it are compressed already)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.catalogue import BieuMauItem, Catalogue, TepItem, ThuTucItem, forms_of
from cchc.outputs.artefact import Artefact
from cchc.sources import read_published
from cchc.sources.zip_bytes import pack, stored, stored_size


@dataclass(frozen=True)
class TepNen:
    """An archive offered for download."""

    url: str
    ten_tai_ve: str
    kich_thuoc: int
    so_tep: int


def find_archive(catalogue: Catalogue, item: ThuTucItem) -> TepNen | None:
    """Describe the archive of a procedure's forms in use, None where a single file needs no archive."""
    files = _files(catalogue, item)
    if len(files) < 2:
        return None
    ten = f"bieu-mau-{item.record.ma}.zip"
    size = stored_size((name, tep.kich_thuoc) for name, tep in files.items())
    return TepNen(f"/thu-tuc-hanh-chinh/{item.record.ma}/{ten}", ten, size, len(files))


def make_archives(root: Path, catalogue: Catalogue) -> Iterator[Artefact]:
    """Make the archives of all procedures."""
    for item in catalogue.thu_tuc.values():
        archive = find_archive(catalogue, item)
        if archive:
            files = _files(catalogue, item).items()
            members = (stored(name, read_published(root, tep.path, tep.dinh_dang)) for name, tep in files)
            yield Artefact(archive.url.lstrip("/"), pack(members))


def _files(catalogue: Catalogue, item: ThuTucItem) -> dict[str, TepItem]:
    """Return the files in the order of the forms; a name that recurs is told apart by the form's id."""
    forms = [form for form in catalogue.find_bieu_mau(forms_of(item.record)) if form.con_dung]
    named: dict[str, TepItem] = {}
    for form in forms:
        for tep in form.moi_tep:
            named.setdefault(_free_name(named, form, tep), tep)
    return named


def _free_name(named: dict[str, TepItem], form: BieuMauItem, tep: TepItem) -> str:
    taken = named.get(tep.ten_tai_ve)
    return tep.ten_tai_ve if taken in (None, tep) else f"{form.record.id}-{tep.ten_tai_ve}"
