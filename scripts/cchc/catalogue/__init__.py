"""The joined catalogue: pure derivation from content, with every rule that spans records."""

from cchc.catalogue.build import build
from cchc.catalogue.catalogue import Catalogue
from cchc.catalogue.items import (
    BieuMauItem,
    CanCuPhapLy,
    DonViItem,
    MucItem,
    PhienBanItem,
    QuyetDinhItem,
    TepItem,
    TepTinItem,
    ThuTucItem,
    TinItem,
    VanBanItem,
)
from cchc.catalogue.published import HoiDapItem, VanBanCongBoItem
from cchc.model.thu_tuc import forms_of

__all__ = [
    "BieuMauItem",
    "CanCuPhapLy",
    "Catalogue",
    "DonViItem",
    "HoiDapItem",
    "MucItem",
    "PhienBanItem",
    "QuyetDinhItem",
    "TepItem",
    "TepTinItem",
    "ThuTucItem",
    "TinItem",
    "VanBanCongBoItem",
    "VanBanItem",
    "build",
    "forms_of",
]
