"""The joined catalogue: pure derivation from content, with every rule that spans records."""

from cchc.catalogue.build import build
from cchc.catalogue.items import (
    BieuMauItem,
    Catalogue,
    DonViItem,
    MucItem,
    PhienBanItem,
    QuyetDinhItem,
    TepItem,
    ThuTucItem,
    TinItem,
)
from cchc.model.thu_tuc import forms_of

__all__ = [
    "BieuMauItem",
    "Catalogue",
    "DonViItem",
    "MucItem",
    "PhienBanItem",
    "QuyetDinhItem",
    "TepItem",
    "ThuTucItem",
    "TinItem",
    "build",
    "forms_of",
]
