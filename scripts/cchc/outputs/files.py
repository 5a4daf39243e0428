"""Files that travel from the content to the site: forms and attachments without their properties, decisions."""

from collections.abc import Iterator
from pathlib import Path

from cchc.catalogue import Catalogue
from cchc.outputs.artefact import Artefact
from cchc.sources import read_published


def make_files(root: Path, catalogue: Catalogue) -> Iterator[Artefact]:
    """Make the artefacts of all downloads; pictures live in ``pictures``."""
    downloads = [tep for item in catalogue.bieu_mau.values() for tep in item.moi_tep]
    downloads += [item.tep for item in catalogue.quyet_dinh if item.tep]
    # One file may serve several forms; it is published once.
    for uri, tep in sorted({tep.url.lstrip("/"): tep for tep in downloads}.items()):
        yield Artefact(uri, read_published(root, tep.path, tep.dinh_dang))
    for path, uri in sorted({tep.path: tep.url.lstrip("/") for tin in catalogue.tin for tep in tin.tep}.items()):
        yield Artefact(uri, read_published(root, path))
