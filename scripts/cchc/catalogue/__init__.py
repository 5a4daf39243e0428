"""The joined catalogue: pure derivation from content, with every rule that spans records."""

from cchc.catalogue.build import build, forms_of
from cchc.catalogue.items import (
    BieuMauItem,
    Catalogue,
    DonViItem,
    MucItem,
    QuyetDinhItem,
    TepItem,
    ThuTucItem,
    TinItem,
)

__all__ = [
    "BieuMauItem",
    "Catalogue",
    "DonViItem",
    "MucItem",
    "QuyetDinhItem",
    "TepItem",
    "ThuTucItem",
    "TinItem",
    "build",
    "forms_of",
]
