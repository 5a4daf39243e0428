"""A QR code for the page of each procedure, to be printed with it and put up at the desk (TTHC-30)."""

from collections.abc import Callable, Iterator

from cchc.catalogue import Catalogue
from cchc.catalogue.lifecycle import is_ended
from cchc.outputs.artefact import Artefact
from cchc.outputs.qr import make_qr_svg


def make_qr_files(catalogue: Catalogue, absolute: Callable[[str], str]) -> Iterator[Artefact]:
    """Make ``qr.svg`` beside each page that offers one; ``absolute`` gives the full address of a path."""
    for item in catalogue.thu_tuc.values():
        if not is_ended(item.trang_thai):
            yield Artefact(f"{item.url.lstrip('/')}qr.svg", make_qr_svg(absolute(item.url)))
