"""What happened to procedures, as decisions tell it: the events that feeds and calendars are made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from cchc.catalogue.catalogue import Catalogue
from cchc.catalogue.items import QuyetDinhItem, ThuTucItem
from cchc.model.phan_loai import HanhDong
from cchc.text import to_vietnam

_Number: TypeAlias = tuple[str, date | None]
"""Number and day of signing: numbers begin anew each year."""


@dataclass(frozen=True)
class BienDong:
    """A decision's effect on one procedure; ``ngay`` is the day on which the public could know of it."""

    thu_tuc: ThuTucItem
    so: str
    ngay: date
    hieu_luc_tu: date | None
    hanh_dong: HanhDong | None
    quyet_dinh: QuyetDinhItem | None

    @property
    def url(self) -> str:
        """The page that tells of it: the decision's, or the procedure's where the decision is not held here."""
        return self.quyet_dinh.url if self.quyet_dinh else self.thu_tuc.url


def find_events(catalogue: Catalogue) -> tuple[BienDong, ...]:
    """Return all events of public procedures that are known by the catalogue's day, newest first."""
    held: dict[_Number, QuyetDinhItem] = {(item.record.so, item.record.ngay_ky): item for item in catalogue.quyet_dinh}
    found = [event for item in catalogue.cong_khai for event in _events(catalogue, item, held)]
    found.sort(key=lambda event: (event.so, event.thu_tuc.record.ma))
    return tuple(sorted(found, key=lambda event: event.ngay, reverse=True))


def find_events_of(catalogue: Catalogue, item: ThuTucItem) -> tuple[BienDong, ...]:
    """Return the events of one procedure, newest first; none of a procedure between state bodies."""
    found_here = ((cited, catalogue.find_quyet_dinh(cited.so, cited.ngay_ky)) for cited in item.vong_doi.quyet_dinh)
    held = {(cited.so, cited.ngay_ky): decision for cited, decision in found_here if decision}
    found = [] if item.record.la_noi_bo else list(_events(catalogue, item, held))
    return tuple(sorted(found, key=lambda event: event.ngay, reverse=True))


def _events(catalogue: Catalogue, item: ThuTucItem, held: Mapping[_Number, QuyetDinhItem]) -> Iterator[BienDong]:
    today = to_vietnam(catalogue.now).date()
    for cited in item.vong_doi.quyet_dinh:
        ngay = cited.ngay_cong_khai or cited.ngay_ky or cited.hieu_luc_tu
        if ngay and ngay <= today:
            yield BienDong(
                item, cited.so, ngay, cited.hieu_luc_tu, cited.hanh_dong, held.get((cited.so, cited.ngay_ky))
            )
