"""The history of a procedure: rows for its page, and a page of its own for each version whose text was kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from cchc.catalogue import Catalogue, PhienBanItem, QuyetDinhItem, ThuTucItem
from cchc.catalogue.versions import find_current
from cchc.model.thanh_phan import PhienBan
from cchc.outputs.changes import ThayDoi, describe_changes
from cchc.outputs.page import Page
from cchc.text import to_vietnam


@dataclass(frozen=True)
class DongLichSu:
    """One version as the history shows it; ``url`` is empty where its text is the page itself or was not kept."""

    phien_ban: PhienBan
    url: str
    hien_hanh: bool
    sap_ap_dung: bool
    quyet_dinh: QuyetDinhItem | None
    thay_doi: tuple[ThayDoi, ...]


def make_history(catalogue: Catalogue, item: ThuTucItem) -> list[DongLichSu]:
    """Return the versions of a procedure, newest first, each with what it changed in words."""
    if not item.phien_ban:
        return []
    current = _current(catalogue, item)
    today = to_vietnam(catalogue.now).date()
    changes = {new.phien_ban.so: _changes(catalogue, old, new) for old, new in pairwise(item.phien_ban)}
    return [
        DongLichSu(
            phien_ban=version.phien_ban,
            url=version.url if version.thu_tuc and version.phien_ban != current else "",
            hien_hanh=version.phien_ban == current,
            sap_ap_dung=bool(version.phien_ban.tu and version.phien_ban.tu > today),
            quyet_dinh=catalogue.find_quyet_dinh(version.phien_ban.quyet_dinh),
            thay_doi=changes.get(version.phien_ban.so, ()),
        )
        for version in reversed(item.phien_ban)
    ]


def make_with_versions(
    catalogue: Catalogue, item: ThuTucItem, make: Callable[[Catalogue, ThuTucItem], Page]
) -> Iterator[Page]:
    """Describe the page of a procedure and, out of the index of search engines, those of its other versions."""
    page = make(catalogue, item)
    yield page
    current = _current(catalogue, item)
    for version in item.phien_ban:
        if version.thu_tuc and version.phien_ban != current:
            text = replace(version.thu_tuc, phien_ban=item.phien_ban)
            yield _version_page(make(catalogue, text), page, version)


def _version_page(page: Page, current: Page, version: PhienBanItem) -> Page:
    so = version.phien_ban.so
    return replace(
        page,
        url=version.url,
        tieu_de=f"{page.tieu_de} – phiên bản {so}",
        duong_dan=(*current.duong_dan[:-1], (current.duong_dan[-1][0], current.url), (f"Phiên bản {so}", "")),
        context={**page.context, "ban": version},
        lap_chi_muc=False,
    )


def _current(catalogue: Catalogue, item: ThuTucItem) -> PhienBan | None:
    versions = [version.phien_ban for version in item.phien_ban]
    return find_current(versions, to_vietnam(catalogue.now).date())


def _changes(catalogue: Catalogue, old: PhienBanItem, new: PhienBanItem) -> tuple[ThayDoi, ...]:
    if old.thu_tuc is None or new.thu_tuc is None:
        return ()
    names = {id_: form.record.ten for id_, form in catalogue.bieu_mau.items()}
    return describe_changes(old.thu_tuc.record, new.thu_tuc.record, ten_bieu_mau=names)
