"""Files that records offer for download, as far as their bytes are what they should be."""

from cchc.catalogue.items import TepItem
from cchc.model.bieu_mau import DinhDang
from cchc.model.content import Content
from cchc.text import slug


def find_tep(content: Content, path: str, folder_url: str, ten: str) -> TepItem | None:
    """Return the download of a file two folders below the root, or None if it is missing or of a refused kind.

    ``ten`` is what the file is called when it is saved.
    """
    tep = content.tep.get(path)
    if tep is None or tep.dinh_dang is None:
        return None
    return TepItem(
        url=folder_url + path.split("/", 2)[2],
        path=path,
        ten_tai_ve=f"{slug(ten)[:80].rstrip('-')}.{path.rpartition('.')[2].lower()}",
        dinh_dang=DinhDang(tep.dinh_dang),
        kich_thuoc=tep.kich_thuoc,
        sha256=tep.sha256,
    )
