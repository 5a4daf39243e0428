"""Files that travel from content to site: forms, attachments without their properties; official texts as they are."""

from collections.abc import Iterator
from pathlib import Path

from cchc.catalogue import Catalogue
from cchc.outputs.artefact import Artefact
from cchc.sources import read_published


def make_files(root: Path, catalogue: Catalogue) -> Iterator[Artefact]:
    """Make the artefacts of all downloads; pictures live in ``pictures``."""
    downloads = [tep for item in catalogue.bieu_mau.values() for tep in item.moi_tep]
    downloads += [item.tep for item in catalogue.quyet_dinh if item.tep]
    downloads += [tep for document in catalogue.van_ban for tep in document.tep]
    # One file may serve several forms; it is published once.
    for uri, tep in sorted({tep.url.lstrip("/"): tep for tep in downloads}.items()):
        yield Artefact(uri, read_published(root, tep.path, tep.dinh_dang))
    for path, uri in sorted({tep.path: tep.url.lstrip("/") for tin in catalogue.tin for tep in tin.tep}.items()):
        yield Artefact(uri, read_published(root, path))
